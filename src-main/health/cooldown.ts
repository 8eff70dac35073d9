import type { HealthReason } from '../../src-shared/words.ts';
import { outcomeClass, speaks } from './outcome-class.ts';
import type { HealthRecord } from './record.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Milliseconds a key rests when nobody said how long, by how often in a row it had to; the last one stays. */
export const throttleLadderMs = [1, 5, 25, 60].map((minutes) => minutes * minute);
export const billingLadderMs = [5, 10, 20, 24].map((hours) => hours * hour);

/** A time stated further away than this is a mistake of the other side (providers' longest window is a month). */
export const farthestStatedMs = 31 * 24 * hour;

/** The rung for the `nth` time in a row, from 1. Milliseconds. */
export function rung(ladder: readonly number[], nth: number): number {
  return ladder[Math.min(Math.max(nth, 1), ladder.length) - 1] ?? hour;
}

/** A time the provider stated, if it lies ahead: capped, else null and our own ladder counts. Epoch ms. */
export function statedTime(stated: number | null, now: number): number | null {
  if (stated === null || !Number.isFinite(stated) || stated <= now) return null;
  return Math.min(stated, now + farthestStatedMs);
}

/** What a key that answers again is marked with: the newest recognition that is not lifted yet. */
export function limitOf(record: HealthRecord): HealthReason | null {
  if (record.unusable) return 'forbidden';
  if (!record.limited) return null;
  const newest = record.trail.findLast(({ outcome }) => outcomeClass[outcome] === 'recognition')?.outcome;
  return newest === 'model_not_found' ? newest : 'forbidden';
}

/** The record without its cooldown: what it was before, as far as any answer proved it. */
export function endCooldown(record: HealthRecord, at: number): HealthRecord {
  if (record.state !== 'cooldown') return record;
  return {
    ...record,
    state: record.provenAt === null && !record.limited ? 'unknown' : 'healthy',
    reason: limitOf(record),
    since: at,
    cooldownUntil: null,
    cooledBy: null,
  };
}

/** A cooldown ends by itself, at the moment it was to end: no label outlives its time. */
export function cooldownOver(record: HealthRecord, now: number): HealthRecord {
  const { state, cooldownUntil } = record;
  if (state !== 'cooldown') return record;
  const until = cooldownUntil ?? now;
  if (until <= now) return endCooldown(record, until);
  // None is that long: it was set by a clock that has been put back since.
  return until - now > farthestStatedMs ? endCooldown(record, now) : record;
}

/** A person asked right now and got an answer: the wait and the count of the tries before are over. */
export function tried(record: HealthRecord, now: number): HealthRecord {
  return { ...endCooldown(record, now), failures: 0 };
}

/** Enable, Reset: a person says the cause is gone. What answers taught and the evidence stay. */
export function cleared(record: HealthRecord): HealthRecord {
  const disabled = record.state === 'disabled';
  return {
    ...endCooldown(record, record.lastAnswer?.at ?? 0),
    ...(disabled ? { state: 'unknown', reason: null, since: null } : {}),
    confirming: null,
    modelRest: null,
    failures: 0,
  };
}

/** How often in a row, with this answer, the key had to rest or was refused for the same kind of reason. */
export function countOf(before: HealthRecord, kind: 'throttle' | 'billing' | 'accusation'): number {
  const last = before.trail.findLast(({ outcome }) => speaks(outcome));
  return last !== undefined && outcomeClass[last.outcome] === kind ? before.failures + 1 : 1;
}
