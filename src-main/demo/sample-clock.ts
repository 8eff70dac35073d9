import type { Clock } from '../ports.ts';

/** A clock that lives through the past as fast as it can, and from then on is the real one. */
export interface SampleClock extends Clock {
  /** Fires every timer up to that moment, each at its own; epoch ms. */
  passUntil(moment: number): Promise<void>;
  /** From now on time passes by itself. */
  handOver(): void;
}

interface Timer {
  at: number;
  act: () => void;
  /** Set once the real clock holds it. */
  stop: (() => void) | null;
}

/** Everything that was promised gets its turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

export function sampleClock(start: number, real: Clock): SampleClock {
  let past: number | null = start;
  const timers = new Set<Timer>();

  function soonest(before: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of timers)
      if (timer.at <= before && (first === null || timer.at < first.at)) first = timer;
    return first;
  }

  const arm = (timer: Timer) => {
    timer.stop = real.after(Math.max(0, timer.at - real.now()), () => {
      timers.delete(timer);
      timer.act();
    });
  };

  return {
    now: () => past ?? real.now(),
    after(ms, act) {
      const timer: Timer = { at: (past ?? real.now()) + ms, act, stop: null };
      timers.add(timer);
      if (past === null) arm(timer);
      return () => {
        timer.stop?.();
        timers.delete(timer);
      };
    },
    async passUntil(moment) {
      await turn();
      for (let next = soonest(moment); next !== null; next = soonest(moment)) {
        timers.delete(next);
        past = Math.max(past ?? next.at, next.at);
        next.act();
        await turn();
      }
      past = moment;
    },
    handOver() {
      past = null;
      for (const timer of timers) arm(timer);
    },
  };
}
