import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import type { StandardRPCHandler } from '@orpc/server/standard';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Log } from '../ports.ts';
import { shownMessage } from '../providers/redact.ts';
import { writeFileSync } from '../vault/replace-file.ts';
import { readLines } from './line-frames.ts';
import type { Caller } from '../core.ts';
import { createPlaces } from './places.ts';
import { seldom } from './seldom.ts';
import { closeCodes, frameCeiling, serveConnection, type Connection } from './serve-connection.ts';
import { pointerName, type SocketPlace } from './socket-path.ts';

const introductionMs = 5_000;
/** The longest line a stranger may say. Characters. */
const introductionLimit = 4096;
/** Who was sent away and does not read why is gone by then all the same. */
const farewellMs = 2_000;
const keyBytes = 32;
/** What a client may call itself. Characters. */
const longestName = 200;
/** Windows counts processes in 32 bits. */
const largestPid = 2 ** 32 - 1;

/** Both ends prove that they can read `door.key` before the first call (D-A10). */
export function proof(key: Uint8Array, side: 'client' | 'server', first: string, second: string): string {
  return createHmac('sha256', key).update(`${side}|${first}|${second}`).digest('base64');
}

/** The key both ends of the local door prove, made when there is none: 32 random bytes, 0600. */
export function doorKey(home: string): Buffer {
  const path = join(home, 'door.key');
  if (!existsSync(path)) return newKey(path);
  chmodSync(path, 0o600);
  const key = readFileSync(path);
  // One that was cut off proves little or nothing.
  return key.length === keyBytes ? key : newKey(path);
}

function newKey(path: string): Buffer {
  const key = randomBytes(keyBytes);
  writeFileSync(path, key, { mode: 0o600 });
  return key;
}

/** A directory outside the data directory: another user may have put one, or a link, where ours is to be (D-B35). */
function makeOwnDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (found.isDirectory() && found.uid === process.getuid?.()) return;
  throw new KeywatchError(
    'not_permitted',
    telling(
      '{path}, where the door of Keywatch is to be, belongs to somebody else; nothing was opened; remove it, or choose a shorter KEYWATCH_HOME',
      { path },
    ),
  );
}

export interface LocalDoor {
  address: string;
  close(): Promise<void>;
}

/** Takes in whoever comes, and serves those who prove that they can read `door.key`. */
export interface Doorman {
  receive(socket: Socket): void;
  /** Begins no further call, and resolves when those begun were answered. */
  finish(): Promise<void>;
  /** Sends away everybody who is here. */
  dismiss(): void;
}

export function createDoorman({
  home,
  handler,
  log,
}: {
  home: string;
  handler: StandardRPCHandler<Caller>;
  log: Log;
}): Doorman {
  const key = doorKey(home);
  /** Everybody who is here, and what resolves when their calls are answered. */
  const clients = new Map<Socket, () => Promise<void>>();
  const onStranger = seldom(() => log.warn('A local client could not prove itself', {}));
  const places = createPlaces<Socket>((stranger) => stranger.destroy());
  return {
    receive(socket) {
      clients.set(socket, () => Promise.resolve());
      places.enter(socket);
      socket.on('close', () => {
        clients.delete(socket);
        places.leave(socket);
      });
      // A peer that vanishes is ordinary; 'close' follows and ends its calls.
      socket.on('error', (error) => log.debug('A local client vanished', { error: error.name }));
      welcome(socket, key, onStranger, (client) => {
        const connection = lineConnection(socket, client.onFrame);
        if (!places.admit(socket)) return connection.close(closeCodes.tooMany, 'too many clients');
        const caller = { door: 'local', program: client.program, pid: client.pid } as const;
        clients.set(socket, serveConnection(connection, handler, caller, log));
      });
    },
    async finish() {
      for (const client of clients.keys()) client.pause();
      await Promise.all([...clients.values()].map((answered) => answered()));
    },
    dismiss() {
      for (const client of clients.keys()) client.destroy();
    },
  };
}

/**
 * The door for programs of this user: a socket 0600 in a 0700 directory or a named pipe, one frame a line. Only the
 * owner of the data directory may call this, since it removes a socket that a dead owner left behind (D-A5).
 */
export async function openLocalDoor(options: {
  place: SocketPlace;
  home: string;
  handler: StandardRPCHandler<Caller>;
  log: Log;
}): Promise<LocalDoor> {
  const { place, home } = options;
  const doorman = createDoorman(options);
  const isPipe = place.address.startsWith('\\\\');
  if (!isPipe) {
    if (place.directory !== null) makeOwnDirectory(place.directory);
    chmodSync(dirname(place.address), 0o700);
    rmSync(place.address, { force: true });
    const pointer = join(home, pointerName);
    // One of a time when the directory had another, longer name would lead clients to nobody.
    if (place.pointer === null) rmSync(pointer, { force: true });
    else writeFileSync(pointer, place.address, { mode: 0o600 });
  }

  const server = createServer(doorman.receive);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.address, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (!isPipe) chmodSync(place.address, 0o600);

  return {
    address: place.address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        doorman.dismiss();
      }),
  };
}

interface Introduction {
  nonce: string;
  proof: string;
  program: string | null;
  pid: number | null;
}

interface Introduced extends Pick<Introduction, 'program' | 'pid'> {
  onFrame(listener: (frame: string) => void): void;
}

function welcome(
  socket: Socket,
  key: Buffer,
  onStranger: () => void,
  letIn: (client: Introduced) => void,
): void {
  const nonce = randomBytes(24).toString('base64');
  let onFrame: ((frame: string) => void) | null = null;
  let known = false;
  const tooLate = setTimeout(() => socket.destroy(), introductionMs);
  tooLate.unref();
  socket.on('close', () => clearTimeout(tooLate));

  readLines(
    socket,
    (line) => {
      if (known) return onFrame?.(line);
      if (socket.destroyed) return;
      const client = introductionOf(line);
      if (client === null || !sameText(client.proof, proof(key, 'client', nonce, client.nonce))) {
        onStranger();
        socket.destroy();
        return;
      }
      clearTimeout(tooLate);
      known = true;
      socket.write(`${JSON.stringify({ proof: proof(key, 'server', client.nonce, nonce) })}\n`);
      letIn({
        ...client,
        onFrame(listener) {
          onFrame = listener;
        },
      });
    },
    () => socket.destroy(),
    () => (known ? frameCeiling : introductionLimit),
  );
  socket.write(`${JSON.stringify({ keywatch: 1, nonce })}\n`);
}

function lineConnection(
  socket: Socket,
  setListener: (listener: (frame: string) => void) => void,
): Connection {
  return {
    send: (frame) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('The client has left.'));
        socket.write(`${frame}\n`, (error) => (error ? reject(error) : resolve()));
      }),
    onFrame: setListener,
    onClose: (listener) => socket.on('close', listener),
    close: (code, reason) => {
      socket.end(`${JSON.stringify({ closed: code, reason })}\n`);
      socket.destroySoon();
      setTimeout(() => socket.destroy(), farewellMs).unref();
    },
  };
}

function introductionOf(line: string): Introduction | null {
  if (line.length > introductionLimit) return null;
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null) return null;
  const { nonce, proof: shown, program, pid } = said as Record<string, unknown>;
  if (typeof nonce !== 'string' || nonce.length < 16 || typeof shown !== 'string') return null;
  return {
    nonce,
    proof: shown,
    // Its own words end on a terminal and in a log: one line, no control characters, nothing like a key.
    program: typeof program === 'string' ? shownMessage(program.slice(0, longestName), null) : null,
    pid: typeof pid === 'number' && Number.isInteger(pid) && pid > 0 && pid <= largestPid ? pid : null,
  };
}

function sameText(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
