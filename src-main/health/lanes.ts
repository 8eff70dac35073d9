import { outcomeClass } from './outcome-class.ts';
import { createDueQueue, type DueQueue } from './due-queue.ts';
import type { Answered, ProbeTarget, Trouble } from './probing.ts';
import { isLoopbackHost, policy, troubleStepMs } from './schedule.ts';

/** One host, or one program: asked one question at a time, and unwell for all its keys at once. */
export interface Lane {
  readonly key: string;
  readonly loopback: boolean;
  /** Scheduled keys by when they are due. */
  readonly queue: DueQueue;
  /** Ids a person waits for, first come first served. */
  readonly wanted: Set<string>;
  asking: string | null;
  askedAt: number;
  trouble: (Trouble & { answers: number }) | null;
}

export interface Lanes {
  of(target: ProbeTarget): Lane;
  all(): Iterable<Lane>;
  /** The lane of that key, if any profile was asked in it. */
  named(key: string): Lane | null;
  /** The idle lane whose turn it is among those that a person waits for. */
  firstWanted(): Lane | null;
  want(lane: Lane, id: string): void;
  unwant(lane: Lane, id: string): void;
  /** The idle lane that may be asked on schedule next, and when. Loopback lanes do not mind being offline. */
  nextDue(blockedUntil: number): { lane: Lane; at: number } | null;
}

export function laneKey({ host, provider }: ProbeTarget): string {
  return host ?? `program of ${provider.id}`;
}

/** When the lane may be asked on schedule; null when it is busy or nothing is scheduled. Epoch ms. */
function readyAt(lane: Lane, blockedUntil: number): number | null {
  const due = lane.asking === null ? lane.queue.first() : null;
  if (due === null) return null;
  const rested = lane.loopback ? 0 : lane.askedAt + policy.hostGapMs;
  return Math.max(due.at, rested, lane.trouble?.until ?? 0, lane.loopback ? 0 : blockedUntil);
}

/** Takes in how a probe's answer speaks of the lane; true when the trouble began, went on or ended. */
export function judgeLane(lane: Lane, answered: Answered, provider: string, now: number): boolean {
  const kind = outcomeClass[answered.outcome];
  if (kind === 'unreached') return false;
  if (kind !== 'trouble') {
    const was = lane.trouble !== null;
    lane.trouble = null;
    return was;
  }
  const answers = (lane.trouble?.answers ?? 0) + 1;
  const stated = Math.min(answered.retryAt ?? 0, now + policy.farthestMs);
  lane.trouble = {
    provider,
    since: lane.trouble?.since ?? now,
    until: Math.max(now + troubleStepMs(answers), stated),
    answers,
  };
  return true;
}

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  const wanting = new Set<Lane>();

  return {
    of(target) {
      const key = laneKey(target);
      const known = lanes.get(key);
      if (known !== undefined) return known;
      const lane: Lane = {
        key,
        loopback: isLoopbackHost(target.host),
        queue: createDueQueue(),
        wanted: new Set(),
        asking: null,
        askedAt: Number.NEGATIVE_INFINITY,
        trouble: null,
      };
      lanes.set(key, lane);
      return lane;
    },
    all: () => lanes.values(),
    named: (key) => lanes.get(key) ?? null,
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
    nextDue(blockedUntil) {
      let next: { lane: Lane; at: number } | null = null;
      for (const lane of lanes.values()) {
        const at = readyAt(lane, blockedUntil);
        if (at !== null && (next === null || at < next.at)) next = { lane, at };
      }
      return next;
    },
  };
}
