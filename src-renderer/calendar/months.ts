/** Days and months of a person's own calendar. A day is the epoch ms of its local midnight. */

export interface Month {
  readonly year: number;
  /** From 0, as Date counts. */
  readonly month: number;
  /** Rows of seven from the locale's first day; null where another month's days would stand. */
  readonly weeks: readonly (readonly (number | null)[])[];
}

/** The day that holds a moment. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** The day so many days later; calendar steps, since not every day has 24 hours. */
export function daysLater(day: number, count: number): number {
  const date = new Date(day);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + count).getTime();
}

/** The same day so many months later, or the last of a shorter month. */
export function monthsLater(day: number, count: number): number {
  const date = new Date(day);
  const last = new Date(date.getFullYear(), date.getMonth() + count + 1, 0);
  return new Date(last.getFullYear(), last.getMonth(), Math.min(date.getDate(), last.getDate())).getTime();
}

// Not every engine has it, nor every TypeScript library.
const knowsWeeks = (locale: Intl.Locale): locale is Intl.Locale & { getWeekInfo(): { firstDay: number } } =>
  'getWeekInfo' in locale;

/** The weekday that weeks begin with, 1 for Monday to 7 for Sunday, as the person's region has it. */
export function firstWeekday(spoken: string, preferred: readonly string[]): number {
  // What they speak here has no region; what they asked the system for may have one.
  const tag = preferred.find((each) => each.split('-')[0] === spoken.split('-')[0]) ?? spoken;
  const locale = new Intl.Locale(tag);
  return knowsWeeks(locale) ? locale.getWeekInfo().firstDay : 1;
}

/** How many days of its week lie before a day. */
const intoWeek = (day: number, firstDay: number) => (new Date(day).getDay() - (firstDay % 7) + 7) % 7;

/** So many months from the one that holds `from`. */
export function monthsFrom(from: number, count: number, firstDay: number): Month[] {
  const start = new Date(from);
  return Array.from({ length: count }, (_, index) => {
    const first = new Date(start.getFullYear(), start.getMonth() + index, 1);
    const [year, month] = [first.getFullYear(), first.getMonth()];
    const length = new Date(year, month + 1, 0).getDate();
    const before = intoWeek(first.getTime(), firstDay);
    const places = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (__, place) => {
      const date = place - before + 1;
      return date < 1 || date > length ? null : new Date(year, month, date).getTime();
    });
    const weeks = Array.from({ length: places.length / 7 }, (__, week) =>
      places.slice(week * 7, week * 7 + 7),
    );
    return { year, month, weeks };
  });
}

interface Weeks {
  /** 1 for Monday to 7 for Sunday. */
  readonly firstDay: number;
  readonly rightToLeft: boolean;
}

const steps: Readonly<Record<string, (day: number, weeks: Weeks) => number>> = {
  ArrowLeft: (day, { rightToLeft }) => daysLater(day, rightToLeft ? 1 : -1),
  ArrowRight: (day, { rightToLeft }) => daysLater(day, rightToLeft ? -1 : 1),
  ArrowUp: (day) => daysLater(day, -7),
  ArrowDown: (day) => daysLater(day, 7),
  PageUp: (day) => monthsLater(day, -1),
  PageDown: (day) => monthsLater(day, 1),
  Home: (day, { firstDay }) => daysLater(day, -intoWeek(day, firstDay)),
  End: (day, { firstDay }) => daysLater(day, 6 - intoWeek(day, firstDay)),
};

/** Where a key leads from a day; null for a key that leads nowhere. */
export function stepOf(key: string, day: number, weeks: Weeks): number | null {
  return steps[key]?.(day, weeks) ?? null;
}
