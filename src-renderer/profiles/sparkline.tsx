import type { TrailPoint } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import type { Outcome } from '../../src-shared/words.ts';

/** How an answer is drawn: on the line, as a bar of refusal or of cooldown, or as nothing heard. */
type Drawn = 'line' | 'refusal' | 'cooldown' | 'silence';

export const drawnAs: Readonly<Record<Outcome, Drawn>> = {
  ok: 'line',
  forbidden: 'line',
  model_not_found: 'line',
  invalid: 'refusal',
  expired: 'refusal',
  revoked: 'refusal',
  no_credit: 'cooldown',
  rate_limited: 'cooldown',
  overloaded: 'silence',
  server_error: 'silence',
  network: 'silence',
  intercepted: 'silence',
  region_blocked: 'silence',
  malformed: 'silence',
  unverifiable: 'silence',
};

export interface Spark {
  /** Path of latency, broken where there was none. */
  readonly line: string;
  readonly refusals: readonly number[];
  readonly cooldowns: readonly number[];
  /** Stretches without answers, as pairs of ends. */
  readonly silences: readonly (readonly [number, number])[];
  /** The newest answer, when it lies on the line. */
  readonly end: { readonly x: number; readonly y: number } | null;
}

/** Where the points of a trail lie in a box; scaled to the trail's own lowest and highest latency. Pixels. */
export function sparkOf(
  trail: readonly TrailPoint[],
  box: { readonly width: number; readonly height: number; readonly slots: number },
): Spark {
  const shown = trail.slice(-box.slots);
  const latencies = shown
    .filter((point) => drawnAs[point.outcome] === 'line' && point.latencyMs !== null)
    .map((point) => point.latencyMs ?? 0);
  const lowest = Math.min(...latencies);
  const range = Math.max(1, Math.max(...latencies) - lowest);
  const margin = 2;
  const step = (box.width - 2 * margin) / Math.max(1, shown.length - 1);
  const top = 0.23 * box.height;
  const bottom = 0.77 * box.height;

  const refusals: number[] = [];
  const cooldowns: number[] = [];
  const silences: [number, number][] = [];
  let line = '';
  let open = false;
  let end: Spark['end'] = null;
  for (const [index, point] of shown.entries()) {
    const x = round(margin + index * step);
    const drawn =
      point.latencyMs === null && drawnAs[point.outcome] === 'line' ? 'silence' : drawnAs[point.outcome];
    end = null;
    if (drawn === 'line') {
      const y = round(bottom - ((bottom - top) * ((point.latencyMs ?? lowest) - lowest)) / range);
      line += `${open ? 'L' : 'M'}${x} ${y}`;
      open = true;
      end = { x, y };
      continue;
    }
    open = false;
    if (drawn === 'refusal') refusals.push(x);
    else if (drawn === 'cooldown') cooldowns.push(x);
    else {
      const before = silences.at(-1);
      if (before !== undefined && x - before[1] <= step + 0.2) before[1] = x;
      else silences.push([x, x]);
    }
  }
  if (shown.length === 0) silences.push([margin, box.width - margin]);
  return { line, refusals, cooldowns, silences, end };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const box = { width: 56, height: 16, slots: 24 };

/** A row's trail: latency as a line, refusals and cooldowns as bars below it, dots for time without answers. */
export function Sparkline({ trail }: { trail: readonly TrailPoint[] }) {
  const spark = sparkOf(trail, box);
  const answers = trail.filter((point) => drawnAs[point.outcome] !== 'silence').length;
  // Beside it stands the latest in figures, or that there is none.
  const spoken =
    answers === 0
      ? { 'aria-hidden': true }
      : {
          role: 'img',
          'aria-label': say('{count, plural, one {The last answer} other {The last # answers}}', {
            count: trail.length,
          }),
        };
  return (
    <svg className="spark" viewBox={`0 0 ${box.width} ${box.height}`} {...spoken}>
      <SparkShapes spark={spark} baseline={13} barTop={10} barHeight={5} dot={1.7} />
    </svg>
  );
}

/** The shapes of a trail, in the small box of a row or the larger one of the details. */
export function SparkShapes({
  spark,
  baseline,
  barTop,
  barHeight,
  dot,
}: {
  spark: Spark;
  baseline: number;
  barTop: number;
  barHeight: number;
  dot: number;
}) {
  return (
    <>
      {spark.silences.map(([from, to]) => (
        <path key={from} className="b" d={`M${from} ${baseline}H${to + 0.1}`} />
      ))}
      {spark.line !== '' && <path className="l" d={spark.line} />}
      {spark.refusals.map((x) => (
        <path key={x} className="x" d={`M${x} ${barTop}v${barHeight}`} />
      ))}
      {spark.cooldowns.map((x) => (
        <path key={x} className="p" d={`M${x} ${barTop}v${barHeight}`} />
      ))}
      {spark.end !== null && <circle className="e" cx={spark.end.x} cy={spark.end.y} r={dot} />}
    </>
  );
}
