/** A file of the first version, as it reads until its owner has led it to today's schema. */
import type { DatabaseSync } from 'node:sqlite';
import type { HistoryRow } from '../../src-shared/contract-schema.ts';
import { answerOf } from './history-rows.ts';

const columns = `at, outcome, http_status, CAST(round(latency_ms) AS INTEGER) AS latency_ms, message`;

/** What today's queries of the same names give, of the older tables. */
export const queriesOfV1 = {
  answers: `SELECT ${columns} FROM answers
    WHERE profile = (SELECT n FROM profiles WHERE id = ?) AND at >= ? ORDER BY at DESC, rowid DESC LIMIT ?`,
  days: `SELECT at / 86400000 AS day, counts, CAST(round(p50) AS INTEGER) AS p50, CAST(round(p95) AS INTEGER) AS p95
    FROM days
    WHERE profile = (SELECT n FROM profiles WHERE id = ?) AND at >= ? * 86400000 ORDER BY at`,
};

/** Every answer in the order they came, profile after profile. */
export function* readAnswersOfV1(db: DatabaseSync): Generator<{ profile: number; answer: HistoryRow }> {
  const rows = db.prepare(`SELECT profile, ${columns} FROM answers_v1 ORDER BY profile, at, rowid`);
  for (const row of rows.iterate()) {
    const [answer] = answerOf(row);
    if (answer !== undefined && typeof row['profile'] === 'number') yield { profile: row['profile'], answer };
  }
}
