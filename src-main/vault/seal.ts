import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { Random } from '../ports.ts';
import type { DataKey } from './data-key.ts';
import type { SealedSecret } from './profile.ts';
import { joinedOnce, wipe } from './wipe.ts';

declare const revealed: unique symbol;
/** A secret in clear. Only `openSecret` makes one, so that a sealed and a revealed secret cannot be taken for each other. */
export type RevealedSecret = string & { readonly [revealed]: true };

/** What a sealed secret belongs to; it opens nowhere else. */
export interface SecretPlace {
  profile: string;
  field: string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** Seals by AES-256-GCM under a fresh nonce, bound to its profile and field. */
export function sealSecret(key: DataKey, place: SecretPlace, secret: string, random: Random): SealedSecret {
  const clear = Buffer.from(secret, 'utf8');
  const sealed = sealBytes(key, place, clear, random);
  wipe(clear);
  return sealed;
}

/** The secret; null when it was sealed for another place, under another key, or changed since. */
export function openSecret(key: DataKey, place: SecretPlace, secret: SealedSecret): RevealedSecret | null {
  const clear = openBytes(key, place, secret);
  if (clear === null) return null;
  const text = Buffer.from(clear.buffer).toString('utf8') as RevealedSecret;
  wipe(clear);
  return text;
}

/** A secret sealed for the same place under another data key, without becoming a string; null where it does not open. */
export function resealSecret(
  from: DataKey,
  to: DataKey,
  place: SecretPlace,
  secret: SealedSecret,
  random: Random,
): SealedSecret | null {
  const clear = openBytes(from, place, secret);
  if (clear === null) return null;
  const sealed = sealBytes(to, place, clear, random);
  wipe(clear);
  return sealed;
}

function sealBytes(key: DataKey, place: SecretPlace, clear: Uint8Array, random: Random): SealedSecret {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key.seal, nonce).setAAD(binding(place));
  const sealed = Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  return { key: key.id, nonce: base64(nonce), sealed: sealed.toString('base64') };
}

function openBytes(key: DataKey, place: SecretPlace, secret: SealedSecret): Uint8Array | null {
  const nonce = Buffer.from(secret.nonce, 'base64');
  const sealed = Buffer.from(secret.sealed, 'base64');
  if (secret.key !== key.id || nonce.length !== nonceBytes || sealed.length < tagBytes) return null;
  const end = sealed.length - tagBytes;
  // Given plain bytes, Node throws and catches an error of its own each time, which takes longer than all the rest.
  const seal = createSecretKey(key.seal);
  const decipher = createDecipheriv('aes-256-gcm', seal, nonce, { authTagLength: tagBytes })
    .setAAD(binding(place))
    .setAuthTag(sealed.subarray(end));
  try {
    return joinedOnce([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch {
    // Authentication failed; the caller names the record.
    return null;
  }
}

function binding(place: SecretPlace): Buffer {
  return Buffer.from(`keywatch/v1|${place.profile}|${place.field}`);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
