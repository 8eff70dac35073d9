/**
 * A real core behind its three doors, in a process of its own whose memory and end can be watched. Over the channel to
 * its parent it carries the far ends of desktop ports, which cannot leave a process, and says how much memory it holds.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { openBrowserDoor } from '../../src-main/api/browser-door.ts';
import { openLocalDoor } from '../../src-main/api/local-door.ts';
import { serveConnection } from '../../src-main/api/serve-connection.ts';
import { socketPlace } from '../../src-main/api/socket-path.ts';
import { connectionOver } from '../../src-main/desktop/desktop-door.ts';
import { asMainPort } from '../fixtures/message-port.ts';
import { realCore } from '../fixtures/real-core.ts';

export type Asked =
  | { ask: 'connect'; id: number }
  | { ask: 'post'; id: number; data: unknown }
  | { ask: 'close'; id: number }
  | { ask: 'memory' }
  | { ask: 'end' };

export type Told =
  | { tell: 'ready'; url: string; socket: string; home: string }
  | { tell: 'message'; id: number; data: unknown }
  | { tell: 'closed'; id: number }
  /** Bytes, after everything that can be freed was freed; and the longest that nobody was served since it was last asked. */
  | { tell: 'memory'; heap: number; resident: number; stalledMs: number };

const home = process.argv[2] ?? '';
const core = await realCore({ KEYWATCH_OFFLINE: '1', PATH: '' }, home);
const { handler, log } = core;
const place = socketPlace(home, process.platform, 'torture', home);
const local = await openLocalDoor({ place, home, handler, log });
const browser = await openBrowserDoor({ port: 0, files: new Map(), handler, log });
core.keywatch.start();

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const ports = new Map<number, MessagePort>();
const tell = (told: Told) => process.send?.(told);

function connect(id: number): void {
  const { port1, port2 } = new MessageChannel();
  ports.set(id, port2);
  port2.on('message', (data: unknown) => tell({ tell: 'message', id, data }));
  port2.on('close', () => {
    ports.delete(id);
    tell({ tell: 'closed', id });
  });
  const caller = { door: 'desktop', program: 'window', pid: process.pid } as const;
  serveConnection(connectionOver(asMainPort(port1)), handler, caller, log);
}

/** What is left when nothing waits to be freed: sockets and their buffers go a turn after their last reference. */
async function memory(): Promise<void> {
  const stalledMs = delay.max / 1e6;
  log.lines.length = 0;
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Without this V8 keeps the room of what it freed, and the room of the largest message would count as growth.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }
  const { heapUsed, rss } = process.memoryUsage();
  delay.reset();
  tell({ tell: 'memory', heap: heapUsed, resident: rss, stalledMs });
}

process.on('message', (asked: Asked) => {
  if (asked.ask === 'connect') connect(asked.id);
  else if (asked.ask === 'post') ports.get(asked.id)?.postMessage(asked.data);
  else if (asked.ask === 'close') ports.get(asked.id)?.close();
  else if (asked.ask === 'memory') void memory();
  else
    void Promise.all([local.close(), browser.close()])
      .then(() => core.end())
      .then(() => process.exit(0));
});
tell({ tell: 'ready', url: browser.url, socket: local.address, home });
