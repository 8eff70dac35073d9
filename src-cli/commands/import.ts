import { resolve } from 'node:path';
import type { Client } from '../../src-shared/contract.ts';
import type { ImportInput, ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import { errorTable, KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { painted, table, type Cell, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';
import { differenceDocument, fieldDocument, fieldLine, orderName } from './difference-lines.ts';
import { readImportFile, sourceOf } from './import-file.ts';
import { lookHere } from './look-here.ts';
import { givenBy, typedPassphrase } from './vault-given.ts';
import { needsYes } from './vault-protect.ts';

export const importCommand: Command = {
  name: 'import',
  says: 'Take profiles from a file: an export, .env, JSON or CSV; shows first what would change',
  takes: 'FILE',
  words: { least: 1, most: 1 },
  options: {
    'passphrase-file': {
      type: 'string',
      value: 'F',
      says: 'A file with the passphrase of an exported file, reachable by nobody else.',
    },
    replace: { type: 'boolean', says: 'Where another key is stored under the same id, take the file’s.' },
    'agree-policy': { type: 'boolean', says: 'Agree to the sentence of each provider that has one.' },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Show what would change and change nothing.' },
  },
  notes: [
    'All of it is imported or, where one entry is refused, nothing.',
    'CSV needs a first line with names: provider, name, key, base_url, expires, tags, notes.',
  ],
  async run(asked, host) {
    needsYes(asked, host, 'importing');
    const text = readImportFile(resolve(asked.words[0] ?? ''));
    const client = await host.client();
    const input: ImportInput = {
      ...(await sourceOf(text, client)),
      ...givenBy(asked, host),
      replace: asked.has('replace'),
      agreePolicy: asked.has('agree-policy'),
    };
    let plan = await previewed(client, input, host);
    if (asked.has('dry-run')) return importDone(plan, false);
    if (!plan.importable && host.terminal.in && !asked.has('yes'))
      plan = await agreedTo(plan, client, input, host);
    // The core says best why it refuses.
    if (!plan.importable) return importDone(await client.transfer.import(input), true);
    if (!asked.has('yes') && changes(plan)) {
      host.write(`${planLines(plan, lookHere(host)).join('\n')}\n`);
      if (!(await host.askYes(`Import ${countsSaid(plan)}?`)))
        throw new KeywatchError(
          'bad_usage',
          'nothing was imported; everything is as before; answer y to import',
        );
    }
    return importDone(changes(plan) ? await client.transfer.import(input) : plan, true);
  },
};

/** What would change; a person is asked for the passphrase of a sealed file. */
async function previewed(client: Client, input: ImportInput, host: Host): Promise<ImportPlan> {
  try {
    return await client.transfer.preview(input);
  } catch (thrown) {
    if (failureOf(thrown).code !== 'sealed' || input.passphrase !== undefined || !host.terminal.in)
      throw thrown;
    input.passphrase = await typedPassphrase(host, 'Passphrase of the file (not shown): ');
    return client.transfer.preview(input);
  }
}

/** Asks a person to agree where nothing but that is missing. */
async function agreedTo(
  plan: ImportPlan,
  client: Client,
  input: ImportInput,
  host: Host,
): Promise<ImportPlan> {
  const refused = plan.entries.filter(({ state }) => state === 'refused');
  if (!refused.every(({ code }) => code === 'policy_not_agreed')) return plan;
  const sentences = new Set(refused.map(({ why }) => why));
  host.write(`${[...sentences].join('\n')}\n`);
  if (!(await host.askYes('Agree to that?'))) return plan;
  input.agreePolicy = true;
  return client.transfer.preview(input);
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
