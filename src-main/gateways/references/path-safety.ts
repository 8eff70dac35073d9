import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { isSince, type Generation } from '../generation.ts';
import { refused, type RefFailure } from './ref-failure.ts';
import type { Surroundings } from '../surroundings.ts';

interface Rules {
  /** What messages call it: `secrets.providers.f.path`. */
  label: string;
  kind: 'file' | 'exec';
  generation: Generation;
  allowSymlink?: boolean;
  allowLoose?: boolean;
  trustedDirs?: readonly string[] | null;
}

type Machine = Pick<Surroundings, 'platform' | 'uid' | 'home' | 'cwd'>;

function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `| ${error.message} | ${'code' in error ? String(error.code) : 'unknown'}`;
}

/**
 * The path a peer would open, once nothing speaks against it (gateways.md §6.3): a regular file of ours that nobody else can
 * write (or read, where it holds the secret), and no link.
 */
export function safePath(path: string, rules: Rules, machine: Machine): string | RefFailure {
  const { label, kind, generation } = rules;
  const unavailable = (what: string, at: string) =>
    refused('SECRET_PROVIDER_UNAVAILABLE', `${label} ${what}: ${at}`, 'not_permitted');
  const plain = path.startsWith('~/') ? join(machine.home, path.slice(2)) : path;
  if (kind === 'exec' && !isAbsolute(plain))
    return refused('SECRET_PROVIDER_INVALID', `${label} must be an absolute path.`, 'invalid_input');
  const given = isAbsolute(plain) ? plain : resolve(machine.cwd, plain);
  let stats: Stats;
  let real = given;
  try {
    stats = lstatSync(given);
    if (stats.isSymbolicLink()) {
      if (rules.allowSymlink !== true) return unavailable('must not be a symlink', given);
      real = realpathSync(given);
      stats = statSync(real);
    }
  } catch (error) {
    const why = isSince(generation, '2026.9.6') ? ` ${whyUnreadable(error)}` : '';
    return refused('SECRET_PROVIDER_UNAVAILABLE', `${label} is not readable: ${given}${why}`, 'not_found');
  }
  if (!stats.isFile()) return unavailable('must be a regular file', given);
  if (rules.trustedDirs != null && !rules.trustedDirs.some((trusted) => isInside(real, trusted, machine)))
    return unavailable('is outside trustedDirs', given);
  if (rules.allowLoose === true || machine.platform === 'win32' || machine.uid === null) return real;
  if ((stats.mode & (kind === 'file' ? 0o077 : 0o022)) !== 0)
    return unavailable('permissions are too open', given);
  if (stats.uid !== machine.uid)
    return unavailable(`must be owned by the current user (uid=${machine.uid})`, given);
  if (isSince(generation, '2026.9.6') && stats.nlink > 1) return unavailable('must not be hardlinked', given);
  return real;
}

function isInside(path: string, trusted: string, { home }: Machine): boolean {
  try {
    const directory = realpathSync(trusted.startsWith('~/') ? join(home, trusted.slice(2)) : trusted);
    return realpathSync(path).startsWith(directory + sep);
  } catch {
    // A directory that is not there holds nothing.
    return false;
  }
}
