import type { Clock } from '../ports.ts';
import type { History } from './history.ts';

const sliceEveryMs = 5_000;
const roundEveryMs = 24 * 60 * 60_000;

/**
 * Rolls old history up in slices, so that nobody waits for it, and a day after the last one begins anew. `write` does
 * what may fail. Gives the way to end it.
 */
export function keepTidy(parts: {
  clock: Clock;
  history: Pick<History, 'tidy'>;
  write: (act: () => void) => void;
}): () => void {
  const { clock, history, write } = parts;
  let stop = later(sliceEveryMs);

  function later(waitMs: number): () => void {
    return clock.after(waitMs, () => {
      let more = false;
      write(() => {
        more = history.tidy(clock.now());
      });
      stop = later(more ? sliceEveryMs : roundEveryMs);
    });
  }

  return () => stop();
}
