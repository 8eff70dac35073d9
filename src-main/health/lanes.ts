import { createDueQueue } from './due-queue.ts';
import { createLane, type Lane } from './lane.ts';
import type { ProbeTarget } from './probing.ts';
import { isLoopbackHost } from './schedule.ts';

export interface Lanes {
  of(target: ProbeTarget): Lane;
  all(): Iterable<Lane>;
  /** The lane of that key, if any profile was asked in it. */
  named(key: string): Lane | null;
  /** When anybody was asked last; epoch ms. */
  askedAt(): number;
  /** The idle lane whose turn it is among those that a person waits for. */
  firstWanted(): Lane | null;
  want(lane: Lane, id: string): void;
  unwant(lane: Lane, id: string): void;
  /** After a jump of the clock: nothing was asked later than now. */
  setBack(now: number): void;
  /** The idle lane that may be asked on schedule next, and when; only this machine's own do not mind `outwardAt`. */
  nextDue(outwardAt: number): { lane: Lane; at: number } | null;
}

function laneKey({ host, provider }: ProbeTarget): string {
  return host ?? `program of ${provider.id}`;
}

/** All lanes, by when each may be asked: with ten thousand hosts the next one is found without a look at the others. */
export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  const wanting = new Set<Lane>();
  const outward = createDueQueue();
  const inward = createDueQueue();
  let askedAt = Number.NEGATIVE_INFINITY;

  function move(lane: Lane): void {
    const ready = lane.loopback ? inward : outward;
    const at = lane.readyAt();
    if (at === null) ready.delete(lane.key);
    else if (at !== ready.at(lane.key)) ready.set(lane.key, at);
    askedAt = Math.max(askedAt, lane.askedAt);
  }

  function firstOf(ready: typeof outward, earliest: number): { lane: Lane; at: number } | null {
    const first = ready.first();
    const lane = first === null ? undefined : lanes.get(first.id);
    const at = Math.max(first?.at ?? 0, earliest);
    return lane === undefined || at === Number.POSITIVE_INFINITY ? null : { lane, at };
  }

  return {
    of(target) {
      const key = laneKey(target);
      const known = lanes.get(key);
      if (known !== undefined) return known;
      const lane = createLane({ key, host: target.host, loopback: isLoopbackHost(target.host) }, move);
      lanes.set(key, lane);
      return lane;
    },
    all: () => lanes.values(),
    named: (key) => lanes.get(key) ?? null,
    askedAt: () => askedAt,
    firstWanted() {
      for (const lane of wanting) if (lane.asking === null) return lane;
      return null;
    },
    want(lane, id) {
      lane.wanted.add(id);
      wanting.add(lane);
    },
    unwant(lane, id) {
      lane.wanted.delete(id);
      // The next turn is another lane's.
      wanting.delete(lane);
      if (lane.wanted.size > 0) wanting.add(lane);
    },
    setBack(now) {
      askedAt = Math.min(askedAt, now);
      for (const lane of lanes.values()) lane.setBack(now);
    },
    nextDue(outwardAt) {
      const out = firstOf(outward, outwardAt);
      const own = firstOf(inward, 0);
      if (out === null || own === null) return out ?? own;
      return own.at < out.at ? own : out;
    },
  };
}
