import type { ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import { differenceOf } from '../vault/difference.ts';
import type { Put } from '../vault/put-all.ts';
import type { Vault } from '../vault/vault.ts';
import type { ReadFile } from './entry.ts';
import { planEntry, type Choices, type PlannedEntry } from './plan-entry.ts';
import { presentOf, type Present } from './present.ts';

/** What importing does, to be shown; and the same, to be done. */
export interface PlannedImport {
  plan: ImportPlan;
  puts: readonly Put[];
  order: Readonly<Record<string, readonly string[]>>;
}

/** Others are served between so many entries. */
const stride = 100;

/**
 * Compares each entry of a file with the vault, by id and by fingerprint. Nothing is written. Throws only what the
 * locked vault throws: what is wrong with an entry is said there.
 */
export async function planImport(
  { format, entries, order }: ReadFile,
  vault: Vault,
  choices: Choices,
  now: number,
): Promise<PlannedImport> {
  const before = { profiles: new Map(vault.profiles()), order: vault.order(), settings: {}, rest: {} };
  const present = presentOf(vault);
  const planned: PlannedEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index % stride === stride - 1) await new Promise((resolve) => setImmediate(resolve));
    planned.push(planEntry(entry, vault, present, choices, now));
  }
  const newOrder = addedOrder(order, before.order, present);
  return {
    puts: present.puts,
    order: newOrder,
    plan: {
      format,
      entries: planned,
      counts: countsOf(planned),
      difference: differenceOf(before, {
        ...before,
        profiles: present.profiles,
        order: { ...before.order, ...newOrder },
      }),
      importable: planned.every(({ state }) => state !== 'refused'),
    },
  };
}

/** An order that a person made here stays; where there is none, the file's is taken over. */
function addedOrder(
  order: ReadFile['order'],
  before: Readonly<Record<string, readonly string[]>>,
  present: Present,
): Record<string, string[]> {
  const added = Object.entries(order)
    .filter(([provider]) => (before[provider] ?? []).length === 0)
    .map(
      ([provider, ids]) =>
        [provider, ids.filter((id) => present.profiles.get(id)?.provider === provider)] as const,
    )
    .filter(([, ids]) => ids.length > 0);
  return Object.fromEntries(added.map(([provider, ids]) => [provider, [...ids]]));
}

function countsOf(planned: readonly PlannedEntry[]): Record<ImportState, number> {
  const counts = { new: 0, changed: 0, same: 0, conflicting: 0, skipped: 0, refused: 0 };
  for (const { state } of planned) counts[state] += 1;
  return counts;
}
