import { createORPCClient } from '@orpc/client';
import { StandardRPCLink } from '@orpc/client/standard';
import { ClientPeer } from '@orpc/standard-server-peer';
import type { Client } from './contract.ts';

/** A way to the core that carries whole frames in order. */
export interface Channel {
  send(frame: string): void | Promise<void>;
  onFrame(listener: (frame: string) => void): void;
  onClose(listener: (why: string) => void): void;
}

/**
 * The contract's client over any channel. A call that was under way when the channel closed rejects; a frame that
 * cannot be read is the far side's fault and ends nothing here.
 */
export function createPeerClient(channel: Channel): Client {
  let closed: string | null = null;
  const peer = new ClientPeer(async (frame) => {
    if (typeof frame !== 'string') throw new TypeError('Only text crosses a door.');
    await channel.send(frame);
  });
  channel.onFrame((frame) => {
    peer.message(frame).catch((error: unknown) => peer.close({ reason: error }));
  });
  channel.onClose((why) => {
    closed = why;
    peer.close({ reason: new Error(`The connection to Keywatch ended: ${why}`) });
  });
  const link = new StandardRPCLink(
    {
      async call(request) {
        if (closed !== null) throw new Error(`The connection to Keywatch ended: ${closed}`);
        const response = await peer.request(request);
        return { ...response, body: () => Promise.resolve(response.body) };
      },
    },
    { url: 'http://orpc' },
  );
  return createORPCClient(link);
}
