import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf } from '../gateways/stores/credential.ts';
import { parseJson } from '../gateways/stores/peer-file.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';

/** The family's own lock on a store (gateways.md §1.6): a file beside it, made exclusively, that names its process. */
const staleAfterMs = 30_000;
/** A peer holds it for milliseconds; whoever holds it longer is at work. */
const waitsMs = [100, 200, 400, 800] as const;

interface Machine {
  /** Epoch ms. */
  now(): number;
  pid: number;
  isAlive(pid: number): boolean;
  wait(ms: number): Promise<unknown>;
}

/**
 * Takes the locks of stores in the family's own way, all of them or none, and gives what lets go of them. One that a process which is
 * gone left behind, or which is older than 30 s, is taken over. Throws `busy` where a peer holds one, `write_failed` where none can be made.
 */
export async function lockStores(stores: readonly string[], machine: Machine): Promise<() => void> {
  const held: (() => void)[] = [];
  const letGo = () => {
    for (const release of held.splice(0)) release();
  };
  try {
    // Always in one order, so that two of us never wait for each other.
    for (const store of [...new Set(stores)].toSorted()) held.push(await lockStore(`${store}.lock`, machine));
  } catch (error) {
    letGo();
    throw error;
  }
  return letGo;
}

async function lockStore(path: string, machine: Machine): Promise<() => void> {
  for (const waitMs of [0, ...waitsMs]) {
    if (waitMs > 0) await machine.wait(waitMs);
    const release = tryLock(path, machine);
    if (release !== null) return release;
    if (isStale(path, machine)) rmSync(path, { force: true });
  }
  throw new KeywatchError(
    'busy',
    telling(
      'The gateway is writing to its store ({path}); nothing was changed; try again in a moment, or stop the gateway first.',
      { path },
    ),
    { path },
  );
}

function tryLock(path: string, { now, pid }: Machine): (() => void) | null {
  let fd: number;
  try {
    fd = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw notMade(path, error);
  }
  try {
    const own = JSON.stringify({ pid, createdAt: new Date(now()).toISOString() }, null, 2);
    writeSync(fd, own);
    return () => {
      // Another one of that name is somebody else's: ours was taken for stale.
      if (textOf(path) === own) rmSync(path, { force: true });
    };
  } catch (error) {
    rmSync(path, { force: true });
    throw notMade(path, error);
  } finally {
    closeSync(fd);
  }
}

function isStale(path: string, { now, isAlive }: Machine): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  const fields = fieldsOf(parseJson(textOf(path)).value);
  const pid = fields?.['pid'];
  if (typeof pid === 'number' && Number.isInteger(pid) && pid > 0 && !isAlive(pid)) return true;
  const told = typeof fields?.['createdAt'] === 'string' ? Date.parse(fields['createdAt']) : Number.NaN;
  return now() - (Number.isFinite(told) ? told : stats.mtimeMs) > staleAfterMs;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It was let go of meanwhile, or is none of ours to read: then its age decides.
    return '';
  }
}

function notMade(path: string, error: unknown): KeywatchError {
  return new KeywatchError(
    'write_failed',
    telling('The lock {path} could not be made: {why}; nothing was changed; see to that, then try again.', {
      path,
      why: whyNotWritten(error),
    }),
    { path },
    { cause: error },
  );
}
