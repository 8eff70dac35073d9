/**
 * A real core behind its three doors, in a process of its own whose memory and end can be watched. A desktop port
 * cannot leave a process: a socket each carries their far ends. Over the channel to its parent it says how much memory
 * it holds.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { openBrowserDoor } from '../../src-main/api/browser-door.ts';
import { openLocalDoor } from '../../src-main/api/local-door.ts';
import { serveConnection } from '../../src-main/api/serve-connection.ts';
import { socketPlace } from '../../src-main/api/socket-path.ts';
import { connectionOver } from '../../src-main/desktop/desktop-door.ts';
import { asMainPort } from '../fixtures/message-port.ts';
import { realCore } from '../fixtures/real-core.ts';
import type { Addresses } from './door-entrances.ts';
import { portOver } from './door-wire.ts';

export type Asked = 'memory' | 'end';

export type Told =
  | { tell: 'ready'; at: Addresses }
  /** Bytes, after everything that can be freed was freed. */
  | { tell: 'memory'; heap: number; resident: number };

const home = process.argv[2] ?? '';
const core = await realCore({ KEYWATCH_OFFLINE: '1', PATH: '' }, home);
const { handler, log } = core;
const place = socketPlace(home, process.platform, 'torture', home);
const local = await openLocalDoor({ place, home, handler, log });
const browser = await openBrowserDoor({ port: 0, files: new Map(), handler, log });
const desktop = createServer({ noDelay: true }, connect).listen(0, '127.0.0.1');
await once(desktop, 'listening');
core.keywatch.start();

const tell = (told: Told) => process.send?.(told);

function connect(socket: Socket): void {
  const { port1, port2 } = new MessageChannel();
  const far = portOver(socket);
  port2.on('message', far.postMessage);
  port2.on('close', far.close);
  far.on('message', (data) => port2.postMessage(data));
  far.on('close', () => port2.close());
  const caller = { door: 'desktop', program: 'window', pid: process.pid } as const;
  serveConnection(connectionOver(asMainPort(port1)), handler, caller, log);
}

/** What is left when nothing waits to be freed: sockets and their buffers go a turn after their last reference. */
async function memory(): Promise<void> {
  log.lines.length = 0;
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Without this V8 keeps the room of what it freed, and the room of the largest message would count as growth.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }
  const { heapUsed, rss } = process.memoryUsage();
  tell({ tell: 'memory', heap: heapUsed, resident: rss });
}

process.on('message', (asked: Asked) => {
  if (asked === 'memory') void memory();
  else
    void Promise.all([local.close(), browser.close()])
      .then(() => core.end())
      .then(() => process.exit(0));
});
// Whoever started it was killed.
process.once('disconnect', () => process.exit(1));
const { port } = desktop.address() as AddressInfo;
tell({
  tell: 'ready',
  at: { pid: process.pid, home, socket: local.address, url: browser.url, desktop: port },
});
