import { telling } from '../../src-shared/say.ts';
import type { Random } from '../ports.ts';
import { markedRecord, secretPlace, type Distrusted } from './changes.ts';
import { keyCheck, type DataKey } from './data-key.ts';
import type { Document, RemovedProfile } from './document.ts';
import { sealFingerprintKey } from './fingerprint.ts';
import { carriedPapersKey } from './papers.ts';
import type { ProfileRecord } from './record.ts';
import { resealSecret } from './seal.ts';
import { vaultErrors } from './vault-errors.ts';

/**
 * The document under another data key: every secret sealed anew, every record marked anew; fingerprints stay, for their
 * key does (D-B33). Throws `profile_damaged`: a record that is not trusted cannot be
 * carried over and would be lost.
 */
export function resealed(
  document: Document,
  from: { key: DataKey; fingerprintKey: Uint8Array; distrusted: Distrusted },
  to: DataKey,
  slots: Document['key']['slots'],
  random: Random,
): Document {
  const carry = (id: string, record: ProfileRecord): ProfileRecord => {
    const why = from.distrusted.get(record);
    if (why !== undefined) throw vaultErrors.notCarriedOver(id, why);
    if (record.secret === null) return markedRecord(to, record.profile, null, record);
    const secret = resealSecret(from.key, to, secretPlace(id), record.secret, random);
    if (secret === null) throw vaultErrors.notCarriedOver(id, telling('its secret does not open'));
    return markedRecord(to, record.profile, secret, record);
  };
  const profiles = new Map([...document.profiles].map(([id, record]) => [id, carry(id, record)]));
  const removed = new Map<string, RemovedProfile>();
  for (const [id, { removedAt, record }] of document.removed) {
    // One that cannot come back anyway need not be kept from being rotated.
    if (!from.distrusted.has(record)) removed.set(id, { removedAt, record: carry(id, record) });
  }
  const fingerprint = sealFingerprintKey(to, from.fingerprintKey, random);
  const papers = carriedPapersKey(from.key, to, document.key.papers, random);
  return {
    ...document,
    profiles,
    removed,
    key: { id: to.id, check: keyCheck(to), fingerprint, papers, slots },
  };
}

/** The name of the data key after this one: `k1`, `k2`. */
export function nextKeyId(id: string): string {
  const number = /^k(\d{1,9})$/.exec(id)?.[1];
  return `k${number === undefined ? 2 : Number(number) + 1}`;
}
