import { lstat, readlink, realpath, type FileHandle } from 'node:fs/promises';

/** What is open, found again. */
export interface OpenedPath {
  /** Where it lies now. */
  path: string;
  /** What leads to it and to nothing else as long as it is open, where the system has such a thing; else its path. */
  way: string;
}

/**
 * Where what was opened lies now: between a look at a path and its opening a folder on the way may have become a link. Null
 * where it cannot be told. Linux knows it of each descriptor; elsewhere the path is looked at again and must lead to the very
 * file, which leaves whoever swaps folders there and back between two of these looks: against that Node has no means.
 */
export async function openedPath(opened: FileHandle, path: string): Promise<OpenedPath | null> {
  const way = `/proc/self/fd/${opened.fd}`;
  const told = process.platform === 'linux' ? await readlink(way).catch(() => null) : null;
  if (told !== null) return { path: told, way };
  try {
    const [ours, there] = await Promise.all([opened.stat({ bigint: true }), lstat(path, { bigint: true })]);
    const isIt = ours.ino === there.ino && ours.dev === there.dev;
    return isIt ? { path: await realpath(path), way: path } : null;
  } catch {
    return null;
  }
}
