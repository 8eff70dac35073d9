import * as fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import type { RawClient } from '../fixtures/doors.ts';
import type { DoorName } from './door-entrances.ts';
import type { DoorWorld } from './door-world.ts';
import { anyMessage, tooMuchEvery, tooMuchMessage, type Message } from './random-messages.ts';

const sendersAtOnce = 4;
/** A message is over when the ping behind it was answered or the connection closed; nobody waits longer. */
const stuckAfterMs = 20_000;

export interface Flood {
  messages: number;
  /** Of them, answered with what was asked for. */
  granted: number;
  /** Connections that the door closed on their senders. */
  sentAway: number;
}

/** Sends random messages at a door, over and over. */
export async function flood(
  world: DoorWorld,
  door: DoorName,
  { messages, seed }: { messages: number; seed: number },
): Promise<Flood> {
  let sentAway = 0;
  let sent = 0;
  let granted = 0;
  const next = messagesOf(messages, seed);
  const sender = async () => {
    let client: RawClient | null = null;
    let listen: (frame: string) => void = idle;
    for (let message = next(); message !== null; message = next()) {
      if (client === null) {
        const entered = await world.enter(door);
        entered.onFrame((frame) => listen(frame));
        client = entered;
      }
      const mark = `mark-${sent++}`;
      const answered = new Promise<'answered'>((resolve) => {
        listen = (frame) => {
          if (frame.includes(mark)) resolve('answered');
          else if (isGranted(frame)) granted++;
        };
      });
      if ('frame' in message) await client.send(message.frame);
      else client.bytes(message.bytes);
      await client.send(`{"i":"${mark}","p":{"u":"/ping","b":{"json":{}}}}`);
      const how = await Promise.race([answered, client.ended, late(mark, message)]);
      if (how === 'answered') continue;
      sentAway++;
      client = null;
    }
    client?.close();
  };
  await Promise.all(Array.from({ length: sendersAtOnce }, sender));
  return { messages: sent, granted, sentAway };
}

/** An answer without a status of its own; the local door also says why it closes. */
function isGranted(frame: string): boolean {
  return !frame.includes('"s":') && !frame.startsWith('{"closed":');
}

/** One random message after the other, the same for the same seed; null when there are no more. */
function messagesOf(count: number, seed: number): () => Message | null {
  const batch = 50;
  let made = 0;
  let waiting: Message[] = [];
  return () => {
    if (made >= count) return null;
    const turn = made++;
    if (turn % tooMuchEvery === tooMuchEvery - 1)
      return fc.sample(tooMuchMessage, { numRuns: 1, seed: seed + turn })[0]!;
    if (waiting.length === 0) waiting = fc.sample(anyMessage, { numRuns: batch, seed: seed + turn });
    return waiting.pop() ?? null;
  };
}

async function late(mark: string, message: Message): Promise<never> {
  await wait(stuckAfterMs, undefined, { ref: false });
  const what = 'frame' in message ? message.frame : String(message.bytes);
  throw new Error(`${mark} was neither answered nor refused: ${what.slice(0, 500)}`);
}

function idle(): void {}
