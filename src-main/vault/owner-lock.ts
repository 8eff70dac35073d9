import { closeSync, constants, fchmodSync, fstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname, basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock } from '../ports.ts';
import { noFile } from './plain-file.ts';
import { whyNotWritten } from './vault-errors.ts';

/** Ownership of a data directory: whoever holds it may write there and bind the socket (D-A5). */
export interface Ownership {
  release(): void;
}

/** The lock file in a data directory. */
export const lockName = 'owner.lock';

const shortestWaitMs = 20;
const longestWaitMs = 120;

/**
 * The kernel drops a process's locks on a file when any descriptor of it is closed: held files are not opened twice.
 * Held here too, so that a caller who lets go of the Ownership does not lose it to the garbage collector.
 */
const held = new Map<string, DatabaseSync>();

/**
 * Takes the data directory by an open `BEGIN EXCLUSIVE` on its lock file, which ends with the process however it ends.
 * Gives null when another process still has it after `waitMs`. Throws a KeywatchError (`write_failed`) when the lock
 * file cannot be made.
 */
export async function takeOwnership(
  path: string,
  { waitMs, clock }: { waitMs: number; clock: Clock },
): Promise<Ownership | null> {
  const until = clock.now() + waitMs;
  for (;;) {
    const ownership = tryOnce(make(path));
    const left = until - clock.now();
    if (ownership !== null || left <= 0) return ownership;
    await pause(Math.min(left, shortestWaitMs + Math.random() * (longestWaitMs - shortestWaitMs)), clock);
  }
}

/** The lock file, and which one of that name it is; null while this process holds it. */
interface LockFile {
  path: string;
  inode: bigint | null;
}

function tryOnce({ path, inode }: LockFile): Ownership | null {
  if (inode === null || held.has(path)) return null;
  const database = new DatabaseSync(path, { timeout: 0 });
  let ours = false;
  try {
    // Nothing is ever written here: a journal in a file would only need room, and a full disk may be read.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    // Whoever resets removes the file while it is theirs: a lock on one that is gone keeps nobody else out.
    ours = statSync(path, { bigint: true, throwIfNoEntry: false })?.ino === inode;
  } catch (error) {
    if (!isBusy(error)) throw failed(path, error);
  } finally {
    if (!ours) database.close();
  }
  if (!ours) return null;
  held.set(path, database);
  return {
    release() {
      if (held.get(path) !== database) return;
      database.close();
      held.delete(path);
    },
  };
}

/** No link is followed to a file of somebody else's, and no pipe waited for. */
const makeOwn =
  constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** SQLite would make the file as the umask has it. */
function make(path: string): LockFile {
  try {
    const real = join(realpathSync(dirname(path)), basename(path));
    if (held.has(real)) return { path: real, inode: null };
    const fd = openSync(real, makeOwn, 0o600);
    try {
      const found = fstatSync(fd, { bigint: true });
      if (!found.isFile()) throw noFile();
      fchmodSync(fd, 0o600);
      return { path: real, inode: found.ino };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw failed(path, error);
  }
}

function failed(path: string, cause: unknown): KeywatchError {
  return new KeywatchError(
    'write_failed',
    telling(
      'The data directory cannot be taken by its lock file {path}: {why}; nothing was changed; make room, give access to the directory or move away what lies there, then try again',
      { path, why: whyNotWritten(cause) },
    ),
    {},
    { cause },
  );
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

/** The clock's timers keep no process alive; a command that waits for its turn must not end meanwhile. */
async function pause(ms: number, clock: Clock): Promise<void> {
  const alive = setInterval(() => {}, 60_000);
  try {
    await new Promise<void>((resolve) => {
      clock.after(ms, resolve);
    });
  } finally {
    clearInterval(alive);
  }
}
