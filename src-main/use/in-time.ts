import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock } from '../ports.ts';

/** Gateways wait 5 s for all they ask for, the start of the program they ask included (gateways.md §6.2). */
export const patienceMs = 3_500;

/** What comes within so many ms; else throws `unreachable`, so that one slow reference takes no other secret with it. */
export function inTime<T>(coming: Promise<T>, id: string, withinMs: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(withinMs, () =>
      reject(
        new KeywatchError(
          'unreachable',
          telling(
            'What {id} refers to did not answer in time; nothing was handed out; see why it is slow, or store the secret itself.',
            { id },
          ),
        ),
      ),
    );
    void coming.then(resolve, reject).finally(stop);
  });
}
