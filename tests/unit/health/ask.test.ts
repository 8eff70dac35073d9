import { describe, expect, it } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { ask } from '../../../src-main/health/ask.ts';
import type { TrueTime } from '../../../src-main/health/true-time.ts';
import {
  TransportError,
  transportReasons,
  type Fetch,
  type Response,
  type Spawn,
} from '../../../src-main/ports.ts';
import type { ProbeSubject, Provider } from '../../../src-main/providers/provider.ts';
import { provider, second, start } from './answers.ts';
import { virtualTime } from './virtual-time.ts';

const secret = 'sk-invented-0123456789abcdef';
const subject: ProbeSubject = { kind: 'api_key', api: null, baseUrl: null, config: {}, createdAt: start };
const noSpawn: Spawn = () => Promise.reject(new Error('nothing may be started'));

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}
const response = (body: AsyncIterable<Uint8Array>, status = 200): Response => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});

/** Asks in virtual time, which passes while the question is under way. */
async function asking(
  fetch: Fetch,
  more: { provider?: Provider; passMs?: number; time?: TrueTime; spawn?: Spawn } = {},
) {
  const time = virtualTime(start);
  const answer = ask({
    provider: more.provider ?? provider(),
    subject,
    secret,
    fetch: (request, signal) => fetch(request, signal),
    spawn: more.spawn ?? noSpawn,
    clock: time.clock,
    ...(more.time && { time: more.time }),
  });
  await time.pass(more.passMs ?? 0);
  return { answer: await answer, armed: time.armed() };
}

describe('a question', () => {
  it('carries the key to the provider and brings its answer back', async () => {
    const { answer, armed } = await asking((request) => {
      expect(request.url).toBe('https://api.example.com/v1/models');
      expect(request.headers['authorization']).toBe(`Bearer ${secret}`);
      return Promise.resolve(response(chunks('{"data":', '[]}')));
    });
    expect(answer).toMatchObject({ outcome: 'ok', httpStatus: 200, host: 'api.example.com', latencyMs: 0 });
    expect(armed).toEqual([]);
  });

  it.each(transportReasons)('that nobody answered (%s) is an answer about the network', async (reason) => {
    const { answer } = await asking(() => Promise.reject(new TransportError(reason, reason)));
    expect(answer).toMatchObject({ outcome: 'network', httpStatus: null, latencyMs: null });
    expect(answer.message).toBeTruthy();
  });

  it('that breaks in the port is one too, and does not tell the secret', async () => {
    const { answer } = await asking(() => Promise.reject(new TypeError(`bad header ${secret}`)));
    expect(answer.outcome).toBe('network');
    expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it.each([
    ['a connection that was reset', new TransportError('reset', 'ECONNRESET'), 2],
    ['a name server that was busy', new TransportError('dns', 'EAI_AGAIN'), 2],
    ['a name that is not there', new TransportError('dns', 'ENOTFOUND'), 1],
    ['a door that is shut', new TransportError('refused', 'ECONNREFUSED'), 1],
    ['a certificate that is wrong', new TransportError('tls', 'CERT_HAS_EXPIRED'), 1],
    ['silence', new TransportError('timeout', 'no answer'), 1],
  ])('is asked a second time at most: %s', async (_, error, times) => {
    let asked = 0;
    await asking(() => {
      asked++;
      return Promise.reject(error);
    });
    expect(asked).toBe(times);
  });

  it('takes the second answer when the first line was cut', async () => {
    let asked = 0;
    const { answer } = await asking(() => {
      asked++;
      return asked === 1
        ? Promise.reject(new TransportError('reset', 'ECONNRESET'))
        : Promise.resolve(response(chunks('{}')));
    });
    expect(answer.outcome).toBe('ok');
  });

  it.each<[string, Fetch]>([
    ['never answers', () => new Promise(() => {})],
    [
      'answers and then drips without an end',
      () =>
        Promise.resolve(
          response({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }, 401),
        ),
    ],
    ['is cut again and again, each time late', (_, signal) => lateReset(signal)],
  ])('ends after ten seconds even with a port that does not heed its signal: it %s', async (_, fetch) => {
    let aborted = false;
    const { answer } = await asking(
      (request, signal) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return fetch(request, signal);
      },
      { passMs: 10 * second },
    );
    expect(answer.outcome).toBe('network');
    expect(aborted).toBe(true);
  });

  it('reads 64 KiB of an endless answer and sends the rest away', async () => {
    let given = 0;
    let cancelled = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          given += 10_000;
          yield new Uint8Array(10_000).fill(120);
        }
      } finally {
        cancelled = true;
      }
    }
    const { answer } = await asking(() => Promise.resolve(response(endless())));
    expect(answer.outcome).toBe('malformed');
    expect(given).toBeLessThanOrEqual(70_000);
    expect(cancelled).toBe(true);
  });

  it('reads letters that lie across two pieces', async () => {
    const bytes = new TextEncoder().encode('{"error":{"message":"Schlüssel ungültig"}}');
    async function* halves(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    const { answer } = await asking(() => Promise.resolve(response(halves(), 401)));
    expect(answer).toMatchObject({ outcome: 'invalid', httpStatus: 401 });
    expect(answer.message).toContain('Schlüssel ungültig');
  });

  it('is not put when the profile lacks what it needs', async () => {
    const incomplete = provider({
      probe: {
        by: 'http',
        request: () => {
          throw new KeywatchError('invalid_input', 'There is no base URL.');
        },
      },
    });
    const fetch: Fetch = () => Promise.reject(new Error('nobody may be asked'));
    await expect(asking(fetch, { provider: incomplete })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it.each([
    ['Node’s, expired', 'CERT_HAS_EXPIRED', true],
    ['Node’s, not yet valid', 'CERT_NOT_YET_VALID', false],
    ['Chromium’s, either', 'ERR_CERT_DATE_INVALID', null],
  ])('that fails at the dates of a certificate speaks of the clock: %s', async (_, code, ahead) => {
    const refused: unknown[] = [];
    const time: TrueTime = {
      now: () => start,
      wrong: () => null,
      heard: () => expect.unreachable(),
      refusedCertificate: (...told) => void refused.push(told),
    };
    const { answer } = await asking(() => Promise.reject(new TransportError('tls', code)), { time });
    expect(answer).toMatchObject({
      outcome: 'network',
      message: expect.stringContaining('its clock is right'),
    });
    expect(refused).toEqual([['api.example.com', ahead]]);
    await asking(() => Promise.reject(new TransportError('tls', 'SELF_SIGNED_CERT_IN_CHAIN')), { time });
    expect(refused).toHaveLength(1);
  });

  it.each<[string, Spawn, number | null]>([
    [
      'that answers takes as long as it took',
      () => Promise.resolve({ code: 0, stdout: '{}', stderr: '' }),
      0,
    ],
    [
      'that is not installed is asked nothing: no time was measured',
      () => Promise.reject(new TransportError('refused', 'ENOENT')),
      null,
    ],
    [
      'that gives no answer in time has none to be measured',
      () => Promise.reject(new TransportError('timeout', '5 s')),
      null,
    ],
  ])('may go to a program instead, and one %s', async (_, spawn, latencyMs) => {
    const reading = {
      outcome: 'ok' as const,
      retryAt: null,
      resetAt: null,
      expiresAt: null,
      message: null,
      facts: { plan: 'max' },
    };
    const byCommand = provider({
      probe: {
        by: 'command',
        async ask(_secret, _subject, start) {
          await start('claude', [], { timeoutMs: 5 * second }).catch(() => undefined);
          return reading;
        },
      },
    });
    const { answer } = await asking(() => Promise.reject(new Error('nobody may be asked')), {
      provider: byCommand,
      spawn,
    });
    expect(answer).toEqual({ ...reading, host: null, httpStatus: null, latencyMs });
  });
});

function lateReset(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TransportError('reset', 'ECONNRESET')));
  });
}
