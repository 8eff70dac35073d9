import type { ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import { errorTable, KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { painted, table, type Cell, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';
import { differenceDocument, fieldDocument, fieldLine, orderName } from './difference-lines.ts';
import { lookHere } from './look-here.ts';

interface Import {
  /** The same with the policies agreed to. */
  agree(): Promise<ImportPlan>;
  /** Does it; the core says best why it refuses. */
  done(): Promise<ImportPlan>;
}

/** Shows what importing would change, asks where a person can be asked, and does it. */
export async function carryOut(
  asked: Asked,
  host: Host,
  previewed: ImportPlan,
  { agree, done }: Import,
): Promise<Done> {
  let plan = previewed;
  if (asked.has('dry-run')) return importDone(plan, false);
  if (!plan.importable && host.terminal.in && !asked.has('yes') && (await isAgreed(plan, host)))
    plan = await agree();
  if (!plan.importable) return importDone(await done(), true);
  if (!asked.has('yes') && changes(plan)) {
    host.write(`${planLines(plan, lookHere(host)).join('\n')}\n`);
    if (!(await host.askYes(`Import ${countsSaid(plan)}?`)))
      throw new KeywatchError(
        'bad_usage',
        'nothing was imported; everything is as before; answer y to import',
      );
  }
  return importDone(changes(plan) ? await done() : plan, true);
}

/** Asks a person to agree where nothing but that is missing. */
async function isAgreed(plan: ImportPlan, host: Host): Promise<boolean> {
  const refused = plan.entries.filter(({ state }) => state === 'refused');
  if (!refused.every(({ code }) => code === 'policy_not_agreed')) return false;
  const sentences = new Set(refused.map(({ why }) => why));
  host.write(`${[...sentences].join('\n')}\n`);
  return host.askYes('Agree to that?');
}

function changes({ counts, difference }: ImportPlan): boolean {
  return (counts.new ?? 0) + (counts.changed ?? 0) + difference.order.length > 0;
}

function importDone(plan: ImportPlan, isDone: boolean): Done {
  const { entries, difference, ...rest } = plan;
  const refused = entries.filter(({ state }) => state === 'refused');
  const code = refused.every((each) => each.code === 'policy_not_agreed')
    ? 'policy_not_agreed'
    : 'invalid_input';
  return {
    document: documentOf('import', {
      imported: isDone && changes(plan),
      ...rest,
      entries: entries.map((entry) => ({ ...entry, fields: entry.fields.map(fieldDocument) })),
      difference: differenceDocument(difference),
    }),
    lines: (look) => [
      ...planLines(plan, look),
      '',
      !isDone
        ? 'Nothing was changed.'
        : changes(plan)
          ? `Imported ${countsSaid(plan)}. The vault from before is in keywatch backup list.`
          : 'There was nothing to import; nothing was changed.',
    ],
    ...(refused.length === 0 ? {} : { exit: errorTable[code].exit }),
  };
}

const states: Readonly<Record<ImportState, { word: string; tone: Tone | null }>> = {
  new: { word: 'new', tone: 'good' },
  changed: { word: 'changed', tone: 'warn' },
  same: { word: 'same', tone: 'soft' },
  conflicting: { word: 'conflict', tone: 'warn' },
  skipped: { word: 'left out', tone: 'soft' },
  refused: { word: 'refused', tone: 'bad' },
};

function said({ why, fields }: ImportPlan['entries'][number]): Cell {
  return why === null ? { text: fields.map(fieldLine).join('; '), tone: null } : { text: why, tone: 'soft' };
}

function planLines(plan: ImportPlan, look: Look): string[] {
  return [
    ...table(
      plan.entries,
      [
        { head: 'Where', cell: ({ where }) => where },
        { head: 'Is', cell: ({ state }) => ({ text: states[state].word, tone: states[state].tone }) },
        { head: 'Profile', cell: ({ id, name }) => id ?? name ?? '–', least: 12 },
        { head: 'Key', cell: ({ mask }) => mask ?? '', least: 8, leaves: 1 },
        { head: 'Says', cell: said, least: 16 },
      ],
      look,
    ),
    ...plan.difference.order.map((each) => {
      const name = orderName(each);
      return painted(
        plain(`${name.charAt(0).toUpperCase()}${name.slice(1)}: ${each.after.join(', ')}`),
        'soft',
        look,
      );
    }),
  ];
}

function countsSaid({ counts }: ImportPlan): string {
  const parts = (['new', 'changed'] as const).flatMap((state) =>
    (counts[state] ?? 0) === 0 ? [] : [`${counts[state]} ${states[state].word}`],
  );
  return parts.length === 0 ? 'an order' : parts.join(' and ');
}
