import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import type { Connection } from '../../src-main/api/serve-connection.ts';
import { exposeBridge, type KeywatchBridge } from '../../src-main/desktop/bridge.ts';
import { ahead, openDesktopDoor } from '../../src-main/desktop/desktop-door.ts';
import { addressOf, openPagesOnRequest } from '../../src-main/desktop/open-page.ts';
import { providers } from '../../src-main/providers/index.ts';
import * as fake from '../fixtures/electron.fake.ts';
import { FakeWebFrame, made, newMachine } from '../fixtures/electron.fake.ts';
import { listeningLog } from '../fixtures/real-core.ts';

beforeEach(() => newMachine());

const page = 'app://bundle/index.html';

function door() {
  const log = listeningLog();
  const connections: Connection[] = [];
  expect(new electron.BrowserWindow({})).toBe(made.windows[0]);
  const { webContents } = made.windows[0]!;
  webContents.mainFrame.url = page;
  const own = new electron.BrowserWindow({}).webContents;
  const ownFake = made.windows[1]!.webContents;
  ownFake.mainFrame.url = page;
  openDesktopDoor(electron, {
    contents: () => own,
    log,
    serve: (connection) => connections.push(connection),
  });
  openPagesOnRequest(electron, { contents: () => own, providers, log });
  const asks = (frame: FakeWebFrame | null = ownFake.mainFrame, sender = ownFake) =>
    fake.ipcMain.receives('keywatch:connect', sender, frame);
  return { log, connections, asks, ownFake, stranger: webContents };
}

/** Lets our own page in and gives both ends. */
function letIn() {
  const { connections, asks, ownFake } = door();
  asks();
  const port = ownFake.mainFrame.received[0]!.ports[0]!;
  return { connection: connections[0]!, port };
}

describe('who gets a port', () => {
  test('our own page, and the port goes to its frame alone', () => {
    const { connections, asks, ownFake } = door();
    asks();
    expect(connections).toHaveLength(1);
    expect(ownFake.mainFrame.received).toMatchObject([{ channel: 'keywatch:port', message: null }]);
    expect(ownFake.mainFrame.received[0]!.ports).toHaveLength(1);
  });

  test.each([
    ['a page from elsewhere', () => new FakeWebFrame('https://example.com/')],
    ['a frame inside our page', () => new FakeWebFrame(page, new FakeWebFrame(page))],
    ['a frame that is gone', () => null],
  ])('not %s', (_who, frame) => {
    const { connections, asks, log } = door();
    asks(frame());
    expect(connections).toEqual([]);
    expect(log.lines.join()).toContain('not from our window');
  });

  test('of a page that asks for one after the other, the newest eight', async () => {
    const { connections, asks, ownFake } = door();
    for (let n = 0; n < 20; n++) asks();
    await wait(20);
    const ended = connections.map((connection) => {
      let closed = 0;
      connection.onClose(() => closed++);
      return { connection, isClosed: () => closed };
    });
    const port = ownFake.mainFrame.received.at(-1)!.ports[0]!;
    const heard: string[] = [];
    connections.at(-1)!.onFrame((frame) => heard.push(frame));
    for (const frame of ['still here']) port.postMessage(frame);
    await wait(20);
    expect(heard).toEqual(['still here']);
    // What was closed before has nobody left to tell.
    for (const { connection } of ended) connection.close(1000, 'over');
    expect(ended.map(({ isClosed }) => isClosed())).toEqual([...Array(12).fill(0), ...Array(8).fill(1)]);
  });

  test('not our own page in another window', () => {
    const { connections, asks, stranger } = door();
    asks(stranger.mainFrame, stranger);
    expect(connections).toEqual([]);
  });
});

describe('frames', () => {
  test('go both ways as strings, in order', async () => {
    const { connection, port } = letIn();
    const heard: string[] = [];
    const got: unknown[] = [];
    connection.onFrame((frame) => heard.push(frame));
    port.on('message', (data) => got.push(data));
    for (const frame of ['a', 'b', 'c']) port.postMessage(frame);
    await Promise.all(['x', 'y', 'z'].map((frame) => connection.send(frame)));
    await wait(20);
    expect(heard).toEqual(['a', 'b', 'c']);
    expect(got).toEqual(['x', 'y', 'z']);
    port.close();
  });

  test('stop 256 ahead of a page that says nothing, and go on when it acknowledges', async () => {
    const { connection, port } = letIn();
    let received = 0;
    port.on('message', () => received++);
    let sent = 0;
    const all = Array.from({ length: ahead + 100 }, async (_, n) => {
      await connection.send(String(n));
      sent++;
    });
    await wait(30);
    expect(sent).toBe(ahead);
    expect(received).toBe(ahead);
    port.postMessage({ ack: 64 });
    await wait(30);
    expect(sent).toBe(ahead + 64);
    port.postMessage({ ack: 256 });
    await Promise.all(all);
    expect(sent).toBe(ahead + 100);
    port.close();
  });

  test.each([{ ack: 10_000 }, { ack: -1 }, { ack: 'many' }, { ack: Number.NaN }, null, [1], { other: 1 }])(
    'an acknowledgement like %j counts for nothing',
    async (nonsense) => {
      const { connection, port } = letIn();
      let sent = 0;
      for (let n = 0; n < ahead + 1; n++) void connection.send('x').then(() => sent++);
      await wait(20);
      port.postMessage(nonsense);
      await wait(20);
      expect(sent).toBe(ahead);
      port.close();
    },
  );

  test('a page that goes away ends the connection and lets nobody wait', async () => {
    const { connection, port } = letIn();
    let closed = 0;
    connection.onClose(() => closed++);
    const waiting = Array.from({ length: ahead + 5 }, () => connection.send('x'));
    port.close();
    await Promise.all(waiting);
    expect(closed).toBe(1);
    await expect(connection.send('after')).resolves.toBeUndefined();
  });

  test('closing tells the page why', async () => {
    const { connection, port } = letIn();
    const got: unknown[] = [];
    port.on('message', (data) => got.push(data));
    connection.close(4400, 'not a message of Keywatch');
    await wait(20);
    expect(got).toEqual([{ closed: 'not a message of Keywatch' }]);
  });
});

describe('the preload', () => {
  function expose() {
    const posted: [string, string, unknown[]][] = [];
    const window = {
      location: { origin: 'app://bundle', hash: '' },
      postMessage: (message: string, target: string, ports: unknown[]) =>
        posted.push([message, target, ports]),
    };
    exposeBridge(electron, window);
    return { window, posted, bridge: fake.contextBridge.exposed.get('keywatch') as KeywatchBridge };
  }

  test('20: gives the page two functions and nothing of Electron', () => {
    expect(Object.keys(expose().bridge)).toEqual(['connect', 'openPage']);
    expect([...fake.contextBridge.exposed.keys()]).toEqual(['keywatch']);
  });

  test('asks for a port and for pages by their ids', () => {
    const { bridge } = expose();
    bridge.connect();
    bridge.openPage('anthropic', 'keys');
    expect(fake.ipcRenderer.sent).toEqual([
      { channel: 'keywatch:connect', args: [] },
      { channel: 'keywatch:open-page', args: ['anthropic', 'keys'] },
    ]);
  });

  test('hands the port on to the page of our own origin and to no other', () => {
    const { posted } = expose();
    const port = { a: 'port' };
    fake.ipcRenderer.emit('keywatch:port', { ports: [port] });
    expect(posted).toEqual([['keywatch:port', 'app://bundle', [port]]]);
  });

  test('leads the page to the place the shell names', () => {
    const { window } = expose();
    fake.ipcRenderer.emit('keywatch:go', {}, '#profile=anthropic%3Awork');
    expect(window.location.hash).toBe('#profile=anthropic%3Awork');
  });
});

describe('15: pages of providers', () => {
  const ask = (provider: unknown, name: unknown, frame?: FakeWebFrame) => {
    const { ownFake, log } = door();
    fake.ipcMain.receives('keywatch:open-page', ownFake, frame ?? ownFake.mainFrame, provider, name);
    return log;
  };

  test('open by id in the browser of the person', () => {
    ask('anthropic', 'keys');
    expect(made.opened).toEqual([providers.find(({ id }) => id === 'anthropic')!.links.keys]);
  });
  test.each([
    ['anthropic', 'https://evil.example/'],
    ['https://evil.example/', 'keys'],
    ['nobody', 'keys'],
    ['anthropic', 'constructor'],
    ['__proto__', 'keys'],
    [{ id: 'anthropic' }, 'keys'],
    [undefined, undefined],
  ])('that are not on the list are not: %j %j', (provider, name) => {
    const log = ask(provider, name);
    expect(made.opened).toEqual([]);
    expect(log.lines.join()).toContain('not on the list');
    expect(log.lines.join()).not.toContain('evil');
  });
  test('are not opened for a foreign frame', () => {
    ask('anthropic', 'keys', new FakeWebFrame('https://example.com/'));
    expect(made.opened).toEqual([]);
  });
  test('all on the list are https', () => {
    for (const { id, links } of providers)
      for (const [name, link] of Object.entries(links)) {
        expect(addressOf(providers, id, name)).toBe(link);
        if (link !== null) expect(new URL(link).protocol).toBe('https:');
      }
  });
});
