import type { KeywatchError } from '../src-shared/errors.ts';
import { errorTable } from '../src-shared/errors.ts';

/** What scripts read on stdout: `schema` names the form, times are ISO 8601, unknown is null. */
export interface Document {
  schema: `keywatch.${string}/1`;
  [name: string]: unknown;
}

/** Times whose documented name does not end in `At` (D-B20). */
const namedTimes: ReadonlySet<string> = new Set([
  'at',
  'since',
  'cooldownUntil',
  'snoozedUntil',
  'pausedUntil',
  'restorableUntil',
  'until',
  'from',
  'to',
]);

/** Beyond this a number is no moment ECMAScript can write; such times print as null. */
const furthestMoment = 8.64e15;

/** A moment as documents show it; null where there is none or it cannot be written. */
export function isoOf(at: number | null): string | null {
  return at === null || !Number.isFinite(at) || Math.abs(at) > furthestMoment
    ? null
    : new Date(at).toISOString();
}

function isTime(name: string): boolean {
  return namedTimes.has(name) || /[a-z]At$/.test(name);
}

/** Names under which everything is data of its own and stands as it came. */
const verbatim: ReadonlySet<string> = new Set(['config', 'facts', 'details']);

/** Not repeated in every document: what `keywatch history` tells in full. */
const leftOut: ReadonlySet<string> = new Set(['trail']);

function shown(value: unknown, name: string): unknown {
  if (value === undefined) return null;
  if (typeof value === 'number') return isTime(name) ? isoOf(value) : Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((each) => shown(each, ''));
  if (typeof value !== 'object' || value === null || verbatim.has(name)) return value;
  const entries = Object.entries(value).filter(([key]) => !leftOut.has(key));
  return Object.fromEntries(entries.map(([key, each]) => [key, shown(each, key)]));
}

/** Turns values of the contract into the document `keywatch.<name>/1`. */
export function documentOf(name: string, body: object): Document {
  const entries = Object.entries(body).map(([key, value]) => [key, shown(value, key)]);
  return { schema: `keywatch.${name}/1`, ...Object.fromEntries(entries) };
}

/** A failure as a document; `exit` is what the process ends with. */
export function errorDocument(error: KeywatchError): Document {
  return {
    schema: 'keywatch.error/1',
    code: error.code,
    message: error.message,
    exit: errorTable[error.code].exit,
  };
}
