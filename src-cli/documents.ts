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
  'disabledUntil',
  'blockedUntil',
  'snoozedUntil',
  'quietUntil',
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
  return name.endsWith('At') || namedTimes.has(name);
}

/** Names under which everything is data of its own and stands as it came. */
const verbatim: ReadonlySet<string> = new Set(['config', 'facts', 'details']);

/** Not repeated in every document: what `keywatch history` tells in full. */
const leftOut: ReadonlySet<string> = new Set(['trail']);

function shown(value: unknown, name: string): unknown {
  if (typeof value === 'number') return isTime(name) ? isoOf(value) : Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (verbatim.has(name)) return value;
  if (Array.isArray(value)) return value.map((each) => shown(each, ''));
  return shownFields(value as Fields, {});
}

type Fields = { [name: string]: unknown };

// Plain loops: on a cold start this is the most repeated code of a command.
function shownFields<T extends Fields>(body: Fields, into: T): T {
  const fields: Fields = into;
  for (const name of Object.keys(body)) if (!leftOut.has(name)) fields[name] = shown(body[name], name);
  return into;
}

/** Turns values of the contract into the document `keywatch.<name>/1`. */
export function documentOf(name: string, body: object): Document {
  return shownFields(body as Fields, { schema: `keywatch.${name}/1` } satisfies Document);
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
