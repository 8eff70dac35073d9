import type { Answer, Profile } from '../../src-shared/contract-schema.ts';
import { relativeTime } from '../../src-shared/times.ts';
import { errorTable } from '../../src-shared/errors.ts';
import { clockAdvice, clockHeadline } from '../../src-shared/wrong-clock.ts';
import { documentOf } from '../documents.ts';
import { table } from '../page.ts';
import type { Command } from '../command.ts';
import { failureOf } from '../failure.ts';
import { answerColumns } from '../profile-lines.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';
import { spokeAboutKey } from './asking.ts';

/** What keeps one profile from being asked is an answer about it, as it is for one of many (D-B22). */
const aboutItsSource: ReadonlySet<string> = new Set([
  'not_found',
  'unreachable',
  'invalid_input',
  'file_too_open',
  'not_permitted',
  'too_large',
]);

function notAsked(chosen: readonly Profile[], thrown: unknown): Answer {
  const { code, message } = failureOf(thrown);
  const [profile] = chosen;
  if (profile === undefined || chosen.length > 1 || !aboutItsSource.has(code)) throw thrown;
  const { id, health } = profile;
  return { id, outcome: 'unverifiable', httpStatus: null, retryAt: null, message, latencyMs: null, health };
}

export const test: Command = {
  name: 'auth test',
  says: 'Ask the providers now, whatever the schedule',
  takes: '[ID…]',
  words: { least: 0, most: 10_000 },
  options: {},
  notes: ['Exit code 0 when every profile got an answer about itself, 69 when one could not be asked.'],
  async run(asked, host) {
    const client = await host.client();
    const { profiles } = await client.profiles.list({});
    const chosen = [...new Set(asked.words.map((typed) => selectProfile(typed, profiles)))];
    const { answers, clock } = await client.probes
      .test(chosen.length === 0 ? {} : { ids: chosen.map(({ id }) => id) })
      .catch((thrown: unknown) => ({ answers: [notAsked(chosen, thrown)], clock: null }));
    if (clock !== null) host.warn(`${clockHeadline(clock)}. ${clockAdvice()}`);
    return {
      document: documentOf('answers', { answers }),
      exit: answers.every(spokeAboutKey) ? 0 : errorTable.unreachable.exit,
      lines: (look) =>
        answers.length === 0
          ? ['There is nothing to test yet. Store a credential with keywatch auth add.']
          : table(
              answers,
              [
                { head: 'ID', cell: ({ id }) => id, least: 14 },
                ...answerColumns<Answer>(),
                { head: 'Again', cell: ({ retryAt }) => relativeTime(retryAt, look.now), leaves: 3 },
                { head: 'Says', cell: ({ message }) => message ?? '', least: 16, leaves: 4 },
              ],
              look,
            ),
    };
  },
};
