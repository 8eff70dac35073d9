import type { DatabaseSync } from 'node:sqlite';
import { readAnswersOfV1 } from './history-of-v1.ts';
import { endOf, turnOf } from './incidents.ts';
import type { Incident } from '../../src-shared/contract-schema.ts';

/** Each step leads from the version before it to its place in the list; a step that has shipped is never edited. */
const steps: readonly ((db: DatabaseSync) => void)[] = [
  (db) =>
    db.exec(
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
    ),
  // A row is its own index, says repeated texts by number and latencies in whole ms: half the bytes (docs/figures.md).
  (db) => {
    db.exec(
      `ALTER TABLE answers RENAME TO answers_v1;
       ALTER TABLE days RENAME TO days_v1;
       CREATE TABLE texts (n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
       CREATE TABLE answers (
         profile INTEGER NOT NULL, at INTEGER NOT NULL, nth INTEGER NOT NULL, outcome TEXT NOT NULL,
         http_status INTEGER, latency_ms INTEGER, message INTEGER, asked_by TEXT, program INTEGER,
         PRIMARY KEY (profile, at, nth)
       ) STRICT, WITHOUT ROWID;
       CREATE INDEX answers_by_message ON answers (message) WHERE message IS NOT NULL;
       CREATE INDEX answers_by_program ON answers (program) WHERE program IS NOT NULL;
       CREATE TABLE days (
         profile INTEGER NOT NULL, day INTEGER NOT NULL, counts TEXT NOT NULL, p50 INTEGER, p95 INTEGER,
         PRIMARY KEY (profile, day)
       ) STRICT, WITHOUT ROWID;
       CREATE TABLE incidents (
         n INTEGER PRIMARY KEY, profile INTEGER NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER,
         kind TEXT NOT NULL, outcome TEXT NOT NULL, message TEXT, host TEXT
       ) STRICT;
       CREATE INDEX incidents_by_profile ON incidents (profile, began_at);
       CREATE INDEX incidents_going_on ON incidents (profile) WHERE ended_at IS NULL;`,
    );
    keepIncidentsOfV1(db);
    db.exec(
      `INSERT OR IGNORE INTO texts (text) SELECT DISTINCT message FROM answers_v1 WHERE message IS NOT NULL;
       INSERT INTO answers (profile, at, nth, outcome, http_status, latency_ms, message)
         SELECT profile, at, row_number() OVER (PARTITION BY profile, at ORDER BY rowid) - 1, outcome, http_status,
           CAST(round(latency_ms) AS INTEGER), (SELECT n FROM texts WHERE text = message)
         FROM answers_v1;
       INSERT INTO days (profile, day, counts, p50, p95)
         SELECT profile, at / 86400000, counts, CAST(round(p50) AS INTEGER), CAST(round(p95) AS INTEGER) FROM days_v1;
       DROP TABLE answers_v1;
       DROP TABLE days_v1;`,
    );
  },
];

/** Until now incidents were told out of the rows: those that the rows of today tell are kept for good. */
function keepIncidentsOfV1(db: DatabaseSync): void {
  const add = db.prepare(
    `INSERT INTO incidents (profile, began_at, ended_at, kind, outcome, message) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const running = new Map<number, Incident[]>();
  const keep = (profile: number, { from, to, kind, outcome, message }: Incident) =>
    add.run(profile, from, to, kind, outcome, message);
  for (const { profile, answer } of readAnswersOfV1(db)) {
    const before = running.get(profile) ?? [];
    const { ended, begun } = turnOf(before, answer);
    if (ended.length === 0 && begun === null) continue;
    for (const incident of ended) keep(profile, { ...incident, to: endOf(incident, answer.at) });
    running.set(profile, [...before.filter((each) => !ended.includes(each)), ...(begun ? [begun] : [])]);
  }
  for (const [profile, incidents] of running) for (const incident of incidents) keep(profile, incident);
}

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
    db.exec('BEGIN IMMEDIATE');
    try {
      step(db);
      db.exec(`PRAGMA user_version = ${index + 1}; COMMIT`);
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
}
