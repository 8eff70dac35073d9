import type { Bucket, Chart, ChartSpan, Incident } from '../../src-shared/contract-schema.ts';
import { clockTime, exactSpan, nearMoment, shortDate } from '../../src-shared/times.ts';
import { incidentLooks } from './chart-plot.ts';

export const spanNames: Readonly<Record<ChartSpan, { name: string; words: string }>> = {
  day: { name: 'Day', words: 'the last 24 hours' },
  week: { name: 'Week', words: 'the last 7 days' },
  quarter: { name: 'Quarter', words: 'the last 90 days' },
};

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

export const answersIn = ({ counts }: Bucket) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The median of the buckets' medians, each as often as it has answers. */
function medianOf(buckets: readonly Bucket[]): number | null {
  const measured = buckets.flatMap((bucket) =>
    bucket.p50 === null ? [] : [{ ms: bucket.p50, count: answersIn(bucket) }],
  );
  const half = measured.reduce((sum, { count }) => sum + count, 0) / 2;
  let reached = 0;
  for (const { ms, count } of measured.toSorted((a, b) => a.ms - b.ms)) {
    reached += count;
    if (reached >= half) return ms;
  }
  return null;
}

/** The whole in a line: "Median 214 ms · 2 cooldowns · 1 outage". */
export function chartWords({ span, buckets }: Chart, incidents: readonly Incident[]): string {
  if (buckets.length === 0 && incidents.length === 0) return `No answers in ${spanNames[span].words}`;
  const median = medianOf(buckets);
  const kinds = Map.groupBy(incidents, ({ kind }) => kind);
  return [
    median === null ? 'No answer took a measurable time' : `Median ${Math.round(median)} ms`,
    ...[...kinds].map(([kind, all]) =>
      kind === 'unreachable'
        ? `${plural(all.length, 'time')} without a connection`
        : plural(all.length, incidentLooks[kind].word),
    ),
  ].join(' · ');
}

/** The stretch a bucket stands for: "14:00–14:15", "12 Nov, 14:00–16:00", "12 Nov 2026". */
export function bucketWhen({ span, bucketMs, to }: Chart, { at }: Bucket, now: number): string {
  if (span === 'quarter') return shortDate(at + bucketMs / 2);
  const end = clockTime(Math.min(at + bucketMs, to));
  const day = nearMoment(at, now);
  const hours = `${clockTime(at)}–${end}`;
  return day === clockTime(at) ? hours : `${day.replace(/,.*$/, '')}, ${hours}`;
}

function incidentWords({ from, to, kind, outcome }: Incident, now: number): string {
  const began = `${incidentLooks[kind].word} (${outcome}) since ${nearMoment(from, now)}`;
  return to === null ? began : `${began}, for ${exactSpan(to - from)}`;
}

/** What one bucket has to say, with the incidents that went on meanwhile. */
export function bucketWords(
  chart: Chart,
  bucket: Bucket,
  incidents: readonly Incident[],
  now: number,
): string[] {
  const odd = Object.entries(bucket.counts).filter(([outcome]) => outcome !== 'ok');
  const ends = bucket.at + chart.bucketMs;
  return [
    bucketWhen(chart, bucket, now),
    plural(answersIn(bucket), 'answer'),
    ...(bucket.p50 === null ? [] : [`median ${Math.round(bucket.p50)} ms`]),
    ...(bucket.p95 === null || answersIn(bucket) < 3 ? [] : [`95 % under ${Math.round(bucket.p95)} ms`]),
    ...odd.map(([outcome, count]) => `${count} ${outcome}`),
    ...incidents
      .filter(({ from, to }) => from < ends && (to === null || to > bucket.at))
      .map((incident) => incidentWords(incident, now)),
  ];
}
