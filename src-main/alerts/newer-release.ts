import type { Settings, Update } from '../../src-shared/contract-state.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { TransportError, type Updates } from '../ports.ts';

/**
 * Whether there is a newer Keywatch. Whoever publishes it is asked where a person allowed that, and nobody else is.
 * Throws `unreachable` when nobody answered.
 */
export async function newerRelease(parts: {
  version: string;
  /** Absent where Keywatch is kept up to date by whatever installed it. */
  updates?: Updates | undefined;
  settings: Pick<Settings, 'updates'>;
  neverAsks: boolean;
}): Promise<Update> {
  const { version, updates, settings, neverAsks } = parts;
  const here = { version, looks: updates !== undefined, newer: null };
  if (updates === undefined || settings.updates === 'never' || neverAsks) return here;
  try {
    return { ...here, newer: await updates.check() };
  } catch (cause) {
    if (!(cause instanceof TransportError)) throw cause;
    throw new KeywatchError(
      'unreachable',
      telling(
        'Nobody told whether there is a newer Keywatch ({reason}); this one works on; try again later.',
        { reason: cause.reason },
      ),
      {},
      { cause },
    );
  }
}
