import type { Clock } from '../ports.ts';

/** What looks at everything may take at most this part of the time. */
const share = 1 / 50;

/** An act that is wished for again and again, and done as often as there is time for it. */
export interface Sparing {
  /** Now, or together with later wishes once the last run's time has been made up for. */
  soon(): void;
  stop(): void;
}

/** With few profiles the act takes no time and is done at each wish; with thousands, some times a second. */
export function createSparing(clock: Clock, act: () => void): Sparing {
  let readyAt = Number.NEGATIVE_INFINITY;
  let restMs = 0;
  let disarm: (() => void) | null = null;

  function run(): void {
    disarm = null;
    const begunAt = clock.now();
    act();
    const endedAt = clock.now();
    restMs = Math.max(0, endedAt - begunAt) / share;
    readyAt = endedAt + restMs;
  }

  return {
    soon() {
      if (disarm !== null) return;
      // A clock that was set back must not put it off.
      const waitMs = Math.min(readyAt - clock.now(), restMs);
      if (waitMs > 0) disarm = clock.after(waitMs, run);
      else run();
    },
    stop() {
      disarm?.();
      disarm = null;
    },
  };
}
