import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WaitingRoom } from '../src-main/api/waiting-room.ts';
import type { Ownership } from '../src-main/vault/owner-lock.ts';
import type { ServeInput, Served } from '../src-shared/contract-secrets.ts';
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
  /** How long others may be answered yet. */
  forOthersMs(): number;
}

/** How long most gateways wait for an answer, the start of the program included (gateways.md §6.2). */
const gatewayWaitsMs = 5_000;
/** By then whoever answers others is gone, so that its own gateway is not kept waiting: a slow machine takes its time to start and to end. */
const answersOthersUntilMs = 4_000;
/** Who has its turn after the 5 s was asked by a gateway that waits longer. */
const answersOthersLateMs = 1_000;
/** Gateways that were linked wait 15 s: so long one may wait for others to be answered. */
const waitsUntilMs = 14_000;
/** Whoever has the vault and takes nobody in is waited for no longer (D-A5). */
const closedMs = 5_000;
/** Between two looks at who has the vault: long enough not to take the time that whoever has it needs. */
const shortestWaitMs = 15;
const longestWaitMs = 60;

/**
 * The owner, else whoever has the vault for a moment and answers others too, else a core of our own. Of fifty gateways that
 * ask at once one opens the vault: what opening it takes is loaded only then. Throws `busy` where nobody takes us in.
 */
export async function servingOf(means: {
  directory: string;
  program: string;
  owner(withinMs: number): Promise<LocalClient | null>;
  composed(turn: Turn): Promise<Serving>;
}): Promise<Serving> {
  const { directory, program, owner, composed } = means;
  const { askHolder } = await import('./door.ts');
  let closedUntil = performance.now() + closedMs;
  for (;;) {
    const atOwner = await takenIn(() => owner(closedUntil - performance.now()));
    if (isServing(atOwner)) return atOwner;
    const atHolder = await takenIn(() => askHolder(directory, program, leftMs()));
    if (isServing(atHolder)) return atHolder;
    // It left in this moment: somebody else is about to take us in, and the wait for that begins now.
    if (atHolder !== null) closedUntil = performance.now() + closedMs;
    const turn = await turnAt(directory);
    if (turn !== null) return composed(turn);
    if (leftMs() === 0 || performance.now() >= closedUntil) throw atOwner ?? elsewhere();
    await aMoment();
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
      if (!isPassing || !isBusy(error) || leftMs() === 0) throw error;
      await leave();
      await aMoment();
    }
  }
}

const leftMs = (): number => Math.max(0, waitsUntilMs - performance.now());
const aMoment = () => wait(shortestWaitMs + Math.random() * (longestWaitMs - shortestWaitMs));

/** Whoever listens at a door; null where nobody does, and why it took nobody in where it did not. */
async function takenIn(door: () => Promise<LocalClient | null>): Promise<Serving | KeywatchError | null> {
  try {
    const there = await door();
    if (there === null) return null;
    const { client, lost, close } = there;
    return {
      serve: (question) => Promise.race([client.secrets.serve(question), lost]),
      isPassing: true,
      close: () => Promise.resolve(close()),
    };
  } catch (error) {
    if (isBusy(error)) return error;
    throw error;
  }
}

const isServing = (it: Serving | KeywatchError | null): it is Serving => it !== null && 'serve' in it;
const isBusy = (error: unknown): error is KeywatchError =>
  error instanceof KeywatchError && error.code === 'busy';

function elsewhere(): KeywatchError {
  return new KeywatchError(
    'busy',
    'Another Keywatch is writing to this data directory; nothing was handed out; try again in a moment.',
  );
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
  const forOthersMs =
    performance.now() > gatewayWaitsMs
      ? () => answersOthersLateMs
      : () => Math.max(0, answersOthersUntilMs - performance.now());
  const address = waitingRoomOf(directory, process.platform);
  try {
    return { ownership, forOthersMs, room: address === null ? null : await openWaitingRoom(address) };
  } catch (error) {
    ownership.release();
    throw error;
  }
}
