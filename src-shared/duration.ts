import { KeywatchError } from './errors.ts';
import { readMoment } from './moment.ts';
import { dayMs, farthest } from './times.ts';

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: dayMs,
};

const number = String.raw`(?:\d+(?:\.\d+)?|\.\d+)`;
const bare = new RegExp(`^${number}$`);
const composite = new RegExp(`^(?:${number}(?:ms|s|m|h|d))+$`);
const piece = new RegExp(`(${number})(ms|s|m|h|d)`, 'g');

// What was typed is never repeated: it may be a key in the wrong field.
const durationProblem = 'Not a duration. Try 30d, 1h30m or 500ms; a bare number is days.';
const dateProblem = 'Not a date. Try 1 March 2027, or 90 days.';

function sumOf(text: string): number | null {
  if (bare.test(text)) return Number(text) * dayMs;
  if (!composite.test(text)) return null;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(piece))
    sum += Number(count) * (unitMs[unit ?? ''] ?? Number.NaN);
  return sum;
}

/**
 * Milliseconds of `500ms`, `30s`, `5m`, `2h`, `1h30m`, `0.5d`, `30d`; a bare number is days.
 * Throws KeywatchError `invalid_input` with an example.
 */
export function parseDuration(text: string): number {
  const sum = sumOf(text.trim().toLowerCase());
  if (sum === null || sum > farthest) throw new KeywatchError('invalid_input', durationProblem);
  return sum;
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

function monthOf(word: string): number | null {
  const found = monthNames.findIndex((month) => word.length >= 3 && month.startsWith(word));
  return found === -1 ? (word === 'sept' ? 8 : null) : found;
}

/** Local midnight of a day that exists; so a date shows as the one that was typed. */
function startOfDay(year: number, month: number, day: number): number | null {
  const date = new Date(year, month, day);
  const exists = date.getFullYear() === year && date.getMonth() === month && date.getDate() === day;
  return exists ? date.getTime() : null;
}

function namedDate(text: string): number | null {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]+)\.?,?\s+(\d{4})$/.exec(text);
  const monthFirst = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(text);
  const [day, word, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  const month = word === undefined ? null : monthOf(word);
  return month === null ? null : startOfDay(Number(year), month, Number(day));
}

function isoDate(text: string): number | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (day) return startOfDay(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
  const moment = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(z|[+-]\d{2}:?\d{2})?$/.exec(
    text,
  );
  const date = moment?.[1];
  if (!moment || date === undefined || isoDate(date) === null) return null;
  const at = Date.parse(`${date}T${moment[2]}${(moment[3] ?? '').toUpperCase()}`);
  return Number.isNaN(at) ? null : at;
}

const wordUnits: ReadonlyArray<{ words: RegExp; add(date: Date, count: number): void }> = [
  { words: /^days?$/, add: (date, count) => date.setTime(date.getTime() + count * dayMs) },
  { words: /^weeks?$/, add: (date, count) => date.setTime(date.getTime() + 7 * count * dayMs) },
  { words: /^months?$/, add: (date, count) => date.setMonth(date.getMonth() + count) },
  { words: /^years?$/, add: (date, count) => date.setFullYear(date.getFullYear() + count) },
];

function spokenDuration(text: string, now: number): number | null {
  const said = /^(?:in )?(\d{1,5}) ?([a-z]{2,})$/.exec(text);
  const unit = said && wordUnits.find(({ words }) => words.test(said[2] ?? ''));
  if (!said || !unit) return null;
  const date = new Date(now);
  unit.add(date, Number(said[1]));
  return date.getTime() > now ? date.getTime() : null;
}

/**
 * When something ends, in epoch ms, as a person says it: a date (`1 March 2027`, `2027-03-01`, an ISO moment, an epoch
 * in s or ms) or a time from now (`90 days`, `30d`, a bare number of days). A date without a clock is local midnight.
 * Throws KeywatchError `invalid_input` with an example.
 */
export function parseExpiry(text: string, now: number): number {
  const said = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const epoch = /^\d{10,}$/.test(said) ? readMoment(said) : null;
  const duration = sumOf(said);
  const at =
    typeof epoch === 'number'
      ? epoch
      : (isoDate(said) ??
        namedDate(said) ??
        spokenDuration(said, now) ??
        (duration === null || duration <= 0 ? null : now + duration));
  if (at === null || at <= 0 || at > farthest) throw new KeywatchError('invalid_input', dateProblem);
  return at;
}
