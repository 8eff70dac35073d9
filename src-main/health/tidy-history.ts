import type { SQLOutputValue } from 'node:sqlite';
import { answerOf, dayOf } from './history-rows.ts';
import type { Statements } from './history-statements.ts';
import { dayMs, dayStart, daysMs, mergeDays, rawMs, rollUp } from './roll-up.ts';

/** What one slice touches at most, so that it never blocks for more than a few milliseconds. */
const profilesASlice = 200;
const rowsASlice = 1_000;

const numberOf = (value: SQLOutputValue | undefined) => (typeof value === 'number' ? value : null);

/** Rolls the oldest raw day of one profile up; gives how many rows that were, 0 when none is old enough. */
function rollOldestDay(statements: Statements, profile: number, before: number): number {
  const oldest = numberOf(statements.oldestRaw.get(profile, before)?.['at']);
  if (oldest === null) return 0;
  const day = dayStart(oldest);
  const rows = statements.rawOfDay.all(profile, day, day + dayMs);
  const rolled = rollUp(day, rows.flatMap(answerOf));
  const [earlier] = [statements.dayOf.get(profile, day)].flatMap((row) => (row ? dayOf(row) : []));
  const { counts, p50, p95 } = earlier ? mergeDays(earlier, rolled) : rolled;
  statements.addDay.run(profile, day, JSON.stringify(counts), p50, p95);
  statements.dropRaw.run(profile, day, day + dayMs);
  return rows.length;
}

/**
 * One slice of tidying, from the profile after `cursor`: raw rows of whole days older than 90 days become days, days
 * and accesses older than two years go (D-B39). Gives where to go on, or null when the round is done.
 */
export function tidySlice(statements: Statements, now: number, cursor: number): number | null {
  const before = dayStart(now - rawMs);
  statements.dropAccesses.run(now - daysMs, rowsASlice);
  let rows = 0;
  let last = cursor;
  const page = statements.profilesAfter.all(cursor, profilesASlice);
  for (const row of page) {
    const profile = numberOf(row['n']);
    if (profile === null) continue;
    for (let rolled = 1; rolled > 0 && rows < rowsASlice; rows += rolled) {
      rolled = rollOldestDay(statements, profile, before);
    }
    if (rows >= rowsASlice) return last;
    statements.dropDays.run(profile, now - daysMs);
    last = profile;
  }
  return page.length < profilesASlice ? null : last;
}
