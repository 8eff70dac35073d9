import { canonicalJson, type JsonObject, type JsonValue } from './canonical-json.ts';
import { grantsMember, grantsOf } from './grants.ts';
import type { StoredProfile } from './profile.ts';
import { entryOf, servingMembers, servingOf, type Serving } from './serving.ts';

type Lists = Readonly<Record<string, readonly string[]>>;

/** As much of a vault as can be compared without its key. */
export interface Comparable {
  readonly profiles: ReadonlyMap<string, StoredProfile>;
  readonly order: Readonly<Record<string, readonly string[]>>;
  readonly settings: JsonObject;
  /** Members this version does not use, told by their names alone. */
  readonly rest: JsonObject;
}

type Shown = string | number | boolean | null;

/** What a person is shown of a profile that changes, in this order; times are epoch ms. */
const shownFields = {
  name: ({ name }) => name,
  provider: ({ provider }) => provider,
  kind: ({ kind }) => kind,
  reference: ({ reference }) => reference,
  baseUrl: ({ baseUrl }) => baseUrl,
  api: ({ api }) => api,
  config: ({ config }) => listOf(Object.entries(config).map(([name, value]) => `${name}=${value}`)),
  expiresAt: ({ expiresAt }) => expiresAt,
  enabled: ({ enabled }) => enabled,
  disabledNote: ({ disabledNote }) => disabledNote,
  tags: ({ tags }) => listOf(tags),
  notes: ({ notes }) => notes,
  rotateEveryMs: ({ rotateEveryMs }) => rotateEveryMs,
  probesPerDay: ({ probesPerDay }) => probesPerDay,
} as const satisfies Readonly<Record<string, (profile: StoredProfile) => Shown>>;

export type ChangedField = keyof typeof shownFields | 'secret';

/** One field, before and after; of a secret the masks, which lists show too. */
export interface FieldChange {
  field: ChangedField;
  before: Shown;
  after: Shown;
}

export interface ComparedProfile {
  id: string;
  name: string;
  provider: string;
  mask: string | null;
}

export interface Difference {
  added: ComparedProfile[];
  changed: (ComparedProfile & { fields: FieldChange[] })[];
  removed: ComparedProfile[];
  /** Who serves first: for everybody or for one agent, by a list or by a pin. */
  order: { provider: string; agent: string | null; pinned: boolean; before: string[]; after: string[] }[];
  /** What each reader may fetch. */
  grants: { reader: string; before: string[]; after: string[] }[];
  /** Values as JSON; null where there was none. */
  settings: { name: string; before: string | null; after: string | null }[];
  /** Names of members that this Keywatch keeps without knowing them. */
  others: string[];
}

/** What becomes of a vault when another takes its place, profile by profile and field by field; never a secret. */
export function differenceOf(before: Comparable, after: Comparable): Difference {
  const added: Difference['added'] = [];
  const changed: Difference['changed'] = [];
  for (const [id, profile] of after.profiles) {
    const known = before.profiles.get(id);
    if (known === undefined) {
      added.push(compared(profile));
      continue;
    }
    const fields = changedFields(known, profile);
    if (fields.length > 0) changed.push({ ...compared(profile), fields });
  }
  const removed = [...before.profiles.values()].filter(({ id }) => !after.profiles.has(id)).map(compared);
  return {
    added,
    changed,
    removed,
    order: changedServing(servingOf(before), servingOf(after)),
    grants: changedGrants(grantsOf(before), grantsOf(after)),
    settings: changedMembers(before.settings, after.settings, sameJson).map((name) => ({
      name,
      before: jsonOf(before.settings[name]),
      after: jsonOf(after.settings[name]),
    })),
    others: changedMembers(before.rest, after.rest, sameJson).filter((name) => !told.has(name)),
  };
}

/** Members that are told by what they say. */
const told: ReadonlySet<string> = new Set([...servingMembers, grantsMember]);

function changedGrants(before: Lists, after: Lists): Difference['grants'] {
  return changedMembers(before, after, sameList).map((reader) => ({
    reader,
    before: [...(entryOf(before, reader) ?? [])],
    after: [...(entryOf(after, reader) ?? [])],
  }));
}

const pinLists = ({ pins }: Serving): Lists =>
  Object.fromEntries(Object.entries(pins).map(([provider, id]) => [provider, [id]]));

function changedLists(
  before: Lists,
  after: Lists,
  agent: string | null,
  pinned = false,
): Difference['order'] {
  return changedMembers(before, after, sameList).map((provider) => ({
    provider,
    agent,
    pinned,
    before: [...(before[provider] ?? [])],
    after: [...(after[provider] ?? [])],
  }));
}

const ofAgent = ({ agentOrder }: Serving, agent: string): Lists => entryOf(agentOrder, agent) ?? {};

function changedServing(before: Serving, after: Serving): Difference['order'] {
  const agents = new Set([...Object.keys(before.agentOrder), ...Object.keys(after.agentOrder)]);
  return [
    ...changedLists(before.order, after.order, null),
    ...[...agents]
      .toSorted()
      .flatMap((agent) => changedLists(ofAgent(before, agent), ofAgent(after, agent), agent)),
    ...changedLists(pinLists(before), pinLists(after), null, true),
  ];
}

/** Whether nothing would change. */
export function isNoDifference(difference: Difference): boolean {
  return Object.values(difference).every((changes: readonly unknown[]) => changes.length === 0);
}

/** The fields that differ; a secret differs where its fingerprint does. */
export function changedFields(before: StoredProfile, after: StoredProfile): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of fieldNames) {
    const [was, is] = [shownFields[field](before), shownFields[field](after)];
    if (was !== is) changes.push({ field, before: was, after: is });
  }
  return before.fingerprint === after.fingerprint
    ? changes
    : [{ field: 'secret', before: before.mask, after: after.mask }, ...changes];
}

const fieldNames = Object.keys(shownFields) as (keyof typeof shownFields)[];

function compared({ id, name, provider, mask }: StoredProfile): ComparedProfile {
  return { id, name, provider, mask };
}

function listOf(items: readonly string[]): string | null {
  return items.length === 0 ? null : items.toSorted().join(', ');
}

/** The names under which two objects differ. */
function changedMembers<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  isSame: (a: T | undefined, b: T | undefined) => boolean,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isSame(before[name], after[name])).toSorted();
}

/** No order and an empty one are the same. */
function sameList(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return jsonOf(a) === jsonOf(b);
}

function jsonOf(value: JsonValue | undefined): string | null {
  return value === undefined ? null : canonicalJson(value);
}
