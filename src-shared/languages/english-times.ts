import { spaced } from '../times.ts';

/** Times as English says them (times.ts), said in another language: what is told has no other form of them. */

const units: Readonly<Record<string, Intl.RelativeTimeFormatUnitSingular | undefined>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  day: 'day',
  days: 'day',
  month: 'month',
  months: 'month',
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const near: Readonly<Record<string, number | undefined>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** "22 November" or "3 months" in that language; null for what is no such time. */
export function timeIn(language: string, text: string): string | null {
  for (const read of [relative, lengths, date, day]) {
    const said = read(language, text);
    if (said !== null) return spaced(said);
  }
  return null;
}

function relative(language: string, text: string): string | null {
  const [, ahead, count, unit, ago] = /^(in )?(\d+) (\w+)( ago)?$/.exec(text) ?? [];
  const named = units[unit ?? ''];
  if (named === undefined || (ahead === undefined) === (ago === undefined)) return null;
  const form = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'always' });
  return form.format(ahead === undefined ? -Number(count) : Number(count), named);
}

/** "6 min 10 s" */
function lengths(language: string, text: string): string | null {
  if (!/^\d+ \w+( \d+ \w+)?$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+) (\w+)/g)].map(([, count, unit]) => {
    const named = units[unit ?? ''];
    if (named === undefined) return null;
    const form = new Intl.NumberFormat(language, { style: 'unit', unit: named, unitDisplay: 'short' });
    return form.format(Number(count));
  });
  return parts.includes(null) ? null : parts.join(' ');
}

/** "22 November", "1 Feb 2027" */
function date(language: string, text: string): string | null {
  const [, dayOfMonth, name = '', year] = /^(\d{1,2}) (\p{Lu}\p{Ll}{2,8})(?: (\d{4}))?$/u.exec(text) ?? [];
  const month = months.indexOf(name.slice(0, 3));
  if (dayOfMonth === undefined || month === -1) return null;
  // A leap year has every day that a date without its year may name.
  const at = Date.UTC(Number(year ?? 2024), month, Number(dayOfMonth));
  const form = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    ...(year !== undefined && { year: 'numeric' }),
  });
  return form.format(at);
}

/** "tomorrow, 08:00" */
function day(language: string, text: string): string | null {
  const [, name = '', clock] = /^(\w+)(?:, (\d\d:\d\d))?$/.exec(text) ?? [];
  const days = near[name];
  if (days === undefined) return null;
  const said = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
  return clock === undefined ? said : `${said} ${clock}`;
}
