/**
 * Stands in for `atomically` under conf and electron-store, whose own writer keeps what a short write left (D-A1).
 * Bundles and tests alias that name to this file.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { noFile, readAtOnce } from './plain-file.ts';

const ownerOnly = 0o600;
const temporary = '.tmp-';
const leftover = /\.tmp-\d+-[0-9a-f]{12}$/;

export interface ReplaceOptions {
  /** Of the new file; without it the mode of the file replaced, else 0600. */
  mode?: number | undefined;
}

/**
 * Replaces a file whole: when it returns, the new bytes and the new name are on the disk; when it throws (a system
 * error with its `code`), the old file is there as it was and nothing is left beside it.
 */
export function writeFileSync(path: string, data: string | Uint8Array, options: ReplaceOptions = {}): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const directory = dirname(path);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const old = openOld(path);
  try {
    const mode = options.mode ?? (old === null ? ownerOnly : old.stats.mode & 0o777);
    const settle = openDirectory(directory);
    try {
      putInPlace(path, bytes, mode, old?.stats ?? null);
      try {
        settle.sync();
      } catch (error) {
        // The name may not survive a power cut, so the write counts as failed and what was there comes back.
        if (old === null) rmSync(path, { force: true });
        else if (old.fd !== null) putInPlace(path, readFileSync(old.fd), old.stats.mode & 0o777, old.stats);
        throw error;
      }
    } finally {
      settle.close();
    }
  } finally {
    if (old !== null && old.fd !== null) letGo(old.fd);
  }
}

/** What writers of one file left beside it when they were killed. */
export function leftBeside(path: string, isAlive: (pid: number) => boolean): string[] {
  const begin = basename(path) + temporary;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(begin) && leftover.test(name))
    .filter((name) => !isAlive(Number.parseInt(name.slice(begin.length), 10)))
    .map((name) => join(dirname(path), name));
}

/** Removes what writers of files in this directory left there when they were killed. Only its owner may call this (D-A5). */
export function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (leftover.test(name)) rmSync(join(directory, name), { force: true });
  }
}

function putInPlace(path: string, bytes: Uint8Array, mode: number, old: Stats | null): void {
  const beside = writeBeside(path, bytes, mode, old);
  try {
    rename(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** A new file whose bytes are on the disk, beside the one whose place it is to take. */
function writeBeside(path: string, bytes: Uint8Array, mode: number, old: Stats | null): string {
  const beside = `${path}${temporary}${process.pid}-${randomBytes(6).toString('hex')}`;
  try {
    const fd = openSync(beside, 'wx', ownerOnly);
    try {
      writeAll(fd, bytes);
      keepOwner(fd, old);
      // `open` reduces the mode by the umask; this one is meant.
      fchmodSync(fd, mode);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return beside;
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** A file that is written but not yet in its place. */
export interface StagedFile {
  /** Takes the place; on the disk when this returns. */
  settle(): void;
  /** Goes again, unless it has taken its place. */
  drop(): void;
}

/**
 * Writes a file beside the one it replaces, so that several are on the disk before the first takes its place. Throws a system
 * error and leaves nothing.
 */
export function stageFileSync(path: string, data: string, mode: number): StagedFile {
  const directory = dirname(path);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const beside = writeBeside(
    path,
    Buffer.from(data),
    mode,
    statSync(path, { throwIfNoEntry: false }) ?? null,
  );
  return {
    settle() {
      const names = openDirectory(directory);
      try {
        rename(beside, path);
        names.sync();
      } finally {
        names.close();
      }
    },
    drop: () => rmSync(beside, { force: true }),
  };
}

/** One write may take only part of the bytes, which is how a full disk shows first. */
function writeAll(fd: number, bytes: Uint8Array): void {
  let offset = 0;
  while (offset < bytes.length) {
    const written = writeSync(fd, bytes, offset);
    if (written === 0) throw Object.assign(new Error('nothing more could be written'), { code: 'ENOSPC' });
    offset += written;
  }
}

/** A command run as root must not take the file away from its owner. */
function keepOwner(fd: number, old: Stats | null): void {
  if (old === null || process.platform === 'win32') return;
  const mine = fstatSync(fd);
  if (mine.uid === old.uid && mine.gid === old.gid) return;
  try {
    fchownSync(fd, old.uid, old.gid);
  } catch (error) {
    // Only root may give files away; anyone else replaces the file as themselves.
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

/** The file about to be replaced, held open so that it can be put back. */
interface OldFile {
  stats: Stats;
  /** null on Windows, which renames over no open file and has no directory fsync to fail after it. */
  fd: number | null;
}

function openOld(path: string): OldFile | null {
  if (process.platform === 'win32') {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? null : { stats, fd: null };
  }
  try {
    const fd = openSync(path, readAtOnce);
    const stats = fstatSync(fd);
    if (stats.isFile()) return { stats, fd };
    closeSync(fd);
    throw noFile();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

const unsupported = new Set(['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR', 'ENOSYS']);

/** Opened before the rename, so that running out of descriptors is found while nothing has changed yet. */
function openDirectory(directory: string): { sync(): void; close(): void } {
  if (process.platform === 'win32') return { sync: () => {}, close: () => {} };
  const fd = openSync(directory, 'r');
  return {
    sync() {
      try {
        fsyncSync(fd);
      } catch (error) {
        // Some network file systems have no fsync for directories.
        if (!unsupported.has(codeOf(error))) throw error;
      }
    },
    close: () => letGo(fd),
  };
}

/** Closes what was only read from, which loses nothing however it ends: the new file may be in its place already. */
function letGo(fd: number): void {
  try {
    closeSync(fd);
  } catch (error) {
    if (codeOf(error) === '') throw error;
  }
}

/** Virus scanners on Windows hold files open for a moment: tried again for about a second. */
const busyOnWindows = new Set(['EPERM', 'EACCES', 'EBUSY', 'EXDEV']);
const attempts = 10;

function rename(from: string, to: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const again = process.platform === 'win32' && busyOnWindows.has(codeOf(error)) && attempt < attempts;
      if (!again) throw withoutFallback(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, attempt * 20);
    }
  }
}

/** conf answers EXDEV by writing in place, which is what a crash tears: it must not see that code. */
function withoutFallback(error: unknown): unknown {
  if (codeOf(error) !== 'EXDEV') return error;
  return Object.assign(new Error('the new file could not take the place of the old', { cause: error }), {
    code: 'EIO',
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
