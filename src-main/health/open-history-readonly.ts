/**
 * The history for commands that only read: no owner needed, nothing written, nothing loaded but SQLite (D-A5, D-C1).
 * A missing or damaged file reads as an empty one; its owner sets it right.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Access, HistoryRow } from '../../src-shared/contract-schema.ts';
import { hasWal, isCutOff, isDamage, sqliteCode } from './damaged-history.ts';
import { accessOf, answerOf, dayOf, queries, recordsOf } from './history-rows.ts';
import type { HistoryDay } from './history.ts';
import type { HealthRecord } from './record.ts';

const missingTable = 1;

/** A file at rest is opened as immutable: else SQLite would leave a log and its index beside it. */
function openToRead(path: string): DatabaseSync {
  const atRest = pathToFileURL(path);
  atRest.search = '?immutable=1';
  return new DatabaseSync(hasWal(path) ? path : atRest, { readOnly: true, timeout: 2_000 });
}

function read(path: string, query: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue>[] {
  if (!existsSync(path) || isCutOff(path)) return [];
  const db = openToRead(path);
  try {
    return db.prepare(query).all(...values);
  } catch (error) {
    if (isDamage(error) || sqliteCode(error) === missingTable) return [];
    throw error;
  } finally {
    db.close();
  }
}

/** What is believed of every profile, by id. */
export function readRecords(path: string): Map<string, HealthRecord> {
  return recordsOf(read(path, queries.records));
}

/** The newest `limit` answers since then, newest last. */
export function readAnswers(path: string, id: string, since: number, limit: number): HistoryRow[] {
  return read(path, queries.answers, id, since, limit).flatMap(answerOf).toReversed();
}

/** Days that were rolled up, oldest first. */
export function readDays(path: string, id: string, since: number): HistoryDay[] {
  return read(path, queries.days, id, since).flatMap(dayOf);
}

/** The newest `limit` accesses, newest first; of one profile, or of all when `id` is null. */
export function readAccesses(path: string, id: string | null, limit: number): Access[] {
  const rows = id === null ? read(path, queries.accesses, limit) : read(path, queries.accessesOf, id, limit);
  return rows.flatMap(accessOf);
}
