import { randomBytes } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Room } from './room.ts';

/** A file without a name: it is gone with the process, however that ends. */
export interface Spool {
  /** Rejects where there is no room for it. */
  append(chunk: Uint8Array): Promise<void>;
  /** Up to `most` bytes from there; empty at its end. */
  read(at: number, most: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Opens one in a directory, readable by its user alone, and takes its name away at once; all share the room. */
export async function openSpool(directory: string, room: Room): Promise<Spool> {
  const path = join(directory, `keywatch-relay-${randomBytes(12).toString('hex')}`);
  const file: FileHandle = await open(path, 'wx+', 0o600);
  await unlink(path);
  let length = 0;
  let taken = 0;
  return {
    async append(chunk) {
      if (!room.take(chunk.length)) throw new Error('no room is left for bodies');
      taken += chunk.length;
      for (let done = 0; done < chunk.length;) {
        const { bytesWritten } = await file.write(chunk, done, chunk.length - done, length);
        done += bytesWritten;
        length += bytesWritten;
      }
    },
    async read(at, most) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(most), 0, most, at);
      return buffer.subarray(0, bytesRead);
    },
    close() {
      room.giveBack(taken);
      taken = 0;
      return file.close();
    },
  };
}
