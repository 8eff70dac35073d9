import { telling } from '../../src-shared/say.ts';
import type { Random } from '../ports.ts';
import { markedRecord, secretPlace } from './changes.ts';
import type { JsonObject } from './canonical-json.ts';
import { sameBytes, sameText } from './data-key.ts';
import type { Document } from './document.ts';
import { fingerprintOf } from './fingerprint.ts';
import { grantingOnly } from './grants.ts';
import { documentMac } from './mac.ts';
import type { Opened } from './opening.ts';
import type { ProfileRecord } from './record.ts';
import { openSecret, resealSecret } from './seal.ts';
import { servingOf, servingWithout, withServing } from './serving.ts';

/** A profile of a backup that is not restored: its record is damaged there. */
export interface LeftOut {
  id: string;
  reason: string;
  /** The vault has that profile too, and keeps it as it is. */
  kept: boolean;
}

/** Ways in that were closed since are not opened again by an older document. */
const waysIn: ReadonlySet<string> = new Set(['accessTokens', 'grants']);

/**
 * The vault as a backup has it: its profiles, order and settings under the key and the slots of now. A record that is
 * damaged in the backup is left out, and the profile of now stays; an order and settings that were changed outside
 * Keywatch stay as they are now.
 */
export function restored(
  now: { document: Document; opened: Opened },
  then: { document: Document; proof: Document; opened: Opened },
  random: Random,
): { document: Document; leftOut: LeftOut[]; proven: boolean } {
  const profiles = new Map<string, ProfileRecord>();
  const leftOut: LeftOut[] = [];
  for (const [id, record] of then.document.profiles) {
    const why = then.opened.distrusted.get(record);
    const carried = why === undefined ? carry(id, record, then.opened, now.opened, random) : null;
    if (carried !== null) {
      profiles.set(id, carried);
      continue;
    }
    const present = now.document.profiles.get(id);
    if (present !== undefined) profiles.set(id, present);
    leftOut.push({ id, reason: why ?? telling('its secret does not open'), kept: present !== undefined });
  }
  const { proof } = then;
  const proven = proof.mac !== null && sameText(proof.mac, documentMac(then.opened.key, proof));
  const { order, settings, rest } = proven ? then.document : now.document;
  const document = withServing(
    {
      ...now.document,
      profiles,
      removed: new Map([...now.document.removed].filter(([id]) => !profiles.has(id))),
      settings,
      rest: withWaysInOf(now.document.rest, rest),
    },
    servingWithout(servingOf({ order, rest }), (id) => profiles.has(id)),
  );
  // What was removed since and comes back is granted to nobody.
  const stays = (id: string) => profiles.has(id) && now.document.profiles.has(id);
  return { leftOut, proven, document: grantingOnly(document, stays) };
}

/** The record under the key of now; null where its secret does not open. */
function carry(
  id: string,
  record: ProfileRecord,
  from: Opened,
  to: Opened,
  random: Random,
): ProfileRecord | null {
  const sameKey = from.key.id === to.key.id && sameBytes(from.key.bytes, to.key.bytes);
  const sameFingerprints = sameBytes(from.fingerprintKey, to.fingerprintKey);
  if (sameKey && sameFingerprints) return record;
  if (record.secret === null) {
    // What a link led to was told under the other key of fingerprints: here it would read as a change of its source.
    const fingerprint = sameFingerprints ? record.profile.fingerprint : null;
    return markedRecord(to.key, { ...record.profile, fingerprint }, null, record);
  }
  const place = secretPlace(id);
  const sealed = resealSecret(from.key, to.key, place, record.secret, random);
  if (sealed === null) return null;
  const secret = sameFingerprints ? null : openSecret(from.key, place, record.secret);
  const fingerprint = secret === null ? record.profile.fingerprint : fingerprintOf(to.fingerprintKey, secret);
  return markedRecord(to.key, { ...record.profile, fingerprint }, sealed, record);
}

const isWayIn = ([name]: [string, unknown]): boolean => waysIn.has(name);

function withWaysInOf(now: JsonObject, then: JsonObject): JsonObject {
  return Object.fromEntries([
    ...Object.entries(then).filter((member) => !isWayIn(member)),
    ...Object.entries(now).filter(isWayIn),
  ]);
}
