import { providers } from '../../../src-main/providers/index.ts';
import { day, hour, start } from './answers.ts';

/** The same numbers in every run, for one seed: Park and Miller's generator. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

export interface Span {
  from: number;
  to: number;
}

export const within = (spans: readonly Span[], at: number) =>
  spans.some(({ from, to }) => at >= from && at < to);

/** Whether any of the spans and that one have a moment in common. */
export const touches = (spans: readonly Span[], from: number, to: number) =>
  spans.some((span) => span.from < to && span.to > from);

/** What a laptop and its network go through. Moments are epoch ms. */
export interface Fate {
  asleep: Span[];
  locked: Span[];
  metered: Span[];
  battery: Span[];
  /** The machine knows that it has no network. */
  offline: Span[];
  /** Only names are not found. */
  nameless: Span[];
  /** By provider id. */
  outages: Map<string, Span[]>;
  restarts: number[];
  demands: { at: number; ids: string[] }[];
}

/** Spans that do not overlap, each in its own part of the days from the second on. */
function spans(random: () => number, days: number, count: number, longestMs: number): Span[] {
  const part = ((days - 1) * day) / count;
  return Array.from({ length: count }, (_, n) => {
    const length = (0.2 + 0.8 * random()) * Math.min(longestMs, part / 2);
    const from = start + day + n * part + random() * (part - length);
    return { from: Math.round(from), to: Math.round(from + length) };
  });
}

export function fateOf(random: () => number, days: number, ids: readonly string[]): Fate {
  const oneOf = () => ids[Math.floor(random() * ids.length)] ?? '';
  return {
    asleep: Array.from({ length: days - 1 }, (_, n) => {
      const from = start + n * day + (9 + 3 * random()) * hour;
      return { from: Math.round(from), to: Math.round(from + (2 + 5 * random()) * hour) };
    }),
    locked: spans(random, days, days, hour),
    metered: spans(random, days, 4, 8 * hour),
    battery: spans(random, days, 12, 20 * hour),
    offline: spans(random, days, 8, 5 * hour),
    nameless: spans(random, days, 5, 4 * hour),
    outages: new Map(providers.map(({ id }) => [id, spans(random, days, 2, 6 * hour)])),
    restarts: spans(random, days, 9, hour).map(({ from }) => from),
    demands: spans(random, days, 3 * days, hour).map(({ from }, n) => ({
      at: from,
      ids: Array.from({ length: 1 + (n % 5) }, oneOf),
    })),
  };
}
