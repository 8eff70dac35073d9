import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { isSystemError } from '../failure.ts';

/** What a project says of the keys its programs run with. */
export interface ProjectFile {
  path: string;
  text: string;
  /** By provider: the profile that serves, or null for whoever is next. */
  keys: ReadonlyMap<string, string | null>;
}

export const projectFileName = '.keywatch';

/** More is no list of providers. Bytes. */
const largest = 16 * 1024;

/**
 * The nearest project file from a directory upwards, the home directory being the last one looked in; null where there is none. One that
 * is a link, that another user owns or that others may write is passed over, and `warn` hears of it. Throws
 * `invalid_input` for one that cannot be understood.
 */
export function findProjectFile(
  from: string,
  home: string,
  warn: (sentence: string) => void,
): ProjectFile | null {
  const last = realPath(home);
  for (let directory = realPath(from); ; directory = dirname(directory)) {
    const path = join(directory, projectFileName);
    const read = readOwn(path);
    if (typeof read === 'string') return { path, text: read, keys: keysIn(read, path) };
    if (read !== null) warn(`${path} ${read.why}; it was passed over; see to its owner and mode with ls -l`);
    if (directory === last || directory === dirname(directory)) return null;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Its text, null where there is none, or why it is not read. */
function readOwn(path: string): string | { why: string } | null {
  let descriptor: number;
  try {
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return null;
    return { why: isSystemError(error, 'ELOOP') ? 'is a link' : 'cannot be read' };
  }
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return null;
    if (!stat.isFile()) return { why: 'is no file' };
    const self = process.getuid?.();
    if (self !== undefined && stat.uid !== self) return { why: 'belongs to another user' };
    if (self !== undefined && (stat.mode & 0o022) !== 0) return { why: 'may be written by others' };
    if (stat.size > largest) return { why: 'is too long to be a list of providers' };
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function keysIn(text: string, path: string): ProjectFile['keys'] {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw notUnderstood(path, 'is no JSON');
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    throw notUnderstood(path, 'is no JSON object');
  const entries = Object.entries(said).map(([provider, profile]: [string, unknown]) => {
    if (profile !== null && typeof profile !== 'string')
      throw notUnderstood(path, 'names something else than profiles');
    return [provider.trim().toLowerCase(), profile] as const;
  });
  if (entries.length === 0) throw notUnderstood(path, 'names no provider');
  return new Map(entries);
}

/** Nothing of it is repeated: somebody may have put a key there. */
function notUnderstood(path: string, how: string): KeywatchError {
  return new KeywatchError(
    'invalid_input',
    `${path} ${how}; nothing was started; write {"anthropic": "anthropic:work", "openai": null} there, null being whoever serves next`,
  );
}
