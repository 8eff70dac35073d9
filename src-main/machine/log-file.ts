import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const mostFiles = 5;
const mostBytes = 2 * 1024 * 1024;

interface OpenFile {
  descriptor: number;
  size: number;
}

/**
 * Writes log lines to `keywatch.log` in a directory (0700, files 0600), which begins anew at 2 MB; the four before it are
 * kept. Never throws: what cannot be written, as on a full disk, is left out, and how much that was is said when there
 * is room again.
 */
export function openLogFile(directory: string): (line: string) => void {
  let file: OpenFile | null = null;
  let lost = 0;
  const append = (text: string) => {
    const bytes = Buffer.from(text);
    file ??= begin(directory);
    if (file.size > 0 && file.size + bytes.length > mostBytes) {
      closeSync(file.descriptor);
      file = null;
      moveOn(directory);
      file = begin(directory);
    }
    file.size += writeSync(file.descriptor, bytes);
  };
  return (line) => {
    try {
      append(
        lost === 0 ? line : `${JSON.stringify({ level: 40, lost, msg: 'log lines were lost' })}\n${line}`,
      );
      lost = 0;
    } catch {
      // A log that cannot be written has nowhere to say so, and ends nothing.
      lost++;
      if (file !== null) closeSync(file.descriptor);
      file = null;
    }
  };
}

const nameOf = (directory: string, age: number): string =>
  join(directory, age === 0 ? 'keywatch.log' : `keywatch.${age}.log`);

function begin(directory: string): OpenFile {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const descriptor = openSync(nameOf(directory, 0), 'a', 0o600);
  const found = fstatSync(descriptor);
  // One that somebody made readable for others stays so unless it is told.
  if (found.isFile() && (found.mode & 0o777) !== 0o600) fchmodSync(descriptor, 0o600);
  return { descriptor, size: found.size };
}

function moveOn(directory: string): void {
  for (let age = mostFiles - 1; age > 0; age--) {
    const younger = nameOf(directory, age - 1);
    if (existsSync(younger)) renameSync(younger, nameOf(directory, age));
  }
}
