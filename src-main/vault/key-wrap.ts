import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SlotType } from '../../src-shared/words.ts';
import type { SlotContext } from './slot.ts';
import { joinedOnce, wipe } from './wipe.ts';

const nonceBytes = 12;
const tagBytes = 16;
const saltBytes = 32;

/** Wraps a data key under what a slot's keeper holds, by AES-256-GCM, bound to the slot's type and the key's id. Base64. */
export function wrapUnder(
  secret: Uint8Array,
  type: SlotType,
  dataKey: Uint8Array,
  { keyId }: SlotContext,
): string {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const key = wrappingKey(secret, type, salt);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  wipe(key);
  cipher.setAAD(binding(type, keyId));
  const sealed = [cipher.update(dataKey), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([salt, nonce, ...sealed]).toString('base64');
}

/** The data key; null when it was wrapped under something else, or changed since. */
export function unwrapUnder(
  secret: Uint8Array,
  type: SlotType,
  wrapped: string,
  { keyId }: SlotContext,
): Uint8Array | null {
  const bytes = Buffer.from(wrapped, 'base64');
  const end = bytes.length - tagBytes;
  const start = saltBytes + nonceBytes;
  if (end < start) return null;
  const salt = bytes.subarray(0, saltBytes);
  const key = wrappingKey(secret, type, salt);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(saltBytes, start), {
    authTagLength: tagBytes,
  });
  wipe(key);
  decipher.setAAD(binding(type, keyId)).setAuthTag(bytes.subarray(end));
  try {
    return joinedOnce([decipher.update(bytes.subarray(start, end)), decipher.final()]);
  } catch {
    // Authentication failed; the slot says so in its own words.
    return null;
  }
}

function wrappingKey(secret: Uint8Array, type: SlotType, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, `keywatch/v1|slot|${type}`, 32));
}

function binding(type: SlotType, keyId: string): Buffer {
  return Buffer.from(`keywatch/v1|slot|${type}|${keyId}`);
}
