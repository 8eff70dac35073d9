import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isCutOff, isDamage, setAside, sqliteCode } from './damaged-history.ts';
import { migrate, schemaVersion, versionOf } from './history-schema.ts';
import { prepareStatements, type Statements } from './history-statements.ts';

export interface Opened {
  db: DatabaseSync;
  statements: Statements;
}

export const inMemory = ':memory:';

/** https://www.sqlite.org/pragma.html#pragma_auto_vacuum: pages are given back when asked to, a few at a time. */
const incremental = 2;
/** https://www.sqlite.org/rescode.html#full */
const diskFull = 13;

/** Should nobody have copied the log into the file (copy-log.ts), a commit does when it has this many pages. */
const logPages = 4_000;
const logBytes = 1_000_000;

/** A file of the first version could only grow: it is rewritten, once, before anybody waits for it. */
function letShrink(db: DatabaseSync): void {
  if (db.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum'] === incremental) return;
  try {
    db.exec(`PRAGMA auto_vacuum = ${incremental}; VACUUM`);
  } catch (error) {
    // It needs room for a copy; without, the file stays as it is until there is.
    if (sqliteCode(error) !== diskFull) throw error;
  }
}

/** Opens or makes (0600) a file of today's schema. Throws what SQLite or the disk throws. */
export function connect(path: string): Opened {
  // SQLite gives its log and index the mode of the file, so the file is made first (0600).
  if (path !== inMemory) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path, { timeout: 2_000 });
  try {
    db.exec(`PRAGMA auto_vacuum = ${incremental}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = ${logPages}; PRAGMA journal_size_limit = ${logBytes}`);
    migrate(db);
    letShrink(db);
    return { db, statements: prepareStatements(db) };
  } catch (error) {
    db.close();
    throw error;
  }
}

function isNewer(path: string): boolean {
  const db = new DatabaseSync(path, { timeout: 2_000 });
  try {
    return versionOf(db) > schemaVersion;
  } finally {
    db.close();
  }
}

/** Opens the file; one that is damaged or from a newer version is moved aside first. Throws when nothing can be written. */
export function openFile(path: string): {
  opened: Opened;
  aside: { to: string; why: 'damaged' | 'newer' } | null;
} {
  if (path === inMemory || !existsSync(path)) return { opened: connect(path), aside: null };
  try {
    const why = isCutOff(path) ? 'damaged' : isNewer(path) ? 'newer' : null;
    if (why === null) return { opened: connect(path), aside: null };
    const to = setAside(path, why);
    return { opened: connect(path), aside: { to, why } };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const to = setAside(path, 'damaged');
    return { opened: connect(path), aside: { to, why: 'damaged' } };
  }
}
