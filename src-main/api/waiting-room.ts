import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { longestAddress } from './socket-path.ts';

/**
 * Where those wait who ask for secrets while somebody else has the vault open for a moment: opening it takes longer than
 * all else they do, and fifty in a row would take longer than gateways wait. Only the holder of the data directory may
 * open one (D-A5).
 */
export interface WaitingRoom {
  /** Lets in who waits and who still comes, by what `receiver` gives, until nobody is left or `withinMs` have passed. */
  answer(receiver: () => Promise<(guest: Socket) => void>, withinMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Null where a data directory has none, for its path is too long or there are no sockets: there one waits for the vault itself. */
export function waitingRoomOf(home: string, platform: NodeJS.Platform): string | null {
  const address = join(home, 'waiting.sock');
  return platform === 'win32' || Buffer.byteLength(address) > longestAddress ? null : address;
}

/** Whoever was started together with the last guest is about to come. */
const lingerMs = 60;

export async function openWaitingRoom(address: string): Promise<WaitingRoom> {
  const guests = new Set<Socket>();
  let receive: ((guest: Socket) => void) | null = null;
  let onLeft: (() => void) | null = null;
  const server = createServer({ pauseOnConnect: true }, (guest) => {
    guests.add(guest);
    guest.on('close', () => {
      guests.delete(guest);
      if (guests.size === 0) onLeft?.();
    });
    if (receive === null) guest.on('error', () => undefined);
    else letIn(guest, receive);
  });
  rmSync(address, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
  chmodSync(address, 0o600);
  return {
    async answer(receiver, withinMs) {
      // Whoever knocked while the vault was opened is let in by the system only now.
      await setImmediate();
      if (guests.size === 0) return;
      const to = await receiver();
      receive = to;
      for (const guest of guests) letIn(guest, to);
      await new Promise<void>((resolve) => {
        setTimeout(resolve, withinMs);
        const perhapsLast = () => setTimeout(() => guests.size === 0 && resolve(), lingerMs);
        onLeft = perhapsLast;
        if (guests.size === 0) perhapsLast();
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const guest of guests) guest.destroy();
      }),
  };
}

function letIn(guest: Socket, receive: (guest: Socket) => void): void {
  receive(guest);
  guest.resume();
}
