import type { DatabaseSync } from 'node:sqlite';
import { queries } from './history-rows.ts';

const profile = '(SELECT n FROM profiles WHERE id = ?)';
const textOf = '(SELECT n FROM texts WHERE text = ?)';

/** Every statement of the history, prepared once for one open database. */
export function prepareStatements(db: DatabaseSync) {
  return {
    records: db.prepare(queries.records),
    answers: db.prepare(queries.answers),
    days: db.prepare(queries.days),
    incidents: db.prepare(queries.incidents),
    accesses: db.prepare(queries.accesses),
    accessesOf: db.prepare(queries.accessesOf),
    points: db.prepare(
      `SELECT at, outcome, latency_ms FROM answers WHERE profile = ${profile} AND at >= ? AND at < ?`,
    ),
    probesSince: db.prepare(
      `SELECT count(*) AS count FROM answers WHERE profile = ${profile} AND at >= ? AND asked_by IS NULL`,
    ),
    save: db.prepare(
      'INSERT INTO profiles (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
    ),
    know: db.prepare('INSERT INTO profiles (id) VALUES (?) ON CONFLICT (id) DO NOTHING'),
    profile: db.prepare('SELECT n FROM profiles WHERE id = ?'),
    learnText: db.prepare('INSERT INTO texts (text) VALUES (?) ON CONFLICT (text) DO NOTHING'),
    nextAt: db.prepare('SELECT max(nth) + 1 AS nth FROM answers WHERE profile = ? AND at = ?'),
    addAnswer: db.prepare(
      `INSERT INTO answers (profile, at, nth, outcome, http_status, latency_ms, message, asked_by, program)
       VALUES (?, ?, ?, ?, ?, ?, ${textOf}, ?, ${textOf})`,
    ),
    goingOn: db.prepare(
      'SELECT n, began_at, kind, outcome FROM incidents WHERE profile = ? AND ended_at IS NULL ORDER BY n',
    ),
    beginIncident: db.prepare(
      `INSERT INTO incidents (profile, began_at, kind, outcome, message, host) VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    endIncident: db.prepare('UPDATE incidents SET ended_at = ? WHERE n = ?'),
    addAccess: db.prepare(
      'INSERT INTO accesses (at, id, action, door, program, pid) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    accessesBy: db.prepare(
      'SELECT count(*) AS count FROM accesses WHERE program = ? AND action = ? AND at >= ?',
    ),
    notices: db.prepare('SELECT * FROM notices'),
    remember: db.prepare(
      'INSERT OR REPLACE INTO notices (id, shown_at, snoozed_until, dismissed_at) VALUES (?, ?, ?, ?)',
    ),
    forgetNotice: db.prepare('DELETE FROM notices WHERE id = ?'),
    forgetAnswers: db.prepare(`DELETE FROM answers WHERE profile = ${profile}`),
    forgetDays: db.prepare(`DELETE FROM days WHERE profile = ${profile}`),
    forgetIncidents: db.prepare(`DELETE FROM incidents WHERE profile = ${profile}`),
    forgetProfile: db.prepare('DELETE FROM profiles WHERE id = ?'),
    note: db.prepare(queries.note),
    setNote: db.prepare('INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)'),
    countProfiles: db.prepare('SELECT count(*) AS count FROM profiles'),
    profilesAfter: db.prepare('SELECT n FROM profiles WHERE n > ? ORDER BY n LIMIT ?'),
    oldestRaw: db.prepare('SELECT at FROM answers WHERE profile = ? AND at < ? ORDER BY at LIMIT 1'),
    rawOfDay: db.prepare(
      `SELECT at, nth, outcome, latency_ms FROM answers WHERE profile = ? AND at < ? ORDER BY at, nth LIMIT ?`,
    ),
    dropRawTo: db.prepare('DELETE FROM answers WHERE profile = ? AND (at, nth) <= (?, ?)'),
    dayOf: db.prepare('SELECT day, counts, p50, p95 FROM days WHERE profile = ? AND day = ?'),
    addDay: db.prepare('INSERT OR REPLACE INTO days (profile, day, counts, p50, p95) VALUES (?, ?, ?, ?, ?)'),
    dropDays: db.prepare('DELETE FROM days WHERE profile = ? AND day < ?'),
    dropIncidents: db.prepare('DELETE FROM incidents WHERE profile = ? AND ended_at < ?'),
    dropAccesses: db.prepare(
      'DELETE FROM accesses WHERE rowid IN (SELECT rowid FROM accesses WHERE at < ? ORDER BY at LIMIT ?)',
    ),
    textsAfter: db.prepare('SELECT max(n) AS last FROM (SELECT n FROM texts WHERE n > ? ORDER BY n LIMIT ?)'),
    dropTexts: db.prepare(
      `DELETE FROM texts WHERE n > ? AND n <= ?
         AND NOT EXISTS (SELECT 1 FROM answers WHERE message = texts.n)
         AND NOT EXISTS (SELECT 1 FROM answers WHERE program = texts.n)`,
    ),
    pages: db.prepare(
      `SELECT page_size AS size, page_count AS count, freelist_count AS free
       FROM pragma_page_size, pragma_page_count, pragma_freelist_count`,
    ),
    giveBack: (pages: number) => db.exec(`PRAGMA incremental_vacuum(${pages})`),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
