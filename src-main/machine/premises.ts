import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import type { Lying, Premises } from '../ports.ts';
import { makePrivateDirectory } from '../vault/data-directory.ts';
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
    setMode(path, mode) {
      // A socket cannot be opened.
      if (lstatSync(path).isSocket()) chmodSync(path, mode);
      else opened(path, constants.O_RDONLY, (fd) => fchmodSync(fd, mode));
    },
    remove: (path) => rmSync(path, { force: true }),
    note(what) {
      if (lstatSync(directory, { throwIfNoEntry: false }) === undefined) makePrivateDirectory(directory);
      const { O_APPEND, O_CREAT, O_WRONLY } = constants;
      opened(join(directory, 'repairs.jsonl'), O_APPEND | O_CREAT | O_WRONLY, (fd) => {
        writeFileSync(fd, `${JSON.stringify({ at: new Date().toISOString(), ...what })}\n`);
        fsyncSync(fd);
      });
    },
  };
}

/** Does something to what lies there, never to what a link leads to, and without waiting for a pipe. */
function opened(path: string, flags: number, act: (fd: number) => void): void {
  const fd = openSync(path, flags | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0), 0o600);
  try {
    act(fd);
  } finally {
    closeSync(fd);
  }
}

function kindOf(stats: Stats): Lying['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSocket() ? 'socket' : 'other';
}
