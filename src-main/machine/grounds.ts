import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { notRead, type Grounds, type MetFile } from '../discovery/grounds.ts';
import type { Env } from '../ports.ts';
import { systemSurroundings } from './gateway-surroundings.ts';
import { openedPath, type OpenedPath } from './opened-path.ts';

/** Files beyond this hold no credentials. Bytes. */
const sizeLimit = 1024 * 1024;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : telling('unknown cause');
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** In words that follow the path. */
const whyNot = (error: unknown): string =>
  error instanceof Error && !('code' in error)
    ? error.message
    : telling('it may not be opened ({code})', { code: codeOf(error) });

const leadsOut = (fromHome: boolean): Error =>
  new Error(`it leads out of ${fromHome ? 'the home directory' : 'its folder'} and was not followed`);

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

  /**
   * What a path leads to, opened, as long as that is where it says; null where there is nothing. Throws why it is not
   * followed. Whoever calls closes it.
   */
  async function opened(path: string, flags: number): Promise<({ handle: FileHandle } & OpenedPath) | null> {
    const base = isInside(path, home) ? home : dirname(path);
    try {
      await lstat(path);
      const [real, bounds] = await Promise.all([realpath(path), realpath(base)]);
      if (!isInside(real, bounds)) throw leadsOut(base === home);
      const handle = await open(real, flags | (constants.O_NOFOLLOW ?? 0));
      const now = await openedPath(handle, real);
      if (now !== null && isInside(now.path, bounds)) return { handle, ...now };
      await handle.close();
      throw leadsOut(base === home);
    } catch (error) {
      if (isMissing(error)) return null;
      if (!(error instanceof Error) || !('code' in error)) throw error;
      throw new Error(`it may not be opened (${codeOf(error)})`, { cause: error });
    }
  }

  async function met(path: string, reads: boolean): Promise<MetFile | null> {
    const unread = (problem: string | null, mode: number | null = null) => ({
      path,
      mode,
      text: null,
      problem,
    });
    // Without waiting: a pipe nobody writes to would hold the reader.
    const found = await opened(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(whyNot);
    if (found === null) return null;
    if (typeof found === 'string') return unread(found);
    const { handle } = found;
    try {
      const stats = await handle.stat();
      const mode = platform === 'win32' ? null : stats.mode & 0o7777;
      if (!stats.isFile()) return unread(notRead.noFile, mode);
      if (uid !== null && stats.uid !== uid) return unread(telling('it belongs to another user'), mode);
      if (stats.size > sizeLimit) return unread(notRead.tooLarge, mode);
      if (!reads) return unread(null, mode);
      const bytes = Buffer.alloc(stats.size);
      const { bytesRead } = await handle.read(bytes, 0, stats.size, 0);
      const text = bytes.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
      bytes.fill(0);
      return text.includes('\0')
        ? unread(telling('it is no text'), mode)
        : { path, mode, text, problem: null };
    } catch (error) {
      return unread(whyNot(error));
    } finally {
      await handle.close();
    }
  }

  /** The names in a directory; none where there is none. Throws why it is not looked through. */
  async function namesIn(directory: string): Promise<string[]> {
    const found = await opened(directory, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0));
    if (found === null) return [];
    const { handle, path, way } = found;
    try {
      const names = await readdir(way);
      if ((await openedPath(handle, path))?.path !== path) throw leadsOut(isInside(directory, home));
      return names.toSorted();
    } finally {
      await handle.close();
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
        return await namesIn(directory);
      } catch (error) {
        if (isMissing(error)) return [];
        const why = whyNot(error);
        throw new KeywatchError(
          'not_permitted',
          telling('{directory} was not looked through: {why}; nothing was changed; look there yourself.', {
            directory,
            why,
          }),
          { path: directory, why },
        );
      }
    },
  };
}
