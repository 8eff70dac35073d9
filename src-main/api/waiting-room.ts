import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { longestAddress } from './socket-path.ts';

/**
 * Where those wait who ask for secrets while somebody else has the vault open for a moment: opening it takes longer than
 * all else they do, and fifty in a row would take longer than gateways wait. Only the holder of the data directory may
 * open one (D-A5).
 */
export interface WaitingRoom {
  /** Lets in who waits and who still comes, by what `host` gives, until nobody is left or `withinMs` have passed. */
  answer(host: () => Promise<RoomHost>, withinMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Who answers the guests of a room. */
export interface RoomHost {
  receive(guest: Socket): void;
  /** Begins nothing more, and resolves when what was begun is answered: a secret that was written down as handed out is. */
  finish(): Promise<void>;
}

/** Null where a data directory has none, for its path is too long or there are no sockets: there one waits for the vault itself. */
export function waitingRoomOf(home: string, platform: NodeJS.Platform): string | null {
  const address = join(home, 'waiting.sock');
  return platform === 'win32' || Buffer.byteLength(address) > longestAddress ? null : address;
}

/** Whoever was started together with the last guest is about to come. */
const lingerMs = 60;
/** What was begun when the time was up is answered by then, or is too slow to wait for. */
const lastAnswersMs = 400;

export async function openWaitingRoom(address: string): Promise<WaitingRoom> {
  const guests = new Set<Socket>();
  let host: RoomHost | null = null;
  let onLeft: (() => void) | null = null;
  const server = createServer({ pauseOnConnect: true }, (guest) => {
    guests.add(guest);
    guest.on('close', () => {
      guests.delete(guest);
      if (guests.size === 0) onLeft?.();
    });
    if (host === null) guest.on('error', () => undefined);
    else letIn(guest, host);
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
    async answer(hostOf, withinMs) {
      if (withinMs <= 0) return;
      // Whoever knocked while the vault was opened is let in by the system only now.
      await setImmediate();
      if (guests.size === 0) return;
      const there = await hostOf();
      host = there;
      for (const guest of guests) letIn(guest, there);
      await new Promise<void>((resolve) => {
        setTimeout(resolve, withinMs);
        const perhapsLast = () => setTimeout(() => guests.size === 0 && resolve(), lingerMs);
        onLeft = perhapsLast;
        if (guests.size === 0) perhapsLast();
      });
      await Promise.race([there.finish(), wait(lastAnswersMs)]);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const guest of guests) guest.destroy();
      }),
  };
}

function letIn(guest: Socket, host: RoomHost): void {
  host.receive(guest);
  guest.resume();
}
