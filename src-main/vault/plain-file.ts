import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';

/** To read without waiting: a pipe that somebody put in the place of a file would hold its reader for ever. */
export const readAtOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The bytes of a file of our own. Throws a system error, `EFTYPE` for what is no file. */
export function readPlainFile(path: string): Buffer {
  const fd = openSync(path, readAtOnce);
  try {
    if (!fstatSync(fd).isFile()) throw noFile();
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Whether something lies there that is no file; links are followed. */
export function isNoFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

export function noFile(): Error {
  return Object.assign(new Error('something that is no file lies there'), { code: 'EFTYPE' });
}
