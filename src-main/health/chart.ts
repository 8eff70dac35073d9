import type { Bucket, Chart, ChartSpan, HistoryRow } from '../../src-shared/contract-schema.ts';
import { dayMs, dayStart, mergeDays, rollUp } from './roll-up.ts';

const minuteMs = 60_000;

/** How finely each span is counted: at most 96 buckets, so that nobody is sent ten thousand rows to draw. */
export const chartForms: Readonly<Record<ChartSpan, { buckets: number; bucketMs: number }>> = {
  day: { buckets: 96, bucketMs: 15 * minuteMs },
  week: { buckets: 84, bucketMs: 120 * minuteMs },
  quarter: { buckets: 90, bucketMs: dayMs },
};

/** Where the span that ends with `now` begins; the quarter with midnight UTC, as the days that were rolled up. */
export function chartStart(span: ChartSpan, now: number): number {
  const { buckets, bucketMs } = chartForms[span];
  return span === 'quarter' ? dayStart(now) - (buckets - 1) * bucketMs : now - buckets * bucketMs;
}

/** The last moment whose rows a chart shows: where the clock was set back a little, the newest ones lie ahead of it. */
export function chartEnd(span: ChartSpan, now: number): number {
  return now + chartForms[span].bucketMs;
}

/** Rows and rolled-up days, oldest first, as the buckets of a span; what lies ahead counts to the last one. */
export function chartOf(
  span: ChartSpan,
  now: number,
  rows: readonly Pick<HistoryRow, 'at' | 'outcome' | 'latencyMs'>[],
  days: readonly Bucket[],
): Chart {
  const { buckets: most, bucketMs } = chartForms[span];
  const from = chartStart(span, now);
  const placeOf = (at: number) => Math.min(most - 1, Math.floor((at - from) / bucketMs));
  const grouped = Map.groupBy(rows, ({ at }) => placeOf(at));
  const found = new Map<number, Bucket>();
  for (const [place, inPlace] of grouped) found.set(place, rollUp(from + place * bucketMs, inPlace));
  for (const day of days) {
    const place = placeOf(day.at);
    const raw = found.get(place);
    if (place >= 0) found.set(place, raw ? mergeDays(raw, day) : day);
  }
  const buckets = [...found.values()].sort((a, b) => a.at - b.at);
  return { span, from, to: now, bucketMs, buckets };
}
