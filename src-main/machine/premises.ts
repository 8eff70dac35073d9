import { chmodSync, lstatSync, readdirSync, rmSync, type Stats } from 'node:fs';
import type { Lying, Premises } from '../ports.ts';
import { readPlainFile } from '../vault/plain-file.ts';

/** The data directory on Node's file system. */
export function systemPremises(directory: string): Premises {
  return {
    directory,
    uid: process.getuid?.() ?? null,
    look(path) {
      const stats = lstatSync(path, { throwIfNoEntry: false });
      return stats === undefined ? null : { kind: kindOf(stats), mode: stats.mode & 0o7777, uid: stats.uid };
    },
    list(path) {
      const found = lstatSync(path, { throwIfNoEntry: false });
      return found?.isDirectory() === true ? readdirSync(path) : [];
    },
    read: (path) => readPlainFile(path).toString(),
    setMode: (path, mode) => chmodSync(path, mode),
    remove: (path) => rmSync(path, { force: true }),
  };
}

function kindOf(stats: Stats): Lying['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSocket() ? 'socket' : 'other';
}
