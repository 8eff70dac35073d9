import { createHmac } from 'node:crypto';
import type { Random } from '../ports.ts';
import type { DataKey } from './data-key.ts';
import type { SealedSecret } from './profile.ts';
import { openSecret, sealSecret } from './seal.ts';
import { base64Of, joinedOnce } from './wipe.ts';

/** Where the key of all fingerprints is sealed; no profile id has an @. */
const place = { profile: '@vault', field: 'fingerprint' };
const keyBytes = 32;

/** A new key for fingerprints, and the same sealed: random, so that rotating the data key leaves fingerprints alone (D-B33). */
export function newFingerprintKey(key: DataKey, random: Random): { bytes: Uint8Array; sealed: SealedSecret } {
  const bytes = random(keyBytes);
  return { bytes, sealed: sealFingerprintKey(key, bytes, random) };
}

/** The same key of fingerprints under another data key. */
export function sealFingerprintKey(key: DataKey, bytes: Uint8Array, random: Random): SealedSecret {
  return sealSecret(key, place, base64Of(bytes), random);
}

/** null when there is none or it does not open under this data key. */
export function openFingerprintKey(key: DataKey, sealed: SealedSecret | null): Uint8Array | null {
  const text = sealed === null ? null : openSecret(key, place, sealed);
  if (text === null) return null;
  const bytes = joinedOnce([Buffer.from(text, 'base64')]);
  return bytes.length === keyBytes ? bytes : null;
}

/** 64 hex. The full value is kept and compared; doors show the first 8 (D-B33). */
export function fingerprintOf(fingerprintKey: Uint8Array, secret: string): string {
  return createHmac('sha256', fingerprintKey).update(secret).digest('hex');
}
