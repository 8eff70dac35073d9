import { isObject, numberOf, textOf } from './json.ts';
import { statedReset, waitInWords } from './retry-words.ts';

export { statedReset };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The longest wait that is shown. The scheduler has a cap of its own. Milliseconds. */
export const longestRetryMs = 31 * day;

export interface RetryHints {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Undefined when the body is not JSON. */
  json?: unknown;
  /** What the answer says, as written. */
  text?: string;
  /** How far a time without a zone lies from UTC, in ms; undefined: the later of UTC and this machine's zone. */
  zoneOffsetMs?: number | undefined;
}

type Source = (hints: RetryHints, now: number) => number | null;

/** In the order in which they are believed: what was said for machines first, what was said to people last but one. */
const sources: readonly Source[] = [
  ({ headers }, now) => later(now, plainNumber(headers['retry-after-ms'])),
  ({ headers }, now) => retryAfter(headers['retry-after'], now),
  ({ headers }, now) => future(now, httpDate(headers['retry-after'])),
  ({ json }, now) => fromBody(json, now),
  ({ json }, now) => fromGoogle(json, now),
  ({ text }, now) => later(now, waitInWords(text ?? '')),
  ({ text, zoneOffsetMs }, now) => future(now, statedReset(text ?? '', now, zoneOffsetMs)),
  // How Claude Code tells a full window.
  ({ text }, now) => future(now, moment(/\blimit reached\|(\d{9,14})\b/.exec(text ?? '')?.[1])),
  ({ headers }, now) => future(now, moment(headers['anthropic-ratelimit-unified-reset'])),
  ({ headers }, now) =>
    resetHeader(headers['x-ratelimit-reset'], now) ??
    resetHeader(headers['ratelimit-reset'], now) ??
    later(now, plainNumber(headers['x-ratelimit-reset-after']), second),
  ({ headers }, now) => structuredLimit(headers['ratelimit'], now),
  ({ headers }, now) =>
    latest([
      resetHeader(headers['x-ratelimit-reset-requests'], now),
      resetHeader(headers['x-ratelimit-reset-tokens'], now),
      ...usedUp(headers).map((name) => resetHeader(headers[name], now)),
    ]),
];

/**
 * When it is worth asking again, as the answer says it in any of its forms; epoch ms, never before `now`, at most 31
 * days ahead. Null when it says nothing that can be read, or a time that is over: then our own back-off counts. The
 * order is that of the vendors' own SDKs, then what their bodies say.
 */
export function retryTime(hints: RetryHints, now: number): number | null {
  for (const source of sources) {
    const at = source(hints, now);
    if (at !== null) return Math.min(Math.max(Math.round(at), now), now + longestRetryMs);
  }
  return null;
}

function plainNumber(text: string | undefined): number | null {
  const value = text?.trim() ?? '';
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : null;
}

function later(now: number, amount: number | null, unit = 1): number | null {
  return amount === null || !Number.isFinite(amount) || amount < 0 ? null : now + amount * unit;
}

/**
 * `Retry-After` as it should be written, and as it is: an instant where seconds belong, a duration with its unit, or
 * two headers that became one on the way, of which the longer wait holds.
 */
function retryAfter(text: string | undefined, now: number): number | null {
  const instant = /^\s*\d{9,}\s*$/.test(text ?? '') ? future(now, moment(text)) : null;
  if (instant !== null && instant <= now + longestRetryMs) return instant;
  return latest(
    (text ?? '').split(',').map((one) => later(now, plainNumber(one), second) ?? later(now, goDuration(one))),
  );
}

function future(now: number, at: number | null): number | null {
  return at === null || !Number.isFinite(at) || at < now ? null : at;
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** A date in any of HTTP's forms or ISO's; the oldest form has no zone and means GMT (RFC 9110, 5.6.7). */
function httpDate(text: string | undefined): number | null {
  if (text === undefined || !/[a-z]{3}|\dT\d/i.test(text)) return null;
  const isAsctime = /^\s*[a-z]{3} [a-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\s*$/i.test(text);
  const at = Date.parse(isAsctime ? `${text.trim()} GMT` : text.trim());
  return Number.isNaN(at) ? null : at;
}

/** An instant in any of its forms: epoch seconds (9–11 digits), epoch ms (12–14), ISO or HTTP date. Epoch ms or null. */
export function moment(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const digits = /^(\d+)(?:\.\d+)?$/.exec(text)?.[1]?.length;
  if (digits !== undefined) {
    if (digits >= 9 && digits <= 11) return Number(text) * second;
    return digits >= 12 && digits <= 14 ? Number(text) : null;
  }
  return httpDate(text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?) ?UTC$/, '$1T$2Z'));
}

const durationUnits: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: second,
  m: minute,
  h: hour,
  d: day,
};

/** A duration as Go writes it: `6m0s`, `17ms`, `2m59.56s`. Milliseconds or null. */
export function goDuration(text: string): number | null {
  const value = text.trim();
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|h|d))+$/.test(value)) return null;
  let total = 0;
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|s|m|h|d)/g))
    total += Number(amount) * (durationUnits[unit ?? ''] ?? 0);
  return total;
}

/** A reset header: a duration, an instant, or seconds from now. */
function resetHeader(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const duration = goDuration(text);
  if (duration !== null) return now + duration;
  return (
    future(now, moment(text)) ??
    (/^\d{1,8}(?:\.\d+)?$/.test(text.trim()) ? later(now, plainNumber(text), second) : null)
  );
}

/** `RateLimit: "api";r=0;t=55` of the IETF draft (draft-ietf-httpapi-ratelimit-headers). */
function structuredLimit(text: string | undefined, now: number): number | null {
  const waits = [...(text ?? '').matchAll(/(?:^|[;,\s])(?:t|reset)=(\d{1,9})\b/g)].map(
    ([, wait]) => now + Number(wait) * second,
  );
  return latest(waits);
}

/** Anthropic's limits that are used up; the others' resets say nothing about when to come back. */
function usedUp(headers: RetryHints['headers']): string[] {
  return Object.keys(headers)
    .filter((name) =>
      /^anthropic-ratelimit-(?:requests|tokens|input-tokens|output-tokens)-remaining$/.test(name),
    )
    .filter((name) => Number(headers[name]) === 0)
    .map((name) => name.replace(/remaining$/, 'reset'));
}

const instants = new Set(['resets_at', 'reset_at', 'resetat', 'resetsat', 'x-ratelimit-reset']);
const waitsInSeconds = new Set([
  'resets_in_seconds',
  'reset_after_seconds',
  'retry_after',
  'retryafter',
  'retry_after_seconds',
  'retryafterseconds',
  'retry-after',
]);
const waitsInMs = new Set(['retry_after_ms', 'retryafterms', 'retry-after-ms']);

/** Named times in a body, the outermost first. */
function fromBody(json: unknown, now: number): number | null {
  let level: unknown[] = [json];
  for (let depth = 0; depth < 5 && level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const value of level.slice(0, 60)) {
      if (Array.isArray(value)) next.push(...value.slice(0, 8));
      if (!isObject(value)) continue;
      for (const key of Object.keys(value).slice(0, 40)) {
        const at = named(key.toLowerCase(), value, key, now);
        if (at !== null) return at;
        next.push(value[key]);
      }
    }
    level = next;
  }
  return null;
}

function named(name: string, object: object, key: string, now: number): number | null {
  if (instants.has(name) && isObject(object)) return future(now, moment(object[key]));
  if (waitsInSeconds.has(name)) {
    const written = textOf(object, key) ?? undefined;
    return (
      later(now, numberOf(object, key), second) ?? retryAfter(written, now) ?? future(now, httpDate(written))
    );
  }
  return waitsInMs.has(name) ? later(now, numberOf(object, key)) : null;
}

/** `RetryInfo.retryDelay: "37s"` of google.rpc. */
function fromGoogle(json: unknown, now: number): number | null {
  const error = isObject(json)
    ? json['error']
    : Array.isArray(json) && isObject(json[0])
      ? json[0]['error']
      : null;
  const details: unknown = isObject(error) ? error['details'] : null;
  for (const detail of Array.isArray(details) ? details : []) {
    const delay = isObject(detail) ? detail['retryDelay'] : undefined;
    const wait = typeof delay === 'string' ? goDuration(delay) : null;
    if (wait !== null) return now + wait;
  }
  return null;
}
