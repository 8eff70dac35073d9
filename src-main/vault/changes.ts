import type { DataKey } from './data-key.ts';
import type { Document, RemovedProfile } from './document.ts';
import { grantingOnly } from './grants.ts';
import { documentMac, markOf, profileMac } from './mac.ts';
import type { SealedSecret, StoredProfile } from './profile.ts';
import { recordJson, type ProfileRecord } from './record.ts';
import { sealSecret } from './seal.ts';
import { servingOf, servingWithout, withServing } from './serving.ts';
import type { Random } from '../ports.ts';

/** How long a removed profile can be restored (D-B25). */
export const restorableMs = 30_000;

/** Why a record is not used, for those that are not. */
export type Distrusted = ReadonlyMap<ProfileRecord, string>;

/** A record of our own making, marked. `known` keeps the members of the record it replaces that we do not know. */
export function markedRecord(
  key: DataKey,
  profile: StoredProfile,
  secret: SealedSecret | null,
  known?: ProfileRecord,
): ProfileRecord {
  const json = recordJson(profile, secret, known?.json);
  return { json, profile, secret, mac: profileMac(key, profile.id, json), problem: null };
}

/** Seals a profile's secret in its place; null stays null. */
export function sealFor(
  key: DataKey,
  id: string,
  secret: string | null,
  random: Random,
): SealedSecret | null {
  return secret === null ? null : sealSecret(key, secretPlace(id), secret, random);
}

export function secretPlace(id: string): { profile: string; field: string } {
  return { profile: id, field: 'secret' };
}

/** A map with one entry set or, for undefined, taken out. */
export function withEntry<T>(map: ReadonlyMap<string, T>, id: string, value: T | undefined): Map<string, T> {
  const changed = new Map(map);
  if (value === undefined) changed.delete(id);
  else changed.set(id, value);
  return changed;
}

/**
 * The document as it is written next: what was removed for longer than it can be restored is gone, the generation has
 * grown by one, and only trusted records are listed, so that a distrusted one stays so (D-A2).
 */
export function nextDocument(key: DataKey, changed: Document, distrusted: Distrusted, now: number): Document {
  const removed = new Map([...changed.removed].filter(([, { removedAt }]) => isRestorable(removedAt, now)));
  // A removed profile keeps its place while it can come back.
  const stays = (id: string) => changed.profiles.has(id) || removed.has(id) || !changed.removed.has(id);
  const next: Document = {
    ...(removed.size === changed.removed.size
      ? changed
      : grantingOnly(withServing(changed, servingWithout(servingOf(changed), stays)), stays)),
    removed,
    generation: changed.generation + 1,
    marks: marks(changed.profiles, removed, distrusted),
  };
  return { ...next, mac: documentMac(key, next) };
}

export function isRestorable(removedAt: number, now: number): boolean {
  return now - removedAt <= restorableMs;
}

function marks(
  profiles: ReadonlyMap<string, ProfileRecord>,
  removed: ReadonlyMap<string, RemovedProfile>,
  distrusted: Distrusted,
): string[] {
  const list: string[] = [];
  const add = (record: ProfileRecord) => {
    if (record.mac !== null && !distrusted.has(record)) list.push(markOf(record.mac));
  };
  for (const record of profiles.values()) add(record);
  for (const { record } of removed.values()) add(record);
  return list;
}
