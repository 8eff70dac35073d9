import { randomBytes } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import type { Env, Notifier, Power } from '../ports.ts';

/** Shows nothing outside the window and stays quiet about it. */
export const noNotifier: Notifier = { shows: false, show: () => {} };

/** A host without a battery that never sleeps. */
export const noPower: Power = { onBattery: () => false, idleMs: () => null, on: () => () => {} };

export const systemRandom = (bytes: number): Uint8Array => randomBytes(bytes);

/** The home directory, from the passwd entry where HOME is empty or unset (D-B34). */
export function homeDirectory(env: Env): string {
  return env['HOME'] === undefined || env['HOME'] === '' ? userInfo().homedir : homedir();
}

/** Where a socket may lie when the data directory's own path is too long (D-B35). */
export function scratchDirectory(env: Env): string {
  const runtime = env['XDG_RUNTIME_DIR'];
  // The XDG base directory specification asks to ignore a relative path.
  return runtime !== undefined && isAbsolute(runtime) ? runtime : tmpdir();
}
