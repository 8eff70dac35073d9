import { markedRecord, sealFor } from './changes.ts';
import { fingerprintOf } from './fingerprint.ts';
import { grantingOnly } from './grants.ts';
import type { Hold } from './hold.ts';
import type { Opened } from './opening.ts';
import type { StoredProfile } from './profile.ts';
import type { ProfileRecord } from './record.ts';
import { servingOf, withServing, type Serving } from './serving.ts';
import { vaultErrors } from './vault-errors.ts';

/** One profile to be stored, new or in the place of the one of its id. */
export interface Put {
  profile: StoredProfile;
  /** Null: it keeps none here. Undefined: the stored one stays. */
  secret: string | null | undefined;
}

/** Stores several profiles and what is said of who serves in one write (D-B28): all of it, or none. Throws what a single act throws. */
export function putAll(hold: Hold, puts: readonly Put[], said: Partial<Serving> = {}): void {
  const opened = hold.opened();
  const fresh = new Set(
    puts.map(({ profile: { id } }) => id).filter((id) => !hold.document().profiles.has(id)),
  );
  // What one of that id that was removed might be fetched by, a new one may not.
  const before = grantingOnly(hold.document(), (id) => !fresh.has(id));
  const profiles = new Map(before.profiles);
  const removed = new Map(before.removed);
  for (const put of puts) {
    const { id } = put.profile;
    profiles.set(id, recordOf(hold, opened, put, profiles.get(id)));
    removed.delete(id);
  }
  const serving = { ...servingOf(before), ...said };
  hold.replace(opened, withServing({ ...before, profiles, removed }, serving), 'import');
}

function recordOf(
  { random }: Hold,
  { key, fingerprintKey, distrusted }: Opened,
  { profile, secret }: Put,
  known: ProfileRecord | undefined,
): ProfileRecord {
  const why = known === undefined ? undefined : distrusted.get(known);
  if (secret === undefined) {
    if (known === undefined) throw vaultErrors.notFound(profile.id);
    if (why !== undefined) throw vaultErrors.damaged(profile.id, why);
    return markedRecord(key, profile, known.secret, known);
  }
  const fingerprint = secret === null ? profile.fingerprint : fingerprintOf(fingerprintKey, secret);
  const sealed = sealFor(key, profile.id, secret, random);
  // What is not trusted is not carried into a record that is.
  return markedRecord(key, { ...profile, fingerprint }, sealed, why === undefined ? known : undefined);
}
