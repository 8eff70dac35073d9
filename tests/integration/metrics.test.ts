import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../fixtures/free-port.ts';
import { followMetricsPort, openMetricsDoor, type MetricsDoor } from '../../src-main/api/metrics-door.ts';
import { serve, type Served } from '../../src-main/headless/serve.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { readOpenMetrics } from '../fixtures/open-metrics.ts';
import { inventedKeys, listeningLog, realCore } from '../fixtures/real-core.ts';

async function asked(
  url: string,
  how: { method?: string; headers?: Record<string, string>; path?: string } = {},
) {
  const { path = '/metrics', ...options } = how;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(new URL(path, url), { agent: false, ...options }, resolve)
    .on('error', reject)
    .end();
  const answer = await promise;
  return { status: answer.statusCode, headers: answer.headers, text: await textOf(answer) };
}

describe('the door for metrics', () => {
  let door: MetricsDoor;
  beforeAll(async () => {
    door = await openMetricsDoor({ port: 0, text: () => '# EOF\n' });
  });
  afterAll(() => door.close());

  it('gives one page of OpenMetrics, which nobody keeps', async () => {
    const { status, headers, text } = await asked(door.url);
    expect({ status, text }).toEqual({ status: 200, text: '# EOF\n' });
    expect(headers).toMatchObject({
      'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each([
    ['another host, as a name that was pointed here', { headers: { host: 'rebound.example' } }, 421],
    ['a web page', { headers: { origin: 'http://127.0.0.1:8000' } }, 403],
    ['a page of no origin', { headers: { origin: 'null' } }, 403],
    ['what would change something', { method: 'POST' }, 405],
    ['a question for leave', { method: 'OPTIONS' }, 405],
    ['another page', { path: '/' }, 404],
  ])('refuses %s', async (_, how, status) => {
    const answer = await asked(door.url, how);
    expect(answer).toMatchObject({ status, text: '' });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('breaks off headers without end, and answers others then', async () => {
    await expect(asked(door.url, { headers: { long: 'x'.repeat(20_000) } })).rejects.toThrow();
    expect((await asked(door.url)).status).toBe(200);
  });
});

describe('metrics while a Keywatch keeps watch', () => {
  let home: string;
  let env: Environment;
  let served: Served;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'kw-metrics-'));
    env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1' };
    await runHere(env, ['auth', 'add', '--key', '-', '--name', 'Work', '--no-probe'], inventedKeys.openai);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('are told without it too, from the files, and none is started for them', async () => {
    const { code, stdout } = await runHere(env, ['metrics']);
    expect(code).toBe(0);
    const families = readOpenMetrics(stdout);
    expect(families.get('keywatch_owner_up')?.samples).toEqual([{ labels: {}, value: 0 }]);
    expect(families.get('keywatch_profile_available')?.samples).toMatchObject([
      { labels: { profile: 'openai:work', provider: 'openai' }, value: 1 },
    ]);
  });

  it('are the same by the local door and by the port, and end with it', async () => {
    served = await serve({
      env,
      home,
      directory: join(home, 'data'),
      log: listeningLog(),
      browser: false,
      port: 0,
      metricsPort: 0,
      windowDirectory: home,
    });
    try {
      const url = served.metricsUrl ?? '';
      const [{ text }, { stdout }] = [await asked(url), await runHere(env, ['metrics'])];
      expect(stdout).toBe(text);
      const families = readOpenMetrics(text);
      expect(families.get('keywatch_owner_up')?.samples).toEqual([{ labels: {}, value: 1 }]);
      expect(families.get('keywatch_vault_locked')?.samples).toEqual([{ labels: {}, value: 0 }]);
      const { stdout: json } = await runHere(env, ['metrics', '--json']);
      expect(JSON.parse(json)).toEqual({ schema: 'keywatch.metrics/1', text });
    } finally {
      await served.close();
    }
    await expect(asked(served.metricsUrl ?? '')).rejects.toThrow('ECONNREFUSED');
  });

  it('are offered by what a service starts, at the port that was kept', async () => {
    const port = await freePort();
    await runHere(env, ['metrics', '--port', String(port)]);
    const how = { env, home, directory: join(home, 'data'), log: listeningLog(), windowDirectory: home };
    served = await serve({ ...how, browser: false, port: 0 });
    try {
      const url = `http://127.0.0.1:${port}/metrics`;
      const answers = () =>
        asked(url).then(
          ({ status }) => status,
          () => 'closed',
        );
      await expect.poll(answers).toBe(200);
      await runHere(env, ['metrics', '--port', 'none']);
      await expect.poll(answers).toBe('closed');
    } finally {
      await served.close();
    }
  });

  it('are kept at a port by a word, and no more by another', async () => {
    const kept = await runHere(env, ['metrics', '--port', '9464', '--json']);
    expect(JSON.parse(kept.stdout)).toEqual({
      schema: 'keywatch.metrics-port/1',
      url: 'http://127.0.0.1:9464/metrics',
    });
    expect((await runHere(env, ['metrics', '--port', 'none'])).stdout).toBe(
      'Metrics are offered at no port.\n',
    );
    const odd = await runHere(env, ['metrics', '--port', '70000']);
    expect(odd.code).toBe(64);
    expect(odd.stderr).toContain('--port is no port number; nothing was started');
  });
});

describe('the port that is set', () => {
  it('opens and closes with the setting; one that is taken stands in the log, and ends nothing', async () => {
    const core = await realCore({ KEYWATCH_OFFLINE: '1' });
    const follows = followMetricsPort(core.keywatch, core.log);
    const other = createServer().listen(0, '127.0.0.1');
    try {
      const free = await freePort();
      const url = `http://127.0.0.1:${free}/metrics`;
      await core.client.settings.set({ metricsPort: free });
      await expect
        .poll(() =>
          asked(url).then(
            ({ status }) => status,
            () => 0,
          ),
        )
        .toBe(200);
      await core.client.settings.set({ metricsPort: (other.address() as AddressInfo).port });
      await expect.poll(() => core.log.lines.join()).toContain('is used by another program');
      await expect(asked(url)).rejects.toThrow('ECONNREFUSED');
    } finally {
      other.close();
      await follows.close();
      await core.end();
    }
  });
});
