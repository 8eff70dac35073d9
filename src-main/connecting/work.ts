import type { ConnectionPlan } from '../../src-shared/contract-connect.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { ConnectionRecord } from './kept-connection.ts';
import type { ConfigFile } from './config-file.ts';

/** A plan with everything that carrying it out takes. It holds secrets. */
export interface Work {
  plan: ConnectionPlan;
  file: ConfigFile;
  /** The configuration afterwards; null: no file. */
  after: string | null;
  /** What is kept afterwards; null forgets it. */
  record: ConnectionRecord | null;
}

/** A configuration that the tool itself could not read. */
export const notWhole = (path: string): KeywatchError =>
  new KeywatchError(
    'invalid_input',
    telling('{path} cannot be read, so nothing was changed; see that it is whole, then try again.', { path }),
    { path },
  );

/** A configuration that cannot be changed without changing more of it than is meant. */
export function notInPlace(path: string, places: readonly string[]): KeywatchError {
  return new KeywatchError(
    'invalid_input',
    telling(
      '{path} cannot be changed without changing more of it than meant; nothing was changed; see that it is whole, or set {places} yourself.',
      { path, places: places.join(', ') },
    ),
    { path },
  );
}
