import { attentionOf } from '../../src-shared/attention.ts';
import { relativeTime } from '../../src-shared/times.ts';
import type { Profile, Status } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { documentOf } from '../documents.ts';
import { painted, plain, table, wrapped, type Look } from '../page.ts';
import type { Command } from '../command.ts';
import { availableCell, expiryCell, stateCell } from '../profile-lines.ts';
import { durationOption, given } from '../typed-values.ts';

function statusTable(profiles: readonly Profile[], look: Look): string[] {
  return table(
    profiles,
    [
      { head: 'ID', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 16 },
      { head: 'State', cell: (profile) => stateCell(profile, look.now) },
      { head: 'Available', cell: availableCell, leaves: 3 },
      { head: 'Expires', cell: (profile) => expiryCell(profile, look.now) },
      {
        head: 'Checked',
        cell: ({ lastAnswer }) => relativeTime(lastAnswer?.at ?? null, look.now),
        leaves: 2,
        flush: 'right',
      },
      {
        head: 'Key',
        cell: ({ mask, reference }) => ({ text: mask ?? reference ?? '–', tone: 'soft' }),
        least: 8,
        leaves: 1,
      },
    ],
    look,
  );
}

/** What needs a person, most urgent first; five lines at most. */
function attentionLines(status: Status, look: Look): string[] {
  const { lines, more } = attentionOf(status.profiles, look.now);
  if (lines.length === 0) return [];
  return [
    '',
    ...lines.flatMap(({ who, what, when, tone }) => {
      const text = plain(`${who}: ${what}${when === '' ? '' : ` (${when})`}`);
      return wrapped(text, look.width, 2).map((line) => painted(line, tone, look));
    }),
    ...(more === 0 ? [] : [`and ${more} more`]),
  ];
}

function statusLines(status: Status, look: Look): string[] {
  const { vault } = status;
  return [
    ...wrapped(plain(status.sentence), look.width, 0),
    ...[vault.reason, vault.advice].flatMap((said) =>
      said === null ? [] : wrapped(plain(said), look.width, 0),
    ),
    ...(vault.slot !== null && !vault.protected
      ? wrapped(
          'The vault is not protected: its key lies beside it. Where there is an OS keyring, use that.',
          look.width,
          0,
        )
      : []),
    ...attentionLines(status, look),
    ...(status.profiles.length === 0 ? [] : ['', ...statusTable(status.profiles, look)]),
  ];
}

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
    provider: { type: 'string', value: 'PROVIDER', says: 'Only the profiles of one provider.' },
    profile: { type: 'string', value: 'ID', says: 'Only one profile.' },
  },
  async run(asked, host) {
    const question = given({
      within: durationOption(asked, 'within'),
      provider: asked.text('provider'),
      profile: asked.text('profile'),
    });
    const ask = async () => {
      const client = await host.client();
      const { profiles } = await client.status(question);
      await client.probes.test({ ids: profiles.filter(({ enabled }) => enabled).map(({ id }) => id) });
      return client.status(question);
    };
    const found = asked.has('probe') ? await ask() : await (await host.reader()).status(question);
    // With --check, nothing found is an answer (D-B2); without, it is a name typed wrongly.
    if (question.profile !== undefined && found.profiles.length === 0 && !asked.has('check'))
      throw new KeywatchError(
        'not_found',
        'no profile has that id or name, or one that begins like it; nothing was changed; see keywatch auth list',
      );
    return {
      document: documentOf('status', found),
      exit: asked.has('check') ? found.exit : 0,
      lines: (look) => statusLines(found, look),
    };
  },
};
