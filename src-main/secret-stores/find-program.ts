import { realpathSync, statSync, type Stats } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Env } from '../ports.ts';

/** Where a program lies; or that one bears its name and somebody else could put another in its place. */
export type Found = { path: string } | { unsafe: string };

/** Where people's programs lie who start the app from a desktop, which knows nothing of their shell's PATH. */
const usualPlaces = (home: string) => [
  '/opt/homebrew/bin',
  '/usr/local/bin',
  join(home, '.local', 'bin'),
  join(home, '.cargo', 'bin'),
];

const ending = process.platform === 'win32' ? '.exe' : '';

/** The first program of that name on the PATH, or in the usual places; null where there is none. */
export function findProgram(name: string, env: Env, home: string): Found | null {
  const named = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  for (const directory of new Set([...named, ...usualPlaces(home)])) {
    const place = join(directory, name + ending);
    const found = statusOf(place);
    if (found === null || !found.isFile() || (process.platform !== 'win32' && (found.mode & 0o111) === 0))
      continue;
    // A shim knows by the name it is started under what it stands for, so the link is started and its target is looked at.
    const ways = [directory, dirname(realpathSync(place))].map(statusOf);
    return [found, ...ways].every(isOurs) ? { path: place } : { unsafe: place };
  }
  return null;
}

function statusOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    // What cannot be looked at cannot be run either.
    return null;
  }
}

/** As a SecretRef's `exec` program has to be: this person's or the system's, and nobody else can write it. */
function isOurs(stats: Stats | null): boolean {
  const uid = process.getuid?.();
  if (uid === undefined) return true;
  if (stats === null || (stats.uid !== uid && stats.uid !== 0)) return false;
  // A directory where everybody may put files and nobody may replace another's is as safe as the file.
  const isSticky = stats.isDirectory() && (stats.mode & 0o1000) !== 0;
  return isSticky || (stats.mode & 0o022) === 0;
}
