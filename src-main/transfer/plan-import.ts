import type { ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import { differenceOf } from '../vault/difference.ts';
import type { Put } from '../vault/put-all.ts';
import type { Vault } from '../vault/vault.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { entriesWith, entryOf, withServing, type Serving } from '../vault/serving.ts';
import type { FileServing, ReadFile } from './entry.ts';
import { planEntry, type Choices, type PlannedEntry } from './plan-entry.ts';
import { presentOf, type Present } from './present.ts';

/** What importing does, to be shown; and the same, to be done. */
export interface PlannedImport {
  plan: ImportPlan;
  puts: readonly Put[];
  serving: Serving;
}

/** Others are served between so many entries. */
const stride = 100;

/**
 * Compares each entry of a file with the vault, by id and by fingerprint. Nothing is written. Throws only what the
 * locked vault throws: what is wrong with an entry is said there.
 */
export async function planImport(
  { format, entries, serving, user }: ReadFile,
  vault: Vault,
  choices: Choices,
  now: number,
): Promise<PlannedImport> {
  const before = vault.serving();
  const profiles = new Map(vault.profiles());
  const present = presentOf(vault);
  const planned: PlannedEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index % stride === stride - 1) await new Promise((resolve) => setImmediate(resolve));
    planned.push(planEntry(entry, vault, present, choices, now));
  }
  const known = usedByOf(before.users, user);
  const shown = planned.map((each) => withUser(each, known));
  const used = shown.flatMap(({ id, state }) => (id !== null && uses.has(state) ? [id] : []));
  const users =
    user === undefined
      ? before.users
      : entriesWith(before.users, user, [...new Set([...(entryOf(before.users, user) ?? []), ...used])]);
  const after = { ...before, ...taken(serving, before, present), users };
  return {
    puts: present.puts,
    serving: after,
    plan: {
      format,
      entries: shown,
      counts: countsOf(shown),
      difference: differenceOf(comparable(profiles, before), comparable(present.profiles, after)),
      importable: shown.every(({ state }) => state !== 'refused'),
    },
  };
}

const comparable = (profiles: ReadonlyMap<string, StoredProfile>, serving: Serving) => ({
  ...withServing({ order: {}, rest: {} }, serving),
  profiles,
  settings: {},
});

/** What a person said here of who serves stays; where nothing was said, the file's word is taken over. */
function taken(file: FileServing, here: Serving, present: Present): FileServing {
  const isOf = (provider: string, id: string) => present.profiles.get(id)?.provider === provider;
  const orders = (theirs: Serving['order'], ours: Serving['order']) => {
    const added = Object.entries(theirs)
      .filter(([provider]) => (entryOf(ours, provider) ?? []).length === 0)
      .map(([provider, ids]) => [provider, ids.filter((id) => isOf(provider, id))] as const)
      .filter(([, ids]) => ids.length > 0);
    return { ...ours, ...Object.fromEntries(added) };
  };
  const agents = new Set([...Object.keys(here.agentOrder), ...Object.keys(file.agentOrder)]);
  const pins = Object.entries(file.pins).filter(
    ([provider, id]) => entryOf(here.pins, provider) === null && isOf(provider, id),
  );
  return {
    order: orders(file.order, here.order),
    agentOrder: Object.fromEntries(
      [...agents].map((agent) => [
        agent,
        orders(entryOf(file.agentOrder, agent) ?? {}, entryOf(here.agentOrder, agent) ?? {}),
      ]),
    ),
    pins: { ...here.pins, ...Object.fromEntries(pins) },
  };
}

/** Entries whose profile its program works with from now on. */
const uses: ReadonlySet<ImportState> = new Set(['new', 'changed', 'same']);

interface KnownUsers {
  user: string | undefined;
  of(id: string): readonly string[];
}

function usedByOf(users: Serving['users'], user: string | undefined): KnownUsers {
  const all = Object.entries(users).map(([name, ids]) => [name, new Set(ids)] as const);
  return { user, of: (id) => all.filter(([, ids]) => ids.has(id)).map(([name]) => name) };
}

/** A profile that is here already and is not known to be used by that program changes in this alone. */
function withUser(entry: PlannedEntry, { user, of }: KnownUsers): PlannedEntry {
  if (user === undefined || entry.id === null || entry.state !== 'same') return entry;
  const before = of(entry.id);
  if (before.includes(user)) return entry;
  const change = {
    field: 'usedBy' as const,
    before: before.length === 0 ? null : before.join(', '),
    after: [...before, user].join(', '),
  };
  return { ...entry, state: 'changed', fields: [change] };
}

function countsOf(planned: readonly PlannedEntry[]): Record<ImportState, number> {
  const counts = { new: 0, changed: 0, same: 0, conflicting: 0, skipped: 0, refused: 0 };
  for (const { state } of planned) counts[state] += 1;
  return counts;
}
