import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openBrowserDoor, type BrowserDoor } from '../../src-main/api/browser-door.ts';
import { openLocalDoor, type LocalDoor } from '../../src-main/api/local-door.ts';
import { socketPlace } from '../../src-main/api/socket-path.ts';
import { clientOf, enterBrowser, enterLocal, testDoors, type RawClient } from '../fixtures/doors.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

let core: RealCore;
let local: LocalDoor;
let browser: BrowserDoor;
beforeAll(async () => {
  core = await realCore({ KEYWATCH_OFFLINE: '1' });
  const place = socketPlace(core.directory, process.platform, userInfo().username, tmpdir());
  const { handler, log } = core;
  local = await openLocalDoor({ place, home: core.directory, handler, log });
  browser = await openBrowserDoor({ port: 0, files: new Map(), handler, log });
});
afterAll(async () => {
  await Promise.all([local.close(), browser.close()]);
  await core.end();
});

const enter = {
  local: () => enterLocal(local.address, core.directory),
  browser: () => enterBrowser(browser.url),
};

/** A socket at a door that has shown nothing yet. */
function stranger(door: keyof typeof enter): Socket {
  const socket =
    door === 'local' ? connect(local.address) : connect(browser.port, '127.0.0.1', () => socket.write('G'));
  socket.on('error', () => undefined);
  // The end of a connection is told after what was said before it was read.
  return socket.resume();
}

const gone = (socket: Socket) => (socket.closed ? Promise.resolve() : once(socket, 'close'));

/** How long a call of a client that comes now takes, with coming in. Milliseconds. */
async function served(door: keyof typeof enter): Promise<number> {
  const before = performance.now();
  const raw = await enter[door]();
  await clientOf(raw).profiles.list({});
  raw.close();
  return performance.now() - before;
}

async function slowest(calls: number, call: () => Promise<unknown>): Promise<number> {
  let worst = 0;
  for (let n = 0; n < calls; n++) {
    const before = performance.now();
    await call();
    worst = Math.max(worst, performance.now() - before);
    await wait(10);
  }
  return worst;
}

const patience = 200;

describe.each(['local', 'browser'] as const)('at the %s door', (door) => {
  it('strangers who only hold a place make room for others, and nobody who was let in is touched', async () => {
    const insider = await enter[door]();
    const client = clientOf(insider);
    await client.ping({});
    const idlers = Array.from({ length: 300 }, () => stranger(door));
    await wait(300);
    expect(await served(door)).toBeLessThan(patience * 2);
    expect(await slowest(10, () => client.ping({}))).toBeLessThan(patience);
    expect(idlers.filter(({ closed }) => closed).length).toBeGreaterThan(150);
    for (const socket of idlers) socket.destroy();
    insider.close();
  });

  it('two hundred clients that stay do not keep out or slow down another', async () => {
    const crowd = await Promise.all(Array.from({ length: 200 }, () => enter[door]()));
    expect(await served(door)).toBeLessThan(patience * 2);
    const client = clientOf(crowd[7]!);
    expect(await slowest(20, () => client.profiles.list({}))).toBeLessThan(patience);
    for (const raw of crowd) raw.close();
  });

  it('who writes a mebibyte of garbage a second, again and again, slows nobody', async () => {
    const insider = await enter[door]();
    const client = clientOf(insider);
    const endsAt = Date.now() + 3_000;
    let written = 0;
    const vandal = (async () => {
      while (Date.now() < endsAt) {
        const raw = await enter[door]();
        for (let n = 0; n < 8 && Date.now() < endsAt; n++) {
          raw.bytes(Buffer.alloc(128 * 1024, n));
          written += 128 * 1024;
          await wait(100);
        }
        raw.close();
      }
    })();
    expect(await slowest(100, () => client.ping({}))).toBeLessThan(patience);
    await vandal;
    expect(written).toBeGreaterThan(1024 * 1024);
    insider.close();
  });

  it('who asks and never reads is sent away before its answers fill the memory', async () => {
    const { profiles } = core.client;
    const notes = 'n'.repeat(3900);
    const added = [];
    for (let n = 0; n < 60; n++)
      added.push(
        await profiles.add({
          secret: `${inventedKeys.openai.slice(0, -3)}${100 + n}`,
          name: `Long ${n}`,
          notes,
          probe: false,
        }),
      );
    const deaf = await enter[door]();
    const bystander = await enter[door]();
    const client = clientOf(bystander);
    deaf.pause();
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let asked = 0;
    const asking = (async () => {
      for (; asked < 4_000; asked++) {
        await deaf.send(`{"i":"${asked}","p":{"u":"/profiles/list","b":{"json":{}}}}`);
        if (asked % 50 === 0) await wait(1);
      }
    })();
    expect(await slowest(40, () => client.ping({}))).toBeLessThan(patience * 5);
    await asking;
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
    deaf.resume();
    await deaf.ended;
    bystander.close();
    for (const { profile } of added) await profiles.remove({ id: profile.id });
  });

  it('a stranger that sends more than an introduction is cut off before it is read', async () => {
    const begun = Date.now();
    if (door === 'local') {
      const socket = stranger(door);
      socket.write('x'.repeat(5_000));
      await gone(socket);
    } else {
      const { host, origin } = new URL(browser.url);
      const socket = new WebSocket(`ws://${host}/door`, { origin });
      socket.on('error', () => undefined);
      await once(socket, 'open');
      socket.send('x'.repeat(1024 * 1024));
      const [code] = await once(socket, 'close');
      expect(code).toBe(4401);
    }
    expect(Date.now() - begun).toBeLessThan(2_000);
  });
});

it('one who has shown nothing after five seconds, and half a request after twelve, are gone', async () => {
  const begun = Date.now();
  const goneAfter = async (door: keyof typeof enter) => {
    await gone(stranger(door));
    return Date.now() - begun;
  };
  const [silent, half] = await Promise.all([goneAfter('local'), goneAfter('browser')]);
  expect(silent).toBeLessThan(6_500);
  expect(half).toBeLessThan(13_500);
});

describe.skipIf(process.platform === 'win32')('the local door', () => {
  it('lies in a directory that only its user can enter, and is a socket that only its user can open', () => {
    expect(statSync(local.address).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(local.address)).mode & 0o777).toBe(0o700);
  });

  it.skipIf(process.getuid?.() !== 0)('does not open to another user', async () => {
    const knock = `require('node:net').connect(process.argv[1]).on('error', (e) => console.log(e.code)).on('connect', () => { console.log('in'); process.exit(); })`;
    const child = spawn(process.execPath, ['-e', knock, local.address], {
      uid: 65_534,
      gid: 65_534,
      cwd: '/',
      env: {},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(String(said).trim()).toBe('EACCES');
  });

  it('writes down what a client calls itself on one line, cut to length and without anything like a key', async () => {
    const { profile } = await core.client.profiles.add({
      secret: inventedKeys.anthropic,
      name: 'Seen',
      probe: false,
    });
    const said = `\u001b[2Jevil\n${inventedKeys.openai} ${'x'.repeat(500)}`;
    const raw = await enterLocal(local.address, core.directory, { program: said, pid: -5 });
    await clientOf(raw).profiles.reveal({ id: profile.id });
    const { entries } = await core.client.profiles.accesses({ id: profile.id });
    expect(entries[0]).toMatchObject({ action: 'reveal', door: 'local', pid: null });
    const { program } = entries[0]!;
    expect(program).toMatch(/^\[2Jevil \[redacted\]/);
    expect(program!.length).toBeLessThanOrEqual(200);
    expect(program).not.toMatch(/\p{Cc}/u);
    raw.close();
  });
});

// Last: these open doors of their own where those above are.
describe.each(Object.keys(testDoors) as (keyof typeof testDoors)[])('at the %s door', (name) => {
  it('more subscriptions than a client can need are refused, and the ones it has go on', async () => {
    const door = await testDoors[name](core);
    const raw: RawClient = await door.enter();
    const client = clientOf(raw);
    const streams = await Promise.all(Array.from({ length: 8 }, () => client.changes({})));
    await expect(client.changes({})).rejects.toMatchObject({ code: 'busy' });
    for (const stream of streams) expect((await stream.next()).value).toMatchObject({ type: 'snapshot' });
    raw.close();
    await door.close();
  });

  it('a message beyond 8 MiB ends its connection', async () => {
    const door = await testDoors[name](core);
    const raw = await door.enter();
    await raw.send('x'.repeat(8 * 1024 * 1024 + 1));
    await raw.ended;
    await door.close();
  });
});
