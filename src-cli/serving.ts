import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WaitingRoom } from '../src-main/api/waiting-room.ts';
import type { Ownership } from '../src-main/vault/owner-lock.ts';
import type { ServeInput, Served } from '../src-shared/contract-secrets.ts';
import type { Client } from '../src-shared/contract.ts';
import { KeywatchError } from '../src-shared/errors.ts';
import type { LocalClient } from './local-client.ts';

/** What hands secrets out now. */
export interface Serving {
  serve(question: ServeInput): Promise<Served>;
  /** It may leave before it has answered: `serve` throws `busy` then, and somebody else is to be asked. */
  isPassing: boolean;
  close(): Promise<void>;
}

/** The vault, ours for a moment, and the room of those who come meanwhile; null where it can have none. */
export interface Turn {
  ownership: Ownership;
  room: WaitingRoom | null;
}

/** Gateways wait 5 s for an answer, the start of the program included (gateways.md §6.2): by then whoever answers others is gone. */
const answersOthersUntilMs = 4_500;
/** Whoever waits for the vault waits so long (D-A5); a gateway that is more patient may find the machine slow. */
const waitsUntilMs = performance.now() + 5_000;
/** Between two looks at who has the vault: long enough not to take the time that whoever has it needs. */
const shortestWaitMs = 15;
const longestWaitMs = 60;

/**
 * The owner, else whoever has the vault for a moment and answers others too, else a core of our own. Of fifty gateways that
 * ask at once one opens the vault: what opening it takes is loaded only then. Throws `busy`.
 */
export async function servingOf(means: {
  directory: string;
  program: string;
  owner(): Promise<(Pick<LocalClient, 'client'> & { close(): Promise<void> }) | null>;
  composed(turn: Turn): Promise<Serving>;
}): Promise<Serving> {
  const { directory, program, owner, composed } = means;
  for (;;) {
    const there = await owner();
    if (there !== null) return { serve: asked(there.client), isPassing: false, close: there.close };
    const guest = await holderOf(directory, program);
    if (guest !== null) return guest;
    const turn = await turnAt(directory);
    if (turn !== null) return composed(turn);
    if (leftMs() <= 0)
      throw new KeywatchError(
        'busy',
        'Another Keywatch is writing to this data directory; nothing was handed out; try again in a moment.',
      );
    await wait(shortestWaitMs + Math.random() * (longestWaitMs - shortestWaitMs));
  }
}

/** Asks what hands secrets out, and somebody else where it left in that moment; `leave` lets go of it. Throws `busy`. */
export async function served(
  question: ServeInput,
  serving: () => Promise<Serving>,
  leave: () => Promise<void>,
): Promise<Served> {
  for (;;) {
    const { serve, isPassing } = await serving();
    try {
      return await serve(question);
    } catch (error) {
      if (!isPassing || !isBusy(error) || leftMs() <= 0) throw error;
      await leave();
    }
  }
}

/** How long others may be answered yet. */
export const forOthersMs = (): number => Math.max(0, answersOthersUntilMs - performance.now());
const leftMs = (): number => Math.max(0, waitsUntilMs - performance.now());

const asked =
  ({ secrets }: Client): Serving['serve'] =>
  (question) =>
    secrets.serve(question);

async function holderOf(directory: string, program: string): Promise<Serving | null> {
  const { askHolder } = await import('./door.ts');
  try {
    const holder = await askHolder(directory, program, leftMs());
    if (holder === null) return null;
    const { client, lost, close } = holder;
    return {
      serve: (question) => Promise.race([client.secrets.serve(question), lost]),
      isPassing: true,
      close: () => Promise.resolve(close()),
    };
  } catch (error) {
    // It left in this moment.
    if (isBusy(error)) return null;
    throw error;
  }
}

async function turnAt(directory: string): Promise<Turn | null> {
  const [{ takeOwnership, lockName }, { systemClock }, { openWaitingRoom, waitingRoomOf }] =
    await Promise.all([
      import('../src-main/vault/owner-lock.ts'),
      import('../src-main/machine/clock.ts'),
      import('../src-main/api/waiting-room.ts'),
    ]);
  const ownership = await takeOwnership(join(directory, lockName), { waitMs: 0, clock: systemClock });
  if (ownership === null) return null;
  const address = waitingRoomOf(directory, process.platform);
  try {
    return { ownership, room: address === null ? null : await openWaitingRoom(address) };
  } catch (error) {
    ownership.release();
    throw error;
  }
}

const isBusy = (error: unknown): boolean => error instanceof KeywatchError && error.code === 'busy';
