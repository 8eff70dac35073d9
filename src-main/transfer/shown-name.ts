import { repeatable } from '../../src-shared/repeatable.ts';

/** A name out of a file, where it may be shown: a key in the wrong place looks like a name too. */
export function shownName(name: string): string | null {
  return /^[A-Z][A-Z0-9_]{0,63}$/.test(name) && !/[A-Z0-9]{33}/.test(name) ? name : repeatable(name);
}
