import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Env } from '../ports.ts';
import { whyNotWritten } from './vault-errors.ts';

export interface Place {
  platform: NodeJS.Platform;
  env: Env;
  /** The home directory of the account, as the system's user list has it. */
  passwdHome: string;
}

/**
 * The data directory: KEYWATCH_HOME, else the system's place for it (D-B34). Throws a KeywatchError (`bad_usage`) when
 * KEYWATCH_HOME is not absolute: another working directory would be another vault.
 */
export function dataDirectory({ platform, env, passwdHome }: Place): string {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix;
  const named = env['KEYWATCH_HOME'];
  if (named !== undefined && named !== '') {
    if (isAbsolute(named)) return named;
    throw new KeywatchError(
      'bad_usage',
      telling(
        'KEYWATCH_HOME is "{named}", which depends on where the command runs; nothing was opened; give it as an absolute path',
        { named },
      ),
    );
  }
  const home = (platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || passwdHome;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'keywatch');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'keywatch');
  const xdg = env['XDG_DATA_HOME'];
  // The XDG base directory specification asks to ignore a relative path.
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'share');
  return join(base, 'keywatch');
}

/** Makes a directory only its owner can enter, whatever the umask. Throws a KeywatchError (`write_failed`). */
export function makePrivateDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if ((statSync(path).mode & 0o777) !== 0o700) chmodSync(path, 0o700);
  } catch (error) {
    throw new KeywatchError(
      'write_failed',
      telling(
        'The data directory {path} could not be made: {why}; nothing was written; give access to it or name another in KEYWATCH_HOME',
        { path, why: whyNotWritten(error) },
      ),
      {},
      { cause: error },
    );
  }
}
