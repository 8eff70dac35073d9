import { isDeepStrictEqual } from 'node:util';
import { maskSecret } from '../../src-shared/mask.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import type { ConnectionPlan } from '../../src-shared/contract-connect.ts';
import { tokenPrefix } from '../relay/access-token.ts';
import { placeText, valueAt, type At } from './setting.ts';

type Field = ConnectionPlan['fields'][number];

const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith(tokenPrefix);

/** A value as it may be shown: addresses and short words, of anything else, and of whatever stands where a key does, no more than its end. */
function shown(value: unknown, isKey: boolean): string | null {
  if (value === undefined) return null;
  if (isToken(value)) return `${tokenPrefix}…`;
  if (typeof value !== 'string') return isKey ? '…' : JSON.stringify(value);
  if (isKey) return maskSecret(value, '');
  const assigned = /^([A-Z_]+=)(https?:\/\/.*)$/.exec(value);
  if (assigned !== null) return `${assigned[1]}${address(assigned[2] ?? '')}`;
  return /^https?:\/\//.test(value) ? address(value) : (repeatable(value) ?? maskSecret(value, ''));
}

/** An address without who logs in at it and what is asked. */
function address(text: string): string {
  try {
    const { origin, pathname } = new URL(text);
    return `${origin}${pathname === '/' ? '' : pathname}`;
  } catch {
    return maskSecret(text, '');
  }
}

/** Places of a value that hold no other places. */
function leaves(value: unknown, at: At): At[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, each]) => leaves(each, [...at, name]));
  return inner.length === 0 ? [at] : inner;
}

/** How each place of these differs between two documents; what may be secret is masked. */
export function fieldsShown(before: unknown, after: unknown, places: readonly At[]): Field[] {
  const all = places.flatMap((at) => [...leaves(valueAt(before, at), at), ...leaves(valueAt(after, at), at)]);
  const named = new Map(all.map((at) => [placeText(at), at]));
  return [...named].flatMap(([text, at]) => {
    const leaf = [leafAt(before, at), leafAt(after, at)];
    const isKey = leaf.some(isToken);
    const [was = null, is = null] = leaf.map((value) => shown(value, isKey));
    return isDeepStrictEqual(leaf[0], leaf[1]) ? [] : [{ at: text, before: was, after: is }];
  });
}

/** What holds other places is told by these. */
function leafAt(document: unknown, at: At): unknown {
  const value = valueAt(document, at);
  const holds = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return holds ? undefined : value;
}
