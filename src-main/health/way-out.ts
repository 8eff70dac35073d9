import type { Lane } from './lane.ts';
import { outcomeClass } from './outcome-class.ts';
import type { Answered } from './probing.ts';
import { rung } from './cooldown.ts';

const minute = 60_000;
/** How long a way that led nowhere is left alone, by how often in a row. Milliseconds. */
const ladderMs = [minute, minute, 2 * minute, 5 * minute];

/** Whether questions reach anybody: open, until proven otherwise; in doubt after sleep; lost when nobody is found. */
export interface WayOut {
  /** When questions may go out on schedule: never while the answer to the one sent ahead is awaited. Epoch ms. */
  opensAt(): number;
  /** Names of two different hosts were not found since the last answer: we are offline, whatever the machine says. */
  isLost(): boolean;
  /** From that moment one question goes ahead, and the others wait for its answer. */
  doubt(from: number): void;
  /** The machine itself says that there is no way out. */
  close(now: number): void;
  /** A question goes out on schedule. */
  begin(lane: Lane): void;
  /** It came to an end; null where it was never put. True when the way is open again. */
  end(lane: Lane, answered: Answered | null, now: number): boolean;
}

/** The failures that say that we are offline rather than that one host is down. */
const offline: ReadonlySet<string> = new Set(['dns', 'offline']);

/** Whether the question found no way to anybody: nobody was asked. */
export function foundNoWay({ failure }: Answered): boolean {
  return failure !== undefined && failure !== null && offline.has(failure);
}

export function createWayOut(): WayOut {
  const unfound = new Set<string>();
  let isOpen = true;
  let earliest = 0;
  let ahead: Lane | null = null;
  let tries = 0;

  const wait = (now: number) => {
    isOpen = false;
    earliest = now + rung(ladderMs, ++tries);
  };

  return {
    opensAt: () => (ahead === null ? earliest : Number.POSITIVE_INFINITY),
    isLost: () => unfound.size >= 2,
    doubt(from) {
      isOpen = false;
      earliest = from;
      tries = 0;
    },
    close(now) {
      isOpen = false;
      earliest = now + minute;
    },
    begin(lane) {
      if (!isOpen) ahead = lane;
    },
    end(lane, answered, now) {
      const wasAhead = ahead === lane;
      if (wasAhead) ahead = null;
      if (answered === null || lane.host === null || lane.loopback) return false;
      if (outcomeClass[answered.outcome] !== 'unreached') {
        const opens = !isOpen;
        isOpen = true;
        earliest = 0;
        tries = 0;
        unfound.clear();
        return opens;
      }
      if (foundNoWay(answered)) unfound.add(lane.host);
      if (wasAhead || (isOpen && unfound.size >= 2)) wait(now);
      return false;
    },
  };
}
