import { existsSync, readSync, openSync, closeSync, renameSync, rmSync, statSync } from 'node:fs';

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const corrupt = 11;
const notADatabase = 26;

/** The primary result code of what node:sqlite threw; null for anything else. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** Whether the file itself is broken, so that starting anew helps. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === corrupt || code === notADatabase;
}

/**
 * Whether the file is shorter than its own header says, or no file at all: a pipe nobody writes to would hold its
 * reader. SQLite reads the missing pages as empty instead of complaining. With a log beside it the header may be ahead
 * of the file, so only a file alone is judged.
 */
export function isCutOff(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isFile()) return true;
  if (hasWal(path)) return false;
  const { size } = found;
  if (size === 0) return false;
  if (size < 100) return true;
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, 100, 0);
  } finally {
    closeSync(file);
  }
  // https://www.sqlite.org/fileformat.html#the_database_header: a page size of 1 means 65536.
  const pageSize = header.readUInt16BE(16);
  const countIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  return countIsValid && size < header.readUInt32BE(28) * (pageSize === 1 ? 65_536 : pageSize);
}

/** Whether a write-ahead log with something in it lies beside the file. */
export function hasWal(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Moves a history and its log out of the way, named by when it was last written; gives its new path. */
export function setAside(path: string, why: 'damaged' | 'newer'): string {
  const written = statSync(path)
    .mtime.toISOString()
    .replaceAll(/[-:]|\.\d+/g, '');
  const base = `${path}.${why}-${written}`;
  let aside = base;
  for (let n = 2; existsSync(aside); n++) aside = `${base}-${n}`;
  renameSync(path, aside);
  for (const part of ['-wal', '-shm']) {
    if (part === '-wal' && existsSync(path + part)) renameSync(path + part, aside + part);
    else rmSync(path + part, { force: true });
  }
  return aside;
}
