import { isObject, numberOf } from './answer-body.ts';

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
  ({ text }, now) => fromWords(text ?? '', now),
  ({ text, zoneOffsetMs }, now) => future(now, statedReset(text ?? '', now, zoneOffsetMs)),
  ({ headers }, now) => future(now, moment(headers['anthropic-ratelimit-unified-reset'])),
  ({ headers }, now) =>
    resetHeader(headers['x-ratelimit-reset'], now) ?? resetHeader(headers['ratelimit-reset'], now),
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

function httpDate(text: string | undefined): number | null {
  if (text === undefined || !/[a-z]{3}|\dT\d/i.test(text)) return null;
  const at = Date.parse(text.trim());
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
  if (waitsInSeconds.has(name)) return later(now, numberOf(object, key), second);
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

const wordUnits: readonly (readonly [RegExp, number])[] = [
  [/^m(?:illi)?s(?:ec(?:ond)?s?)?$/, 1],
  [/^s(?:ec(?:ond)?s?)?$/, second],
  [/^m(?:in(?:ute)?s?)?$/, minute],
  [/^h(?:(?:ou)?rs?)?$/, hour],
  [/^d(?:ays?)?$/, day],
];

const waitWords =
  /\b(?:(?:re)?try(?:ing)?(?: again)?(?: your request)?|come back|wait(?: for)?|resets?|available(?: again)?)(?: in| after| for)?(?: at least| about)? ((?:\d+(?:\.\d+)?\s?[a-zµμ]+(?:,? and |,? )?){1,4})/i;

const bareWords = /\b(?:retry|try again|wait)(?: in| after)?:? (\d+(?:\.\d+)?)(?=\s*(?:[.,;:)"]|$))/i;

/** "Please try again in 6m0s", "retry after 1 seconds", "wait 30s"; a number alone is seconds. */
function fromWords(text: string, now: number): number | null {
  const heard = text.slice(0, 8192);
  const said = waitWords.exec(heard)?.[1];
  if (said === undefined) return later(now, plainNumber(bareWords.exec(heard)?.[1]), second);
  let total = 0;
  let known = false;
  for (const [, amount, word] of said.matchAll(/(\d+(?:\.\d+)?)\s?([a-zµμ]+)/gi)) {
    const unit = wordUnits.find(([pattern]) => pattern.test((word ?? '').toLowerCase()))?.[1];
    if (unit === undefined) break;
    total += Number(amount) * unit;
    known = true;
  }
  return known ? now + total : null;
}

const resetWords =
  /\b(?:resets?|regain access|available again|try again)(?: is| will be)?(?: at| on| after)? (\d{4}-\d\d-\d\d)(?:(?:T| at | )(\d\d:\d\d(?::\d\d)?(?:\.\d+)?))?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?/i;

/** "Your limit will reset at 2026-11-20 22:00:00": epoch ms or null. Without a zone: the vendor's, else the later reading. */
export function statedReset(text: string, now: number, zoneOffsetMs?: number): number | null {
  const [, date, time = '00:00', zone] = resetWords.exec(text.slice(0, 8192)) ?? [];
  if (date === undefined) return null;
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return null;
  if (zone !== undefined) return /^[+-]/.test(zone) ? Date.parse(`${date}T${time}${zone}`) : asUtc;
  if (zoneOffsetMs !== undefined) return asUtc - zoneOffsetMs;
  const asLocal = asUtc + new Date(now).getTimezoneOffset() * minute;
  return Math.max(asUtc, asLocal);
}
