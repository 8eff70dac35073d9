import type { Profile } from '../../src-shared/contract-schema.ts';
import type { StateFilter } from '../store/view.ts';

/** One line of the list: which profile, and where in its group it stands. The same object as long as nothing moved. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  /** The provider is written on it. */
  readonly first: boolean;
  /** A hairline closes the group below it. */
  readonly last: boolean;
  /** How many of the provider are in the list's whole, to tell whether a place in the order means something. */
  readonly siblings: number;
}

export type SortColumn =
  | 'provider'
  | 'place'
  | 'name'
  | 'kind'
  | 'source'
  | 'state'
  | 'expiry'
  | 'checked'
  | 'latency'
  | 'users';

export interface ListChoice {
  readonly search: string;
  readonly state: StateFilter;
  readonly providers: ReadonlySet<string>;
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly grouped: boolean;
}

/** What a filter by state keeps; `attention` asks the given set, which the attention rule filled. */
export function keepsState(profile: Profile, filter: StateFilter, attention: ReadonlySet<string>): boolean {
  if (filter === 'all') return true;
  if (filter === 'attention') return attention.has(profile.id);
  return stateGroup(profile) === filter;
}

/** Which chip counts a profile; an expired one is counted under attention alone. */
export function stateGroup(profile: Profile): StateFilter | null {
  if (!profile.enabled) return 'disabled';
  if (profile.expiry.status === 'expired') return null;
  return profile.health.state;
}

const nothing = Number.POSITIVE_INFINITY;
const last = '\u{10FFFF}';

/** What a column is sorted by; numbers before nothing, so that what is unknown comes last. */
const sortKeys: Record<SortColumn, (profile: Profile) => number | string> = {
  provider: (profile) => profile.provider,
  place: (profile) => profile.order ?? nothing,
  name: (profile) => profile.name,
  kind: (profile) => profile.kind,
  source: (profile) => profile.source,
  state: urgency,
  expiry: (profile) => profile.expiry.expiresAt ?? nothing,
  checked: (profile) => -(profile.lastAnswer?.at ?? -nothing),
  latency: (profile) => profile.lastAnswer?.latencyMs ?? nothing,
  users: (profile) => profile.usedBy[0] ?? last,
};

const stateOrder = { disabled: 1, cooldown: 4, unknown: 6, healthy: 7 } as const;

function urgency(profile: Profile): number {
  if (!profile.enabled) return 8;
  if (profile.damaged) return 0;
  if (profile.expiry.status === 'expired') return 2;
  if (profile.health.confirming) return 3;
  if (profile.expiry.status === 'expiring') return 5;
  return stateOrder[profile.health.state];
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(left: number | string, right: number | string): number {
  if (typeof left === 'number' && typeof right === 'number') return left === right ? 0 : left - right;
  return collator.compare(String(left), String(right));
}

/** Whether every word of the search occurs in a profile's name, provider, tags, mask, fingerprint or id. */
export function matches(profile: Profile, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = searchedText(profile);
  return words.every((word) => text.includes(word));
}

const searched = new WeakMap<Profile, string>();

/** What a search looks through; kept as long as the profile is the same. */
function searchedText(profile: Profile): string {
  const known = searched.get(profile);
  if (known !== undefined) return known;
  const text = [
    profile.name,
    profile.id,
    profile.mask ?? '',
    profile.fingerprint ?? '',
    profile.reference ?? '',
    ...profile.tags,
  ]
    .join('\n')
    .toLowerCase();
  searched.set(profile, text);
  return text;
}

/** The lines of the list in their order. */
export function listRows(
  profiles: readonly Profile[],
  choice: ListChoice,
  attention: ReadonlySet<string>,
): readonly Row[] {
  const siblings = new Map<string, number>();
  for (const { provider } of profiles) siblings.set(provider, (siblings.get(provider) ?? 0) + 1);
  const ordered = inOrder(profiles, choice).filter(
    (profile) =>
      keepsState(profile, choice.state, attention) &&
      (choice.providers.size === 0 || choice.providers.has(profile.provider)) &&
      matches(profile, choice.search),
  );
  return ordered.map((profile, index) => ({
    id: profile.id,
    name: profile.name,
    provider: profile.provider,
    first: !choice.grouped || ordered[index - 1]?.provider !== profile.provider,
    last: choice.grouped && ordered[index + 1]?.provider !== profile.provider,
    siblings: siblings.get(profile.provider) ?? 1,
  }));
}

/**
 * Gives rows that did not change as the very objects given before, and the same list when none did, so that a grid that
 * compares by identity draws only what changed.
 */
export function keepRows(): (rows: readonly Row[]) => readonly Row[] {
  let before: readonly Row[] = [];
  return (rows) => {
    const known = new Map(before.map((row) => [row.id, row]));
    const kept = rows.map((row) => {
      const old = known.get(row.id);
      return old !== undefined && sameRow(old, row) ? old : row;
    });
    const same = kept.length === before.length && kept.every((row, index) => row === before[index]);
    if (!same) before = kept;
    return before;
  };
}

const lastOrder: { profiles: readonly Profile[]; key: string; ordered: readonly Profile[] } = {
  profiles: [],
  key: '',
  ordered: [],
};

/** Sorting is the dear part and a search does not change it, so the last one is kept. */
function inOrder(profiles: readonly Profile[], choice: ListChoice): readonly Profile[] {
  const key = JSON.stringify([choice.sort, choice.grouped]);
  if (lastOrder.profiles !== profiles || lastOrder.key !== key) {
    Object.assign(lastOrder, { profiles, key, ordered: sortProfiles(profiles, choice) });
  }
  return lastOrder.ordered;
}

function sortProfiles(profiles: readonly Profile[], { sort, grouped }: ListChoice): readonly Profile[] {
  const column = sort !== null && isSortColumn(sort.column) ? sort.column : 'provider';
  const direction = sort?.descending === true ? -1 : 1;
  const key = sortKeys[column];
  const rest = (left: Profile, right: Profile) =>
    compare(left.provider, right.provider) ||
    compare(sortKeys.place(left), sortKeys.place(right)) ||
    compare(left.name, right.name) ||
    compare(left.id, right.id);
  const sorted = [...profiles].sort(
    (left, right) => byKey(key(left), key(right), direction) || rest(left, right),
  );
  return grouped ? gathered(sorted) : sorted;
}

/** What is unknown stays last whichever way the column is sorted. */
function byKey(left: number | string, right: number | string, direction: number): number {
  if (left === right) return 0;
  if (left === nothing || left === last) return 1;
  if (right === nothing || right === last) return -1;
  return direction * compare(left, right);
}

/** Profiles of one provider together, the groups in the order of their first. */
function gathered(sorted: readonly Profile[]): readonly Profile[] {
  const groups = new Map<string, Profile[]>();
  for (const profile of sorted) {
    const group = groups.get(profile.provider);
    if (group === undefined) groups.set(profile.provider, [profile]);
    else group.push(profile);
  }
  return [...groups.values()].flat();
}

export function isSortColumn(column: string): column is SortColumn {
  return Object.hasOwn(sortKeys, column);
}

function sameRow(left: Row, right: Row): boolean {
  return (
    left.name === right.name &&
    left.provider === right.provider &&
    left.first === right.first &&
    left.last === right.last &&
    left.siblings === right.siblings
  );
}
