import type { HistoryRow } from '../../src-shared/contract-schema.ts';
import { clockTime, nearMoment, shortDate } from '../../src-shared/times.ts';
import { documentOf } from '../documents.ts';
import { table } from '../page.ts';
import type { Command } from '../command.ts';
import { answerColumns } from '../profile-lines.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';

export const history: Command = {
  name: 'history',
  says: 'What the provider answered about a profile, newest last',
  takes: 'ID',
  words: { least: 1, most: 1 },
  options: {},
  async run(asked, host) {
    const reader = await host.reader();
    const { id } = selectProfile(asked.words[0] ?? '', await reader.profiles());
    const past = await reader.history(id);
    return {
      document: documentOf('history', past),
      lines: (look) =>
        past.rows.length === 0
          ? [`Nobody has been asked about ${id} yet. Ask now with keywatch auth test ${id}`]
          : table(
              past.rows,
              [
                { head: 'When', cell: ({ at }) => `${shortDate(at)} ${clockTime(at)}` },
                ...answerColumns<HistoryRow>(),
                { head: 'Says', cell: ({ message }) => message ?? '', least: 16, leaves: 3 },
              ],
              look,
            ),
    };
  },
};

/** How many of the newest accesses are shown. */
const shownAccesses = 200;

export const log: Command = {
  name: 'log',
  says: 'When a secret left Keywatch, where to and how, newest first',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run(_, host) {
    const entries = await (await host.reader()).accesses(shownAccesses);
    return {
      document: documentOf('log', { entries }),
      lines: (look) =>
        entries.length === 0
          ? ['No secret has left Keywatch yet.']
          : table(
              entries,
              [
                { head: 'When', cell: ({ at }) => nearMoment(at, look.now) },
                { head: 'ID', cell: ({ id }) => id, least: 14 },
                { head: 'How', cell: ({ action }) => action },
                { head: 'Door', cell: ({ door }) => door ?? '–', leaves: 1 },
                { head: 'Program (as it says)', cell: ({ program }) => program ?? '–', least: 12, leaves: 3 },
                { head: 'PID', cell: ({ pid }) => String(pid ?? '–'), flush: 'right', leaves: 2 },
              ],
              look,
            ),
    };
  },
};
