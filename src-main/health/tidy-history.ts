import type { SQLOutputValue } from 'node:sqlite';
import { answerOf, dayOf } from './history-rows.ts';
import type { Statements } from './history-statements.ts';
import { keptAfter, turnsAfter, type Kept } from './retention.ts';
import { dayMs, dayNumber, dayStart, firstDaySince, mergeDays, rollUp } from './roll-up.ts';

/** What one step touches at most; a slice takes as many steps as its milliseconds allow. */
const rowsAStep = 250;
const profilesAStep = 20;
const textsAStep = 200;
const pagesAStep = 32;

/** Room that is left in the file for the rows to come: so many pages, or this part of it. */
const spare = { pages: 16, part: 0.05 };

const numberOf = (value: SQLOutputValue | undefined) => (typeof value === 'number' ? value : null);

/** How large the file is in bytes, and whether so much of it is free that it should be given back. */
function sizeOf(statements: Statements): { bytes: number; hasRoom: boolean } {
  const row = statements.pages.get() ?? {};
  const [size, count, free] = ['size', 'count', 'free'].map((name) => numberOf(row[name]) ?? 0);
  if (size === undefined || count === undefined || free === undefined) return { bytes: 0, hasRoom: false };
  return { bytes: count * size, hasRoom: free > Math.max(spare.pages, count * spare.part) };
}

/** Rolls rows of the oldest raw day of one profile up; false when none is old enough. */
function rollOldest(statements: Statements, profile: number, before: number): boolean {
  const oldest = numberOf(statements.oldestRaw.get(profile, before)?.['at']);
  if (oldest === null) return false;
  const day = dayNumber(oldest);
  const rows = statements.rawOfDay.all(profile, (day + 1) * dayMs, rowsAStep);
  const rolled = rollUp(day * dayMs, rows.flatMap(answerOf));
  const [earlier] = [statements.dayOf.get(profile, day)].flatMap((row) => (row ? dayOf(row) : []));
  const { counts, p50, p95 } = earlier ? mergeDays(earlier, rolled) : rolled;
  statements.addDay.run(profile, day, JSON.stringify(counts), p50, p95);
  const last = rows.at(-1);
  statements.dropRawTo.run(profile, numberOf(last?.['at']) ?? oldest, numberOf(last?.['nth']) ?? 0);
  return true;
}

function* tidyProfiles(statements: Statements, now: number, { rawMs, daysMs }: Kept): Generator<void> {
  const before = dayStart(now - rawMs);
  for (let last = 0; ;) {
    const page = statements.profilesAfter.all(last, profilesAStep).flatMap(({ n }) => numberOf(n) ?? []);
    for (const profile of page) {
      while (rollOldest(statements, profile, before)) yield;
      statements.dropDays.run(profile, firstDaySince(now - daysMs));
      statements.dropIncidents.run(profile, now - daysMs);
      last = profile;
    }
    if (page.length < profilesAStep) return;
    yield;
  }
}

function* tidyTexts(statements: Statements): Generator<void> {
  for (let after = 0; ;) {
    const last = numberOf(statements.textsAfter.get(after, textsAStep)?.['last']);
    if (last === null) return;
    statements.dropTexts.run(after, last);
    after = last;
    yield;
  }
}

const screwNote = 'retention';

/**
 * A round of tidying, in steps of about a millisecond: raw rows of whole days older than 90 days become days; days,
 * incidents and accesses older than two years go (D-B39), and with them texts that nothing says any more. Where the
 * file is larger than its limit, less is kept, and the round is run again. The room is given back to the disk.
 */
export function* tidyRound(
  statements: Statements,
  now: number,
  limitOf: (profiles: number) => number,
): Generator<void> {
  for (;;) {
    const kept = parsedTurns(statements.note.get(screwNote)?.['value']);
    yield* tidyProfiles(statements, now, keptAfter(kept));
    while (Number(statements.dropAccesses.run(now - keptAfter(kept).daysMs, rowsAStep).changes) > 0) yield;
    yield* tidyTexts(statements);
    for (; sizeOf(statements).hasRoom; yield) statements.giveBack(pagesAStep);
    const limit = limitOf(numberOf(statements.countProfiles.get()?.['count']) ?? 0);
    const turns = turnsAfter(kept, sizeOf(statements).bytes, limit);
    if (turns !== kept) statements.setNote.run(screwNote, JSON.stringify(turns));
    if (turns <= kept) return;
    yield;
  }
}

function parsedTurns(value: SQLOutputValue | undefined): number {
  const turns = Number(value ?? 0);
  return Number.isInteger(turns) && turns >= 0 ? turns : 0;
}
