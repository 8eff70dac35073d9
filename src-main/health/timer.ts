import type { Clock } from '../ports.ts';

/** Sleep stops timers, and not every machine tells when it woke: none is set further ahead than this. */
const farthestMs = 60 * 60_000;
/** A timer this late means that the machine slept or its clock was set. */
const jumpMs = 60_000;

export interface Timer {
  /** The one moment to wake at; null when there is none. Epoch ms. */
  arm(at: number | null): void;
}

/** One timer for everything. `onJump` is called instead of `onTime` when it fires far too late. */
export function createTimer(clock: Clock, onTime: () => void, onJump: () => void): Timer {
  let armedFor: number | null = null;
  let cancel: (() => void) | null = null;
  return {
    arm(at) {
      if (at === armedFor) return;
      cancel?.();
      cancel = null;
      armedFor = at;
      if (at === null) return;
      const now = clock.now();
      const waitMs = Math.min(Math.max(at - now, 0), farthestMs);
      cancel = clock.after(waitMs, () => {
        armedFor = null;
        if (clock.now() - (now + waitMs) > jumpMs) onJump();
        else onTime();
      });
    },
  };
}
