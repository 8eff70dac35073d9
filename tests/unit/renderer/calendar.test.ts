import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../src-shared/contract-schema.ts';
import {
  dayWords,
  monthName,
  summaryWords,
  weekdays,
} from '../../../src-renderer/calendar/calendar-words.ts';
import { chaptersOf, datesOf, rungsOf, worstShape } from '../../../src-renderer/calendar/ends.ts';
import {
  dayOf,
  daysLater,
  firstWeekday,
  monthsFrom,
  monthsLater,
  stepOf,
} from '../../../src-renderer/calendar/months.ts';
import { stored, viewed } from '../../fixtures/profiles.ts';

const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();
const now = new Date(2026, 10, 17, 14, 6).getTime();

/** A profile that ends at noon of a day. */
function ending(
  name: string,
  at: number | null,
  more: Partial<Profile['expiry']> = {},
  enabled = true,
): Profile {
  const expiresAt = at === null ? null : at + 12 * 3_600_000;
  const status = expiresAt === null ? 'none' : expiresAt < now ? 'expired' : 'ok';
  const [plain] = viewed([stored(`anthropic:${name}`)], []);
  return {
    ...plain!,
    name,
    enabled,
    expiry: { status, expiresAt, knownFrom: 'user', inferred: false, renewedBy: null, ...more },
  };
}

describe('the months of a calendar', () => {
  it('begin their weeks on the day that the region begins them on', () => {
    const november = (firstDay: number) => monthsFrom(now, 1, firstDay)[0]!.weeks;
    expect(november(1)[0]).toEqual([null, null, null, null, null, null, day(2026, 11, 1)]);
    expect(november(7)[0]![0]).toBe(day(2026, 11, 1));
    expect(november(6)[0]!.indexOf(day(2026, 11, 1))).toBe(1);
    expect(
      november(1)
        .flat()
        .filter((each) => each !== null),
    ).toHaveLength(30);
    for (const week of november(1)) expect(week).toHaveLength(7);
  });

  it('go on over the turn of the year, through every day once', () => {
    const months = monthsFrom(day(2027, 8, 31), 12, 1);
    const days = months.flatMap(({ weeks }) => weeks.flat()).filter((each) => each !== null);
    expect(days).toHaveLength(366); // From August 2027 to July 2028, which has a 29th of February.
    expect(new Set(days).size).toBe(366);
    for (const [index, each] of days.slice(1).entries()) expect(each).toBe(daysLater(days[index]!, 1));
  });

  it('take the first weekday from the region that the person asked for, in the language that is spoken', () => {
    expect(firstWeekday('en', ['en-US', 'de-DE'])).toBe(7);
    expect(firstWeekday('en', ['de-DE', 'en-GB'])).toBe(1);
    expect(firstWeekday('en', [])).toBe(firstWeekday('en', ['en']));
  });

  it('name weekdays from the first, short to see and long to hear', () => {
    expect(weekdays(7).map(({ long }) => long)).toEqual([
      'Sunday',
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
    ]);
    expect(weekdays(1)[0]).toEqual({ short: 'M', long: 'Monday' });
    expect(monthName(day(2026, 11, 1), now)).toBe('November');
    expect(monthName(day(2027, 3, 1), now)).toBe('March 2027');
  });
});

describe('the keys of a calendar', () => {
  const weeks = { firstDay: 1, rightToLeft: false };
  it.each([
    ['ArrowLeft', day(2026, 11, 16)],
    ['ArrowRight', day(2026, 11, 18)],
    ['ArrowUp', day(2026, 11, 10)],
    ['ArrowDown', day(2026, 11, 24)],
    ['PageUp', day(2026, 10, 17)],
    ['PageDown', day(2026, 12, 17)],
    ['Home', day(2026, 11, 16)],
    ['End', day(2026, 11, 22)],
    ['x', null],
  ])('%s', (key, to) => {
    expect(stepOf(key, dayOf(now), weeks)).toBe(to);
  });

  it('go the way they point where weeks run from right to left', () => {
    expect(stepOf('ArrowLeft', dayOf(now), { ...weeks, rightToLeft: true })).toBe(day(2026, 11, 18));
  });

  it('stay in the month they lead to', () => {
    expect(monthsLater(day(2027, 1, 31), 1)).toBe(day(2027, 2, 28));
    expect(monthsLater(day(2027, 3, 31), -1)).toBe(day(2027, 2, 28));
  });
});

describe('the dates of a vault', () => {
  const profiles = [
    ending('Home', day(2027, 2, 1)),
    ending('CI runner', day(2026, 11, 22), { inferred: true, knownFrom: 'rule' }),
    ending('Night', day(2026, 11, 22)),
    ending('Gemini', day(2026, 11, 14)),
    ending('Idle', day(2026, 12, 1), {}, false),
    ending('Open', null),
    ending('Max login', day(2026, 11, 18), { renewedBy: 'claude-code', knownFrom: 'file' }),
    ending('Far', day(2028, 1, 1)),
    ending('Past', day(2026, 8, 1)),
  ];
  const dates = datesOf(profiles, now);
  const from = day(2026, 11, 1);
  const to = day(2027, 10, 31);

  it('are told by shape: over, within thirty days, later, and switched off', () => {
    expect(dates.ends.map(({ profile: { name }, shape }) => [name, shape])).toEqual([
      ['Past', 'over'],
      ['Gemini', 'over'],
      ['CI runner', 'soon'],
      ['Night', 'soon'],
      ['Idle', 'off'],
      ['Home', 'later'],
      ['Far', 'later'],
    ]);
    expect(dates.undated.map(({ name }) => name)).toEqual(['Open']);
    expect(dates.renewed.map(({ name }) => name)).toEqual(['Max login']);
  });

  it('show of a day with several the worst shape, and say every name', () => {
    const both = dates.byDay.get(day(2026, 11, 22))!;
    expect(both).toHaveLength(2);
    expect(worstShape(both)).toBe('soon');
    expect(worstShape([...both, dates.ends[0]!])).toBe('over');
    expect(dayWords(day(2026, 11, 22), both, false)).toBe(
      'Sunday 22 November 2026: CI runner, inferred, Night',
    );
    expect(dayWords(day(2026, 11, 23), undefined, false)).toBe('Monday 23 November 2026');
  });

  it('count what is more than a day can say', () => {
    const many = datesOf(
      Array.from({ length: 40 }, (_, n) => ending(`Key ${10 + n}`, day(2026, 12, 24))),
      now,
    );
    expect(dayWords(day(2026, 12, 24), many.byDay.get(day(2026, 12, 24)), false)).toBe(
      'Thursday 24 December 2026: Key 10, Key 11, Key 12 and 37 more',
    );
  });

  it('stand below their months, with one heading for all before and one for all after', () => {
    const chapters = chaptersOf(dates.ends, from, to).map(({ part, ends }) => [part, ends.length]);
    expect(chapters).toEqual([
      ['before', 1],
      ['month', 3],
      ['month', 1],
      ['month', 1],
      ['after', 1],
    ]);
  });

  it('have notices on the rungs of the ladder', () => {
    const [, , runner] = dates.ends;
    expect(rungsOf(runner!, [0, 7, 30])).toEqual([
      { days: 30, day: day(2026, 10, 23) },
      { days: 7, day: day(2026, 11, 15) },
      { days: 0, day: day(2026, 11, 22) },
    ]);
  });

  it('are summed up in one sentence', () => {
    expect(summaryWords(dates, now, to)).toBe(
      '3 profiles expire in the next twelve months, first CI runner on 22 November, in 5 days; 2 expired already.',
    );
    expect(summaryWords(datesOf([], now), now, to)).toBe('Nothing expires in the next twelve months.');
    expect(summaryWords(datesOf([profiles[3]!], now), now, to)).toBe(
      '1 profile has expired; nothing else does in the next twelve months.',
    );
    expect(summaryWords(datesOf([profiles[0]!], now), now, to)).toBe(
      '1 profile expires in the next twelve months, first Home on 1 February 2027, in 76 days.',
    );
  });
});
