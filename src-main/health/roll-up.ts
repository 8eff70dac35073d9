import type { HistoryRow } from '../../src-shared/contract-schema.ts';
import { outcomes, type Outcome } from '../../src-shared/words.ts';
import type { HistoryDay } from './history.ts';

export const dayMs = 86_400_000;
/** How long rows are kept as they came, and how long days are kept (D-B39). */
export const rawMs = 90 * dayMs;
export const daysMs = 730 * dayMs;

/** Midnight UTC of the day `at` lies in. */
export function dayStart(at: number): number {
  return Math.floor(at / dayMs) * dayMs;
}

function percentile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null;
}

/** One day out of its raw rows: counts by outcome, median and 95th percentile of latency (nearest rank). */
export function rollUp(at: number, rows: readonly HistoryRow[]): HistoryDay {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const latencies = rows.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  return { at, counts, p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) };
}

const answersIn = (day: HistoryDay) => Object.values(day.counts).reduce((sum, n) => sum + n, 0);

/** Two parts of one day as one: counts add up, the latencies of the fuller part stand for both. */
export function mergeDays(a: HistoryDay, b: HistoryDay): HistoryDay {
  const counts: HistoryDay['counts'] = {};
  for (const outcome of outcomes) {
    const both = (a.counts[outcome] ?? 0) + (b.counts[outcome] ?? 0);
    if (both > 0) counts[outcome] = both;
  }
  const { p50, p95 } = answersIn(a) >= answersIn(b) ? a : b;
  return { at: a.at, counts, p50, p95 };
}
