import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../src-main/health/ask.ts';
import { openHistory } from '../../src-main/health/open-history.ts';
import { readAnswers, readRecords } from '../../src-main/health/open-history-readonly.ts';
import { createProber } from '../../src-main/health/prober.ts';
import type { History } from '../../src-main/health/history.ts';
import type { Prober } from '../../src-main/health/probing.ts';
import type { HealthRecord } from '../../src-main/health/record.ts';
import { nodeFetch } from '../../src-main/headless/node-fetch.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import type { Log } from '../../src-main/ports.ts';
import { custom } from '../../src-main/providers/custom.ts';
import type { ProbeSubject } from '../../src-main/providers/provider.ts';
import {
  badGateway,
  captivePortal,
  hugeBody,
  invalidKey,
  modelList,
  redirectTo,
  startFakeProvider,
  type FakeAnswer,
  type FakeProvider,
} from '../fixtures/fake-provider.ts';

const silent: Log = { error() {}, warn() {}, info() {}, debug() {} };

let server: FakeProvider;
let folder: string;
let history: History;
let prober: Prober;
let told: HealthRecord[];
let secrets: Record<string, string>;

/** A key that is refused is asked about again after this instead of a minute. */
const confirmAfterMs = 150;

const subjectOf = (): ProbeSubject => ({
  kind: 'api_key',
  api: 'openai',
  baseUrl: server.url,
  config: {},
  createdAt: 0,
});

function open() {
  history = openHistory(join(folder, 'history.sqlite'));
  const profile = (id: string) =>
    Object.hasOwn(secrets, id)
      ? { id, provider: custom, host: new URL(server.url).host, expiresAt: null, scheduled: true }
      : null;
  prober = createProber({
    clock: systemClock,
    jitter: Math.random,
    history,
    online: { isOnline: () => true },
    log: silent,
    ask: (id) =>
      ask({
        provider: custom,
        subject: subjectOf(),
        secret: secrets[id] ?? null,
        fetch: nodeFetch,
        spawn: () => Promise.reject(new Error('nothing may be started')),
        clock: systemClock,
      }),
    profiles: () => Object.keys(secrets).flatMap((id) => profile(id) ?? []),
    profile,
    probeIntervalMs: () => 6 * 3_600_000,
    confirmAfterMs,
    onAnswer: (after) => void told.push(after),
    onChange: () => {},
  });
  prober.start();
}

const close = () => {
  prober.stop();
  history.close();
};

beforeEach(async () => {
  server = await startFakeProvider();
  folder = mkdtempSync(join(tmpdir(), 'keywatch-prober-'));
  secrets = { 'custom:work': 'sk-invented-work' };
  told = [];
  open();
});
afterEach(async () => {
  close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function test(id = 'custom:work'): Promise<HealthRecord> {
  const [tested] = await prober.testNow([id]);
  expect(tested?.problem).toBeNull();
  return tested!.record;
}
const until = async (holds: () => boolean) => {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came to pass');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('a key asked about over a real line', () => {
  it('is healthy when it is accepted, and the owner-less reader sees it', async () => {
    expect(await test()).toMatchObject({ state: 'healthy', lastAnswer: { outcome: 'ok', httpStatus: 200 } });
    expect(server.requests()[0]).toMatchObject({
      method: 'GET',
      path: '/v1/models',
      key: 'sk-invented-work',
    });
    const path = join(folder, 'history.sqlite');
    expect(readRecords(path).get('custom:work')?.state).toBe('healthy');
    expect(readAnswers(path, 'custom:work', 0, 9)).toHaveLength(1);
  });

  it('is confirmed, disabled, and back', async () => {
    await test();
    server.script('*', [invalidKey]);
    const first = await test();
    expect(first).toMatchObject({ state: 'healthy', confirming: { answers: 1 } });
    await until(() => prober.record('custom:work').state === 'disabled');
    expect(server.requests()).toHaveLength(3);
    server.script('*', [modelList]);
    expect(await test()).toMatchObject({ state: 'healthy', reason: null, failures: 0 });
  });

  it('is still being confirmed after a restart, and then disabled', async () => {
    await test();
    server.script('*', [invalidKey]);
    await test();
    close();
    open();
    expect(prober.record('custom:work').confirming).not.toBeNull();
    await until(() => prober.record('custom:work').state === 'disabled');
    close();
    open();
    expect(prober.record('custom:work')).toMatchObject({ state: 'disabled', reason: 'invalid' });
  });

  it.each<[string, FakeAnswer[], string]>([
    ['a captive portal', [captivePortal], 'intercepted'],
    ['a gateway with nothing behind it', [badGateway], 'server_error'],
    ['a redirect', [redirectTo('https://elsewhere.invalid/')], 'intercepted'],
    ['a cut line', [{ reset: true }], 'network'],
    [
      'nonsense',
      [{ status: 200, headers: { 'content-type': 'application/json' }, body: '{"data":' }],
      'malformed',
    ],
  ])('keeps its verdict and its age through %s', async (_, answers, outcome) => {
    const before = await test();
    server.script('*', answers);
    const after = await test();
    expect(after.lastAnswer?.outcome).toBe(outcome);
    expect(after).toMatchObject({
      state: 'healthy',
      confirming: null,
      verdictAt: before.verdictAt,
      failures: 0,
    });
  });

  it('is known from the first 64 KiB of a long answer', async () => {
    server.script('*', [hugeBody(400_000)]);
    expect((await test()).state).toBe('healthy');
  });

  it('is asked a second time when the line was cut', async () => {
    server.script('*', [{ reset: true }, modelList]);
    expect((await test()).state).toBe('healthy');
    expect(server.requests()).toHaveLength(2);
  });

  it('never shows its key to the host a redirect names', async () => {
    const other = await startFakeProvider();
    server.script('*', [redirectTo(`${other.url}/v1/models`)]);
    await test();
    expect(other.requests()).toEqual([]);
    await other.close();
  });

  it('is reported unreachable when nobody is there any more', async () => {
    await test();
    await server.close();
    expect(await test()).toMatchObject({
      state: 'healthy',
      lastAnswer: { outcome: 'network', latencyMs: null },
    });
    server = await startFakeProvider();
  });

  it('rests until the time the provider states', async () => {
    server.script('*', [
      { status: 429, headers: { 'retry-after': '37' }, body: { error: { message: 'Rate limit reached' } } },
    ]);
    const { cooldownUntil, state, lastAnswer } = await test();
    expect(state).toBe('cooldown');
    expect((cooldownUntil ?? 0) - (lastAnswer?.at ?? 0)).toBeGreaterThan(35_000);
    expect((cooldownUntil ?? 0) - (lastAnswer?.at ?? 0)).toBeLessThanOrEqual(37_000);
  });
});

it('asks about fifty keys of one host one after the other', async () => {
  for (let n = 0; n < 50; n++) secrets[`custom:k${n}`] = `sk-invented-${n}`;
  prober.changed();
  const tested = await prober.testNow();
  expect(tested).toHaveLength(51);
  expect(new Set(server.requests().map(({ key }) => key)).size).toBe(51);
  expect(told.every(({ state }) => state === 'healthy')).toBe(true);
});
