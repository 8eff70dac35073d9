import { listed } from '../../src-shared/list.ts';
import { language, say } from '../../src-shared/say.ts';
import { longDate, relativeTime, spaced, wholeDay } from '../../src-shared/times.ts';
import type { Dates, End, Shape } from './ends.ts';

const made = new Map<string, Intl.DateTimeFormat>();

function written(day: number, options: Intl.DateTimeFormatOptions): string {
  // English here writes the day before the month (times.ts).
  const locale = language() === 'en' ? 'en-GB' : language();
  const key = JSON.stringify(options);
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, options);
  made.set(key, format);
  return spaced(format.format(day));
}

/** "November", and its year where that is another. */
export function monthName(day: number, now: number): string {
  const sameYear = new Date(day).getFullYear() === new Date(now).getFullYear();
  return written(day, sameYear ? { month: 'long' } : { month: 'long', year: 'numeric' });
}

/** "November 2026" */
export const wholeMonth = (day: number): string => written(day, { month: 'long', year: 'numeric' });

/** "22 Nov" */
export const shortDay = (day: number): string => written(day, { day: 'numeric', month: 'short' });

/** The seven weekdays from the first, short to see and long to hear. */
export function weekdays(firstDay: number): { short: string; long: string }[] {
  // The first of January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, index) => {
    const day = new Date(2024, 0, firstDay + index).getTime();
    return { short: written(day, { weekday: 'narrow' }), long: written(day, { weekday: 'long' }) };
  });
}

export const shapeNames: Readonly<Record<Shape, string>> = {
  over: say('Expired'),
  soon: say('Within 30 days'),
  later: say('Later'),
  off: say('Disabled by you'),
};

const named = 3;

/** What a day says to those who hear it: "Sunday 22 November 2026: CI runner, inferred; Home". */
export function dayWords(day: number, ends: readonly End[] | undefined, notice: boolean): string {
  const date = wholeDay(day);
  if (ends === undefined) return notice ? say('{date}: a notice of the chosen profile', { date }) : date;
  const names = ends.slice(0, named).map(({ profile, shape }) => {
    const { name } = profile;
    if (shape === 'over') return say('{name}, expired', { name });
    return profile.expiry.inferred ? say('{name}, inferred', { name }) : name;
  });
  const list = listed(names);
  const more = ends.length - named;
  return more > 0
    ? say('{date}: {names} and {count} more', { date, names: list, count: more })
    : say('{date}: {names}', { date, names: list });
}

/** The year in one sentence. `to` is the last day shown. */
export function summaryWords({ ends }: Dates, now: number, to: number): string {
  const serving = ends.filter(({ shape }) => shape !== 'off');
  const over = serving.filter(({ shape }) => shape === 'over').length;
  const ahead = serving.filter(({ shape, day }) => shape !== 'over' && day <= to);
  const [next] = ahead;
  if (next === undefined)
    return over === 0
      ? say('Nothing expires in the next twelve months.')
      : say(
          '{over, plural, one {# profile has expired} other {# profiles have expired}}; nothing else does in the next twelve months.',
          { over },
        );
  const values = {
    count: ahead.length,
    name: next.profile.name,
    date: longDate(next.at, now),
    when: relativeTime(next.at, now),
  };
  return over === 0
    ? say(
        '{count, plural, one {# profile expires} other {# profiles expire}} in the next twelve months, first {name} on {date}, {when}.',
        values,
      )
    : say(
        '{count, plural, one {# profile expires} other {# profiles expire}} in the next twelve months, first {name} on {date}, {when}; {over} expired already.',
        { ...values, over },
      );
}
