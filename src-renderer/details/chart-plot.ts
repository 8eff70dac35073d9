/** Where the parts of a chart lie; pure, in px of a chart whose text is 16 px to the rem. Times run left to right. */
import type { Bucket, Chart, Incident } from '../../src-shared/contract-schema.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import { language, say } from '../../src-shared/say.ts';
import { clockTime, spaced } from '../../src-shared/times.ts';
import { drawnAs } from '../profiles/sparkline.tsx';

/** Heights from the top: the signs of incidents, the plot, the lane of health, the words of time. */
export const rows = { sign: 12, top: 18, bottom: 84, lane: 92, words: 109, height: 113 } as const;
const scaleWidth = 44;
/** Less would be a sliver: as wide as its sign. */
const leastBand = 8;
const signWidth = 14;

/** How an incident is told beside its words: by shape and colour. */
export const incidentLooks: Readonly<
  Record<Incident['kind'], { tone: Tone; sign: `g-${Glyph}` | 'i-offline' }>
> = {
  refused: { tone: 'bad', sign: 'g-cross' },
  trouble: { tone: 'warn', sign: 'g-triangle' },
  cooldown: { tone: 'wait', sign: 'g-pause' },
  unreachable: { tone: 'none', sign: 'i-offline' },
};
const worstFirst: readonly Incident['kind'][] = ['refused', 'trouble', 'cooldown', 'unreachable'];

export interface Band {
  readonly key: string;
  readonly kind: Incident['kind'];
  readonly x: number;
  readonly width: number;
}

export interface Plot {
  readonly width: number;
  /** Latency, broken where nothing was heard. */
  readonly line: string;
  /** Points that no line reaches. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly newest: { readonly x: number; readonly y: number } | null;
  readonly refusals: readonly number[];
  readonly cooldowns: readonly number[];
  /** Stretches in which answers came, as pairs of ends. */
  readonly heard: readonly (readonly [number, number])[];
  readonly bands: readonly Band[];
  readonly signs: readonly { readonly key: string; readonly kind: Incident['kind']; readonly x: number }[];
  readonly scale: readonly { readonly y: number; readonly word: string }[];
  readonly times: readonly { readonly x: number; readonly word: string }[];
  /** Where each bucket's answers stand; in their order. */
  readonly places: readonly number[];
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The least of 1, 2 and 5 times a power of ten that is no less than `ms`, and at least 50. */
export function topOfScale(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(50, ms)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= Math.max(50, ms)) ?? 10 * power;
}

function scaleOf(top: number): Plot['scale'] {
  const inSeconds = top >= 1000;
  const count = inSeconds ? top / 1000 : top;
  return [
    { y: rows.top, word: inSeconds ? say('{count} s', { count }) : say('{count} ms', { count }) },
    { y: (rows.top + rows.bottom) / 2, word: String(count / 2) },
    { y: rows.bottom, word: '0' },
  ];
}

/** Local moments that are named below a chart: every sixth hour, every midday, every first of a month. */
export function namedMoments({ span, from, to }: Chart): { at: number; word: string }[] {
  const found: { at: number; word: string }[] = [];
  const first = new Date(from);
  const [year, month, day] = [first.getFullYear(), first.getMonth(), first.getDate()];
  const weekday = new Intl.DateTimeFormat(language(), { weekday: 'short' });
  const monthName = new Intl.DateTimeFormat(language(), { month: 'short' });
  for (let step = 0; step < 12; step++) {
    // Calendar steps, so that a day of 23 or 25 hours keeps the names in their place.
    const at =
      span === 'day'
        ? new Date(year, month, day, 6 * step).getTime()
        : span === 'week'
          ? new Date(year, month, day + step, 12).getTime()
          : new Date(year, month + step, 1).getTime();
    const word =
      span === 'day' ? clockTime(at) : span === 'week' ? weekday.format(at) : spaced(monthName.format(at));
    if (at >= from && at <= to) found.push({ at, word });
  }
  return found;
}

/** Answers farther apart than this have silence between them. Milliseconds. */
function longestPause(buckets: readonly Bucket[], bucketMs: number): number {
  const gaps = buckets.slice(1).map(({ at }, index) => at - (buckets[index]?.at ?? at));
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? bucketMs;
  return 3 * Math.max(usual, bucketMs);
}

function bandsOf(incidents: readonly Incident[], xOf: (at: number) => number, width: number): Band[] {
  return incidents.map(({ from, to, kind }, index) => {
    const begin = xOf(from);
    const wide = Math.max(leastBand, (to === null ? width : xOf(to)) - begin);
    const x = Math.max(0, Math.min(begin, width - wide));
    return { key: `${from} ${kind} ${index}`, kind, x: round(x), width: round(Math.min(wide, width)) };
  });
}

/** What of the stretches no band covers: a lane is well or not, never both. */
function outside(
  stretches: readonly (readonly [number, number])[],
  bands: readonly Band[],
): [number, number][] {
  let left = stretches.map(([from, to]): [number, number] => [from, Math.max(to, from + 2)]);
  for (const { x, width } of bands)
    left = left.flatMap(([from, to]): [number, number][] => [
      [from, Math.min(to, x - 1)],
      [Math.max(from, x + width + 1), to],
    ]);
  // What is left between two answers of one incident is no time of health.
  return left.filter(([from, to]) => to - from >= 2);
}

/** Over its middle; over the beginning of what goes on for long. */
const signAt = ({ x, width }: Band) => x + Math.min(width / 2, signWidth / 2);

/** One sign a place: where several would lie over each other the worst stands for all. */
function signsOf(bands: readonly Band[]): Plot['signs'] {
  const signs: { key: string; kind: Incident['kind']; x: number }[] = [];
  for (const kind of worstFirst)
    for (const band of bands.filter((each) => each.kind === kind)) {
      const x = round(signAt(band));
      if (signs.every((sign) => Math.abs(sign.x - x) >= signWidth)) signs.push({ key: band.key, kind, x });
    }
  return signs;
}

/** Everything that is drawn, in a box so many px wide. */
export function plotOf(chart: Chart, incidents: readonly Incident[], boxWidth: number): Plot {
  const { from, to, bucketMs, buckets } = chart;
  const width = Math.max(60, boxWidth - scaleWidth);
  const xOf = (at: number) => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * width;
  const places = buckets.map(({ at }) => round(xOf(at + bucketMs / 2)));
  const top = topOfScale(Math.max(0, ...buckets.map(({ p50 }) => p50 ?? 0)));
  const pause = longestPause(buckets, bucketMs);

  // Where nothing took any time nothing was measured.
  const measured = buckets.some(({ p50 }) => p50 !== null && p50 > 0);
  const runs: { x: number; y: number }[][] = [];
  const heard: [number, number][] = [];
  const [refusals, cooldowns]: [number[], number[]] = [[], []];
  let before: Bucket | null = null;
  for (const [index, bucket] of buckets.entries()) {
    const x = places[index] ?? 0;
    const goesOn = before !== null && bucket.at - before.at <= pause;
    const open = heard.at(-1);
    if (goesOn && open) open[1] = x;
    else heard.push([x, x]);
    if (measured && bucket.p50 !== null) {
      const y = round(rows.bottom - (bucket.p50 / top) * (rows.bottom - rows.top));
      const run = goesOn && before?.p50 !== null ? runs.at(-1) : undefined;
      if (run) run.push({ x, y });
      else runs.push([{ x, y }]);
    }
    const drawn = new Set(
      Object.keys(bucket.counts).map((outcome) => drawnAs[outcome as keyof typeof drawnAs]),
    );
    if (drawn.has('refusal')) refusals.push(x);
    else if (drawn.has('cooldown')) cooldowns.push(x);
    before = bucket;
  }
  const open = heard.at(-1);
  if (before !== null && open && to - before.at <= pause) open[1] = round(width);

  const bands = bandsOf(incidents, xOf, width);
  const lastBucket = buckets.at(-1);
  return {
    width,
    line: runs
      .filter((run) => run.length > 1)
      .map((run) => `M${run.map(({ x, y }) => `${x} ${y}`).join('L')}`)
      .join(''),
    dots: runs.flatMap((run) => (run.length === 1 ? run : [])),
    newest:
      !measured || lastBucket === undefined || lastBucket.p50 === null ? null : (runs.at(-1)?.at(-1) ?? null),
    refusals,
    cooldowns,
    heard: outside(heard, bands),
    bands,
    signs: signsOf(bands),
    scale: scaleOf(top),
    times: namedMoments(chart).map(({ at, word }) => ({ x: round(xOf(at)), word })),
    places,
  };
}
