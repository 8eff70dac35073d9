import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Notify } from '../../src-shared/contract-schema.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

const dayMs = 86_400_000;

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a person's own server is: it keeps what it got, and answers what it is told to. */
let server: Server;
let url: string;
let received: Received[];
let answers: number[];
let core: RealCore;
let home: string;

beforeEach(async () => {
  received = [];
  answers = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200, { location: 'https://example.invalid/' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  home = mkdtempSync(join(tmpdir(), 'keywatch-told-'));
  core = await realCore({ KEYWATCH_OFFLINE: '1', WATCHED_SECRET: inventedKeys.openai });
});
afterEach(async () => {
  await core.end();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
  rmSync(home, { recursive: true, force: true });
});

const notifyBy = (notify: Notify) => core.client.settings.set({ notify });
const webhook = (more: Partial<Extract<Notify, { by: 'webhook' }>> = {}): Notify => ({
  by: 'webhook',
  url: `${url}/told`,
  authorization: null,
  form: 'json',
  ...more,
});
const addEnding = () =>
  core.client.profiles.add({
    id: 'anthropic:work',
    name: 'Work',
    secret: inventedKeys.anthropic,
    probe: false,
    expiresAt: Date.now() + 5 * dayMs,
  });
const undelivered = async () => (await core.client.alerts.list({})).undelivered;
const restart = async () => {
  await core.close();
  core = await realCore({ KEYWATCH_OFFLINE: '1' }, core.directory);
};
const file = (name: string, text: string, mode = 0o600) => {
  const path = join(home, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};

describe('by webhook', () => {
  it('a running Keywatch tells what is due, once, over a restart too, and without a secret', async () => {
    await notifyBy(webhook());
    await addEnding();
    core.keywatch.start();
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(received[0]).toMatchObject({ path: '/told', headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(received[0]!.body)).toMatchObject({
      schema: 'keywatch.notice/1',
      kind: 'expiry',
      profile: 'anthropic:work',
      provider: 'anthropic',
      title: 'Work expires in 5 days',
      text: expect.stringContaining('Work expires in 5 days\n') as string,
    });
    expect(JSON.stringify(received)).not.toContain(inventedKeys.anthropic.slice(0, 20));
    await restart();
    core.keywatch.start();
    expect(await core.client.alerts.tell({})).toMatchObject({ tells: true, told: [], undelivered: null });
    expect(received).toHaveLength(1);
  });

  it('what nobody keeps watch for is told when asked for, and the same once', async () => {
    await notifyBy(webhook());
    await addEnding();
    expect(received).toEqual([]);
    expect(await core.client.alerts.tell({})).toMatchObject({ told: [{ profile: 'anthropic:work' }] });
    await restart();
    expect(await core.client.alerts.tell({})).toMatchObject({ told: [] });
    expect(received).toHaveLength(1);
  });

  it('a server that is unwell is asked once more', async () => {
    answers = [503];
    await notifyBy(webhook());
    await addEnding();
    expect(await core.client.alerts.tell({})).toMatchObject({ told: [{}], undelivered: null });
    expect(received).toHaveLength(2);
  });

  it.each([
    ['refuses', [403], 'it answered 403'],
    ['sends us elsewhere', [302], 'it answered 302'],
    ['stays unwell', [500, 500], 'it answered 500'],
  ])('one that %s is told of, and the notice goes out again', async (_, now, why) => {
    answers = [...now];
    await notifyBy(webhook());
    await addEnding();
    const first = await core.client.alerts.tell({});
    expect(first.told).toEqual([]);
    expect(first.undelivered?.why).toContain(why);
    expect(first.undelivered?.why).not.toContain('/told');
    expect(core.log.lines.join('\n')).toContain('a notice could not be shown');
    await restart();
    expect((await undelivered())?.why).toContain(why);
    expect(await core.client.alerts.tell({})).toMatchObject({ told: [{}], undelivered: null });
    expect(received).toHaveLength(now.length + 1);
  });

  it('is signed with what lies in a file of one’s own, and not with what others can read', async () => {
    const token = 'a-token-of-my-own-server';
    const path = file('token', `${token}\n`);
    await notifyBy(webhook({ authorization: `file:${path}` }));
    await core.client.alerts.trial({});
    expect(received[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(readFileSync(join(core.directory, 'vault.json'), 'utf8')).not.toContain(token);
    chmodSync(path, 0o644);
    await expect(core.client.alerts.trial({})).rejects.toMatchObject({ code: 'file_too_open' });
    expect(received).toHaveLength(1);
  });

  it('an address that is a secret itself lies in a file, with its query', async () => {
    const path = file('address', `${url}/hooks/T0?key=mine`);
    await notifyBy(webhook({ url: `file:${path}` }));
    await core.client.alerts.trial({});
    expect(received[0]?.path).toBe('/hooks/T0?key=mine');
  });

  it('speaks ntfy to a server that was named', async () => {
    await notifyBy(webhook({ form: 'ntfy', url: `${url}/keys` }));
    await addEnding();
    await core.client.alerts.tell({});
    expect(received[0]?.path).toBe('/');
    expect(JSON.parse(received[0]!.body)).toMatchObject({
      topic: 'keys',
      title: 'Work expires in 5 days',
      priority: 3,
    });
  });

  it.each([
    ['http to another machine', { url: 'http://example.invalid/told' }],
    ['a password in the address', { url: 'https://me:mine@example.invalid/told' }],
    ['a query in the settings', { url: 'https://example.invalid/told?key=mine' }],
    ['no address', { url: 'ftp://example.invalid/told' }],
    ['a public topic', { url: 'https://ntfy.sh/keywatch', form: 'ntfy' as const }],
    ['no topic', { url: 'https://example.invalid/', form: 'ntfy' as const }],
    ['a token typed into the settings', { authorization: 'Bearer mine' }],
    ['a key in the address', { url: `https://example.invalid/${inventedKeys.openai}` }],
  ])('refuses %s', async (_, more) => {
    await expect(notifyBy(webhook(more))).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await core.client.settings.get({})).settings.notify).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('by command', () => {
  const told = () => JSON.parse(readFileSync(join(home, 'told.json'), 'utf8')) as Record<string, unknown>;
  const program = () =>
    file(
      'tell',
      [
        `#!${process.execPath}`,
        'const { readFileSync, writeFileSync } = require("node:fs");',
        'const { env, argv } = process;',
        'const [, , to, ...args] = argv;',
        'writeFileSync(to, JSON.stringify({ args, env, input: JSON.parse(readFileSync(0, "utf8")) }));',
      ].join('\n'),
      0o700,
    );

  it('gives a program the notice on its input and in variables, no shell, and none of our environment', async () => {
    await notifyBy({ by: 'command', command: [program(), join(home, 'told.json'), '$(id)', '; true'] });
    await addEnding();
    expect(await core.client.alerts.tell({})).toMatchObject({ told: [{}], undelivered: null });
    expect(told()).toMatchObject({
      args: ['$(id)', '; true'],
      input: { schema: 'keywatch.notice/1', profile: 'anthropic:work' },
      env: {
        KEYWATCH_NOTICE_TITLE: 'Work expires in 5 days',
        KEYWATCH_NOTICE_PROFILE: 'anthropic:work',
        KEYWATCH_NOTICE_SEVERITY: 'warn',
      },
    });
    expect(JSON.stringify(told())).not.toContain(inventedKeys.openai);
    expect(JSON.stringify(told())).not.toContain(inventedKeys.anthropic);
  });

  it('one that fails, or is not there, is told of', async () => {
    await addEnding();
    await notifyBy({ by: 'command', command: [file('fails', '#!/bin/sh\nexit 3\n', 0o700)] });
    expect((await core.client.alerts.tell({})).undelivered?.why).toContain('ended with 3');
    await notifyBy({ by: 'command', command: [join(home, 'nowhere')] });
    expect((await core.client.alerts.tell({})).undelivered?.why).toContain('is not installed');
    await notifyBy({ by: 'command', command: [program(), join(home, 'told.json')] });
    expect(await core.client.alerts.tell({})).toMatchObject({ told: [{}], undelivered: null });
  });

  it('takes no program by its mere name', async () => {
    await expect(notifyBy({ by: 'command', command: ['tell-me'] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('a way that another hand wrote into the vault', () => {
  const forge = () => {
    const path = join(core.directory, 'vault.json');
    const vault = JSON.parse(readFileSync(path, 'utf8')) as { settings: object };
    const notify = { by: 'command', command: ['/bin/touch', join(home, 'touched')] };
    writeFileSync(path, JSON.stringify({ ...vault, settings: { ...vault.settings, notify } }));
  };

  it('is not taken, and no write of ours makes it good', async () => {
    await addEnding();
    await core.close();
    forge();
    core = await realCore({ KEYWATCH_OFFLINE: '1' }, core.directory);
    expect((await core.client.settings.get({})).settings.notify).toBeNull();
    expect(await core.client.alerts.tell({})).toMatchObject({ tells: false });
    await core.client.profiles.edit({ id: 'anthropic:work', notes: 'written by us' });
    await restart();
    expect((await core.client.settings.get({})).settings.notify).toBeNull();
    expect(existsSync(join(home, 'touched'))).toBe(false);
  });
});

describe('without a way', () => {
  it('nothing counts as told that nobody was told', async () => {
    await addEnding();
    expect(await core.client.alerts.tell({})).toMatchObject({ tells: false, told: [] });
    await expect(core.client.alerts.trial({})).rejects.toMatchObject({ code: 'bad_usage' });
    await notifyBy(webhook());
    expect(await core.client.alerts.tell({})).toMatchObject({ told: [{ profile: 'anthropic:work' }] });
  });

  it('and with notices switched off, none goes out', async () => {
    await notifyBy(webhook());
    await core.client.settings.set({ notifications: false });
    await addEnding();
    expect(await core.client.alerts.tell({})).toMatchObject({ tells: false });
    expect(received).toEqual([]);
  });
});
