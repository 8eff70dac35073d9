import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invalidKey, startFakeProvider } from '../fixtures/fake-provider.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let env: Environment;
let server: Server;
let url: string;
let received: string[];
let status: number;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-notify-'));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
  received = [];
  status = 200;
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push(body);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
  rmSync(home, { recursive: true, force: true });
});

const run = async (...args: string[]) => {
  const ran = await runHere(env, args);
  const document = JSON.parse(ran.stdout.startsWith('{') ? ran.stdout : '{}') as Record<string, unknown>;
  return { ...ran, document };
};
const addEnding = (more: string[] = []) =>
  runHere(
    env,
    [
      'auth',
      'add',
      '--provider',
      'anthropic',
      '--name',
      'Work',
      '--expires',
      '5d',
      '--no-probe',
      ...more,
      '--key',
      '-',
    ],
    inventedKeys.anthropic,
  );

/** A vault to keep the way in. */
const aVault = () => runHere(env, ['auth', 'add', '--provider', 'ollama', '--kind', 'none', '--no-probe']);

describe('keywatch notify', { timeout: 60_000 }, () => {
  beforeEach(aVault);

  it('sets and shows how notices reach a person, and when they may', async () => {
    expect((await run('notify')).stdout).toBe('Notices are shown by the app alone.\nAt any hour.\n');
    const set = await run('notify', 'webhook', url, '--quiet', '22:00-07:30', '--json');
    expect(set).toMatchObject({ code: 0, stderr: '' });
    expect(set.document).toEqual({
      schema: 'keywatch.notify/1',
      notify: { by: 'webhook', url, authorization: null, form: 'json' },
      notifications: true,
      quietHours: { from: '22:00', to: '07:30' },
      undelivered: null,
      tried: false,
    });
    const command = await run('notify', 'command', '--', '/bin/cat', '--flag', '--json');
    expect(command.stdout).toContain('Notices go to /bin/cat --flag --json');
    expect((await run('notify', 'none', '--quiet', 'none', '--json')).document).toMatchObject({
      notify: null,
      quietHours: null,
    });
  });

  it.each([
    [['pigeon'], 64, 'desktop, command, webhook, ntfy or none'],
    [['command'], 64, 'notify command -- /path/to/it'],
    [['command', '--', 'cat'], 65, 'absolute path'],
    [['command', '--', '/bin/cat', inventedKeys.openai], 65, 'form of a key'],
    [['webhook'], 64, 'one address'],
    [['webhook', 'http://example.invalid/'], 65, 'read on the way'],
    [['ntfy', 'https://ntfy.sh/keywatch'], 65, 'open to everybody'],
    [['desktop', '--authorization', 'env:TOKEN'], 64, 'belongs to a webhook'],
    [['desktop', 'now'], 64, 'nothing follows'],
    [['--quiet', '25:00-07:00'], 64, '22:00-07:00'],
    [['--test'], 64, 'No way to tell is set'],
  ])('refuses what cannot be a way (%#)', async (words, code, says) => {
    const ran = await run('notify', ...words);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(says);
    expect(ran.stderr).not.toContain(inventedKeys.openai);
  });

  it('sends a trial, and says why it was not taken', async () => {
    await run('notify', 'webhook', url);
    expect(await run('notify', '--test')).toMatchObject({ code: 0 });
    expect(JSON.parse(received[0] ?? '')).toMatchObject({ id: 'trial', schema: 'keywatch.notice/1' });
    status = 403;
    const refused = await run('notify', '--test');
    expect(refused.code).toBe(69);
    expect(refused.stderr).toContain('it answered 403');
  });
});

describe('status --notify', { timeout: 60_000 }, () => {
  beforeEach(aVault);

  it('tells once, from one process to the next, beside the exit code of --check', async () => {
    await run('notify', 'webhook', url);
    await addEnding();
    const first = await run('status', '--check', '--notify', '--json');
    expect(first.code).toBe(2);
    expect(first.document['notices']).toMatchObject({ tells: true, told: [{ profile: 'anthropic:work' }] });
    expect(await run('status', '--check', '--notify', '--json')).toMatchObject({
      code: 2,
      document: { notices: { told: [], undelivered: null } },
    });
    expect(received).toHaveLength(1);
    expect(received[0]).not.toContain(inventedKeys.anthropic.slice(0, 20));
  });

  it('says 69 and why when nobody takes it, and tells it the next time', async () => {
    status = 404;
    await run('notify', 'webhook', url);
    await addEnding();
    const failed = await run('status', '--check', '--notify');
    expect(failed.code).toBe(69);
    expect(failed.stderr).toContain('it answered 404');
    expect((await run('notify')).stdout).toContain('Not delivered since');
    status = 200;
    expect((await run('status', '--check', '--notify')).code).toBe(2);
    expect(received).toHaveLength(2);
    expect((await run('notify')).stdout).not.toContain('Not delivered');
  });

  it('waits in quiet hours, and says until when', async () => {
    const minute = (at: number) => {
      const time = new Date(Date.now() + at * 60_000);
      return `${time.getHours()}:${String(time.getMinutes()).padStart(2, '0')}`;
    };
    await run('notify', 'webhook', url, '--quiet', `${minute(-60)}-${minute(60)}`);
    await addEnding();
    const { document } = await run('status', '--notify', '--json');
    expect(document['notices']).toMatchObject({
      told: [],
      quietUntil: expect.stringMatching(/Z$/) as string,
    });
    expect(received).toEqual([]);
  });

  it('without a way says how to set one, and counts nothing as told', async () => {
    await addEnding();
    const ran = await run('status', '--check', '--notify');
    expect(ran.code).toBe(64);
    expect(ran.stderr).toContain('keywatch notify desktop');
    await run('notify', 'webhook', url);
    await run('status', '--notify');
    expect(received).toHaveLength(1);
  });

  it('beside a Keywatch that runs tells nothing twice', async () => {
    await run('notify', 'webhook', url);
    await addEnding();
    const serving = await startServe(env);
    try {
      expect(await run('status', '--notify', '--json')).toMatchObject({ code: 0 });
      await run('status', '--notify');
      expect(received).toHaveLength(1);
    } finally {
      await serving.stop('SIGTERM');
    }
  });

  it('of a vault that stays locked tells nothing: who set the way is not proven', async () => {
    await run('notify', 'webhook', url);
    await addEnding();
    const passphrase = join(home, 'passphrase');
    writeFileSync(passphrase, 'an invented passphrase', { mode: 0o600 });
    await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphrase);
    await run('vault', 'protect', '--remove', 'key-file', '--yes', '--purge-backups');
    rmSync(join(home, 'data/vault.key'), { force: true });
    const locked = await run('status', '--check', '--notify');
    expect(locked.code).toBe(77);
    expect(locked.stderr).toContain('KEYWATCH_PASSPHRASE_FILE');
    expect(received).toEqual([]);
    env = { ...env, KEYWATCH_PASSPHRASE_FILE: passphrase };
    expect(await run('status', '--check', '--notify')).toMatchObject({ code: 2 });
    expect(received).toHaveLength(1);
  });
});

it('--probe-due asks whose turn it is and nobody else', { timeout: 60_000 }, async () => {
  const provider = await startFakeProvider();
  provider.script('*', [invalidKey, invalidKey]);
  const asked = () => provider.requests().length;
  const state = async () => (await run('auth', 'show', 'Work', '--json')).stdout;
  try {
    const { KEYWATCH_OFFLINE: _, ...online } = env;
    env = online;
    await addEnding(['--base-url', provider.url]);
    await run('status', '--probe-due');
    await run('status', '--probe-due');
    expect(asked()).toBe(1);
    expect(await state()).toContain('"confirming":true');
    // The second answer about a refused key is due a moment later, here after two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    await run('status', '--probe-due');
    await run('status', '--probe-due');
    expect(asked()).toBe(2);
    expect(await state()).toContain('"reason":"invalid"');
  } finally {
    await provider.close();
  }
});
