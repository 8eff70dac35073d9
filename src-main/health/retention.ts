import { dayMs } from './roll-up.ts';

/** How long rows are kept as they came, and how long days, incidents and accesses are (D-B39). Milliseconds. */
export interface Kept {
  rawMs: number;
  daysMs: number;
}

/** Never given up, however full the file: what the week's chart shows, and a quarter of days. */
const leastRawDays = 8;
const leastDays = 90;
const wholeRawDays = 90;
const wholeDays = 730;

/** How much a turn of the screw takes away, and the last turn, from where nothing is left to take. */
const part = 0.85;
const tightest = 32;

const tightened = (days: number, turns: number, least: number) =>
  Math.max(least, Math.floor(days * part ** Math.max(0, turns))) * dayMs;

const rawTurns = Math.ceil(Math.log(leastRawDays / wholeRawDays) / Math.log(part));

/** What is kept after so many turns of the screw: raw rows are given up first, days only then. */
export function keptAfter(turns: number): Kept {
  return {
    rawMs: tightened(wholeRawDays, turns, leastRawDays),
    daysMs: tightened(wholeDays, turns - rawTurns, leastDays),
  };
}

/** The most that the file may take, in bytes: 50 MB for a thousand profiles, and in proportion for more. */
export function sizeLimit(profiles: number): number {
  return Math.max(50e6, 50e3 * profiles);
}

/** How tight the screw is after a round of tidying: tighter while the file is too large, looser when there is much room. */
export function turnsAfter(turns: number, size: number, limit: number): number {
  if (size > limit) return Math.min(tightest, turns + 1);
  return size < 0.7 * limit ? Math.max(0, turns - 1) : turns;
}
