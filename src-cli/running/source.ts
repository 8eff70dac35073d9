import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** What a program writes, as it comes. */
export interface Source {
  readonly stream: Readable;
  hear(listener: (chunk: Buffer) => void): void;
  /** Nobody needs these bytes any more: others may come in their place. */
  free(chunk: Buffer): void;
}

/** What a pipe of Linux holds; more never comes at once. Bytes. */
const pipeHolds = 64 * 1024;

/**
 * Reads one end of a pipe, into buffers that serve again: with a new one for each read the engine collects garbage a third of the
 * time.
 */
export function sourceOfPipe(read: number): Source {
  const idle: Buffer[] = [];
  let hears: ((chunk: Buffer) => void) | null = null;
  const stream = new Socket({
    fd: read,
    readable: true,
    writable: false,
    onread: {
      buffer: () => idle.pop() ?? Buffer.allocUnsafeSlow(pipeHolds),
      callback(length, { buffer }) {
        hears?.(Buffer.from(buffer, 0, length));
        return true;
      },
    },
  });
  return {
    stream,
    hear(listener) {
      hears = listener;
    },
    free: ({ buffer }) => void idle.push(Buffer.from(buffer)),
  };
}

/** A stream of Node's own, where there is no pipe. */
export function sourceOfStream(stream: Readable): Source {
  return {
    stream,
    hear: (listener) => void stream.on('data', listener),
    free: () => undefined,
  };
}
