/**
 * Times as Keywatch says them. Seconds under 90, minutes under 90, hours under 36, days under 90, then months;
 * days are counted from midnight to midnight, as people do. Dates stand in words, never in digits alone. English
 * amounts come from a table, since Intl has no form as short; every other language is Intl's.
 */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
export const dayMs = 24 * hour;
const monthMs = (365.25 / 12) * dayMs;

/** The farthest moment a date can hold, in epoch ms (ECMA-262, 21.4.1.1). */
export const farthest = 8.64e15;

/** What stands where there is no time, or one that no calendar holds. */
export const noTime = '–';

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'month';
interface Amount {
  count: number;
  unit: Unit;
}

const englishAmount: Record<Unit, (n: number) => string> = {
  second: (n) => `${n} s`,
  minute: (n) => `${n} min`,
  hour: (n) => `${n} h`,
  day: (n) => `${n} ${n === 1 ? 'day' : 'days'}`,
  month: (n) => `${n} ${n === 1 ? 'month' : 'months'}`,
};

/** Whether a calendar can hold this moment. Epoch ms. */
export function isMoment(at: number | null | undefined): at is number {
  return typeof at === 'number' && Number.isFinite(at) && Math.abs(at) <= farthest;
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function amountOf(ms: number, days: number): Amount {
  const size = Math.abs(ms);
  const fine = [
    { unit: 'second', length: second, under: 90 },
    { unit: 'minute', length: minute, under: 90 },
    { unit: 'hour', length: hour, under: 36 },
  ] as const;
  for (const { unit, length, under } of fine) {
    const count = Math.round(size / length);
    if (count < under) return { count, unit };
  }
  if (days < 90) return { count: days, unit: 'day' };
  return { count: Math.round(size / monthMs), unit: 'month' };
}

function between(at: number, now: number): Amount {
  return amountOf(at - now, Math.abs(Math.round((midnight(at) - midnight(now)) / dayMs)));
}

const formats = new Map<string, Intl.DateTimeFormat>();

// English here writes the day before the month and counts 24 hours, on every system alike.
const english = (locale: string) => (locale === 'en' ? 'en-GB' : locale);

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const kept = formats.get(key);
  if (kept !== undefined) return kept;
  const made = new Intl.DateTimeFormat(english(locale), options);
  formats.set(key, made);
  return made;
}

function words({ count, unit }: Amount, locale: string): string {
  if (locale === 'en') return englishAmount[unit](count);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}

/** A length of time in its largest fitting unit: "6 min", "5 days". */
export function span(ms: number, locale = 'en'): string {
  if (!isMoment(ms)) return noTime;
  return words(amountOf(ms, Math.round(Math.abs(ms) / dayMs)), locale);
}

/** A length of time to its second unit: "6 min 10 s", "37 s", "1 h 5 min", "2 days 3 h". */
export function exactSpan(ms: number, locale = 'en'): string {
  if (!isMoment(ms)) return noTime;
  const total = Math.max(1, Math.round(Math.abs(ms) / second)) * second;
  const ladder = [
    { unit: 'day', length: dayMs },
    { unit: 'hour', length: hour },
    { unit: 'minute', length: minute },
    { unit: 'second', length: second },
  ] as const;
  const first = ladder.findIndex(({ length }) => total >= length);
  let rest = total;
  return ladder
    .slice(first, first + 2)
    .map(({ unit, length }) => {
      const count = Math.floor(rest / length);
      rest -= count * length;
      return count === 0 ? '' : words({ count, unit }, locale);
    })
    .filter((part) => part !== '')
    .join(' ');
}

/** How long ago, for a column whose head already says so: "2 min". */
export function age(at: number | null, now: number, locale = 'en'): string {
  return isMoment(at) ? words(between(Math.min(at, now), now), locale) : noTime;
}

/** A moment seen from now: "in 5 days", "2 min ago", "just now". */
export function relativeTime(at: number | null, now: number, locale = 'en'): string {
  if (!isMoment(at)) return noTime;
  const amount = between(at, now);
  const ahead = at > now;
  if (locale !== 'en') {
    return new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' }).format(
      ahead ? amount.count : -amount.count,
      amount.unit,
    );
  }
  if (amount.count === 0) return ahead ? 'now' : 'just now';
  return ahead ? `in ${words(amount, locale)}` : `${words(amount, locale)} ago`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** What is left of a wait, running: "4:12", "1:04:12"; from two days on in words. Never below "0:00". */
export function countdown(until: number | null, now: number, locale = 'en'): string {
  if (!isMoment(until)) return noTime;
  const left = Math.max(0, until - now);
  if (left >= 2 * dayMs) return span(left, locale);
  const seconds = Math.ceil(left / second);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "1 Feb 2027" */
export function shortDate(at: number | null, locale = 'en'): string {
  if (!isMoment(at)) return noTime;
  return format(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** A date within a sentence: "22 November", with its year when that is not this one. */
export function longDate(at: number | null, now: number, locale = 'en'): string {
  if (!isMoment(at)) return noTime;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(locale, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

/** "11:21" */
export function clockTime(at: number | null, locale = 'en'): string {
  if (!isMoment(at)) return noTime;
  return format(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** "14:04:10" */
export function exactClock(at: number | null, locale = 'en'): string {
  if (!isMoment(at)) return noTime;
  return format(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** The exact moment, for a hover and for screen readers: "Sunday 22 November 2026, 09:30". */
export function exactMoment(at: number | null, locale = 'en'): string {
  if (!isMoment(at)) return noTime;
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const date = format(locale, parts).format(at);
  return `${locale === 'en' ? date.replace(',', '') : date}, ${clockTime(at, locale)}`;
}

/** A moment near now, as short as it stays clear: "11:21", "yesterday, 11:21", "tomorrow, 08:00", "12 Nov", "3 Mar 2025". */
export function nearMoment(at: number | null, now: number, locale = 'en'): string {
  if (!isMoment(at)) return noTime;
  const days = Math.round((midnight(at) - midnight(now)) / dayMs);
  if (days === 0) return clockTime(at, locale);
  if (Math.abs(days) === 1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
    return `${day}, ${clockTime(at, locale)}`;
  }
  if (new Date(at).getFullYear() !== new Date(now).getFullYear()) return shortDate(at, locale);
  return format(locale, { day: 'numeric', month: 'short' }).format(at);
}
