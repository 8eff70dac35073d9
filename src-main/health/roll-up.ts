import type { Bucket, HistoryRow } from '../../src-shared/contract-schema.ts';
import { outcomes, type Outcome } from '../../src-shared/words.ts';

export const dayMs = 86_400_000;

/** The day `at` lies in, counted from 1 January 1970 UTC. */
export function dayNumber(at: number): number {
  return Math.floor(at / dayMs);
}

/** The first day that begins at or after `since`. */
export function firstDaySince(since: number): number {
  return Math.ceil(since / dayMs);
}

/** Midnight UTC of the day `at` lies in. */
export function dayStart(at: number): number {
  return dayNumber(at) * dayMs;
}

function percentile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null;
}

/** A stretch of time out of its rows: counts by outcome, median and 95th percentile of latency (nearest rank). */
export function rollUp(at: number, rows: readonly Pick<HistoryRow, 'outcome' | 'latencyMs'>[]): Bucket {
  const counts: Partial<Record<Outcome, number>> = {};
  const latencies: number[] = [];
  for (const { outcome, latencyMs } of rows) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (latencyMs !== null) latencies.push(latencyMs);
  }
  latencies.sort((a, b) => a - b);
  return { at, counts, p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) };
}

const answersIn = (bucket: Bucket) => Object.values(bucket.counts).reduce((sum, n) => sum + n, 0);

/** Two parts of one day as one: counts add up, the latencies of the fuller part stand for both. */
export function mergeDays(a: Bucket, b: Bucket): Bucket {
  const counts: Bucket['counts'] = {};
  for (const outcome of outcomes) {
    const both = (a.counts[outcome] ?? 0) + (b.counts[outcome] ?? 0);
    if (both > 0) counts[outcome] = both;
  }
  const { p50, p95 } = answersIn(a) >= answersIn(b) ? a : b;
  return { at: a.at, counts, p50, p95 };
}
