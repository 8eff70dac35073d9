import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { telling } from '../../../src-shared/say.ts';

/** A file of a peer as it was met. What stands in it may be secret. */
export interface PeerFile {
  path: string;
  /** The permission bits; null where it could not be opened. */
  mode: number | null;
  /** Null where it was not read, and then `problem` says why. */
  text: string | null;
  problem: string | null;
}

/** A store of thousands of logins is a few MB; beyond this it is something else. Bytes. */
const sizeLimit = 32 * 1024 * 1024;

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : telling('unknown cause');

/** A file as it lies, null where there is none. What stands in the way of reading it is told, not thrown. */
export function readPeerFile(path: string): PeerFile | null {
  let fd: number;
  try {
    // Without waiting: a pipe nobody writes to would hold the reader.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return { path, mode: null, text: null, problem: telling('it may not be opened ({code})', { code }) };
  }
  try {
    const stats = fstatSync(fd);
    const mode = stats.mode & 0o7777;
    if (!stats.isFile()) return { path, mode, text: null, problem: telling('it is no file') };
    if (stats.size > sizeLimit)
      return { path, mode, text: null, problem: telling('it is larger than 32 MB') };
    return { path, mode, text: readFileSync(fd, 'utf8'), problem: null };
  } catch (error) {
    return {
      path,
      mode: null,
      text: null,
      problem: telling('it could not be read ({code})', { code: codeOf(error) }),
    };
  } finally {
    closeSync(fd);
  }
}

/** The names in a directory; none where it is not there, is none, or is not ours to list: what is read by name tells the rest. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Whether another user of this machine reaches a file of that mode. */
export function isLoose(mode: number | null, platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && mode !== null && (mode & 0o077) !== 0;
}

export type ParsedJson = { value: unknown; problem: null } | { value: null; problem: string };

/** JSON as it stands, or why it is none. Nothing of it enters the reason: it may be a secret. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text), problem: null };
  } catch {
    if (text.trim() === '') return { value: null, problem: telling('it is empty') };
    const complete = /[}\]]\s*$/.test(text);
    return {
      value: null,
      problem: complete ? telling('it is no JSON') : telling('it is cut off: the JSON has no end'),
    };
  }
}
