import type { Duplex } from 'node:stream';

/** A client that waits for its WebSocket. */
export interface WaitingClient {
  hasLeft(): boolean;
  /** Hears of its leaving, and none of the listeners before it does. */
  onLeave(listener: () => void): void;
  /** What it said already; it waits no more. */
  said(): Buffer;
}

/** More than this is nothing to say before one is answered. Bytes. */
const mostSaid = 64 * 1024;

/** Reads on while it waits: one that leaves is noticed by nothing else. */
export function waitingClient(socket: Duplex, head: Buffer): WaitingClient {
  const pieces = [head];
  let length = head.length;
  let left = false;
  let heard: (() => void) | null = null;
  const leave = () => {
    left = true;
    heard?.();
  };
  const take = (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
    if (length > mostSaid) socket.destroy();
  };
  socket.on('data', take).once('end', leave).once('close', leave);
  return {
    hasLeft: () => left,
    onLeave(listener) {
      heard = listener;
    },
    said() {
      socket.off('data', take).off('end', leave).off('close', leave);
      return Buffer.concat(pieces);
    },
  };
}
