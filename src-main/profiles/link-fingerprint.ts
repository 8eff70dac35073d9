import { KeywatchError } from '../../src-shared/errors.ts';
import { parseReference, type Reference } from '../../src-shared/reference.ts';
import { resolveText } from './ask-profile.ts';
import { readMaterial, type Given } from './material.ts';
import type { Parts } from './parts.ts';

/** References that are read without running a program or asking a person. */
const quiet: ReadonlySet<Reference['from']> = new Set(['env', 'file', 'login', 'gateway', 'vault']);

export function isQuiet(text: string | null): boolean {
  const reference = text === null ? null : parseReference(text);
  return reference !== null && quiet.has(reference.from);
}

/**
 * Of the secret that what is given leads to now, so that a change of it is noticed (D-B33). Null for what is no reference.
 * Throws what is wrong with what is given.
 */
export async function linkedFingerprint(given: Given, parts: Parts): Promise<string | null> {
  const { reference } = readMaterial(given);
  return reference === null ? null : fingerprintBehind(reference, parts);
}

/**
 * Of the secret behind a reference. Null where it takes a person or a program to read, where nothing can be read, and for a
 * login, which its owner renews.
 */
export async function fingerprintBehind(reference: string, parts: Parts): Promise<string | null> {
  if (!isQuiet(reference)) return null;
  try {
    const { secret, linked } = await resolveText(reference, parts);
    return secret === null || (linked?.renewedBy ?? null) !== null ? null : parts.vault.fingerprint(secret);
  } catch (error) {
    if (error instanceof KeywatchError) return null;
    throw error;
  }
}
