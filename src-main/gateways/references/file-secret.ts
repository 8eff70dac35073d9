import { readFile } from 'node:fs/promises';
import { isSince, type Generation } from '../generation.ts';
import { parseJson } from '../stores/peer-file.ts';
import { safePath } from './path-safety.ts';
import { refused, type RefFailure, type Resolution } from './ref-failure.ts';
import { nameOfRef, type SecretRef } from './secret-ref.ts';
import type { ProviderOptions } from './provider-options.ts';
import type { Surroundings } from '../surroundings.ts';

type FileOptions = Extract<ProviderOptions, { source: 'file' }>;

/** A value that can be a secret, or the sentence for one that cannot. */
export function secretValue(value: unknown, ref: SecretRef): Resolution {
  return typeof value === 'string' && value.trim() !== ''
    ? { ok: true, value }
    : refused(
        null,
        `Secret reference "${nameOfRef(ref)}" resolved to a non-string or empty value.`,
        'not_found',
      );
}

function atPointer(document: unknown, pointer: string): { value: unknown } | RefFailure {
  let value = document;
  for (const step of pointer.slice(1).split('/')) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const isThere =
      typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, name) &&
      (!Array.isArray(value) || /^\d+$/.test(name));
    if (!isThere)
      return refused('SECRET_REF_NOT_FOUND', `JSON pointer segment "${name}" does not exist.`, 'not_found');
    value = Reflect.get(Object(value), name);
  }
  return { value };
}

/** What a file provider gives for a reference (gateways.md §6.2, §6.3). */
export async function fileSecret(
  ref: SecretRef,
  options: FileOptions,
  generation: Generation,
  around: Surroundings,
): Promise<Resolution> {
  const label = `secrets.providers.${ref.provider}.path`;
  const { mode, maxBytes, timeoutMs } = options;
  const path = safePath(options.path, { label, kind: 'file', generation }, around);
  if (typeof path !== 'string') return path;
  let bytes: Buffer;
  try {
    bytes = await readFile(path, { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    const late = error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
    const what = late ? `timed out after ${timeoutMs}ms.` : 'could not be read.';
    return refused('SECRET_PROVIDER_UNAVAILABLE', `File provider "${ref.provider}" ${what}`, 'unreachable');
  }
  if (bytes.length > maxBytes) {
    const who = isSince(generation, '2026.9.6') ? label : `File provider "${ref.provider}"`;
    return refused('SECRET_PROVIDER_UNAVAILABLE', `${who} exceeded maxBytes (${maxBytes}).`, 'too_large');
  }
  const text = bytes.toString('utf8');
  if (mode === 'singleValue') {
    if (ref.id !== 'value')
      return refused(
        'SECRET_REF_INVALID',
        `singleValue file provider "${ref.provider}" expects ref id "value".`,
        'invalid_input',
      );
    return secretValue(text.replace(/\r?\n$/, ''), ref);
  }
  if (!ref.id.startsWith('/'))
    return refused(
      'SECRET_REF_INVALID',
      `File secret reference id must be an absolute JSON pointer (ref: ${nameOfRef(ref)}).`,
      'invalid_input',
    );
  const { value, problem } = parseJson(text);
  if (problem !== null || typeof value !== 'object' || value === null)
    return refused(
      'SECRET_PROVIDER_UNAVAILABLE',
      `File provider "${ref.provider}" payload is not a JSON object.`,
      'invalid_input',
    );
  const found = atPointer(value, ref.id);
  return 'value' in found ? secretValue(found.value, ref) : found;
}
