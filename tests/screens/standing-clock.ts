import type { Clock } from '../../src-main/ports.ts';

/** What a person would wait for comes; what is due later never does. Milliseconds. */
const longestWaitMs = 2_000;

/**
 * A clock that stands at a moment, epoch ms, so that a picture taken a minute later is the same picture. It goes on only
 * by what was waited for: an answer that took 200 ms came 200 ms later.
 */
export function standingClock(moment: number): Clock {
  let now = moment;
  return {
    now: () => now,
    after(ms, act) {
      if (ms > longestWaitMs) return () => {};
      const dueAt = now + ms;
      const timer = setTimeout(() => {
        now = Math.max(now, dueAt);
        act();
      }, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
