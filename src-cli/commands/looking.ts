import type {
  Access,
  Bucket,
  HistoryRow,
  Incident,
  ProfileHistory,
} from '../../src-shared/contract-schema.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';
import { clockTime, dayMs, exactClock, exactMoment, exactSpan, shortDate } from '../../src-shared/times.ts';
import { documentOf } from '../documents.ts';
import { painted, table, type Cell, type Column, type Look } from '../page.ts';
import type { Command } from '../command.ts';
import { answerColumns, outcomeCell } from '../profile-lines.ts';
import { countOption, sinceOption } from '../typed-values.ts';

/** Rows are kept as they came for so long (D-B39); what is older is told by the day. */
const shownDays = 90;
const shownAnswers = 500;
const mostAnswers = 5000;

const milliseconds = (ms: number | null) => (ms === null ? '–' : `${Math.round(ms)} ms`);
/** "Tuesday 17 November 2026" */
const dayName = (at: number) => exactMoment(at).replace(/, [\d:]+$/, '');

const incidentColumns = (look: Look): Column<Incident>[] => [
  { head: 'From', cell: ({ from }) => `${shortDate(from)} ${clockTime(from)}` },
  {
    head: 'Lasted',
    cell: ({ from, to }): Cell =>
      to === null
        ? { text: `${exactSpan(look.now - from)}, goes on`, tone: 'warn' }
        : { text: exactSpan(to - from), tone: null },
  },
  { head: 'Cause', cell: ({ outcome }) => outcomeCell(outcome) },
  { head: 'Host', cell: ({ host }) => host ?? '–', least: 12, leaves: 1 },
  { head: 'Said', cell: ({ message }) => message ?? '', least: 16, leaves: 2 },
];

const answersOf = ({ counts }: Bucket) => Object.values(counts).reduce((sum, count) => sum + count, 0);

const dayColumns: Column<Bucket>[] = [
  { head: 'Day (UTC)', cell: ({ at }) => new Date(at).toISOString().slice(0, 10) },
  { head: 'Answers', cell: (day) => String(answersOf(day)), flush: 'right' },
  {
    head: 'Of them',
    cell: ({ counts }) =>
      Object.entries(counts)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(', '),
    least: 12,
  },
  { head: 'Median', cell: ({ p50 }) => milliseconds(p50), flush: 'right', leaves: 2 },
  { head: '95 % under', cell: ({ p95 }) => milliseconds(p95), flush: 'right', leaves: 1 },
];

const rowColumns: Column<HistoryRow>[] = [
  { head: 'When', cell: ({ at }) => exactClock(at) },
  ...answerColumns<HistoryRow>(),
  {
    head: 'Asked by',
    cell: ({ from, program }) => (from === 'probe' ? 'Keywatch' : (program ?? 'traffic')),
    leaves: 3,
  },
  { head: 'Says', cell: ({ message }) => message ?? '', least: 16, leaves: 4 },
];

/** What went wrong first, then days whose rows are gone, then rows under the days they came on. */
function historyLines({ id, rows, incidents, days }: ProfileHistory, look: Look): string[] {
  if (rows.length + incidents.length + days.length === 0)
    return [`Nobody has been asked about ${id} in that time. Ask now with keywatch auth test ${id}`];
  const part = (title: string, lines: string[]) => [painted(title, 'strong', look), ...lines, ''];
  return [
    ...(incidents.length > 0 ? part('Incidents', table(incidents, incidentColumns(look), look)) : []),
    ...(days.length > 0 ? part('Days', table(days, dayColumns, look)) : []),
    ...(rows.length > 0 ? table(rows, rowColumns, look, ({ at }) => dayName(at)) : []),
  ];
}

export const history: Command = {
  name: 'history',
  says: 'What went wrong with a profile, and what its provider answered, newest last',
  takes: 'ID',
  words: { least: 1, most: 1 },
  options: {
    since: {
      type: 'string',
      value: 'DATE|DURATION',
      says: 'From then on, or from so long ago on; 90d unless said.',
    },
    days: { type: 'string', value: 'N', says: 'The last N days; what is older than 90 is told by the day.' },
    limit: { type: 'string', value: 'N', says: `The newest N answers at most; ${shownAnswers} unless said.` },
  },
  async run(asked, host) {
    const now = host.now();
    const days = countOption(asked, 'days', 3650) ?? shownDays;
    const since = sinceOption(asked, 'since', now) ?? now - days * dayMs;
    const limit = countOption(asked, 'limit', mostAnswers) ?? shownAnswers;
    const reader = await host.reader();
    const { id } = selectProfile(asked.words[0] ?? '', await reader.profiles());
    const past = await reader.history(id, since, limit);
    const { rows, incidents, days: rolledUp } = past;
    return {
      document: documentOf('history', { id, rows, incidents, days: rolledUp }),
      lines: (look) => historyLines(past, look),
    };
  },
};

/** How many of the newest accesses are shown. */
const shownAccesses = 200;
const mostAccesses = 1000;

const accessColumns: Column<Access>[] = [
  { head: 'When', cell: ({ at }) => exactClock(at) },
  { head: 'ID', cell: ({ id }) => id, least: 14 },
  { head: 'How', cell: ({ action }) => action },
  { head: 'Door', cell: ({ door }) => door ?? '–', leaves: 1 },
  { head: 'Program (as it says)', cell: ({ program }) => program ?? '–', least: 12, leaves: 3 },
  { head: 'PID', cell: ({ pid }) => String(pid ?? '–'), flush: 'right', leaves: 2 },
];

export const log: Command = {
  name: 'log',
  says: 'When a secret left Keywatch, where to and how, newest first',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    limit: { type: 'string', value: 'N', says: `The newest N at most; ${shownAccesses} unless said.` },
  },
  async run(asked, host) {
    const limit = countOption(asked, 'limit', mostAccesses) ?? shownAccesses;
    const entries = await (await host.reader()).accesses(limit);
    return {
      document: documentOf('log', { entries }),
      lines: (look) =>
        entries.length === 0
          ? ['No secret has left Keywatch yet.']
          : table(entries, accessColumns, look, ({ at }) => dayName(at)),
    };
  },
};
