import type { Undelivered } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { History } from '../health/history.ts';
import type { Clock, Log, NoticeAct } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import type { Message } from './message.ts';

/** A way that failed is tried again after so long. */
const againAfterMs = 15 * 60_000;

/** What the history remembers of a way that fails. */
export const undeliveredNote = 'undelivered';

/** Sees notices on their way: none twice at a time, and what did not arrive goes out again. */
export interface Courier {
  /** On its way, or did not arrive a short while ago. */
  holds(id: string): boolean;
  /** `tells` are the ids of all it is about. */
  send(
    letter: { message: Message; tells: readonly string[]; acts: readonly NoticeAct[] },
    onOpen: () => void,
    onArrived: () => void,
  ): void;
  /** When what did not arrive goes out again; null when nothing waits. Epoch ms. */
  nextAt(): number | null;
  /** Set while the last notice did not arrive. */
  undelivered(): Undelivered | null;
  /** The way is another one now: what failed before may go out at once. */
  begin(): void;
  /** Nothing is on its way any more. */
  settled(): Promise<void>;
  /** What arrives from now on is told to nobody. */
  stop(): void;
}

export function createCourier(parts: {
  clock: Clock;
  delivery: Delivery;
  history: Pick<History, 'note' | 'setNote'>;
  log: Log;
  /** Something waits to go out again. */
  onWaiting(): void;
}): Courier {
  const { clock, delivery, history, log } = parts;
  const underway = new Map<string, Promise<void>>();
  const waiting = new Map<string, number>();
  let undelivered = readUndelivered(history.note(undeliveredNote));
  let stopped = false;

  function note(now: Undelivered | null): void {
    if (now === null && undelivered === null) return;
    undelivered = now;
    try {
      history.setNote(undeliveredNote, now);
    } catch (error) {
      log.error('that notices are not delivered could not be noted', { error: nameOf(error) });
    }
  }

  function failed(error: unknown): void {
    const why = error instanceof KeywatchError ? error.message : telling('A notice could not be shown.');
    log.warn('a notice could not be shown', { error: nameOf(error), why });
    note({ at: undelivered?.at ?? clock.now(), why });
  }

  async function follow(
    tells: readonly string[],
    arrival: Promise<void>,
    onArrived: () => void,
  ): Promise<void> {
    try {
      await arrival;
      if (stopped) return;
      note(null);
      onArrived();
    } catch (error) {
      if (stopped) return;
      for (const id of tells) waiting.set(id, clock.now() + againAfterMs);
      failed(error);
    } finally {
      for (const id of tells) underway.delete(id);
    }
    if (waiting.size > 0) parts.onWaiting();
  }

  return {
    holds: (id) => underway.has(id) || (waiting.get(id) ?? 0) > clock.now(),
    send({ message, tells, acts }, onOpen, onArrived) {
      for (const id of tells) waiting.delete(id);
      try {
        const arrival = delivery.show(message, onOpen, acts);
        if (arrival === undefined) {
          note(null);
          onArrived();
          return;
        }
        const followed = follow(tells, arrival, onArrived);
        for (const id of tells) underway.set(id, followed);
      } catch (error) {
        failed(error);
      }
    },
    nextAt: () => (waiting.size === 0 ? null : Math.min(...waiting.values())),
    undelivered: () => undelivered,
    begin() {
      waiting.clear();
      note(null);
    },
    async settled() {
      while (underway.size > 0) await Promise.all(underway.values());
    },
    stop() {
      stopped = true;
    },
  };
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');

/** What the history says of a way that failed; null where it works. */
export function readUndelivered(note: unknown): Undelivered | null {
  if (typeof note !== 'object' || note === null || !('at' in note) || !('why' in note)) return null;
  return typeof note.at === 'number' && typeof note.why === 'string' ? { at: note.at, why: note.why } : null;
}
