import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import { ledger, painted, table, wrapped, type Cell, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';

type Row = GatewayPlan['profiles'][number];

export const countOf = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const states: Readonly<Record<Row['state'], { word: string; tone: Tone | null }>> = {
  link: { word: 'link', tone: 'good' },
  linked: { word: 'linked', tone: 'soft' },
  unlink: { word: 'put back', tone: 'good' },
  left: { word: 'left', tone: 'soft' },
};

export const octal = (mode: number) => mode.toString(8).padStart(4, '0');

const isPolicy = (row: Row): boolean => 'code' in row && row.code === 'policy_not_agreed';

/** What a person has to agree to before these profiles come into the vault. */
export function policiesOf({ profiles }: GatewayPlan): string[] {
  return [...new Set(profiles.flatMap((row) => (isPolicy(row) && row.why !== null ? [row.why] : [])))];
}

function said(row: Row): Cell {
  if (isPolicy(row)) return { text: 'needs --agree-policy', tone: 'warn' };
  if (row.why !== null) return { text: row.why, tone: 'soft' };
  return { text: 'isNew' in row && row.isNew ? 'comes into the vault' : '', tone: null };
}

function fileLines({ path, isNew, modeBefore, modeAfter, changes }: GatewayPlan['files'][number]): string[] {
  const what = modeAfter === null ? 'goes' : isNew ? 'is made' : 'is changed';
  const mode =
    modeAfter === null || modeAfter === modeBefore
      ? ''
      : modeBefore === null
        ? `, mode ${octal(modeAfter)}`
        : `, mode ${octal(modeBefore)} becomes ${octal(modeAfter)}`;
  const shown = changes.slice(0, mostChanges);
  return [
    plain(`${path} ${what}${mode}`),
    ...shown.map(
      ({ at, before, after }) => `  ${plain(`${at}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`)}`,
    ),
    ...(changes.length > shown.length ? [`  and ${changes.length - shown.length} more`] : []),
  ];
}

/** A person sees so many changes of a file; the document has all. */
const mostChanges = 20;

/** What would change in a gateway's files, as `gateway link` and `unlink` show it: masks, never a secret. */
export function linkLines(plan: GatewayPlan, look: Look): string[] {
  const notes = [...policiesOf(plan), ...plan.notes];
  return [
    ...ledger(
      [
        ['Gateway', plan.name],
        ['State', plan.stateDir],
        ['Known as', plan.reader],
      ],
      look,
    ),
    '',
    ...(plan.profiles.length === 0
      ? ['It stores no profile that is meant.']
      : table<Row>(
          plan.profiles,
          [
            { head: 'Agent', cell: ({ agent }) => agent, leaves: 3 },
            { head: 'ID', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 16 },
            { head: 'Is', cell: ({ state }) => ({ text: states[state].word, tone: states[state].tone }) },
            { head: 'Profile', cell: (row) => row.as ?? '', least: 12 },
            { head: 'Key', cell: ({ mask }) => mask ?? '', least: 8, leaves: 1 },
            { head: 'Says', cell: said, least: 16, leaves: 2 },
          ],
          look,
        )),
    ...(plan.files.length === 0 ? [] : ['', ...plan.files.flatMap(fileLines)]),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.flatMap((note) =>
      wrapped(plain(note), look.width, 2).map((line) => painted(line, 'soft', look)),
    ),
  ];
}
