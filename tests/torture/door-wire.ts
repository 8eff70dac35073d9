import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import type { FarPort } from '../fixtures/doors.ts';

const lengthBytes = 4;

/**
 * The end of a port that reaches into another process: what a port would clone goes over a socket of its own, with its
 * length before it, so that no client waits behind the messages of another.
 */
export function portOver(socket: Socket): FarPort {
  // A message that was under way when the other side left.
  socket.on('error', () => {});
  return {
    postMessage(message) {
      const body = serialize(message);
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32LE(body.length);
      socket.write(Buffer.concat([length, body]));
    },
    close: () => socket.destroySoon(),
    on(event: 'message' | 'close', listener: (data: unknown) => void) {
      if (event === 'message') readMessages(socket, (body) => listener(deserialize(body)));
      else socket.on('close', () => listener(undefined));
    },
  };
}

function readMessages(socket: Socket, onBody: (body: Buffer) => void): void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = lengthBytes;
  let isLength = true;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const all = Buffer.concat(chunks);
      const part = all.subarray(0, wanted);
      const rest = all.subarray(wanted);
      chunks = rest.length === 0 ? [] : [rest];
      held = rest.length;
      wanted = isLength ? part.readUInt32LE() : lengthBytes;
      if (!isLength) onBody(part);
      isLength = !isLength;
    }
  });
}
