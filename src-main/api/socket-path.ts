import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where the local door of a data directory is. */
export interface SocketPlace {
  /** What a client connects to: a socket's path, or a pipe's name on Windows. */
  address: string;
  /** A directory to be made, 0700, before the socket is bound; null for a pipe or inside the data directory. */
  directory: string | null;
  /** The file that tells the address where the data directory's own path is too long for a socket; null otherwise. */
  pointer: string | null;
}

/** The file in the data directory that tells where a socket lies whose path would have been too long (D-B35). */
export const pointerName = 'keywatch.sock.path';

/** Socket addresses are cut off by the kernel beyond 108 bytes; 100 leaves room for every system (D-B35). */
export const longestAddress = 100;

/**
 * The place of the local door. Pure, so that both ends compute the same.
 * @param scratch XDG_RUNTIME_DIR or the temp directory, used only where the data directory's path is too long.
 */
export function socketPlace(
  home: string,
  platform: NodeJS.Platform,
  user: string,
  scratch: string,
): SocketPlace {
  if (platform === 'win32') {
    return { address: `\\\\.\\pipe\\keywatch-${nameOf(`${user}|${home}`)}`, directory: null, pointer: null };
  }
  const beside = join(home, 'keywatch.sock');
  if (Buffer.byteLength(beside) <= longestAddress) return { address: beside, directory: null, pointer: null };
  const directory = join(scratch, `keywatch-${nameOf(home)}`);
  return {
    address: join(directory, 'keywatch.sock'),
    directory,
    pointer: join(home, pointerName),
  };
}

function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
