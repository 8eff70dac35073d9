import { describe, expect, it, test } from 'vitest';
import type { Outcome } from '../../../src-shared/words.ts';
import { providers } from '../../../src-main/providers/index.ts';
import { claudeCode } from '../../../src-main/providers/claude-code.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';
import { longestRetryMs } from '../../../src-main/providers/retry-time.ts';

const now = Date.parse('2026-11-20T18:30:00Z');
const asked = { request: { method: 'GET', path: '/v1/anything' }, now, secret: 'sk-invented-0123456789' };
const json = { 'content-type': 'application/json' };
const answer = (status: number, body: unknown, headers: Record<string, string> = json) => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  truncated: false,
});

describe.each(providers)('an odd answer of $id', (provider) => {
  test.each<[string, number, unknown, Outcome]>([
    ['nothing under 200', 200, '', 'malformed'],
    ['nothing under 204', 204, '', 'malformed'],
    ['nothing under 401', 401, '', 'invalid'],
    ['nothing under 403', 403, '', 'forbidden'],
    ['nothing under 404', 404, '', 'unverifiable'],
    ['nothing under 429', 429, '', 'rate_limited'],
    ['nothing under 503', 503, '', 'overloaded'],
    ['a word under 401', 401, 'Unauthorized', 'invalid'],
    ['a page that calls itself JSON', 200, '<html><form action="/login">', 'intercepted'],
    ['a page under 403', 403, '<html>', 'intercepted'],
    ['a page under 404', 404, '<html>', 'intercepted'],
    ['a page under 502', 502, '<html>', 'server_error'],
    ['compressed bytes under 200', 200, '\u001F\uFFFD\b\u0000x', 'malformed'],
    ['not modified', 304, '', 'intercepted'],
    ['a proxy’s question, as JSON', 407, '{}', 'intercepted'],
    ['a network’s question, as text', 511, 'login', 'intercepted'],
    ['null', 200, 'null', 'malformed'],
    ['a text', 200, '"ok"', 'malformed'],
    ['an error in a list', 200, [{ error: { code: 401, message: 'x' } }], 'invalid'],
    ['a list of errors', 200, { error: [{ message: 'Invalid API key' }] }, 'invalid'],
    ['errors', 200, { errors: [{ code: 401, message: 'x' }] }, 'invalid'],
    ['errors as sentences', 200, { errors: ['Incorrect API key provided'] }, 'invalid'],
    ['not ok', 200, { ok: false, message: 'API key has been revoked' }, 'revoked'],
    ['an error by its status', 200, { status: 'error', message: 'API key expired' }, 'expired'],
    ['a list under 401', 401, [{ error: { message: 'Invalid API key' } }], 'invalid'],
    ['no error', 200, { error: null, data: [] }, 'ok'],
    ['no errors', 200, { errors: [], data: [] }, 'ok'],
    ['an unknown front error', 520, '', 'server_error'],
  ])('%s (%i)', (_what, status, body, outcome) => {
    expect(readAnswer({ provider, answer: answer(status, body), ...asked }).outcome).toBe(outcome);
  });

  it('in bytes that nobody can read is not shown', () => {
    const { message } = readAnswer({
      provider,
      answer: answer(401, '\u001F\uFFFD\b\u0000garbage'),
      ...asked,
    });
    expect(message).toBeNull();
  });
});

describe('the end of a plan window of Claude', () => {
  const rejected = (reset: string) =>
    readAnswer({
      provider: claudeCode,
      answer: answer(429, '{"type":"error"}', {
        'anthropic-ratelimit-unified-status': 'rejected',
        'anthropic-ratelimit-unified-reset': reset,
      }),
      ...asked,
    });
  test.each([
    ['seconds', String(now / 1000 + 600), now + 600_000],
    ['milliseconds', String(now + 600_000), now + 600_000],
    ['a date', '2026-11-20T18:40:00Z', now + 600_000],
    ['a time of the past', '1000000000', null],
    ['a negative number', '-1', null],
    ['too many digits', '99999999999999999999', null],
    ['a far future', '99999999999', now + longestRetryMs],
  ])('as %s', (_form, reset, at) => {
    expect(rejected(reset)).toMatchObject({ outcome: 'rate_limited', retryAt: at, resetAt: at });
  });
});
