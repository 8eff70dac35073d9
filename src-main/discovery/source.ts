import { join } from 'node:path';
import type { Grounds } from './grounds.ts';
import type { Found } from './sighting.ts';

/** One tool, or one kind of place, and where it keeps credentials (providers.md §3). */
export interface Source {
  id: string;
  name: string;
  /** What is opened, as docs/discovery.md says it. */
  opens: readonly string[];
  /** What is named where it is there and never opened. */
  names?: readonly string[];
  look(around: Grounds): Promise<Found>;
}

/** A variable that says where something lies; null where it says nothing. */
export function told({ env }: Pick<Grounds, 'env'>, variable: string): string | null {
  const value = env[variable]?.trim() ?? '';
  return value === '' ? null : value;
}

/** A path below the home directory, or below the directory that a variable names instead of the first part of it. */
export function placed(
  around: Pick<Grounds, 'env' | 'home'>,
  variable: string | null,
  usual: string,
  ...rest: readonly string[]
): string {
  const moved = variable === null ? null : told(around, variable);
  return join(moved ?? join(around.home, usual), ...rest);
}

/** Where programs keep their settings: `$XDG_CONFIG_HOME`, on Windows `%APPDATA%`. */
export function configured(
  around: Pick<Grounds, 'env' | 'home' | 'platform'>,
  ...path: readonly string[]
): string {
  return around.platform === 'win32'
    ? placed(around, 'APPDATA', 'AppData/Roaming', ...path)
    : placed(around, 'XDG_CONFIG_HOME', '.config', ...path);
}
