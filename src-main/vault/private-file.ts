import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  statfsSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { sep } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Env } from '../ports.ts';
import { isPassing, whyNotWritten } from './vault-errors.ts';

export interface Reader {
  env: Env;
  /** Who reads; null where files have no owner in numbers (Windows). */
  uid: number | null;
}

/**
 * The bytes of a key or passphrase file that no other user can reach (D-A9). Throws a KeywatchError: `file_too_open`
 * with the command to type, `not_found`, `not_permitted`, `too_large`, and `busy` where trying again later may do.
 */
export function readPrivateFile(path: string, reader: Reader, mostBytes = 64 * 1024): Buffer {
  const { real, fd } = open(path);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile())
      throw refused('not_permitted', path, telling('is not a file'), telling('name a file'));
    if (!isPrivate(real, stats, reader)) {
      throw refused(
        'file_too_open',
        path,
        telling('can be reached by other users'),
        telling('type: chmod 600 {path}', { path }),
      );
    }
    if (stats.size > mostBytes)
      throw refused('too_large', path, telling('is too large to hold a key'), telling('name another file'));
    const bytes = Buffer.alloc(mostBytes + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got) {
      got = readSync(fd, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, Math.min(length, mostBytes));
  } catch (error) {
    throw error instanceof KeywatchError ? error : notNow(path, error);
  } finally {
    closeSync(fd);
  }
}

/** Links are followed once, and what is judged is what was opened: the file may be exchanged meanwhile. */
function open(path: string): { real: string; fd: number } {
  try {
    const real = realpathSync(path);
    return {
      real,
      fd: openSync(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)),
    };
  } catch (error) {
    if (isPassing(error)) throw notNow(path, error);
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw missing
      ? refused('not_found', path, telling('is not there'), telling('put it back'))
      : refused('not_permitted', path, telling('cannot be opened'), telling('give access to it'));
  }
}

function isPrivate(real: string, stats: Stats, { env, uid }: Reader): boolean {
  if (uid === null) return true;
  const othersReach = (stats.mode & 0o177) !== 0;
  return (
    (!othersReach && stats.uid === uid) ||
    isInside(real, env['CREDENTIALS_DIRECTORY']) ||
    (isInside(real, '/run/secrets') && isSecretMount(real)) ||
    (stats.uid === 0 && whyNotWritable(real) !== null)
  );
}

function isInside(real: string, directory: string | undefined): boolean {
  if (directory === undefined || directory === '') return false;
  try {
    return real.startsWith(realpathSync(directory) + sep);
  } catch {
    // A directory that is not there holds nothing.
    return false;
  }
}

// include/uapi/linux/magic.h
const tmpfs = 0x01021994;
const ramfs = 0x858458f6;

function isSecretMount(real: string): boolean {
  const { type } = statfsSync(real);
  return type === tmpfs || type === ramfs || whyNotWritable(real) === 'EROFS';
}

function whyNotWritable(real: string): string | null {
  try {
    accessSync(real, constants.W_OK);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

function notNow(path: string, error: unknown): KeywatchError {
  return refused(
    'busy',
    path,
    telling('cannot be read now: {why}', { why: whyNotWritten(error) }),
    telling('try again in a moment'),
  );
}

type Refusal = 'busy' | 'file_too_open' | 'not_found' | 'not_permitted' | 'too_large';

function refused(code: Refusal, path: string, what: string, advice: string): KeywatchError {
  return new KeywatchError(code, telling('{path} {what}; it was not used; {advice}', { path, what, advice }));
}
