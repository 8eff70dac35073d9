/**
 * Times as Keywatch says them. Seconds under 90, minutes under 90, hours under 36, days under 90, then months;
 * days are counted from midnight to midnight, as people do. Dates stand in words, never in digits alone. English
 * comes from tables: Intl has no amounts as short, and its first date costs a command as much as all its reading
 * (docs/figures.md). Every other language is Intl's.
 */
import { language, say } from './say.ts';

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

function amountOf(ms: number, days: () => number): Amount {
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
  const count = days();
  return count < 90 ? { count, unit: 'day' } : { count: Math.round(size / monthMs), unit: 'month' };
}

function between(at: number, now: number): Amount {
  // Midnights are asked for last: the first one loads the time zones.
  return amountOf(at - now, () => Math.abs(Math.round((midnight(at) - midnight(now)) / dayMs)));
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const month = (date: Date) => monthNames[date.getMonth()] ?? '';
const twoDigits = (count: number) => String(count).padStart(2, '0');
const hoursAndMinutes = (date: Date) => `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;

// English here writes the day before the month and counts 24 hours, on every system alike.
const forms = {
  dayMonth: {
    options: { day: 'numeric', month: 'long' },
    english: (date) => `${date.getDate()} ${month(date)}`,
  },
  dayMonthYear: {
    options: { day: 'numeric', month: 'long', year: 'numeric' },
    english: (date) => `${date.getDate()} ${month(date)} ${date.getFullYear()}`,
  },
  shortDayMonth: {
    options: { day: 'numeric', month: 'short' },
    english: (date) => `${date.getDate()} ${month(date).slice(0, 3)}`,
  },
  shortDayMonthYear: {
    options: { day: 'numeric', month: 'short', year: 'numeric' },
    english: (date) => `${date.getDate()} ${month(date).slice(0, 3)} ${date.getFullYear()}`,
  },
  weekday: {
    options: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    english: (date) =>
      `${dayNames[date.getDay()] ?? ''} ${date.getDate()} ${month(date)} ${date.getFullYear()}`,
  },
  clock: {
    options: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    english: hoursAndMinutes,
  },
  exactClock: {
    options: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    english: (date) => `${hoursAndMinutes(date)}:${twoDigits(date.getSeconds())}`,
  },
} satisfies Record<string, { options: Intl.DateTimeFormatOptions; english(date: Date): string }>;

/** A number stands a space apart from Chinese (languages/spacing.ts), which Intl leaves out. */
export const spaced = (text: string): string =>
  text.replaceAll(/(?<=\d)(?=\p{sc=Han})|(?<=\p{sc=Han})(?=\d)/gu, ' ');

const formats = new Map<string, Intl.DateTimeFormat>();

function written(at: number, form: keyof typeof forms, locale: string): string {
  const { options, english } = forms[form];
  if (locale === 'en') return english(new Date(at));
  const key = `${locale} ${form}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return spaced(format.format(at));
}

function words({ count, unit }: Amount, locale: string): string {
  if (locale === 'en') return englishAmount[unit](count);
  return spaced(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
}

/** A length of time in its largest fitting unit: "6 min", "5 days". */
export function span(ms: number, locale: string = language()): string {
  if (!isMoment(ms)) return noTime;
  return words(
    amountOf(ms, () => Math.round(Math.abs(ms) / dayMs)),
    locale,
  );
}

/** A length of time to its second unit: "6 min 10 s", "37 s", "1 h 5 min", "2 days 3 h". */
export function exactSpan(ms: number, locale: string = language()): string {
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
export function age(at: number | null, now: number, locale: string = language()): string {
  return isMoment(at) ? words(between(Math.min(at, now), now), locale) : noTime;
}

/** A moment seen from now: "in 5 days", "2 min ago", "just now". */
export function relativeTime(at: number | null, now: number, locale: string = language()): string {
  if (!isMoment(at)) return noTime;
  const amount = between(at, now);
  const ahead = at > now;
  if (amount.count === 0) return ahead ? say('now') : say('just now');
  if (locale !== 'en') {
    const form = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
    return spaced(form.format(ahead ? amount.count : -amount.count, amount.unit));
  }
  return ahead ? `in ${words(amount, locale)}` : `${words(amount, locale)} ago`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** What is left of a wait, running: "4:12"; from an hour on in words. Never below "0:00". */
export function countdown(until: number | null, now: number, locale: string = language()): string {
  if (!isMoment(until)) return noTime;
  const left = Math.max(0, until - now);
  if (left >= 60 * minute) return span(left, locale);
  const seconds = Math.ceil(left / second);
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** "1 Feb 2027" */
export function shortDate(at: number | null, locale: string = language()): string {
  if (!isMoment(at)) return noTime;
  return written(at, 'shortDayMonthYear', locale);
}

/** A date within a sentence: "22 November", with its year when that is not this one. */
export function longDate(at: number | null, now: number, locale: string = language()): string {
  if (!isMoment(at)) return noTime;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return written(at, sameYear ? 'dayMonth' : 'dayMonthYear', locale);
}

/** "11:21" */
export function clockTime(at: number | null, locale: string = language()): string {
  if (!isMoment(at)) return noTime;
  return written(at, 'clock', locale);
}

/** "14:04:10" */
export function exactClock(at: number | null, locale: string = language()): string {
  if (!isMoment(at)) return noTime;
  return written(at, 'exactClock', locale);
}

/** The whole day: "Sunday 22 November 2026". */
export function wholeDay(at: number | null, locale: string = language()): string {
  return isMoment(at) ? written(at, 'weekday', locale) : noTime;
}

/** The exact moment, for a hover and for screen readers: "Sunday 22 November 2026, 09:30". */
export function exactMoment(at: number | null, locale: string = language()): string {
  if (!isMoment(at)) return noTime;
  return say('{date}, {time}', { date: wholeDay(at, locale), time: clockTime(at, locale) });
}

/** The day of a moment near now: "yesterday", "tomorrow", "12 Nov", "3 Mar 2025". */
export function nearDay(at: number, now: number, locale: string = language()): string {
  const days = Math.round((midnight(at) - midnight(now)) / dayMs);
  if (Math.abs(days) <= 1) {
    const english = days === 0 ? 'today' : days < 0 ? 'yesterday' : 'tomorrow';
    if (locale === 'en') return english;
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  }
  if (new Date(at).getFullYear() !== new Date(now).getFullYear()) return shortDate(at, locale);
  return written(at, 'shortDayMonth', locale);
}

/** A moment near now, as short as it stays clear: "11:21", "yesterday, 11:21", "tomorrow, 08:00", "12 Nov", "3 Mar 2025". */
export function nearMoment(at: number | null, now: number, locale: string = language()): string {
  if (!isMoment(at)) return noTime;
  const days = Math.round((midnight(at) - midnight(now)) / dayMs);
  if (days === 0) return clockTime(at, locale);
  const day = nearDay(at, now, locale);
  return Math.abs(days) === 1 ? say('{date}, {time}', { date: day, time: clockTime(at, locale) }) : day;
}
