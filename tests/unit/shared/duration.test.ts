import { assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration, parseExpiry } from '../../../src-shared/duration.ts';
import { KeywatchError } from '../../../src-shared/errors.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 17, 14, 6);

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof KeywatchError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('a duration', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['0.5d', 43_200_000],
    ['.5d', 43_200_000],
    ['30d', 30 * day],
    ['30', 30 * day],
    ['0', 0],
    [' 14d ', 14 * day],
    ['1D', day],
  ])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each([
    '',
    '2w',
    'abc',
    '-1d',
    '1.d',
    '1,5h',
    '30 d',
    '1h30',
    '1e3',
    'NaN',
    'Infinity',
    '9'.repeat(40),
  ])('%j is refused with an example', (text) => {
    expect(codeOf(() => parseDuration(text))).toMatch(/^invalid_input: .*30d, 1h30m/);
  });

  test('any whole numbers of hours and minutes add up', () => {
    assert(
      property(nat(9999), nat(9999), (h, m) => {
        expect(parseDuration(`${h}h${m}m`)).toBe((h * 60 + m) * 60_000);
      }),
    );
  });

  test('what was typed is not repeated, as it may be a key', () => {
    expect(codeOf(() => parseDuration('sk-ant-api03-invented'))).not.toContain('invented');
    expect(codeOf(() => parseExpiry('sk-ant-api03-invented', now))).not.toContain('invented');
  });
});

describe('an end', () => {
  const march = new Date(2027, 2, 1).getTime();
  test.each([
    ['1 March 2027', march],
    ['1 mar 2027', march],
    ['1. March 2027', march],
    ['March 1, 2027', march],
    ['1st March 2027', march],
    ['2027-03-01', march],
    ['2027-03-01T00:00:00Z', Date.UTC(2027, 2, 1)],
    ['2027-03-01 09:30:00+02:00', Date.UTC(2027, 2, 1, 7, 30)],
    ['2027-03-01T09:30', new Date(2027, 2, 1, 9, 30).getTime()],
    ['3 Sept 2027', new Date(2027, 8, 3).getTime()],
    ['1803859200', 1_803_859_200_000],
    ['1803859200000', 1_803_859_200_000],
    ['90 days', now + 90 * day],
    ['in 90 days', now + 90 * day],
    ['2 weeks', now + 14 * day],
    ['365', now + 365 * day],
    ['30d', now + 30 * day],
    ['1h30m', now + 5_400_000],
    ['2020-01-01', new Date(2020, 0, 1).getTime()],
  ])('%s is understood', (text, at) => expect(parseExpiry(text, now)).toBe(at));

  test('a year from now keeps its day', () => {
    expect(new Date(parseExpiry('1 year', now)).getFullYear()).toBe(new Date(now).getFullYear() + 1);
  });

  test.each([
    'next spring',
    '31 February 2027',
    '2027-02-31',
    '2027-13-01',
    '01/03/2027',
    '0',
    '0 days',
    '-3d',
    '',
    '5 bananas',
    '2027-02-31T10:00Z',
  ])('%j is refused with an example', (text) => {
    expect(codeOf(() => parseExpiry(text, now))).toBe(
      'invalid_input: Not a date. Try 1 March 2027, or 90 days.',
    );
  });
});
