import type { DatabaseSync } from 'node:sqlite';

/** Each step leads from the version before it to its place in the list; a step that has shipped is never edited. */
const steps: readonly string[] = [
  `CREATE TABLE profiles (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT) STRICT;
   CREATE TABLE answers (
     profile INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL,
     http_status INTEGER, latency_ms REAL, message TEXT
   ) STRICT;
   CREATE INDEX answers_by_profile ON answers (profile, at);
   CREATE TABLE days (
     profile INTEGER NOT NULL, at INTEGER NOT NULL, counts TEXT NOT NULL, p50 REAL, p95 REAL,
     PRIMARY KEY (profile, at)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE accesses (
     at INTEGER NOT NULL, id TEXT NOT NULL, action TEXT NOT NULL, door TEXT, program TEXT, pid INTEGER
   ) STRICT;
   CREATE INDEX accesses_by_id ON accesses (id, at);
   CREATE INDEX accesses_by_time ON accesses (at);
   CREATE TABLE notices (
     id TEXT PRIMARY KEY, shown_at INTEGER, snoozed_until INTEGER, dismissed_at INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
];

/** The version this Keywatch writes; kept in the file's `user_version`. */
export const schemaVersion = steps.length;

/** The version a file says it has. Throws what SQLite throws when it is no database. */
export function versionOf(db: DatabaseSync): number {
  const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
  return typeof version === 'number' ? version : 0;
}

/** Leads an older or empty file to today's schema, each step whole or not at all. */
export function migrate(db: DatabaseSync): void {
  for (const [index, step] of steps.entries()) {
    if (index < versionOf(db)) continue;
    db.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}
