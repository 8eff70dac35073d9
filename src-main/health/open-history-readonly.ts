/**
 * The history for commands that only read: no owner needed, nothing written, nothing loaded but SQLite (D-A5, D-C1).
 * A missing or damaged file reads as an empty one; its owner sets it right.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Access, HistoryRow, Incident } from '../../src-shared/contract-schema.ts';
import { hasWal, isCutOff, isDamage, sqliteCode } from './damaged-history.ts';
import { queriesOfV1 } from './history-of-v1.ts';
import {
  accessOf,
  answerOf,
  dayOf,
  generationNote,
  incidentOf,
  noteOf,
  queries,
  recordsOf,
} from './history-rows.ts';
import type { HistoryDay } from './history.ts';
import { incidentsOf } from './incidents.ts';
import type { HealthRecord } from './record.ts';
import { firstDaySince } from './roll-up.ts';

const missingTable = 1;
const everyRow = -1;

/** A file at rest is opened as immutable: else SQLite would leave a log and its index beside it. */
function openToRead(path: string): DatabaseSync {
  const atRest = pathToFileURL(path);
  atRest.search = '?immutable=1';
  return new DatabaseSync(hasWal(path) ? path : atRest, { readOnly: true, timeout: 2_000 });
}

function read<T>(path: string, act: (db: DatabaseSync) => T[]): T[] {
  if (!existsSync(path) || isCutOff(path)) return [];
  const db = openToRead(path);
  try {
    return act(db);
  } catch (error) {
    if (isDamage(error) || sqliteCode(error) === missingTable) return [];
    throw error;
  } finally {
    db.close();
  }
}

type Rows = Record<string, SQLOutputValue>[];

function all(path: string, query: string, ...values: SQLInputValue[]): Rows {
  return read(path, (db) => db.prepare(query).all(...values));
}

const isOfV1 = (db: DatabaseSync) => db.prepare('PRAGMA user_version').get()?.['user_version'] === 1;

/** Asks for what the first version kept otherwise. */
function allOf(path: string, name: keyof typeof queriesOfV1, ...values: SQLInputValue[]): Rows {
  return read(path, (db) => db.prepare((isOfV1(db) ? queriesOfV1 : queries)[name]).all(...values));
}

/** What is believed of every profile, by id. */
export function readRecords(path: string): Map<string, HealthRecord> {
  return recordsOf(all(path, queries.records));
}

/** The newest `limit` answers since then, newest last. */
export function readAnswers(path: string, id: string, since: number, limit: number): HistoryRow[] {
  return allOf(path, 'answers', id, since, limit).flatMap(answerOf).toReversed();
}

/** Days that were rolled up, oldest first. */
export function readDays(path: string, id: string, since: number): HistoryDay[] {
  return allOf(path, 'days', id, firstDaySince(since)).flatMap(dayOf);
}

/** The newest `limit` incidents that were going on at some time since then, oldest first. */
export function readIncidents(path: string, id: string, since: number, limit: number): Incident[] {
  return read(path, (db) => {
    if (!isOfV1(db))
      return db.prepare(queries.incidents).all(id, since, limit).flatMap(incidentOf).toReversed();
    // The first version kept none: they are told out of its rows.
    const answers = db.prepare(queriesOfV1.answers).all(id, since, everyRow).flatMap(answerOf).toReversed();
    return incidentsOf(answers).slice(-limit);
  });
}

/** A small fact that outlives a process; undefined where there is none. */
export function readNote(path: string, name: string): unknown {
  return noteOf(all(path, queries.note, name)[0]);
}

/** The newest generation of the vault that was seen; null where none was (D-A2). */
export function readGeneration(path: string): number | null {
  const generation = readNote(path, generationNote);
  return typeof generation === 'number' ? generation : null;
}

/** The newest `limit` accesses, newest first; of one profile, or of all when `id` is null. */
export function readAccesses(path: string, id: string | null, limit: number): Access[] {
  const rows = id === null ? all(path, queries.accesses, limit) : all(path, queries.accessesOf, id, limit);
  return rows.flatMap(accessOf);
}
