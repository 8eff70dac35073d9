import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { notRead, type Grounds, type MetFile } from '../discovery/grounds.ts';
import type { Env } from '../ports.ts';
import { systemSurroundings } from './gateway-surroundings.ts';

/** Files beyond this hold no credentials. Bytes. */
const sizeLimit = 1024 * 1024;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown cause';
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** What looking for credentials is given on this machine. */
export function systemGrounds(given: {
  env: Env;
  home: string;
  now: number;
  named?: readonly string[];
  cwd?: string;
}): Grounds {
  const { home, named = [] } = given;
  const surroundings = systemSurroundings(given);
  const { uid, platform } = surroundings;

  /** Where a path leads, as long as that is where it says; null where there is nothing. Throws why it is not followed. */
  async function followed(path: string): Promise<string | null> {
    const base = isInside(path, home) ? home : dirname(path);
    try {
      await lstat(path);
      const [real, bounds] = await Promise.all([realpath(path), realpath(base)]);
      if (isInside(real, bounds)) return real;
    } catch (error) {
      if (isMissing(error)) return null;
      throw new Error(`it may not be opened (${codeOf(error)})`, { cause: error });
    }
    throw new Error(
      base === home
        ? 'it leads out of the home directory and was not followed'
        : 'it leads out of its folder and was not followed',
    );
  }

  async function met(path: string, reads: boolean): Promise<MetFile | null> {
    const unread = (problem: string | null, mode: number | null = null) => ({
      path,
      mode,
      text: null,
      problem,
    });
    let real: string | null;
    try {
      real = await followed(path);
    } catch (error) {
      return unread(error instanceof Error ? error.message : 'it could not be looked at');
    }
    if (real === null) return null;
    try {
      // Without waiting: a pipe nobody writes to would hold the reader.
      const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
      const file = await open(real, flags);
      try {
        const stats = await file.stat();
        const mode = platform === 'win32' ? null : stats.mode & 0o7777;
        if (!stats.isFile()) return unread(notRead.noFile, mode);
        if (uid !== null && stats.uid !== uid) return unread('it belongs to another user', mode);
        if (stats.size > sizeLimit) return unread(notRead.tooLarge, mode);
        if (!reads) return unread(null, mode);
        const bytes = Buffer.alloc(stats.size);
        const { bytesRead } = await file.read(bytes, 0, stats.size, 0);
        const text = bytes.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
        bytes.fill(0);
        return text.includes('\0') ? unread('it is no text', mode) : { path, mode, text, problem: null };
      } finally {
        await file.close();
      }
    } catch (error) {
      return isMissing(error) ? null : unread(`it may not be opened (${codeOf(error)})`);
    }
  }

  return {
    ...surroundings,
    ...(given.cwd === undefined ? {} : { cwd: given.cwd }),
    named,
    open: (path) => met(path, true),
    meet: (path) => met(path, false),
    async list(directory) {
      try {
        const real = await followed(directory);
        return real === null ? [] : (await readdir(real)).toSorted();
      } catch (error) {
        if (isMissing(error)) return [];
        const why =
          error instanceof Error && !('code' in error)
            ? error.message
            : `it may not be opened (${codeOf(error)})`;
        throw new KeywatchError(
          'not_permitted',
          `${directory} was not looked through: ${why}; nothing was changed; look there yourself.`,
          { path: directory, why },
        );
      }
    },
  };
}
