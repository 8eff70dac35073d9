import type { SQLOutputValue } from 'node:sqlite';
import type { Access, HistoryRow, Incident } from '../../src-shared/contract-schema.ts';
import { accessActions, doors, outcomes } from '../../src-shared/words.ts';
import type { HistoryDay, RememberedNotice } from './history.ts';
import { unseen, type HealthRecord } from './record.ts';
import { dayMs } from './roll-up.ts';

type Row = Record<string, SQLOutputValue>;

const text = (value: SQLOutputValue | undefined) => (typeof value === 'string' ? value : null);
const number = (value: SQLOutputValue | undefined) => (typeof value === 'number' ? value : null);
const oneOf = <T extends string>(words: readonly T[], value: SQLOutputValue | undefined) =>
  words.find((word) => word === value) ?? null;

/** The newest generation of the vault that was seen is noted under this name. */
export const generationNote = 'generation';

/** How many of a profile's newest incidents are told at once. */
export const shownIncidents = 200;

const profile = '(SELECT n FROM profiles WHERE id = ?)';

/** What the reading and the writing side of the history ask alike. */
export const queries = {
  records: 'SELECT id, record FROM profiles WHERE record IS NOT NULL',
  answers: `SELECT at, outcome, http_status, latency_ms, asked_by,
      (SELECT text FROM texts WHERE n = message) AS message, (SELECT text FROM texts WHERE n = program) AS program
    FROM answers WHERE profile = ${profile} AND at >= ? ORDER BY at DESC, nth DESC LIMIT ?`,
  days: `SELECT day, counts, p50, p95 FROM days WHERE profile = ${profile} AND day >= ? ORDER BY day`,
  incidents: `SELECT began_at, ended_at, kind, outcome, message, host FROM incidents
    WHERE profile = ${profile} AND (ended_at IS NULL OR ended_at >= ?) ORDER BY began_at DESC, n DESC LIMIT ?`,
  note: 'SELECT value FROM notes WHERE name = ?',
  accesses: 'SELECT * FROM accesses ORDER BY at DESC, rowid DESC LIMIT ?',
  accessesOf: 'SELECT * FROM accesses WHERE id = ? ORDER BY at DESC, rowid DESC LIMIT ?',
};

/** JSON that this program wrote; undefined where it no longer reads, so that one bad cell costs no more than itself. */
function parsed(json: string | null): unknown {
  try {
    return json === null ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The record in a row; fields that an earlier version did not know are as in one never seen. */
export function recordOf(row: Row): HealthRecord | null {
  const id = text(row['id']);
  const record = parsed(text(row['record']));
  return id !== null && isObject(record) ? { ...unseen(id), ...record, id } : null;
}

/** Records by id, without those that no longer read. */
export function recordsOf(rows: readonly Row[]): Map<string, HealthRecord> {
  return new Map(
    rows
      .map(recordOf)
      .flatMap((record) => (record ? [[record.id, record] satisfies [string, HealthRecord]] : [])),
  );
}

export function answerOf(row: Row): HistoryRow[] {
  const at = number(row['at']);
  const outcome = oneOf(outcomes, row['outcome']);
  if (at === null || outcome === null) return [];
  return [
    {
      at,
      outcome,
      httpStatus: number(row['http_status']),
      latencyMs: number(row['latency_ms']),
      message: text(row['message']),
      from: row['asked_by'] === 'traffic' ? 'traffic' : 'probe',
      program: text(row['program']),
    },
  ];
}

export function dayOf(row: Row): HistoryDay[] {
  const day = number(row['day']);
  if (day === null) return [];
  const counts = parsed(text(row['counts']));
  const at = day * dayMs;
  return [{ at, counts: isObject(counts) ? counts : {}, p50: number(row['p50']), p95: number(row['p95']) }];
}

const kinds = ['cooldown', 'refused', 'trouble', 'unreachable'] as const satisfies Incident['kind'][];

export function incidentOf(row: Row): Incident[] {
  const from = number(row['began_at']);
  const kind = oneOf(kinds, row['kind']);
  const outcome = oneOf(outcomes, row['outcome']);
  if (from === null || kind === null || outcome === null) return [];
  const to = number(row['ended_at']);
  return [{ from, to, kind, outcome, message: text(row['message']), host: text(row['host']) }];
}

export function accessOf(row: Row): Access[] {
  const at = number(row['at']);
  const id = text(row['id']);
  const action = oneOf(accessActions, row['action']);
  if (at === null || id === null || action === null) return [];
  const door = oneOf(doors, row['door']);
  return [{ at, id, action, door, program: text(row['program']), pid: number(row['pid']) }];
}

export function noticeOf(row: Row): RememberedNotice[] {
  const id = text(row['id']);
  if (id === null) return [];
  return [
    {
      id,
      shownAt: number(row['shown_at']),
      snoozedUntil: number(row['snoozed_until']),
      dismissedAt: number(row['dismissed_at']),
    },
  ];
}

/** The value of a note; undefined when there is none. */
export function noteOf(row: Row | undefined): unknown {
  return parsed(text(row?.['value']));
}
