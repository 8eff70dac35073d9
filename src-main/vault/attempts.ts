import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock } from '../ports.ts';

const free = 3;
const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** Counts wrong passphrases: after three, each makes the next wait, ever longer, up to a minute. */
export interface Attempts {
  /** Throws `too_many_attempts` while the next has to wait. */
  check(): void;
  failed(): void;
  succeeded(): void;
}

export function createAttempts(clock: Clock): Attempts {
  let wrong = 0;
  let nextAt = 0;
  return {
    check() {
      const now = clock.now();
      // A clock that was set back makes nobody wait longer than the longest wait.
      const waitMs = Math.min(nextAt - now, longestWaitMs);
      if (waitMs <= 0) return;
      throw new KeywatchError(
        'too_many_attempts',
        telling('Too many wrong passphrases; nothing was changed; try again in {seconds} s.', {
          seconds: Math.ceil(waitMs / 1000),
        }),
        { retryAt: now + waitMs },
      );
    },
    failed() {
      wrong += 1;
      if (wrong < free) return;
      nextAt = clock.now() + Math.min(firstWaitMs * 2 ** (wrong - free), longestWaitMs);
    },
    succeeded() {
      wrong = 0;
      nextAt = 0;
    },
  };
}
