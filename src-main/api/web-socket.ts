import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { closeCodes, type Connection } from './serve-connection.ts';

/** What a stranger may send before it is let in: a token is 43 characters. Bytes. */
const introductionLimit = 8192;
/** A browser answers a ping by itself; one that was not answered by the next is a connection nobody holds any more. */
const pingEveryMs = 30_000;
/** Who was sent away and does not confirm it is gone by then all the same. */
const farewellMs = 2_000;

/** A connection over a WebSocket: text frames, everything else is none of ours. */
export function socketConnection(client: WebSocket): Connection {
  return {
    send: (frame) =>
      new Promise((resolve, reject) => {
        client.send(frame, (error) => (error ? reject(error) : resolve()));
      }),
    onFrame: (listener) => client.on('message', (data, binary) => listener(binary ? '' : String(data))),
    onClose: (listener) => client.on('close', listener),
    close: (code, reason) => closeSoon(client, code, reason),
  };
}

/** Sends away a stranger that sends more than an introduction needs; what is given back ends the watch. */
export function hearLittle(socket: Socket, client: WebSocket): () => void {
  const before = socket.bytesRead;
  const count = () => {
    if (socket.bytesRead - before <= introductionLimit) return;
    closeSoon(client, closeCodes.unauthorised, 'not let in');
    // Whatever more it sends is kept by nobody.
    socket.removeAllListeners('data');
    socket.resume();
  };
  socket.on('data', count);
  return () => socket.off('data', count);
}

/** Behind a tunnel a browser can vanish without a word. */
export function endWhenGone(client: WebSocket): void {
  let answered = true;
  client.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return client.terminate();
    answered = false;
    client.ping();
  }, pingEveryMs);
  timer.unref();
  client.on('close', () => clearInterval(timer));
}

/** Says why it ends; who does not confirm it in time is cut off. */
export function closeSoon(client: WebSocket, code: number, reason: string): void {
  client.close(code, reason);
  const timer = setTimeout(() => client.terminate(), farewellMs);
  timer.unref();
  client.on('close', () => clearTimeout(timer));
}
