import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { factWords } from '../../../src-shared/fact-words.ts';
import { meaningOf } from '../../../src-shared/meaning.ts';
import { outcomes } from '../../../src-shared/words.ts';
import { providers } from '../../../src-main/providers/index.ts';
import type { Provider, RawAnswer, TransportFailure } from '../../../src-main/providers/provider.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';
import { redact, secretForms } from '../../../src-main/providers/redact.ts';
import { longestRetryMs } from '../../../src-main/providers/retry-time.ts';
import { anyAnswer, anyRequest, secret } from './any-answer.ts';

const now = Date.parse('2026-11-20T18:30:00Z');
const longestMessage = 240;

const asked = fc.record({
  provider: fc.constantFrom(...providers),
  request: anyRequest,
  answer: anyAnswer,
  expiresAt: fc.option(fc.integer({ min: now - 1e9, max: now + 1e9 })),
});
type Asked = Omit<Parameters<typeof readAnswer>[0], 'now' | 'secret'>;
const read = (one: Asked) => readAnswer({ ...one, now, secret });

/** Runs a claim over many answers of every provider. */
const holds = (claim: (one: Asked) => void, numRuns = 8000) =>
  fc.assert(
    fc.property(asked, (one) => void claim(one)),
    { numRuns },
  );

const parses = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Whether an answer is nobody's word about a key, whatever it says. */
function saysNothingOfKeys(answer: RawAnswer | TransportFailure): boolean {
  if ('failure' in answer) return true;
  const { status, headers, body } = answer;
  if ((status >= 300 && status < 400) || status === 407 || status === 511 || status >= 500) return true;
  const isPage =
    /^\s*<(?:!doctype html|html)/i.test(body) || (headers['content-type'] ?? '').includes('html');
  return isPage && !parses(body.trim());
}

/** The two exceptions by name (D-B13). */
function isNamedException({ id }: Provider, answer: RawAnswer | TransportFailure): boolean {
  if ('failure' in answer) return false;
  if (id === 'perplexity') return answer.status === 401 && /openresty/i.test(answer.body);
  return id === 'minimax' && parses(answer.body.trim()) && answer.body.includes('base_resp');
}

describe('whatever answers, of whichever provider', () => {
  it('is one of the outcomes, and nothing is thrown', () => {
    holds((one) => expect(outcomes).toContain(read(one).outcome));
  });

  it('blames no key where it is a page, a redirect, a proxy, a server in trouble or nobody', () => {
    holds((one) => {
      const { provider, answer } = one;
      if (!saysNothingOfKeys(answer) || isNamedException(provider, answer)) return;
      expect(meaningOf(read(one).outcome).blamesKey).toBe(false);
    });
  });

  it('asks to come back neither in the past nor in more than 31 days', () => {
    holds((one) => {
      const { retryAt, resetAt } = read(one);
      if (retryAt !== null) {
        expect(retryAt).toBeGreaterThanOrEqual(now);
        expect(retryAt).toBeLessThanOrEqual(now + longestRetryMs);
      }
      for (const at of [retryAt, resetAt]) expect(at === null || Number.isFinite(at)).toBe(true);
    });
  });

  it('is told in one short line without the key, other keys and control characters', () => {
    const forms = secretForms(secret);
    holds((one) => {
      const { message, outcome } = read(one);
      if (outcome === 'ok') expect(message).toBeNull();
      if (message === null) return;
      expect(message).not.toBe('');
      expect(message.length).toBeLessThanOrEqual(longestMessage);
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(forms.find((form) => message.includes(form))).toBeUndefined();
      expect(redact(message, [secret])).toBe(message);
      expect(message).not.toContain('QjXQjX');
    });
  });

  it('teaches nothing but facts that have a name, and no key', () => {
    const forms = secretForms(secret);
    holds((one) => {
      for (const [name, value] of Object.entries(read(one).facts)) {
        expect(Object.keys(factWords)).toContain(name);
        expect(['string', 'number', 'boolean']).toContain(typeof value);
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        if (typeof value === 'string') expect(forms.find((form) => value.includes(form))).toBeUndefined();
      }
    });
  });

  it('is read the same way twice', () => {
    holds((one) => expect(read(one)).toEqual(read(one)), 1000);
  });
});

describe('the time it takes', () => {
  const within = (milliseconds: readonly number[], part: number) =>
    [...milliseconds].sort((a, b) => a - b)[
      Math.min(milliseconds.length - 1, Math.floor(part * milliseconds.length))
    ] ?? 0;
  /** Milliseconds of this thread alone: what else the machine does meanwhile costs it nothing. */
  const timed = (one: Asked): number => {
    const before = process.threadCpuUsage();
    read(one);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
  const limitMs = 5;
  /** The best of a few: what the rules cost, without a collection of garbage or a first compilation. */
  const isSlow = (one: Asked) => [1, 2, 3, 4, 5].every(() => timed(one) >= limitMs);

  it('is under 5 ms for all but what the machine itself holds up', () => {
    const many = fc.sample(asked, 5000);
    for (const one of many.slice(0, 1000)) read(one);
    const times = many.map(timed);
    expect(within(times, 0.5)).toBeLessThan(limitMs / 10);
    expect(many.filter((one, index) => (times[index] ?? 0) >= limitMs && isSlow(one))).toEqual([]);
    expect(within(times, 0.999)).toBeLessThan(10 * limitMs);
  });

  /** What rules look for, so that each of them begins again and again. */
  const units =
    `a| |\n|"|{|[|<|(|key |api key |api_key=|token is |model |model: |account |organization has been |key has been |exceeded your |insufficient |billing |plan |limit |try again in 1|try again in 1s |wait for 1 |resets at 2026-01-01 |retry after |1m1m|999|sk-|sk-ant-|eyJ|eyJaaaaaaaa.|Bearer |bearer \t|basic |-----BEGIN PRIVATE KEY-----|?key=|密钥|已过期|余额|2026-01-01 |12 秒|error="|a:|data: {}\n|{}\n|{"a":|[{"error":|<Error><Code>|<a:|&lt;|not |is not |country |region is |signature |free tier |has been used up |requests to this api a|under score_|'|\\|\u0000|ﬃ|０`.split(
      '|',
    );
  const clothes: Record<string, (text: string) => string> = {
    'as text': (text) => text,
    'as a sentence in JSON': (text) =>
      JSON.stringify({ error: { message: text, type: text.slice(0, 80), code: text.slice(0, 80) } }),
    'as many sentences': (text) =>
      JSON.stringify({ errors: Array.from({ length: 60 }, () => ({ message: text.slice(0, 1000) })) }),
  };
  test.each(Object.keys(clothes))('stays under 5 ms for 64 KiB of anything, %s', (how) => {
    const answerOf = (unit: string): RawAnswer => {
      const text = unit.repeat(Math.ceil(65_536 / unit.length)).slice(0, 65_536);
      return {
        status: 429,
        headers: {},
        body: (clothes[how]?.(text) ?? '').slice(0, 65_536 + 200),
        truncated: false,
      };
    };
    const request = { method: 'POST', path: '/v1/messages' };
    // Each unit meets four providers, and each provider many units.
    const many = units.flatMap((unit, at) =>
      [0, 1, 2, 3].flatMap((turn) => {
        const provider = providers[(at + turn * 7) % providers.length];
        return provider === undefined ? [] : [{ provider, request, answer: answerOf(unit) }];
      }),
    );
    for (const one of many.slice(0, 200)) read(one);
    expect(
      many.filter(isSlow).map(({ provider, answer }) => [provider.id, answer.body.slice(0, 60)]),
    ).toEqual([]);
  });

  it('grows no faster than its headers, however long they are', () => {
    const slow = ['a', ' ', '1', ',', ';t=', '"', 'error="', 'error_description="', '1m', '-', ':'].flatMap(
      (unit) =>
        [
          'retry-after',
          'ratelimit',
          'x-ratelimit-reset',
          'www-authenticate',
          'x-amzn-errortype',
          'location',
          'content-type',
        ].flatMap((name) => {
          const answer = {
            status: 429,
            headers: { [name]: unit.repeat(16_384 / unit.length) },
            body: '',
            truncated: false,
          };
          const one = { provider: providers[0]!, request: { method: 'GET', path: '/' }, answer };
          return isSlow(one) ? [{ unit, name }] : [];
        }),
    );
    expect(slow).toEqual([]);
  });
});
