import type { Clock } from '../ports.ts';

/** setTimeout overflows beyond 24.8 days and fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The wall clock. Its timers keep no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    const endsAt = Date.now() + ms;
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = endsAt - Date.now();
      timer = setTimeout(left > longestTimerMs ? arm : act, Math.min(Math.max(left, 0), longestTimerMs));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};
