import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { writeFileSync } from '../vault/replace-file.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';
import type { ServiceFile } from './intent.ts';
import { authorship, type Authorship } from './written-by-us.ts';

/** What lies where a file of ours belongs. */
export type Lying = 'absent' | Authorship;

/** What lies at a path. A link or anything else that is no plain file counts as somebody else's. */
export function lyingAt(path: string): Lying {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'absent';
  return found.isFile() ? authorship(readFileSync(path, 'utf8')) : 'foreign';
}

/** Whether exactly this lies there already. */
export function liesThere({ path, text }: ServiceFile): boolean {
  return lyingAt(path) === 'ours' && readFileSync(path, 'utf8') === text;
}

/** Where what somebody else wrote is put when ours takes its place. */
export const asidePath = (path: string) => `${path}.before`;

/** Writes a file of ours; what was changed or is not ours is put aside, never overwritten. Throws `write_failed`. */
export function putFile({ path, text }: ServiceFile): void {
  writing(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    putAside(path);
    // It holds no secret, and a manager remarks on one that others may not read.
    writeFileSync(path, text, { mode: 0o644 });
  });
}

/** Removes a file of ours; what was changed or is not ours is put aside. Throws `write_failed`. */
export function removeFile(path: string): void {
  writing(path, () => {
    putAside(path);
    rmSync(path, { force: true });
  });
}

function putAside(path: string): void {
  const lying = lyingAt(path);
  if (lying !== 'changed' && lying !== 'foreign') return;
  if (existsSync(asidePath(path)))
    throw new KeywatchError(
      'write_failed',
      telling(
        '{path} is not as Keywatch wrote it, and {aside} is there already; both were kept; move one away',
        { path, aside: asidePath(path) },
      ),
    );
  renameSync(path, asidePath(path));
}

function writing(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof KeywatchError) throw error;
    throw new KeywatchError(
      'write_failed',
      telling('{path} could not be written: {why}; it is as it was; see who may write there', {
        path,
        why: whyNotWritten(error),
      }),
      {},
      { cause: error },
    );
  }
}
