import { describe, expect, test } from 'vitest';
import { expiryOf, isInvalidEnd, judgeExpiry, setupTokenExpiry } from '../../../src-shared/expiry.ts';
import { readMoment } from '../../../src-shared/moment.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 17, 14, 6);
const nothing = { expiresAt: null, expiryFrom: null };
const on = (expiresAt: number) => ({ expiresAt, expiryFrom: 'user' as const });

describe('a moment as machines write it', () => {
  const at = Date.UTC(2027, 2, 1);
  test.each([
    [at, at],
    [at / 1000, at],
    [String(at), at],
    [String(at / 1000), at],
    ['2027-03-01T00:00:00Z', at],
    ['2027-03-01T01:00:00+01:00', at],
    ['2027-03-01 00:00:00 UTC', at],
    ['2027-03-01T00:00:00', at],
    ['2027-03-01', at],
    ['Mon, 01 Mar 2027 00:00:00 GMT', at],
    [null, 'missing'],
    [undefined, 'missing'],
    ['', 'missing'],
    [0, 'invalid'],
    [-1, 'invalid'],
    [5, 'invalid'],
    [5e11, 'invalid'],
    [Number.NaN, 'invalid'],
    [Number.POSITIVE_INFINITY, 'invalid'],
    [8.64e15 + 1, 'invalid'],
    ['0', 'invalid'],
    ['soon', 'invalid'],
    ['foo 1', 'invalid'],
    ['1969-01-01', 'invalid'],
    [true, 'invalid'],
    [{}, 'invalid'],
  ])('%j', (value, moment) => expect(readMoment(value)).toBe(moment));
});

const login = (expiresAt: number | null) => ({
  expiresAt,
  expiryFrom: 'file' as const,
  renewedBy: 'claude-code',
});

describe('the state of an end', () => {
  test.each([
    ['none without a date', nothing, 'none'],
    ['ok at 15 days', on(now + 15 * day), 'ok'],
    ['expiring at exactly 14 days', on(now + 14 * day), 'expiring'],
    ['expiring a moment before', on(now + 1), 'expiring'],
    ['not yet expired within the minute of grace', on(now - 60_000), 'expiring'],
    ['expired past the grace', on(now - 60_001), 'expired'],
    ['read from seconds', on(Math.floor((now - day) / 1000)), 'expired'],
    ['none when the date is no moment', on(Number.NaN), 'none'],
  ])('%s', (_, facts, status) => expect(expiryOf(facts, now).status).toBe(status));

  test('another idea of soon, down to none', () => {
    expect(expiryOf(on(now + 5 * day), now, 3 * day).status).toBe('ok');
    expect(expiryOf(on(now + 5 * day), now, 30 * day).status).toBe('expiring');
    expect(expiryOf(on(now + 1), now, 0).status).toBe('ok');
    expect(expiryOf(on(now - day), now, 0).status).toBe('expired');
  });

  test('without a grace it is judged as gateways do: expired at the very moment', () => {
    expect(expiryOf(on(now), now, day, 0).status).toBe('expired');
    expect(expiryOf(on(now + 1), now, day, 0).status).toBe('expiring');
  });

  test('an invalid end is told from a missing one', () => {
    expect([0, -1, Number.NaN, 9e15].map(isInvalidEnd)).toEqual([true, true, true, true]);
    expect([null, now].map(isInvalidEnd)).toEqual([false, false]);
  });
});

describe('who is believed', () => {
  const user = now + 100 * day;
  const told = now + 5 * day;
  test('the API over the person, the person over the rule', () => {
    const facts = { ...on(user), learnedExpiresAt: told, learnedFrom: 'api' as const };
    expect(expiryOf(facts, now)).toEqual({
      status: 'expiring',
      expiresAt: told,
      knownFrom: 'api',
      inferred: false,
      renewedBy: null,
    });
    expect(expiryOf(on(user), now)).toMatchObject({ expiresAt: user, knownFrom: 'user', inferred: false });
  });

  test('an answer that taught no moment leaves the person’s date', () => {
    const facts = { ...on(user), learnedExpiresAt: Number.NaN, learnedFrom: 'api' as const };
    expect(expiryOf(facts, now)).toMatchObject({ expiresAt: user, knownFrom: 'user' });
  });

  test('a setup token lives 365 days and says that this is inferred', () => {
    const expiresAt = setupTokenExpiry(now);
    expect(expiresAt).toBe(now + 365 * day);
    expect(expiryOf({ expiresAt, expiryFrom: 'rule' }, now)).toMatchObject({
      knownFrom: 'rule',
      inferred: true,
    });
  });

  test('a person who says there is no date is believed', () => {
    expect(expiryOf({ expiresAt: null, expiryFrom: 'user' }, now)).toMatchObject({
      status: 'none',
      knownFrom: 'user',
    });
  });
});

describe('a login its owner renews', () => {
  test.each([
    ['fine in its last minute', now + 60_000, 'ok'],
    ['fine for a day after the end, as the owner may be at rest', now - day, 'ok'],
    ['expired when nobody renewed it for a day', now - day - 1, 'expired'],
    ['fine without a date', null, 'ok'],
  ])('is %s', (_, at, status) => {
    expect(expiryOf(login(at), now)).toMatchObject({
      status,
      knownFrom: 'file',
      renewedBy: 'claude-code',
      inferred: false,
    });
  });
});

test('the same end can be judged again later', () => {
  const expiry = expiryOf(on(now + 20 * day), now);
  expect(expiry.status).toBe('ok');
  expect(judgeExpiry(expiry, now + 10 * day).status).toBe('expiring');
  expect(judgeExpiry(expiry, now + 21 * day).status).toBe('expired');
});
