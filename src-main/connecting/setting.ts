import { isDeepStrictEqual } from 'node:util';

/** A place in a configuration: names of members, and places in lists. */
export type At = readonly (string | number)[];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What one place of a configuration is to hold. */
export interface Setting {
  at: At;
  value: Json;
}

/** One way to write a configuration. What it gives is proven by {@link withSetting}; null is what it cannot do in place. */
export interface Form {
  /** What the text says; undefined where it is not of this form, an empty object where it says nothing. */
  read(text: string): unknown;
  set(text: string, at: At, value: Json): string | null;
  unset(text: string, at: At): string | null;
}

const isContainer = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;

/** What stands at a place; undefined where nothing does. */
export function valueAt(document: unknown, at: At): unknown {
  let value = document;
  for (const step of at) {
    if (!isContainer(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** How much of a place is there already. */
export function depthOf(document: unknown, at: At): number {
  const missing = at.findIndex((_, index) => valueAt(document, at.slice(0, index + 1)) === undefined);
  return missing < 0 ? at.length : missing;
}

/** The document with that value there, undefined for none; objects are made on the way. Null where something else is in the way. */
function documentWith(document: unknown, at: At, value: Json | undefined): unknown {
  const copy: unknown = structuredClone(document);
  let holder = copy;
  for (const step of at.slice(0, -1)) {
    if (!isContainer(holder)) return null;
    if (!Object.hasOwn(holder, step)) holder[step] = {};
    holder = holder[step];
  }
  const last = at.at(-1);
  if (!isContainer(holder) || last === undefined) return null;
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder) && typeof last === 'number') holder.splice(last, 1);
  else delete holder[last];
  return copy;
}

/**
 * The text with one place changed and everything else as it stood, comments and order too; undefined takes it out. Null where that
 * cannot be done so: what was written is read again, and must say just that.
 */
export function withSetting(form: Form, text: string, at: At, value: Json | undefined): string | null {
  const before = form.read(text);
  if (before === undefined) return null;
  const meant = documentWith(before, at, value);
  if (meant === null) return null;
  const after = value === undefined ? form.unset(text, at) : form.set(text, at, value);
  if (after === null) return null;
  const said = form.read(after);
  const ways = value === undefined ? [meant, ...withoutEmptyOn(meant, at)] : [meant];
  return ways.some((way) => isDeepStrictEqual(said, way)) ? after : null;
}

/** Some forms have no way to say that an object is there and empty: the same without those that a removal left so. */
function withoutEmptyOn(document: unknown, at: At): unknown[] {
  const place = at.slice(0, -1);
  if (place.length === 0 || !isDeepStrictEqual(valueAt(document, place), {})) return [];
  const less = documentWith(document, place, undefined);
  return [less, ...withoutEmptyOn(less, place)];
}

/** A place as a person reads it. */
export const placeText = (at: At): string => at.join('.');
