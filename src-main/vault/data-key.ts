import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Random } from '../ports.ts';
import { wipe } from './wipe.ts';

export const dataKeyBytes = 32;

/** The vault's data key at work: one key for secrets, one for marks, both drawn from it by HKDF (D-A2). */
export interface DataKey {
  readonly id: string;
  /** The key itself, for wrapping by a slot only. */
  readonly bytes: Uint8Array;
  readonly seal: Uint8Array;
  /** A KeyObject: marking ten thousand records with a plain key takes three times as long. */
  readonly mac: KeyObject;
}

/** A new random data key under the given name. */
export function newDataKey(id: string, random: Random): DataKey {
  return dataKeyFrom(id, random(dataKeyBytes));
}

/** The data key a slot gave back. Throws a RangeError when it is not 32 bytes. */
export function dataKeyFrom(id: string, bytes: Uint8Array): DataKey {
  if (bytes.length !== dataKeyBytes) throw new RangeError(`a data key has ${dataKeyBytes} bytes`);
  const forMarks = subkey(bytes, 'mac');
  const mac = createSecretKey(forMarks);
  wipe(forMarks);
  return { id, bytes, seal: subkey(bytes, 'seal'), mac };
}

/**
 * What the document keeps to recognise its data key by: a slot may give back garbage instead of failing (AES-CBC
 * without authentication, as safeStorage has it on Linux and macOS). Base64.
 */
export function keyCheck(key: DataKey): string {
  return createHmac('sha256', key.mac).update(`keywatch/v1|key|${key.id}`).digest('base64');
}

export function isKeyCheck(key: DataKey, check: string): boolean {
  return sameText(keyCheck(key), check);
}

/** Overwrites in memory what opens secrets, as far as JavaScript lets us. */
export function forgetDataKey(key: DataKey): void {
  wipe(key.bytes, key.seal);
}

/** The same 32 bytes, compared in a time that tells nothing of them. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

export function sameText(a: string, b: string): boolean {
  return sameBytes(Buffer.from(a), Buffer.from(b));
}

function subkey(bytes: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', bytes, '', `keywatch/v1|${use}`, dataKeyBytes));
}
