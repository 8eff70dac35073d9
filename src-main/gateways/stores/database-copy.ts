import { constants, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

/** The database and what SQLite keeps beside it. */
const parts = ['', '-wal', '-shm'] as const;
/** A peer that writes all the time is not waited for. */
const mostRounds = 6;

const marksOf = (path: string): string =>
  parts
    .map((part) => {
      const stats = statSync(`${path}${part}`, { bigint: true, throwIfNoEntry: false });
      return stats === undefined ? '-' : `${stats.size} ${stats.mtimeNs}`;
    })
    .join(' ');

function copyParts(path: string, copy: string): void {
  for (const part of parts) {
    // A pipe that nobody writes to would hold whoever copies it.
    if (statSync(`${path}${part}`, { throwIfNoEntry: false })?.isFile() === false)
      throw new Error(`${basename(path)}${part} is no file`);
    rmSync(`${copy}${part}`, { force: true });
    try {
      copyFileSync(`${path}${part}`, `${copy}${part}`, constants.COPYFILE_FICLONE);
    } catch (error) {
      // Its peer may close it between two looks, and then only the database itself remains.
      if (part === '' || !(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

/**
 * Reads a peer's database from a copy, which is gone again when this returns; the database itself is never opened (D-A14). It
 * is copied twice until sizes and times agree. Throws what the file system or SQLite throws, and an Error where it never held still.
 */
export function readDatabase<T>(path: string, temporary: string, read: (database: DatabaseSync) => T): T {
  const directory = mkdtempSync(join(temporary, 'keywatch-'));
  try {
    const copy = join(directory, basename(path));
    let marks = '';
    for (let round = 0; ; round++) {
      if (round === mostRounds) throw new Error('it was written all the while');
      const before = marksOf(path);
      copyParts(path, copy);
      const settled = round > 0 && before === marks && marksOf(path) === before;
      if (settled) break;
      marks = before;
    }
    const database = new DatabaseSync(copy);
    try {
      return read(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Rows a peer keeps by name: a column of keys, a column of JSON, whatever their table is called in its release. */
export function jsonRows(database: DatabaseSync): { table: string; key: string; json: string }[] {
  const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all();
  return tables.flatMap(({ name }) => {
    if (typeof name !== 'string' || !/auth_profile|config_machine_state/.test(name)) return [];
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const columns = database.prepare(`PRAGMA table_info(${quoted})`).all().map(columnName);
    const key = columns.find((column) => column.endsWith('_key'));
    const json = columns.find((column) => column.endsWith('_json'));
    if (key === undefined || json === undefined) return [];
    return database
      .prepare(`SELECT "${key}" AS key, "${json}" AS json FROM ${quoted}`)
      .all()
      .flatMap((row) =>
        typeof row['key'] === 'string' && typeof row['json'] === 'string'
          ? [{ table: name, key: row['key'], json: row['json'] }]
          : [],
      );
  });
}

function columnName(row: Record<string, SQLOutputValue>): string {
  return typeof row['name'] === 'string' ? row['name'] : '';
}
