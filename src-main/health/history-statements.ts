import type { DatabaseSync } from 'node:sqlite';
import { queries } from './history-rows.ts';

/** Every statement of the history, prepared once for one open database. */
export function prepareStatements(db: DatabaseSync) {
  return {
    records: db.prepare(queries.records),
    answers: db.prepare(queries.answers),
    days: db.prepare(queries.days),
    accesses: db.prepare(queries.accesses),
    accessesOf: db.prepare(queries.accessesOf),
    save: db.prepare(
      'INSERT INTO profiles (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
    ),
    know: db.prepare('INSERT INTO profiles (id) VALUES (?) ON CONFLICT (id) DO NOTHING'),
    addAnswer: db.prepare(
      `INSERT INTO answers (profile, at, outcome, http_status, latency_ms, message)
       VALUES ((SELECT n FROM profiles WHERE id = ?), ?, ?, ?, ?, ?)`,
    ),
    addAccess: db.prepare(
      'INSERT INTO accesses (at, id, action, door, program, pid) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    notices: db.prepare('SELECT * FROM notices'),
    remember: db.prepare(
      'INSERT OR REPLACE INTO notices (id, shown_at, snoozed_until, dismissed_at) VALUES (?, ?, ?, ?)',
    ),
    forgetNotice: db.prepare('DELETE FROM notices WHERE id = ?'),
    forgetAnswers: db.prepare('DELETE FROM answers WHERE profile = (SELECT n FROM profiles WHERE id = ?)'),
    forgetDays: db.prepare('DELETE FROM days WHERE profile = (SELECT n FROM profiles WHERE id = ?)'),
    forgetProfile: db.prepare('DELETE FROM profiles WHERE id = ?'),
    note: db.prepare('SELECT value FROM notes WHERE name = ?'),
    setNote: db.prepare('INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)'),
    profilesAfter: db.prepare('SELECT n FROM profiles WHERE n > ? ORDER BY n LIMIT ?'),
    oldestRaw: db.prepare('SELECT at FROM answers WHERE profile = ? AND at < ? ORDER BY at LIMIT 1'),
    dropRaw: db.prepare('DELETE FROM answers WHERE profile = ? AND at >= ? AND at < ?'),
    rawOfDay: db.prepare(
      `SELECT at, outcome, http_status, latency_ms, message FROM answers
       WHERE profile = ? AND at >= ? AND at < ?`,
    ),
    dayOf: db.prepare('SELECT at, counts, p50, p95 FROM days WHERE profile = ? AND at = ?'),
    addDay: db.prepare('INSERT OR REPLACE INTO days (profile, at, counts, p50, p95) VALUES (?, ?, ?, ?, ?)'),
    dropDays: db.prepare('DELETE FROM days WHERE profile = ? AND at < ?'),
    dropAccesses: db.prepare(
      'DELETE FROM accesses WHERE rowid IN (SELECT rowid FROM accesses WHERE at < ? ORDER BY at LIMIT ?)',
    ),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
