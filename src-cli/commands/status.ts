import { errorTable, KeywatchError } from '../../src-shared/errors.ts';
import { documentOf } from '../documents.ts';
import { namedProvider } from '../named-provider.ts';
import type { Command } from '../command.ts';
import { agentOf, agentOption, durationOption, given } from '../typed-values.ts';

export const status: Command = {
  name: 'status',
  says: 'What works, what ends soon and what does not',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    check: {
      type: 'boolean',
      says: 'Exit with 1 when something in use is expired, missing or unavailable, 2 when it expires soon.',
    },
    within: {
      type: 'string',
      value: 'DURATION',
      says: 'What soon means; 14d where absent, 0 only what has expired.',
    },
    probe: { type: 'boolean', says: 'Ask the providers first.' },
    'probe-due': {
      type: 'boolean',
      says: 'Ask first whose turn it is by the schedule; where a Keywatch runs, it does so itself.',
    },
    notify: {
      type: 'boolean',
      says: 'Tell what nobody was told yet, by the way that keywatch notify sets; 69 where that fails.',
    },
    provider: { type: 'string', value: 'PROVIDER', says: 'Only the profiles of one provider.' },
    profile: { type: 'string', value: 'ID', says: 'Only one profile.' },
    agent: agentOption,
  },
  async run(asked, host) {
    const typed = asked.text('provider');
    const provider =
      typed === undefined ? undefined : await namedProvider(typed, await (await host.reader()).profiles());
    const question = given({
      within: durationOption(asked, 'within'),
      provider,
      profile: asked.text('profile'),
      agent: agentOf(asked),
    });
    const acts = ['probe', 'probe-due', 'notify'].some((option) => asked.has(option));
    const { found, told } = acts
      ? await (await import('./status-acts.ts')).statusAfterActs(asked, host, question)
      : { found: await (await host.reader()).status(question), told: null };
    // With --check, nothing found is an answer (D-B2); without, it is a name typed wrongly.
    if (question.profile !== undefined && found.profiles.length === 0 && !asked.has('check'))
      throw new KeywatchError(
        'not_found',
        'no profile has that id or name, or one that begins like it; nothing was changed; see keywatch auth list',
      );
    return {
      document: documentOf('status', told === null ? found : { ...found, notices: told }),
      exit: told?.undelivered ? errorTable.unreachable.exit : asked.has('check') ? found.exit : 0,
      lines: async (look) => (await import('./status-lines.ts')).statusLines(found, look),
    };
  },
};
