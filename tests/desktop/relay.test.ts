import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeApp, made, powerMonitor } from '../fixtures/electron.fake.ts';
import { sessionOf } from '../fixtures/electron-session.ts';
import { FakeUtilityProcess } from '../fixtures/electron-utility.ts';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { openaiKey } from '../fixtures/relay.ts';
import { runningShell, type RunningShell } from '../fixtures/running-shell.ts';

let shell: RunningShell;
let provider: FakeProvider;

beforeEach(async () => {
  provider = await startFakeProvider();
  shell = await runningShell();
  // What is built lies there; it runs as it stands in the sources.
  const built = join(FakeApp.current().appPath, 'dist', 'main');
  const source = join(import.meta.dirname, '../../src-main/desktop/relay-process.ts');
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'relay-process.cjs'), `import(${JSON.stringify(pathToFileURL(source).href)})`);
});
afterEach(async () => {
  await shell.end();
  await provider.close();
  expect(FakeUtilityProcess.running.size).toBe(0);
});

/** Opens the relay with a key and a token, and gives what asks through it. */
async function opened() {
  const client = shell.client();
  await client.profiles.add({
    secret: openaiKey('a'),
    provider: 'openai',
    baseUrl: provider.url,
    force: true,
    probe: false,
  });
  const { token } = await client.relay.addToken({ name: 'tool' });
  const { url } = await client.relay.open({ port: 0 });
  const ask = () =>
    fetch(`${url}/openai/v1/models`, { headers: { authorization: `Bearer ${token}` } }).then(
      ({ status }) => status,
      () => 'closed',
    );
  return { client, ask };
}

test('the app opens the relay in a process of its own, serves by it, and tells what it passed on', async () => {
  const { client, ask } = await opened();
  expect([...FakeUtilityProcess.running].map(({ serviceName }) => serviceName)).toEqual(['Keywatch relay']);
  expect(await ask()).toBe(200);
  expect(provider.requests()[0]?.key).toBe(openaiKey('a'));
  await expect
    .poll(async () => (await client.relay.state({})).recent)
    .toMatchObject([{ token: 'tool', status: 200 }]);
});

test('what was passed on last is told before the relay ends, and nothing answers there any more', async () => {
  const { client, ask } = await opened();
  await ask();
  expect(await client.relay.close({})).toMatchObject({ url: null, served: 1 });
  expect(await ask()).toBe('closed');
  expect(FakeUtilityProcess.running.size).toBe(0);
});

test('once the app locks as the machine sleeps, the relay gives no key away', async () => {
  const { client, ask } = await opened();
  expect(await ask()).toBe(200);
  await client.settings.set({ lockOnSuspend: true });
  powerMonitor.emit('suspend');
  await expect.poll(() => shell.keywatch.state().vault.state).toBe('locked');
  await expect.poll(ask).toBe(503);
  await shell.keywatch.vault.unlock({});
  await expect.poll(ask).toBe(200);
});

test('the relay of the app leaves by the proxy that the system names, and by none that it cannot speak to', async () => {
  const { client, ask } = await opened();
  const away = await startFakeProvider();
  sessionOf('probes').systemProxy = `PROXY ${new URL(away.url).host}; DIRECT`;
  await ask();
  expect(away.requests()).toHaveLength(1);
  expect(provider.requests()).toHaveLength(0);
  sessionOf('probes').systemProxy = 'SOCKS5 127.0.0.1:1080';
  await client.profiles.add({
    secret: openaiKey('b'),
    provider: 'openai',
    baseUrl: provider.url,
    force: true,
    probe: false,
  });
  await expect.poll(ask).toBe(503);
  expect(provider.requests()).toHaveLength(0);
  await away.close();
});

test('quitting the app ends the relay with it', async () => {
  const { ask } = await opened();
  made.trays[0]!.menu!.items.at(-1)!.click();
  await expect.poll(() => FakeApp.current().ended).toBe(0);
  expect(await ask()).toBe('closed');
  expect(FakeUtilityProcess.running.size).toBe(0);
});

test('a relay whose process dies is told closed, and can be opened anew', async () => {
  const { client } = await opened();
  for (const each of FakeUtilityProcess.running) each.kill();
  await expect.poll(async () => (await client.relay.state({})).url).toBeNull();
  expect((await client.relay.open({ port: 0 })).url).toMatch(/^http:/);
});
