import * as tls from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../src-main/health/ask.ts';
import { bodyLimit } from '../../src-main/health/read-body.ts';
import { nodeFetch } from '../../src-main/headless/node-fetch.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import type { Clock, Fetch } from '../../src-main/ports.ts';
import type { Provider } from '../../src-main/providers/provider.ts';
import {
  badGateway,
  captivePortal,
  redirectTo,
  startFakeProvider,
  type FakeAnswer,
  type FakeProvider,
} from '../fixtures/fake-provider.ts';
import { answerOf, keyScenarios } from '../fixtures/fake-provider/answers.ts';
import { asked, inventedSecret, subjectAt } from '../fixtures/fake-provider/asked-providers.ts';
import { makeAuthority, makeCertificate } from '../fixtures/fake-provider/certificates.ts';

const totalMs = 10_000;
/** The clock of the questions runs so many times as fast as ours. */
const pace = 40;
const slackMs = 2_000;
const day = 86_400_000;

/** When the answers that were seen were new: windows they speak of end soon after. */
const seenAt = Date.parse('2026-11-20T18:30:00Z');
const fast: Clock = {
  now: () => seenAt + performance.now(),
  after: (ms, act) => systemClock.after(ms / pace, act),
};

/** What is read of a body, whoever reads it. */
function counting(count: { bytes: number }): Fetch {
  return async (request, signal) => {
    const response = await nodeFetch(request, signal);
    async function* body() {
      for await (const chunk of response.body) {
        count.bytes += chunk.length;
        yield chunk;
      }
    }
    return { ...response, body: body() };
  };
}

async function question(provider: Provider, url: string, clock: Clock = fast) {
  const count = { bytes: 0 };
  const startedAt = performance.now();
  const answered = await ask({
    provider,
    subject: subjectAt(provider, url),
    secret: inventedSecret,
    fetch: counting(count),
    spawn: () => Promise.reject(new Error('nothing may be started')),
    clock,
  });
  return { ...answered, bytes: count.bytes, tookMs: performance.now() - startedAt };
}

let server: FakeProvider;
beforeEach(async () => {
  server = await startFakeProvider();
});
afterEach(() => server.close());

const play = (answer: FakeAnswer) => server.script('*', [answer]);

describe.each(Object.entries(keyScenarios))('%s', (_, outcome) => {
  it.each(asked)(`is read as ${outcome} from $id`, async (provider) => {
    play(answerOf(provider, outcome));
    const answered = await question(provider, server.url);
    expect(answered).toMatchObject({ outcome, host: new URL(server.url).host });
    expect(answered.message ?? '').not.toContain(inventedSecret);
    expect(answered.httpStatus).toBeGreaterThanOrEqual(200);
  });
});

describe.each<[string, FakeAnswer, string]>([
  ['an answer that is cut off', { status: 200, body: '{"data": [{"id": "model-1"' }, 'malformed'],
  ['an answer in no language', { status: 200, body: 'Welcome!' }, 'malformed'],
  ['a log-in page', captivePortal, 'intercepted'],
  ['a gateway with nothing behind it', badGateway, 'server_error'],
  ['a redirect', redirectTo('https://elsewhere.example/'), 'intercepted'],
  ['a connection that is cut', { reset: true }, 'network'],
])('%s', (_, answer, outcome) => {
  it.each(asked)('says nothing about the key of $id', async (provider) => {
    play(answer);
    expect(await question(provider, server.url)).toMatchObject({ outcome });
    expect(server.requests().length).toBeLessThanOrEqual(2);
  });
});

describe('an answer that does not end', () => {
  const slow: [string, FakeAnswer][] = [
    ['that never begins', { hang: true }],
    ['that comes too late', { status: 200, body: '{}', delayMs: (2 * totalMs) / pace }],
    ['that drips', { drip: ' '.repeat(10_000), everyMs: 20 }],
  ];
  describe.each(slow)('%s', (_, answer) => {
    it.concurrent.each(asked)('is given up in time: $id', async (provider) => {
      const own = await startFakeProvider();
      own.script('*', [answer]);
      const { outcome, tookMs, bytes } = await question(provider, own.url);
      expect(outcome).toBe('network');
      expect(tookMs).toBeLessThan(totalMs / pace + slackMs);
      expect(bytes).toBeLessThan(bodyLimit);
      await expect.poll(() => own.connections(), { timeout: 2_000 }).toBe(0);
      await own.close();
    });
  });

  it('drips for ten seconds of our own clock and no longer', async () => {
    play({ drip: ' '.repeat(1_000), everyMs: 50 });
    const [provider] = asked;
    const { outcome, tookMs } = await question(provider!, server.url, systemClock);
    expect(outcome).toBe('network');
    expect(tookMs).toBeGreaterThan(totalMs - 100);
    expect(tookMs).toBeLessThan(totalMs + slackMs);
    await expect.poll(() => server.connections()).toBe(0);
  });

  it.each(asked)('is read to 64 KiB and then left: $id', async (provider) => {
    play({ endless: `{"data": ["${'x'.repeat(1_000)}"],` });
    const { outcome, bytes, tookMs } = await question(provider, server.url);
    expect(['ok', 'malformed', 'unverifiable']).toContain(outcome);
    // The chunk that goes beyond was handed over whole, and nothing after it.
    expect(bytes).toBeLessThanOrEqual(2 * bodyLimit);
    expect(tookMs).toBeLessThan(slackMs);
    await expect.poll(() => server.connections(), { timeout: 2_000 }).toBe(0);
  });
});

describe('TLS that cannot be trusted', () => {
  const ours = makeAuthority('The authority of these tests');
  const now = Date.now();
  const certificates = {
    'signed by itself': makeCertificate('127.0.0.1', null),
    'of an authority nobody knows': makeCertificate('127.0.0.1', makeAuthority('Nobody')),
    'that is over': makeCertificate('127.0.0.1', ours, [now - 2 * day, now - day]),
    'that is not valid yet': makeCertificate('127.0.0.1', ours, [now + day, now + 2 * day]),
    'of another host': makeCertificate('elsewhere.example', ours),
  };
  const before = tls.getCACertificates('default');
  beforeAll(async () => {
    // The first question of a process reads the system's certificates; ours come after it.
    const plain = await startFakeProvider();
    await nodeFetch({ method: 'GET', url: plain.url, headers: {} }, AbortSignal.timeout(5_000));
    await plain.close();
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), ours.cert]);
  });
  afterAll(() => tls.setDefaultCACertificates(before));

  it('a certificate of an authority that is known is trusted: the others fail for what is wrong with them', async () => {
    const trusted = await startFakeProvider(makeCertificate('127.0.0.1', ours));
    const [provider] = asked;
    trusted.script('*', [answerOf(provider!, 'ok')]);
    expect(await question(provider!, trusted.url, systemClock)).toMatchObject({
      outcome: 'ok',
      httpStatus: 200,
    });
    await trusted.close();
  });

  describe.each(Object.entries(certificates))('a certificate %s', (what, certificate) => {
    it('is a fault of the network, and no key is shown', async () => {
      const broken = await startFakeProvider(certificate);
      const answers = await Promise.all(asked.map((provider) => question(provider, broken.url, systemClock)));
      for (const { outcome, message } of answers) {
        expect(outcome).toBe('network');
        expect(message).toContain(/over|yet/.test(what) ? 'its clock is right' : 'not trusted');
      }
      expect(broken.requests()).toEqual([]);
      await broken.close();
    });
  });
});
