import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openBrowserDoor } from '../../src-main/api/browser-door.ts';
import { doorKey, openLocalDoor } from '../../src-main/api/local-door.ts';
import { socketPlace } from '../../src-main/api/socket-path.ts';
import { scratchDirectory } from '../../src-main/headless/ports.ts';
import { clientOf, enterBrowser } from '../fixtures/doors.ts';
import { startFakeProvider } from '../fixtures/fake-provider.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

let core: RealCore;
beforeEach(async () => {
  core = await realCore();
});
afterEach(() => core.end());

/** The same data directory, opened again as by the next start. */
async function reopened(env: Record<string, string> = {}): Promise<RealCore> {
  core = await realCore(env, core.directory);
  return core;
}

const foreignUpgrade =
  'GET /door HTTP/1.1\r\nHost: evil\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

async function knock(port: number, allowHalfOpen = false): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  socket.write(foreignUpgrade);
  return socket;
}

describe('the browser door', () => {
  const open = (port = 0) =>
    openBrowserDoor({ port, files: new Map(), handler: core.handler, log: core.log });

  it('outlives a stranger who resets while being refused', async () => {
    const door = await open();
    const thrown: unknown[] = [];
    const note = (error: unknown) => void thrown.push(error);
    process.on('uncaughtException', note);
    try {
      for (let round = 0; round < 10; round++) {
        const socket = await knock(door.port);
        if (round % 2 === 1) await wait(5);
        socket.resetAndDestroy();
      }
      await wait(100);
    } finally {
      process.off('uncaughtException', note);
      await door.close();
    }
    expect(thrown).toEqual([]);
  });

  it('closes although a stranger it refused never hangs up', async () => {
    const door = await open();
    const socket = await knock(door.port, true);
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    const closed = await Promise.race([door.close().then(() => true), wait(1_500, false)]);
    socket.destroy();
    expect(closed).toBe(true);
  });

  it('lets its person in although strangers hold every place, and ends the oldest of them', async () => {
    const door = await open();
    const strangers = await Promise.all(
      Array.from({ length: 128 }, () => {
        const stranger = new WebSocket(`ws://127.0.0.1:${door.port}/door`, {
          origin: `http://127.0.0.1:${door.port}`,
        });
        return new Promise<WebSocket>((resolve) => stranger.once('open', () => resolve(stranger)));
      }),
    );
    const guests = await Promise.all([1, 2, 3].map(() => enterBrowser(door.url)));
    for (const guest of guests) expect(await clientOf(guest).ping({})).toHaveProperty('version');
    expect(strangers.filter(({ readyState }) => readyState === WebSocket.OPEN).length).toBeLessThan(128);
    for (const stranger of strangers) stranger.terminate();
    await door.close();
  });

  it('says that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => other.once('listening', () => resolve()));
    const { port } = other.address() as AddressInfo;
    await expect(open(port)).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(`${port}`),
    });
    await new Promise((resolve) => other.close(resolve));
  });
});

describe.skipIf(process.platform === 'win32')('the local door', () => {
  it('makes a key anew that was cut off, and keeps a whole one', () => {
    const path = join(core.directory, 'door.key');
    writeFileSync(path, '', { mode: 0o644 });
    const made = doorKey(core.directory);
    expect(made).toHaveLength(32);
    expect(readFileSync(path)).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(doorKey(core.directory)).toEqual(made);
  });

  it('opens nowhere but in a directory of its own', async () => {
    const theirs = join(core.directory, 'theirs');
    mkdirSync(theirs, { mode: 0o755 });
    const deep = join(core.directory, 'd'.repeat(100));
    const place = socketPlace(deep, process.platform, 'somebody', core.directory);
    mkdirSync(deep);
    symlinkSync(theirs, place.directory ?? '');
    const opening = openLocalDoor({ place, home: deep, handler: core.handler, log: core.log });
    await expect(opening).rejects.toMatchObject({ code: 'not_permitted' });
    expect(statSync(theirs).mode & 0o777).toBe(0o755);

    rmSync(place.directory ?? '');
    const door = await openLocalDoor({ place, home: deep, handler: core.handler, log: core.log });
    expect(lstatSync(dirname(door.address)).mode & 0o777).toBe(0o700);
    await door.close();
  });

  it('takes away the sign to a socket that lay elsewhere, which would lead clients to nobody', async () => {
    const sign = join(core.directory, 'keywatch.sock.path');
    writeFileSync(sign, '/nowhere/keywatch.sock');
    const place = socketPlace(core.directory, process.platform, 'somebody', tmpdir());
    const door = await openLocalDoor({ place, home: core.directory, handler: core.handler, log: core.log });
    expect(existsSync(sign)).toBe(place.pointer !== null);
    await door.close();
  });

  it.each(['', 'run/user'])('does not depend on where the command runs: XDG_RUNTIME_DIR="%s"', (named) => {
    expect(scratchDirectory({ XDG_RUNTIME_DIR: named })).toBe(scratchDirectory({}));
  });
});

describe('the core', () => {
  it('starts and works although a record was changed into nonsense', async () => {
    await core.client.profiles.add({ secret: inventedKeys.anthropic, name: 'A', probe: false });
    await core.client.profiles.add({ secret: inventedKeys.openai, name: 'B', probe: false });
    await core.close();
    const path = join(core.directory, 'vault.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('"baseUrl":null', '"baseUrl":"no address at all"'),
    );
    const { client, keywatch } = await reopened();
    keywatch.start();
    const { profiles } = await client.profiles.list({});
    expect(profiles.map(({ id, damaged }) => [id, damaged])).toEqual([
      ['anthropic:a', true],
      ['openai:b', false],
    ]);
    await expect(client.probes.test({ ids: ['anthropic:a'] })).rejects.toMatchObject({
      code: 'profile_damaged',
    });
    expect((await client.profiles.edit({ id: 'openai:b', name: 'Still mine' })).profile.name).toBe(
      'Still mine',
    );
    await client.profiles.remove({ id: 'anthropic:a' });
  });

  it('does what it is told although the history can no longer be written', async () => {
    const { client, keywatch } = core;
    const { profile } = await client.profiles.add({
      secret: inventedKeys.anthropic,
      name: 'A',
      probe: false,
    });
    keywatch.start();
    const other = new DatabaseSync(join(core.directory, 'history.sqlite'));
    other.exec('DROP TABLE notes');
    other.close();
    const edited = await client.profiles.edit({ id: profile.id, name: 'Another name' });
    expect(edited.profile.name).toBe('Another name');
    expect((await client.profiles.list({})).profiles[0]?.name).toBe('Another name');
    expect(core.log.lines.join('\n')).toContain('error The generation of the vault could not be noted');
  });

  it('follows no reference while the vault is locked: nothing proves it', async () => {
    const provider = await startFakeProvider();
    await core.client.profiles.add({
      provider: 'anthropic',
      reference: 'env:SOME_KEY',
      name: 'Elsewhere',
      baseUrl: provider.url,
      probe: false,
    });
    await core.close();
    rmSync(join(core.directory, 'vault.key'));
    const { client } = await reopened({ SOME_KEY: inventedKeys.anthropic });
    await expect(client.probes.test({ ids: ['anthropic:elsewhere'] })).rejects.toMatchObject({
      code: 'vault_locked',
    });
    await expect(client.profiles.reveal({ id: 'anthropic:elsewhere' })).rejects.toMatchObject({
      code: 'vault_locked',
    });
    expect(provider.requests()).toEqual([]);
    await provider.close();
  });

  it('gives a profile nothing of another that had its id before', async () => {
    const { client } = core;
    const id = 'anthropic:a';
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => gone.once('listening', () => resolve()));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await client.profiles.add({
      id,
      secret: inventedKeys.anthropic,
      baseUrl: `http://127.0.0.1:${port}`,
      probe: false,
    });
    await client.probes.test({ ids: [id] });
    expect((await client.profiles.history({ id })).rows).toHaveLength(1);
    await client.profiles.remove({ id });
    const { profile } = await client.profiles.add({ id, secret: inventedKeys.anthropicOther, probe: false });
    expect(profile).toMatchObject({ lastAnswer: null, trail: [], health: { state: 'unknown' } });
    expect((await client.profiles.history({ id })).rows).toEqual([]);

    await client.profiles.remove({ id });
    await client.profiles.add({ id, provider: 'anthropic', reference: 'env:NOT_SET', probe: false });
    await expect(client.probes.test({ ids: [id] })).rejects.toMatchObject({ code: 'not_found' });
    await client.profiles.remove({ id });
    const again = await client.profiles.add({ id, secret: inventedKeys.anthropic, probe: false });
    expect(again.profile).toMatchObject({ available: true, unavailableReason: null });
  });

  it('says at once that a reference leads nowhere, and of what replaced it nothing', async () => {
    const { client, keywatch } = core;
    const provider = await startFakeProvider();
    keywatch.start();
    const id = 'anthropic:elsewhere';
    await client.profiles.add({
      id,
      provider: 'anthropic',
      reference: 'exec:/bin/sleep 0.3',
      baseUrl: provider.url,
      probe: false,
    });
    await expect(client.probes.test({ ids: [id] })).rejects.toMatchObject({ code: 'not_found' });
    expect((await client.profiles.get({ id })).profile.unavailableReason).toBe('unresolved_ref');

    const asked = client.probes.test({ ids: [id] });
    await wait(50);
    await client.profiles.replaceSecret({ id, secret: inventedKeys.anthropic, probe: false });
    expect((await asked).answers).toEqual([expect.objectContaining({ id, outcome: 'ok' })]);
    expect((await client.profiles.get({ id })).profile).toMatchObject({ available: true, reference: null });
    expect(provider.requests().map(({ key }) => key)).toEqual([inventedKeys.anthropic]);
    await provider.close();
  });

  it.each([
    ['name', { name: inventedKeys.openrouter }],
    ['notes', { notes: `the old one was ${inventedKeys.openrouter}` }],
    ['tags', { tags: ['work', `AIza${'SyB7-cQ9'.repeat(4)}abc`] }],
    ['base URL', { baseUrl: `https://gateway.example.com/${inventedKeys.openrouter}/v1` }],
  ])('stores no key in the %s: nothing but the secret is sealed', async (field, facts) => {
    const { client } = core;
    const { profile } = await client.profiles.add({ secret: inventedKeys.anthropic, probe: false });
    const refused = { code: 'invalid_input', message: expect.stringContaining(`The ${field} hold`) };
    await expect(client.profiles.edit({ id: profile.id, ...facts })).rejects.toMatchObject(refused);
    await expect(
      client.profiles.add({ secret: inventedKeys.openai, probe: false, ...facts }),
    ).rejects.toMatchObject(refused);
    const kept = readFileSync(join(core.directory, 'vault.json'), 'utf8');
    expect(kept).not.toMatch(/sk-or-v1-|AIza/);
  });

  it('stores no key in a reason or in what a program is told', async () => {
    const { client } = core;
    const { profile } = await client.profiles.add({ secret: inventedKeys.anthropic, probe: false });
    const key = inventedKeys.openrouter;
    await expect(client.profiles.disable({ id: profile.id, note: `see ${key}` })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const reference = `exec:/bin/echo ${key}`;
    await expect(client.profiles.add({ provider: 'openai', reference, probe: false })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const notes = 'Bought 2026-03-01 by Zoë; password: see the shared folder, sk-ant key of the team';
    expect((await client.profiles.edit({ id: profile.id, notes })).profile.notes).toBe(notes);
  });

  it.each([
    ['a provider', { secret: inventedKeys.openai, provider: inventedKeys.anthropic }],
    ['a reference', { provider: 'anthropic', reference: inventedKeys.anthropic }],
    ['an address', { secret: inventedKeys.openai, baseUrl: inventedKeys.anthropic }],
  ])('does not repeat a key that was typed as %s', async (_, input) => {
    await expect(core.client.profiles.add({ ...input, probe: false })).rejects.toMatchObject({
      message: expect.not.stringContaining(inventedKeys.anthropic.slice(0, 24)),
    });
  });

  it.each(['get', 'remove', 'restore', 'enable', 'disable', 'reset', 'reveal', 'history'] as const)(
    'does not repeat a key that was typed as the id of what to %s',
    async (act) => {
      const error: unknown = await core.client.profiles[act]({ id: inventedKeys.openrouter }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: 'not_found' });
      expect(JSON.stringify(error) + String(error)).not.toContain(inventedKeys.openrouter);
    },
  );
});
