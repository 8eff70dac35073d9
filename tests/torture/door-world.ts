import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enterBrowser, enterLocal, portClient, type FarPort, type RawClient } from '../fixtures/doors.ts';
import type { Asked, Told } from './door-process.ts';

export const doorNames = ['local', 'browser', 'desktop'] as const;
export type DoorName = (typeof doorNames)[number];

/** Bytes. */
export interface Memory {
  heap: number;
  resident: number;
  /** The longest that the process served nobody since it was last asked. Milliseconds. */
  stalledMs: number;
}

/** A process that holds a real core and its three doors. */
export interface DoorWorld {
  enter(door: DoorName): Promise<RawClient>;
  /** What it holds when everything that can be freed was freed. */
  memory(): Promise<Memory>;
  /** Null while it runs. */
  endedWith(): string | null;
  end(): Promise<void>;
}

export async function startDoorWorld(): Promise<DoorWorld> {
  const home = mkdtempSync(join(tmpdir(), 'kw-'));
  const child = fork(join(import.meta.dirname, 'door-process.ts'), [join(home, 'data')], {
    execArgv: ['--expose-gc', '--import', join(import.meta.dirname, 'source-loader.mjs')],
    cwd: home,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + String(chunk)).slice(-4000)));
  let ended: string | null = null;
  const end = new Promise<void>((resolve) =>
    child.once('exit', (code, signal) => {
      ended = `code ${code}, signal ${signal}: ${complaint}`;
      resolve();
    }),
  );
  const events = new EventEmitter().setMaxListeners(0);
  child.on('message', (told: Told) =>
    events.emit('id' in told ? `${told.tell} ${told.id}` : told.tell, told),
  );
  const once = <T extends Told['tell']>(tell: T) =>
    Promise.race([
      new Promise<Extract<Told, { tell: T }>>((resolve) => events.once(tell, resolve)),
      end.then(() => Promise.reject(new Error(`the process ended: ${ended}`))),
    ]);
  const ready = await once('ready');
  let ports = 0;

  const enters: Record<DoorName, () => Promise<RawClient>> = {
    local: () => enterLocal(ready.socket, ready.home),
    browser: () => enterBrowser(ready.url),
    desktop: async () => portClient(farPort(child, events, ports++)),
  };
  return {
    enter: (door) => enters[door](),
    async memory() {
      const told = once('memory');
      ask(child, { ask: 'memory' });
      const { heap, resident, stalledMs } = await told;
      return { heap, resident, stalledMs };
    },
    endedWith: () => ended,
    async end() {
      if (ended === null) ask(child, { ask: 'end' });
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await end;
      clearTimeout(timer);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function ask(child: ChildProcess, asked: Asked): void {
  if (child.connected) child.send(asked);
}

/** The far end of a desktop port, carried over the channel between the processes. */
function farPort(child: ChildProcess, events: EventEmitter, id: number): FarPort {
  ask(child, { ask: 'connect', id });
  const unlisten = () => events.removeAllListeners(`message ${id}`);
  events.once(`closed ${id}`, unlisten);
  return {
    postMessage: (data) => ask(child, { ask: 'post', id, data }),
    close: () => ask(child, { ask: 'close', id }),
    on(event: 'message' | 'close', listener: (data: unknown) => void) {
      if (event === 'message') events.on(`message ${id}`, ({ data }: { data: unknown }) => listener(data));
      else events.once(`closed ${id}`, () => listener(undefined));
    },
  };
}
