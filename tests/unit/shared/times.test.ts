import { describe, expect, test } from 'vitest';
import {
  age,
  clockTime,
  countdown,
  exactClock,
  exactMoment,
  exactSpan,
  longDate,
  nearMoment,
  relativeTime,
  shortDate,
  span,
} from '../../../src-shared/times.ts';

// Tuesday, as the reference pages have it; local, so that the cases hold in every zone.
const now = new Date(2026, 10, 17, 14, 6).getTime();
const s = 1000;
const min = 60 * s;
const h = 60 * min;
const day = 24 * h;
const local = (...parts: [number, number, number, number?, number?, number?]) =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0).getTime();

describe('a moment seen from now', () => {
  test.each([
    [now, 'just now'],
    [now - 19 * s, '19 s ago'],
    [now - 89 * s, '89 s ago'],
    [now - 90 * s, '2 min ago'],
    [now - 2 * min, '2 min ago'],
    [now - 89 * min, '89 min ago'],
    [now - 3 * h, '3 h ago'],
    [now - 35 * h, '35 h ago'],
    [now - 36 * h, '1 day ago'],
    [now - 3 * day, '3 days ago'],
    [now - 89 * day, '89 days ago'],
    [now - 90 * day, '3 months ago'],
    [now + 6 * h, 'in 6 h'],
    [local(2026, 11, 22, 9, 30), 'in 5 days'],
    [local(2027, 2, 1), 'in 76 days'],
    [local(2027, 3, 20), 'in 4 months'],
    [local(2027, 6, 15), 'in 7 months'],
    [local(2027, 10, 1), 'in 10 months'],
    [now + 7 * day - 1, 'in 7 days'],
  ])('%# reads %s', (at, said) => expect(relativeTime(at, now)).toBe(said));

  test('loses "ago" under a head that says so, and a clock ahead of ours is not the future', () => {
    expect(age(now - 2 * min, now)).toBe('2 min');
    expect(age(now + 30 * s, now)).toBe('0 s');
    expect(age(null, now)).toBe('–');
  });

  test('another language is left to Intl', () => {
    expect(relativeTime(local(2026, 11, 22), now, 'de')).toContain('5');
    expect(relativeTime(local(2026, 11, 22), now, 'zh-CN')).toBe('5 天后');
    expect(span(6 * min, 'zh-CN')).toBe('6 分钟');
  });
});

describe('lengths', () => {
  test.each([
    [370 * s, '6 min 10 s'],
    [37 * s, '37 s'],
    [60 * s, '1 min'],
    [65 * min, '1 h 5 min'],
    [5 * h, '5 h'],
    [51 * h, '2 days 3 h'],
    [3 * day + 5 * min, '3 days'],
    [200, '1 s'],
  ])('%i ms exactly is %s', (ms, said) => expect(exactSpan(ms)).toBe(said));

  test.each([
    [252 * s, '4:12'],
    [41 * s, '0:41'],
    [0, '0:00'],
    [-5 * s, '0:00'],
    [1, '0:01'],
    [3852 * s, '64 min'],
    [8 * h, '8 h'],
    [2 * day, '2 days'],
  ])('a wait of %i ms runs down as %s', (left, said) => expect(countdown(now + left, now)).toBe(said));
});

describe('dates', () => {
  test('stand in words', () => {
    expect(shortDate(local(2027, 2, 1))).toBe('1 Feb 2027');
    expect(exactMoment(local(2026, 11, 22, 9, 30))).toBe('Sunday 22 November 2026, 09:30');
    expect(longDate(local(2026, 11, 22), now)).toBe('22 November');
    expect(longDate(local(2027, 11, 22), now)).toBe('22 November 2027');
    expect(clockTime(local(2026, 11, 17, 0, 5))).toBe('00:05');
    expect(exactClock(local(2026, 11, 17, 14, 4, 10))).toBe('14:04:10');
  });

  test.each([
    [local(2026, 11, 17, 11, 21), '11:21'],
    [local(2026, 11, 18, 8), 'tomorrow, 08:00'],
    [local(2026, 11, 16, 23, 59), 'yesterday, 23:59'],
    [local(2026, 11, 12), '12 Nov'],
    [local(2025, 3, 3), '3 Mar 2025'],
  ])('%i is near enough for %s', (at, said) => expect(nearMoment(at, now)).toBe(said));

  test('a time no calendar holds is a dash, never an exception', () => {
    for (const at of [8.64e15 + 1, Number.NaN, Number.POSITIVE_INFINITY, null]) {
      for (const say of [relativeTime, age, longDate, nearMoment, countdown]) expect(say(at, now)).toBe('–');
      for (const say of [shortDate, clockTime, exactClock, exactMoment]) expect(say(at)).toBe('–');
    }
  });
});
