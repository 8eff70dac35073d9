import type { Bucket, Chart, ChartSpan, Incident } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { clockTime, exactSpan, nearDay, nearMoment, shortDate } from '../../src-shared/times.ts';
import type { Outcome } from '../../src-shared/words.ts';

type Kind = Incident['kind'];

export const spanNames: Readonly<Record<ChartSpan, string>> = {
  day: say('Day'),
  week: say('Week'),
  quarter: say('Quarter'),
};

/** What the picture is of, for those who hear it. */
export const answersOf: Readonly<Record<ChartSpan, string>> = {
  day: say('Answers of the last 24 hours'),
  week: say('Answers of the last 7 days'),
  quarter: say('Answers of the last 90 days'),
};

export const troublesOf: Readonly<Record<ChartSpan, string>> = {
  day: say('What went wrong in the last 24 hours'),
  week: say('What went wrong in the last 7 days'),
  quarter: say('What went wrong in the last 90 days'),
};

const silenceOf: Readonly<Record<ChartSpan, string>> = {
  day: say('No answers in the last 24 hours'),
  week: say('No answers in the last 7 days'),
  quarter: say('No answers in the last 90 days'),
};

export const incidentNames: Readonly<Record<Kind, string>> = {
  refused: say('Refusal'),
  trouble: say('Outage'),
  cooldown: say('Cooldown'),
  unreachable: say('No connection'),
};

const incidentCounts: Readonly<Record<Kind, (count: number) => string>> = {
  refused: (count) => say('{count, plural, one {# refusal} other {# refusals}}', { count }),
  trouble: (count) => say('{count, plural, one {# outage} other {# outages}}', { count }),
  cooldown: (count) => say('{count, plural, one {# cooldown} other {# cooldowns}}', { count }),
  unreachable: (count) =>
    say('{count, plural, one {# time without a connection} other {# times without a connection}}', { count }),
};

const outcomeCounts: Readonly<Record<Outcome, (count: number) => string>> = {
  ok: (count) => say('{count} fine', { count }),
  invalid: (count) => say('{count} not accepted', { count }),
  expired: (count) => say('{count} told it has expired', { count }),
  revoked: (count) => say('{count} told it was revoked', { count }),
  forbidden: (count) => say('{count} not allowed', { count }),
  no_credit: (count) => say('{count} without credit', { count }),
  rate_limited: (count) => say('{count} rate limited', { count }),
  overloaded: (count) => say('{count} overloaded', { count }),
  server_error: (count) => say('{count} failed there', { count }),
  network: (count) => say('{count} not reached', { count }),
  intercepted: (count) => say('{count} answered by something between', { count }),
  region_blocked: (count) => say('{count} not served in this place', { count }),
  model_not_found: (count) => say('{count} without that model', { count }),
  malformed: (count) => say('{count} not readable', { count }),
  unverifiable: (count) => say('{count} without a verdict', { count }),
};

/** What began an incident, in a person's words. */
export const causes: Readonly<Record<Outcome, string>> = {
  ok: say('fine'),
  invalid: say('not accepted'),
  expired: say('told it has expired'),
  revoked: say('told it was revoked'),
  forbidden: say('not allowed'),
  no_credit: say('no credit'),
  rate_limited: say('rate limited'),
  overloaded: say('overloaded'),
  server_error: say('failed there'),
  network: say('not reached'),
  intercepted: say('answered by something between'),
  region_blocked: say('not served in this place'),
  model_not_found: say('model not found'),
  malformed: say('not readable'),
  unverifiable: say('no verdict'),
};

export const answersIn = ({ counts }: Bucket) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** "12 answers: 10 fine, 2 rate limited"; of answers that were all fine just their number. */
export function answersWords(bucket: Bucket): string[] {
  const all = say('{count, plural, one {# answer} other {# answers}}', { count: answersIn(bucket) });
  const odd = (Object.keys(bucket.counts) as Outcome[]).filter((outcome) => outcome !== 'ok');
  return [all, ...odd.map((outcome) => outcomeCounts[outcome](bucket.counts[outcome] ?? 0))];
}

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
export function chartWords({ span, buckets }: Chart, incidents: readonly Incident[]): string[] {
  if (buckets.length === 0 && incidents.length === 0) return [silenceOf[span]];
  const median = medianOf(buckets);
  const kinds = Map.groupBy(incidents, ({ kind }) => kind);
  return [
    // What asks nobody takes no time: a login's owner, a file.
    median === null || median === 0
      ? say('No answer took a measurable time')
      : say('Median {ms} ms', { ms: Math.round(median) }),
    ...[...kinds].map(([kind, all]) => incidentCounts[kind](all.length)),
  ];
}

/** The stretch a bucket stands for: "14:00–14:15", "12 Nov, 14:00–16:00", "12 Nov 2026". */
export function bucketWhen({ span, bucketMs, to }: Chart, { at }: Bucket, now: number): string {
  if (span === 'quarter') return shortDate(at + bucketMs / 2);
  const hours = say('{from}–{to}', { from: clockTime(at), to: clockTime(Math.min(at + bucketMs, to)) });
  return nearMoment(at, now) === clockTime(at)
    ? hours
    : say('{date}, {time}', { date: nearDay(at, now), time: hours });
}

/** "Cooldown since 11 Nov, for 4 h: rate limited" */
export function incidentWords({ from, to, kind, outcome }: Incident, now: number): string {
  const about = { kind: incidentNames[kind], from: nearMoment(from, now), cause: causes[outcome] };
  return to === null
    ? say('{kind} since {from}: {cause}', about)
    : say('{kind} since {from}, for {span}: {cause}', { ...about, span: exactSpan(to - from) });
}

/** What goes on while a bucket's answers come. */
export function incidentsAt({ bucketMs }: Chart, { at }: Bucket, incidents: readonly Incident[]): Incident[] {
  return incidents.filter(({ from, to }) => from < at + bucketMs && (to === null || to > at));
}

function latencyWords(p50: number | null, answers: number): string[] {
  if (p50 === null) return [];
  const ms = Math.round(p50);
  return [answers === 1 ? say('{count} ms', { count: ms }) : say('median {ms} ms', { ms })];
}

/** What one bucket has to say, with the incidents that went on meanwhile. */
export function bucketWords(
  chart: Chart,
  bucket: Bucket,
  incidents: readonly Incident[],
  now: number,
): string[] {
  const [all = '', ...odd] = answersWords(bucket);
  const { p50, p95 } = bucket;
  const count = answersIn(bucket);
  return [
    bucketWhen(chart, bucket, now),
    all,
    ...latencyWords(p50, count),
    ...(p95 === null || count < 3 ? [] : [say('95 % under {ms} ms', { ms: Math.round(p95) })]),
    ...odd,
    ...incidentsAt(chart, bucket, incidents).map((incident) => incidentWords(incident, now)),
  ];
}
