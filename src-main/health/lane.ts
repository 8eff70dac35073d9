import { createDueQueue } from './due-queue.ts';
import { policy } from './schedule.ts';

/** A host that is unwell, for all its keys at once. Epoch ms. */
export interface LaneTrouble {
  /** Whose key it was first seen with. */
  provider: string;
  /** This host, where it is not the one that provider's keys usually go to. */
  host: string | null;
  /** The first of the bad answers. */
  since: number;
  /** The newest of them. */
  seenAt: number;
  /** Nobody is asked there on schedule before. */
  until: number;
}

/** One host, or one program: asked one question at a time, and unwell for all its keys at once. */
export interface Lane {
  readonly key: string;
  /** Null where a program is asked. */
  readonly host: string | null;
  readonly loopback: boolean;
  /** Everybody who is asked there, on schedule or not. */
  readonly ids: Set<string>;
  /** Ids a person waits for, first come first served. */
  readonly wanted: Set<string>;
  /** How many are asked on schedule. */
  readonly scheduled: number;
  readonly asking: string | null;
  readonly askedAt: number;
  readonly trouble: LaneTrouble | null;
  dueAt(id: string): number | null;
  firstDue(): string | null;
  /** When somebody there may be asked on schedule; null when it is busy or nobody is scheduled. Epoch ms. */
  readyAt(): number | null;
  /** When one is due; null takes it off the schedule. */
  plan(id: string, at: number | null): void;
  begin(id: string, at: number): void;
  end(): void;
  /** That it was asked, by this process or the one before; the newest counts. */
  noteAsked(at: number): void;
  setTrouble(trouble: LaneTrouble | null): void;
  /** A clock that was set back must not leave moments that only the old time would reach. */
  setBack(now: number): void;
}

/** `onMove` is called whenever the moment of the next question may be another one. */
export function createLane(
  { key, host, loopback }: Pick<Lane, 'key' | 'host' | 'loopback'>,
  onMove: (lane: Lane) => void,
): Lane {
  const queue = createDueQueue();
  let asking: string | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let trouble: LaneTrouble | null = null;

  const lane: Lane = {
    key,
    host,
    loopback,
    ids: new Set(),
    wanted: new Set(),
    get scheduled() {
      return queue.size;
    },
    get asking() {
      return asking;
    },
    get askedAt() {
      return askedAt;
    },
    get trouble() {
      return trouble;
    },
    dueAt: queue.at,
    firstDue: () => queue.first()?.id ?? null,
    readyAt() {
      const due = asking === null ? queue.first() : null;
      if (due === null) return null;
      const rested = loopback ? 0 : askedAt + policy.hostGapMs;
      return Math.max(due.at, rested, trouble?.until ?? 0);
    },
    plan(id, at) {
      if (at === null) queue.delete(id);
      else queue.set(id, at);
      onMove(lane);
    },
    begin(id, at) {
      asking = id;
      askedAt = at;
      onMove(lane);
    },
    end() {
      asking = null;
      onMove(lane);
    },
    noteAsked(at) {
      askedAt = Math.max(askedAt, at);
      onMove(lane);
    },
    setTrouble(next) {
      trouble = next;
      onMove(lane);
    },
    setBack(now) {
      askedAt = Math.min(askedAt, now);
      if (trouble !== null) trouble = { ...trouble, until: Math.min(trouble.until, now + policy.farthestMs) };
      onMove(lane);
    },
  };
  return lane;
}
