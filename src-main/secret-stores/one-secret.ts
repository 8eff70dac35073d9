import { telling } from '../../src-shared/say.ts';
import type { Wanted } from './store.ts';
import { storeError } from './trouble.ts';

/** No secret that could be typed in is longer. Characters. */
const longest = 64 * 1024;

/** There is nothing at the place a reference names. */
export const nothingThere = (wanted: Wanted, name: string) =>
  storeError(wanted.from, 'missing', {
    what: telling('{name} has nothing at {place}', { name, place: wanted.text }),
    remedy: telling('put it there, or change the reference'),
  });

/** What is there cannot be one secret. */
export const unusable = (wanted: Wanted, name: string, why: string, remedy: string) =>
  storeError(wanted.from, 'unusable', {
    what: telling('{name} holds no single secret at {place}: {why}', {
      name,
      place: wanted.text,
      why,
    }),
    remedy,
  });

/** What a store gave, where it can be one secret. Throws `missing` for nothing, and `unusable`. */
export function oneSecret(text: string, wanted: Wanted, name: string): string {
  const secret = text.trim();
  if (secret === '') throw nothingThere(wanted, name);
  if (secret.length > longest)
    throw unusable(wanted, name, telling('it is too long'), telling('keep the key alone there'));
  if (/[\r\n\0]/.test(secret))
    throw unusable(
      wanted,
      name,
      telling('it has more than one line'),
      telling('keep the key alone there, or name a field after #'),
    );
  return secret;
}

/** One field of many; without a name the only one there is. Throws `missing` and `unusable`. */
export function fieldOf(
  fields: Readonly<Record<string, unknown>>,
  field: string | null,
  wanted: Wanted,
  name: string,
): string {
  const names = Object.keys(fields);
  if (field === null && names.length !== 1)
    throw unusable(
      wanted,
      name,
      telling('it has {count} fields', { count: names.length }),
      telling('name one after #'),
    );
  const one = field ?? names[0] ?? '';
  const value = Object.hasOwn(fields, one) ? fields[one] : undefined;
  if (value === undefined || value === null) throw nothingThere(wanted, name);
  if (typeof value !== 'string' && typeof value !== 'number')
    throw unusable(wanted, name, telling('that field is no text'), telling('name another after #'));
  return oneSecret(String(value), wanted, name);
}

/** The object a text is as JSON; null for all else. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
