import { WebSocket } from 'ws';
import type { Client } from '../../src-shared/contract.ts';
import { createPeerClient } from '../../src-shared/peer-client.ts';

/** A second client at the browser door, as a script would be. */
export async function enter(url: string): Promise<{ client: Client; leave(): void }> {
  const { host, hash } = new URL(url);
  const socket = new WebSocket(`ws://${host}/door`, { origin: `http://${host}` });
  await new Promise((resolve) => socket.once('open', resolve));
  const greeted = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ token: hash.slice('#t='.length) }));
  await greeted;
  const client = createPeerClient({
    send: (frame) => socket.send(frame),
    onFrame: (listener) => socket.on('message', (data) => listener(String(data))),
    onClose: (listener) => socket.on('close', () => listener('closed')),
  });
  return { client, leave: () => socket.close() };
}
