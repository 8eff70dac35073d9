import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allocator, engine } from '../../src-main/service/frugality.ts';
import type { RawClient } from '../fixtures/doors.ts';
import type { Seen } from './door-bystander.ts';
import { entrances, type DoorName } from './door-entrances.ts';
import type { Asked, Told } from './door-process.ts';

/** Bytes. */
export interface Memory {
  heap: number;
  resident: number;
}

/** A process that holds a real core and its three doors. */
export interface DoorWorld {
  enter(door: DoorName): Promise<RawClient>;
  /** A bystander begins to ping a door; it tells what it saw when it is stopped. */
  watch(door: DoorName): Promise<() => Promise<Seen>>;
  /** What it holds when everything that can be freed was freed. */
  memory(): Promise<Memory>;
  /** Null while it runs. */
  endedWith(): string | null;
  end(): Promise<void>;
}

/** Where there is one, a disk in memory: a change is durable before it is answered, and a slow disk is not the door's. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export async function startDoorWorld(): Promise<DoorWorld> {
  const home = mkdtempSync(join(scratch, 'kw-'));
  const doors = start('door-process.ts', [join(home, 'data')], ['--expose-gc', ...engine]);
  const { at } = await doors.hear<Extract<Told, { tell: 'ready' }>>();
  const ask = (asked: Asked) => doors.child.connected && doors.child.send(asked);
  return {
    enter: (door) => entrances[door](at),
    async watch(door) {
      const bystander = start('door-bystander.ts', [door, JSON.stringify(at)]);
      await bystander.hear();
      return () => {
        const seen = bystander.hear<Seen>();
        bystander.child.send('stop');
        return seen;
      };
    },
    async memory() {
      const told = doors.hear<Extract<Told, { tell: 'memory' }>>();
      ask('memory');
      const { heap, resident } = await told;
      return { heap, resident };
    },
    endedWith: doors.endedWith,
    async end() {
      ask('end');
      const timer = setTimeout(() => doors.child.kill('SIGKILL'), 10_000);
      await doors.end;
      clearTimeout(timer);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

interface Started {
  child: ChildProcess;
  /** The next message from it; rejects when it ends without one. */
  hear<T>(): Promise<T>;
  endedWith(): string | null;
  end: Promise<void>;
}

function start(script: string, args: readonly string[], flags: readonly string[] = []): Started {
  const child = fork(join(import.meta.dirname, script), args, {
    execArgv: [...flags, '--import', join(import.meta.dirname, 'source-loader.mjs')],
    env: { ...process.env, ...allocator },
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
  return {
    child,
    hear: <T>() =>
      Promise.race([
        once(child, 'message').then(([message]) => message as T),
        end.then(() => Promise.reject(new Error(`${script} ended: ${ended}`))),
      ]),
    endedWith: () => ended,
    end,
  };
}
