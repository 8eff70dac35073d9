import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Client } from '../src-shared/contract.ts';
import { KeywatchError } from '../src-shared/errors.ts';
import { createPeerClient } from '../src-shared/peer-client.ts';
import { noAnswer, reached } from './reach.ts';

export interface LocalClient {
  client: Client;
  /** Rejects when the connection ends before `close`. */
  lost: Promise<never>;
  close(): void;
}

/** An owner that gives no sign for so long before it has answered is taken for busy (D-A5). */
const patienceMs = 2000;
/** A first call that takes longer may be long by nature, as a test of many keys: a ping is sent beside it. */
const askAfterMs = 250;

/**
 * The contract's client at the local door; null when no owner listens there. Both ends prove that they can read
 * `door.key` before the first call (D-A10). Throws `busy` when the owner gives no sign for 2 s, and
 * `not_permitted` when the far side is somebody else.
 */
export async function connectLocal(
  address: string,
  home: string,
  program: string,
): Promise<LocalClient | null> {
  return introduced(await reached(address), home, program);
}

/** The same over a socket that is connecting already; null where nobody listened. Whoever gives no sign for `withinMs` before the first answer counts as busy. */
export async function introduced(
  socket: Socket | null,
  home: string,
  program: string,
  withinMs: number = patienceMs,
): Promise<LocalClient | null> {
  if (socket === null) return null;
  const silence = endsSilence(withinMs, () => socket.destroy(noAnswer()));
  socket.on('data', silence.broken);
  try {
    const lines = linesOf(socket);
    await introduce(socket, lines, () => keyOf(home), program);
    const client = createPeerClient({
      send: (frame) => {
        socket.write(`${frame}\n`);
      },
      onFrame: (listener) =>
        lines.hand((line) => {
          answered();
          listener(line);
        }),
      onClose: lines.whenOver,
    });
    // An owner may hold its door open and yet be stuck: only an answer shows that it works. Most first calls bring it
    // at once; the timer ends whatever waits where none comes.
    const ask = setTimeout(() => client.ping({}).catch(() => socket.destroy()), askAfterMs);
    const answered = () => {
      clearTimeout(ask);
      silence.over();
    };
    return {
      client,
      lost: lines.failure,
      close() {
        answered();
        socket.destroy();
      },
    };
  } catch (error) {
    silence.over();
    socket.destroy();
    throw error;
  }
}

/** Acts when a far side was silent for so long. What it said while this process was kept from running is heard first. */
function endsSilence(ms: number, act: () => void): { broken(): void; over(): void } {
  let late: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (late = setImmediate(act)), ms);
  let isOver = false;
  return {
    broken() {
      clearImmediate(late);
      if (!isOver) timer.refresh();
    },
    over() {
      isOver = true;
      clearImmediate(late);
      clearTimeout(timer);
    },
  };
}

function keyOf(home: string): Buffer {
  try {
    return readFileSync(join(home, 'door.key'));
  } catch (cause) {
    throw new KeywatchError(
      'not_permitted',
      `door.key in ${home} cannot be read, so the running Keywatch cannot be asked; nothing was changed; run this as the user Keywatch runs as`,
      {},
      { cause },
    );
  }
}

interface Lines {
  /** The next line, before frames are handed on. */
  next(): Promise<string>;
  /** From now on every line goes here. */
  hand(listener: (line: string) => void): void;
  whenOver(listener: (why: string) => void): void;
  /** Rejects when the connection ends. */
  failure: Promise<never>;
}

function linesOf(socket: Socket): Lines {
  const waiting: string[] = [];
  const over: ((why: string) => void)[] = [];
  let listener: ((line: string) => void) | null = null;
  let pieces: string[] = [];
  let why: Error | null = null;
  let wake: (() => void) | null = null;
  const { promise: failure, reject: fail } = Promise.withResolvers<never>();
  // Whoever waits hears of it; when nobody does, an ended connection is no fault.
  failure.catch(() => undefined);

  const take = (line: string) => {
    if (line.startsWith('{"closed"')) socket.destroy(new Error('the owner closed the connection'));
    else if (listener !== null) listener(line);
    else waiting.push(line);
    wake?.();
  };
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string | Buffer) => {
    const [head = '', ...rest] = String(chunk).split('\n');
    pieces.push(head);
    for (const next of rest) {
      const line = pieces.join('');
      pieces = [next];
      if (line !== '') take(line);
    }
  });
  socket.on('error', (error) => {
    why = error;
  });
  socket.on('close', () => {
    why = why instanceof KeywatchError ? why : interrupted(why);
    fail(why);
    wake?.();
    for (const each of over) each(why.message);
  });

  return {
    async next() {
      for (;;) {
        const line = waiting.shift();
        if (line !== undefined) return line;
        if (why !== null || socket.destroyed) throw why ?? interrupted(null);
        await Promise.race([
          new Promise<void>((resolve) => {
            wake = resolve;
          }),
          failure,
        ]);
      }
    },
    hand(to) {
      listener = to;
      for (const line of waiting.splice(0)) to(line);
    },
    whenOver: (each) => over.push(each),
    failure,
  };
}

function interrupted(cause: Error | null): KeywatchError {
  return new KeywatchError(
    'busy',
    'the running Keywatch ended the connection; what it had confirmed is kept; try again',
    {},
    { cause },
  );
}

/** Proves this side and checks the other: HMAC-SHA-256 over both nonces under `door.key` (D-A10). */
async function introduce(
  socket: Socket,
  lines: Lines,
  keyOfDoor: () => Buffer,
  program: string,
): Promise<void> {
  const greeting = fieldsOf(await lines.next());
  // Whoever opened the door made the key before it greeted anybody.
  const key = keyOfDoor();
  const theirs = greeting['nonce'];
  if (greeting['keywatch'] !== 1 || typeof theirs !== 'string') throw stranger();
  // It need not be secret, only never come twice: nobody without the key can have it answered beforehand.
  const ours = `${process.pid}.${Date.now()}.${process.hrtime.bigint()}`;
  const introduction = {
    nonce: ours,
    proof: mark(key, `client|${theirs}|${ours}`),
    program,
    pid: process.pid,
  };
  socket.write(`${JSON.stringify(introduction)}\n`);
  const shown = fieldsOf(await lines.next())['proof'];
  // How long this comparison takes tells nothing: the nonces are good for one connection.
  if (shown !== mark(key, `server|${ours}|${theirs}`)) throw stranger();
}

/**
 * HMAC-SHA-256, base64. node:crypto takes a command four to six milliseconds to load, a fifth of what it may add to
 * bare Node (D-C1).
 */
function mark(key: Uint8Array, text: string): string {
  return Buffer.from(hmac(sha256, key, Buffer.from(text))).toString('base64');
}

function stranger(): KeywatchError {
  return new KeywatchError(
    'not_permitted',
    'what listens at the local door could not prove that it is Keywatch; nothing was sent to it; end that program and try again',
  );
}

function fieldsOf(line: string): Record<string, unknown> {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    throw stranger();
  }
  return typeof said === 'object' && said !== null ? Object.fromEntries(Object.entries(said)) : {};
}
