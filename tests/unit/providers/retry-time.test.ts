import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { longestRetryMs, retryTime, type RetryHints } from '../../../src-main/providers/retry-time.ts';

const now = Date.parse('2026-11-20T18:30:00Z');
const s = 1000;
const seconds = Math.floor(now / s);

const when = (hints: Partial<RetryHints>) => {
  const at = retryTime({ headers: {}, ...hints }, now);
  return at === null ? null : (at - now) / s;
};

describe('headers', () => {
  test.each<[Record<string, string>, number | null]>([
    [{ 'retry-after-ms': '412' }, 0.412],
    [{ 'retry-after-ms': '6400', 'retry-after': '7' }, 6.4],
    [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, 7],
    [{ 'retry-after': '30' }, 30],
    [{ 'retry-after': '1.5' }, 1.5],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': ' 8 ' }, 8],
    [{ 'retry-after': 'Fri, 20 Nov 2026 18:45:00 GMT' }, 900],
    [{ 'retry-after': '2026-11-20T18:31:00Z' }, 60],
    [{ 'retry-after': 'Friday, 20-Nov-26 18:45:00 GMT' }, 900],
    [{ 'retry-after': 'Fri Nov 20 18:45:00 2026' }, 900],
    [{ 'retry-after': '.5' }, 0.5],
    [{ 'retry-after': '1,5' }, 5],
    [{ 'retry-after-ms': '412.5' }, 0.413],
    [{ 'x-ratelimit-reset-after': '12.5' }, 12.5],
    [{ 'retry-after': 'Fri, 20 Nov 2020 18:45:00 GMT' }, null],
    [{ 'retry-after': 'Fri Nov 20 18:45:00 2020' }, null],
    [{ 'retry-after': '-1' }, null],
    [{ 'retry-after': 'NaN' }, null],
    [{ 'retry-after': 'Infinity' }, null],
    [{ 'retry-after': '1e9999' }, null],
    [{ 'retry-after': '' }, null],
    [{ 'retry-after': '30s' }, 30],
    [{ 'retry-after': '1m30s' }, 90],
    [{ 'retry-after': '30, 60' }, 60],
    [{ 'retry-after': String(seconds + 90) }, 90],
    [{ 'retry-after': String(now + 90_000) }, 90],
    [{ 'retry-after': '999999999' }, longestRetryMs / s],
    [{ 'retry-after': '99999999999999999999' }, longestRetryMs / s],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT', 'x-ratelimit-reset': '60' }, 60],
    [{ 'retry-after-ms': '-4', 'retry-after': '3' }, 3],
    [{ 'anthropic-ratelimit-unified-reset': String(now + 600_000) }, 600],
    [{ 'retry-after': '-1', 'x-ratelimit-reset': String(seconds + 40) }, 40],
    [{ 'anthropic-ratelimit-unified-reset': String(seconds + 600) }, 600],
    [{ 'x-ratelimit-reset': String(seconds + 50) }, 50],
    [{ 'x-ratelimit-reset': String(now + 50_000) }, 50],
    [{ 'x-ratelimit-reset': '25' }, 25],
    [{ 'x-ratelimit-reset': String(seconds - 50) }, null],
    [{ ratelimit: '"api";r=0;t=55' }, 55],
    [{ ratelimit: 'limit=100, remaining=0, reset=50' }, 50],
    [{ 'x-ratelimit-reset-requests': '6m0s', 'x-ratelimit-reset-tokens': '17ms' }, 360],
    [{ 'x-ratelimit-reset-requests': '2m59.56s', 'x-ratelimit-reset-tokens': '7.66s' }, 179.56],
    [{ 'x-ratelimit-reset-requests': '1h2m3s' }, 3723],
    [{ 'x-ratelimit-reset-requests': String(seconds + 60), 'x-ratelimit-reset-tokens': '12' }, 60],
    [{ 'x-ratelimit-reset-requests': '2026-11-20T18:31:30Z' }, 90],
    [{ 'x-ratelimit-reset-requests': 'later' }, null],
    [
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-11-20T18:31:00Z',
        'anthropic-ratelimit-tokens-remaining': '9',
        'anthropic-ratelimit-tokens-reset': '2026-11-20T19:31:00Z',
      },
      60,
    ],
    [{}, null],
  ])('%j is %s s', (headers, wait) => {
    expect(when({ headers })).toBe(wait);
  });
});

describe('bodies', () => {
  test.each<[unknown, number | null]>([
    [{ error: { resets_at: seconds + 100 } }, 100],
    [{ error: { resets_at: '2026-11-20T18:32:00Z' } }, 120],
    [{ error: { type: 'usage_limit_reached', resets_in_seconds: 7200 } }, 7200],
    [{ error: { resets_at: seconds - 100, resets_in_seconds: 5 } }, 5],
    [
      { error: { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '37s' }] } },
      37,
    ],
    [[{ error: { details: [{ retryDelay: '0.5s' }] } }], 0.5],
    [{ error: { metadata: { headers: { 'X-RateLimit-Reset': String(now + 1000) } } } }, 1],
    [{ error: { metadata: { availability: { retry_after: 12 } } } }, 12],
    [{ error: { retry_after: '1m30s' } }, 90],
    [{ retryAfter: 'Fri, 20 Nov 2026 18:31:00 GMT' }, 60],
    [{ error: { retry_after: 'later' } }, null],
    [{ error: { resets_in_seconds: -5 } }, null],
    [{ error: { retryDelay: {} } }, null],
    ['text', null],
    [null, null],
  ])('%j is %s s', (json, wait) => {
    expect(when({ json })).toBe(wait);
  });
});

describe('sentences', () => {
  test.each<[string, number | null]>([
    ['Please retry in 37.8s.', 37.8],
    ['Please try again in 6m0s. Visit https://example.com', 360],
    ['please try again after 1 seconds', 1],
    ['Please try again in 20 minutes.', 1200],
    ['Try again in 1 hour and 30 minutes', 5400],
    ['try again in 412ms', 0.412],
    ['Please wait 30s and try again.', 30],
    ['Please wait for 2 minutes', 120],
    ['retry after 30.', 30],
    ['Your limit resets in 3 hours', 10_800],
    ['Please wait a few minutes before you try again.', null],
    ['Try again in 3 ways', null],
    ['Try again in 3 days 5 hours 12 minutes.', 277_920],
    ['当前请求过多,请在 30 秒后重试', 30],
    ['请2分钟后再试', 120],
    ['您的额度将在1.5小时后恢复', 5400],
    ['套餐内容有 3 天', null],
    ['', null],
  ])('%j is %s s', (text, wait) => {
    expect(when({ text })).toBe(wait);
  });

  it('takes a time without a zone in the zone the vendor writes in', () => {
    const text = 'Your limit will reset at 2026-11-21 03:00:00';
    expect(when({ text, zoneOffsetMs: 8 * 3_600_000 })).toBe(30 * 60);
  });

  it('reads a reset time in Chinese', () => {
    const text = '您的限额将在 2026-11-21 03:00:00 重置。';
    expect(when({ text, zoneOffsetMs: 8 * 3_600_000 })).toBe(30 * 60);
  });

  it('takes the later of UTC and this machine’s zone where nobody says which', () => {
    const text = 'Your limit will reset at 2026-11-21 03:00:00';
    const offset = new Date(now).getTimezoneOffset() * 60;
    expect(when({ text })).toBe(8.5 * 3600 + Math.max(0, offset));
  });

  it('believes a zone that is written', () => {
    expect(when({ text: 'You will regain access on 2026-11-21 at 00:00 UTC.' })).toBe(5.5 * 3600);
    expect(when({ text: 'resets at 2026-11-21T00:00:00+05:30' })).toBe(0);
  });
});

it('believes what was said for machines before what was said to people', () => {
  expect(
    when({
      headers: { 'retry-after': '5' },
      json: { error: { resets_in_seconds: 50 } },
      text: 'try again in 500s',
    }),
  ).toBe(5);
  expect(when({ json: { error: { details: [{ retryDelay: '9s' }] } }, text: 'retry in 8s' })).toBe(9);
  expect(when({ text: 'retry in 8s', headers: { 'x-ratelimit-reset': '70' } })).toBe(8);
});

test.each([
  [{ 'retry-after': '99999999999' }],
  [{ 'retry-after': 'Fri, 20 Nov 2096 18:45:00 GMT' }],
  [{ 'x-ratelimit-reset': '9999999999' }],
])('%j is cut at 31 days', (headers) => {
  expect(when({ headers })).toBe(longestRetryMs / s);
});

it('is never before now nor beyond 31 days, whatever an answer says', () => {
  const names = [
    'retry-after',
    'retry-after-ms',
    'x-ratelimit-reset',
    'x-ratelimit-reset-tokens',
    'ratelimit',
  ];
  const value = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), value, fc.string(), fc.jsonValue(), (name, header, text, json) => {
      const at = retryTime({ headers: { [name]: header }, text, json }, now);
      return at === null || (at >= now && at <= now + longestRetryMs);
    }),
  );
});
