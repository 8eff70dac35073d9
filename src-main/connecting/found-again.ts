import { isDeepStrictEqual } from 'node:util';
import { hashOf } from '../linking/kept-record.ts';
import type { KeptSetting } from './kept-connection.ts';
import { valueAt, type At } from './setting.ts';

/** What an entry of a list is besides what Keywatch sets in it. */
function markOf(entry: unknown, own: ReadonlySet<string | number>): string {
  const text = JSON.stringify(entry, (name, value: unknown) => (own.has(name) ? undefined : value));
  return hashOf(text ?? '');
}

const ownNames = (settings: readonly { at: At }[]) => new Set(settings.flatMap(({ at }) => at.slice(-1)));

/** How the entries on the way to a place are known again when others were put before them. */
export function entriesOn(
  document: unknown,
  at: At,
  settings: readonly { at: At }[],
): Record<number, string> {
  const own = ownNames(settings);
  return Object.fromEntries(
    at
      .slice(0, -1)
      .flatMap((step, index) =>
        typeof step === 'number' ? [[index, markOf(valueAt(document, at.slice(0, index + 1)), own)]] : [],
      ),
  );
}

/** Where a setting is now, if it is still as it was set; null where somebody changed or removed it. */
export function foundAgain(
  document: unknown,
  setting: KeptSetting,
  settings: readonly KeptSetting[],
): At | null {
  const own = ownNames(settings);
  let at: At = [];
  for (const [index, step] of setting.at.entries()) {
    const list = valueAt(document, at);
    const place = Array.isArray(list) ? placeIn(list, setting, index, own) : step;
    if (place === null) return null;
    at = [...at, place];
  }
  return isDeepStrictEqual(valueAt(document, at), setting.value) ? at : null;
}

function placeIn(
  list: readonly unknown[],
  { at, value, entries }: KeptSetting,
  index: number,
  own: ReadonlySet<string | number>,
): number | null {
  const isIt =
    index === at.length - 1
      ? (entry: unknown) => isDeepStrictEqual(entry, value)
      : (entry: unknown) => markOf(entry, own) === entries[index];
  const places = list.flatMap((entry, place) => (isIt(entry) ? [place] : []));
  // Of several that are alike, the one that stands where it stood.
  const [first] = places;
  const same = places.find((place) => place === at[index]);
  return same ?? first ?? null;
}
