import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Files } from '../ports.ts';

/** Files of other tools beyond this are not credentials. Bytes. */
const sizeLimit = 1024 * 1024;

/** Reads other people's files, never more than 1 MB of one, and never writes. */
export function systemFiles(home: string): Files {
  return {
    home,
    async read(path) {
      // Without waiting: a pipe nobody writes to would hold the reader, and in time every other read of the process.
      const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
        throw unreadable(path, error);
      });
      try {
        const found = await file.stat();
        if (!found.isFile()) {
          throw new KeywatchError(
            'invalid_input',
            telling("{path} is no file; it was not read; point at the key's own file.", { path }),
          );
        }
        if (found.size > sizeLimit) {
          throw new KeywatchError(
            'too_large',
            telling("{path} is larger than 1 MB; it was not read; point at the key's own file.", { path }),
          );
        }
        return await file.readFile('utf8');
      } finally {
        await file.close();
      }
    },
    async stat(path) {
      try {
        const { mode, mtimeMs, size } = await stat(path);
        return { mode: mode & 0o7777, modifiedAt: mtimeMs, size };
      } catch (error) {
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
        throw unreadable(path, error);
      }
    },
  };
}

function unreadable(path: string, error: unknown): KeywatchError {
  const missing = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
  return missing
    ? new KeywatchError(
        'not_found',
        telling('There is no file {path}; nothing was changed; check the path.', { path }),
      )
    : new KeywatchError(
        'not_permitted',
        telling('{path} could not be read ({code}); nothing was changed; check who may read it.', {
          path,
          code: codeOf(error) ?? telling('unknown cause'),
        }),
      );
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
