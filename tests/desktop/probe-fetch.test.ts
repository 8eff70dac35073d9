import { beforeEach, expect, test } from 'vitest';
import * as electron from 'electron';
import { createProbeFetch } from '../../src-main/desktop/probe-fetch.ts';
import { blockNetwork } from '../../src-main/desktop/security.ts';
import { machine, newMachine } from '../fixtures/electron.fake.ts';
import { describeFetchPort } from '../fixtures/fetch-port.ts';
import { startFakeProvider } from '../fixtures/fake-provider.ts';

beforeEach(() => newMachine());

describeFetchPort("the desktop's port, over Electron's network", () => createProbeFetch(electron));

const signal = new AbortController().signal;

test("the window's rule, which cancels everything, does not reach the probes (D-A7)", async () => {
  const provider = await startFakeProvider();
  provider.script('*', [{ status: 200, body: 'ok' }]);
  blockNetwork(electron.session.fromPartition('window'));
  const answer = await createProbeFetch(electron)({ method: 'GET', url: provider.url, headers: {} }, signal);
  expect(answer.status).toBe(200);
  // In one session with the window it would.
  blockNetwork(electron.session.fromPartition('probes'));
  await expect(
    createProbeFetch(electron)({ method: 'GET', url: provider.url, headers: {} }, signal),
  ).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  await provider.close();
});

test('being offline is told as such', async () => {
  machine.online = false;
  await expect(
    createProbeFetch(electron)({ method: 'GET', url: 'http://127.0.0.1:1/', headers: {} }, signal),
  ).rejects.toMatchObject({ reason: 'offline' });
});
