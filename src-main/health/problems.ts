import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Log } from '../ports.ts';

/** Why a profile could not be asked about: what was thrown, or a fault of ours, told by its class alone (D-A3). */
export function problemOf(error: unknown, log: Log): KeywatchError {
  if (error instanceof KeywatchError) return error;
  log.error('a question failed inside Keywatch', {
    error: error instanceof Error ? error.name : typeof error,
  });
  return new KeywatchError(
    'fault',
    telling('The question failed inside Keywatch; what was believed before was kept; please report it.'),
  );
}

export function notThere(id: string): KeywatchError {
  return new KeywatchError('not_found', telling('There is no profile {id}; nobody was asked.', { id }), {
    id,
  });
}

export function refused(why: string): KeywatchError {
  return new KeywatchError(
    'unreachable',
    telling('{why}: nobody was asked; what was believed was kept.', { why }),
  );
}
