import { isDeepStrictEqual } from 'node:util';
import { hashOf } from '../linking/kept-record.ts';
import { foundAgain } from './found-again.ts';
import type { ConnectionRecord, KeptSetting } from './kept-connection.ts';
import { placeText, valueAt, withSetting, type Form } from './setting.ts';

/** A configuration without what Keywatch set in it. */
export interface Undone {
  /** Null where there is to be no file. */
  text: string | null;
  /** The places that somebody changed since; they stay so. */
  left: string[];
}

/**
 * Puts a configuration back: to the byte where nobody changed it since, else field by field, and what others changed stays theirs. Null
 * where it cannot be read or changed in place.
 */
export function undone(form: Form, text: string | null, record: ConnectionRecord): Undone | null {
  if (text === null) return { text, left: [] };
  if (hashOf(text) === record.after) return { text: record.before, left: [] };
  // Whoever wrote it was ended between keeping what stood there and writing, or between writing it back and forgetting.
  if (text === record.before) return { text, left: [] };
  const left: string[] = [];
  let now = text;
  for (const setting of record.settings.toReversed()) {
    const document = form.read(now);
    if (document === undefined) return null;
    const at = foundAgain(document, setting, record.settings);
    if (at === null) {
      left.unshift(placeText(setting.at));
      continue;
    }
    const back = withSetting(form, now, at, setting.former?.value);
    const pruned = back === null ? null : withoutEmpty(form, back, { ...setting, at });
    if (pruned === null) return null;
    now = pruned;
  }
  const isEmpty = record.before === null && isDeepStrictEqual(form.read(now), {});
  return { text: isEmpty ? null : now, left };
}

/** Objects that were made for a setting and are empty without it go too. */
function withoutEmpty(
  form: Form,
  text: string,
  { at, depth }: Pick<KeptSetting, 'at' | 'depth'>,
): string | null {
  let now = text;
  for (let length = at.length - 1; length > depth; length -= 1) {
    const place = at.slice(0, length);
    if (!isDeepStrictEqual(valueAt(form.read(now), place), {})) return now;
    const less = withSetting(form, now, place, undefined);
    if (less === null) return null;
    now = less;
  }
  return now;
}
