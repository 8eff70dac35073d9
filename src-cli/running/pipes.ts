import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Both ends of a pipe, as descriptors. */
export interface Pipe {
  read: number;
  write: number;
}

/**
 * So many pipes, or null where the system has no `mkfifo`. Node gives a program sockets for streams, and those cannot be
 * opened as /dev/stdout and /dev/stderr, which shell scripts do (unix(7)). Their names are gone before anything is written.
 */
export function pipes(count: number, path: string): Pipe[] | null {
  if (process.platform === 'win32') return null;
  const opened: number[] = [];
  let place: string | null = null;
  try {
    const directory = mkdtempSync(join(tmpdir(), 'keywatch-'));
    place = directory;
    const names = Array.from({ length: count }, (_, index) => join(directory, String(index)));
    const made = spawnSync('mkfifo', ['-m', '600', ...names], { env: { PATH: path }, stdio: 'ignore' });
    if (made.status !== 0) return null;
    return names.map((name) => {
      const read = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
      opened.push(read);
      const write = openSync(name, constants.O_WRONLY);
      opened.push(write);
      return { read, write };
    });
  } catch {
    // No room for a name, or none of our own: Node's streams serve most programs as well.
    for (const descriptor of opened) closeSync(descriptor);
    return null;
  } finally {
    if (place !== null) rmSync(place, { recursive: true, force: true });
  }
}
