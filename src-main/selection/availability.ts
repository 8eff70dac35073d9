import type { Expiry, Health } from '../../src-shared/contract-schema.ts';
import { isInvalidEnd } from '../../src-shared/expiry.ts';
import type { UnavailableReason } from '../../src-shared/words.ts';
import type { StoredProfile } from '../vault/profile.ts';

/** Everything that decides whether a profile can serve now. */
export interface Standing {
  stored: StoredProfile;
  expiry: Expiry;
  /** As it stands now: a cooldown that is over is none. */
  health: Health;
  /** `forbidden` came from real use (D-B10). */
  unusable: boolean;
  /** The record fails its check, so its secret is not used (D-A2). */
  damaged: boolean;
  /** Its reference was read and led to nothing. */
  unresolved: boolean;
  /** The store it lies in does not give it now. */
  unread: boolean;
  /** The explicit order of its provider leaves it out. */
  excluded: boolean;
  locked: boolean;
}

function lacksSecret({ kind, owner, reference, mask, fingerprint }: StoredProfile): boolean {
  const keptElsewhere = owner !== null || reference !== null;
  return kind !== 'none' && !keptElsewhere && mask === null && fingerprint === null;
}

// The first that holds is the reason. What a person decided comes first, the lock last: it hides nothing else, so that
// a check means the same with and without it (D-B2).
const reasons: ReadonlyArray<readonly [UnavailableReason, (standing: Standing) => boolean]> = [
  ['disabled_by_user', ({ stored }) => !stored.enabled],
  ['excluded_by_order', ({ excluded }) => excluded],
  ['missing_credential', ({ stored, damaged }) => damaged || lacksSecret(stored)],
  ['unresolved_ref', ({ unresolved }) => unresolved],
  ['unread_ref', ({ unread }) => unread],
  ['invalid_expires', ({ stored, expiry }) => expiry.expiresAt === null && isInvalidEnd(stored.expiresAt)],
  ['expired', ({ expiry }) => expiry.status === 'expired'],
  ['disabled', ({ health, unusable }) => health.state === 'disabled' || unusable],
  ['cooling', ({ health }) => health.state === 'cooldown'],
  ['vault_locked', ({ locked, stored }) => locked && stored.kind !== 'none'],
];

/** The one definition of "available": null when the profile can serve now, else the first reason why not. */
export function whyNotAvailable(standing: Standing): UnavailableReason | null {
  return reasons.find(([, holds]) => holds(standing))?.[0] ?? null;
}

/** Whether a profile keeps a place in its order while it cannot serve: it will again, by itself or when unlocked (D-B16). */
export function keepsPlace(why: UnavailableReason | null): boolean {
  return why === null || why === 'cooling' || why === 'vault_locked';
}
