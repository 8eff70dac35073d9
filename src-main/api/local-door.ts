import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import type { StandardRPCHandler } from '@orpc/server/standard';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Log } from '../ports.ts';
import { writeFileSync } from '../vault/replace-file.ts';
import { readLines } from './line-frames.ts';
import type { Caller } from '../core.ts';
import { serveConnection, type Connection } from './serve-connection.ts';
import { pointerName, type SocketPlace } from './socket-path.ts';

const maxClients = 64;
const introductionMs = 5_000;
const keyBytes = 32;

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
    `${path}, where the door of Keywatch is to be, belongs to somebody else; nothing was opened; remove it, or choose a shorter KEYWATCH_HOME`,
  );
}

export interface LocalDoor {
  address: string;
  close(): Promise<void>;
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
  const { place, home, handler, log } = options;
  const key = doorKey(home);
  const clients = new Set<Socket>();
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

  const server = createServer((socket) => {
    if (clients.size >= maxClients) {
      socket.destroy();
      return;
    }
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    // A peer that vanishes is ordinary; 'close' follows and ends its calls.
    socket.on('error', (error) => log.debug('A local client vanished', { error: error.name }));
    welcome(socket, key, handler, log);
  });
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
        for (const client of clients) client.destroy();
      }),
  };
}

interface Introduction {
  nonce: string;
  proof: string;
  program: string | null;
  pid: number | null;
}

function welcome(socket: Socket, key: Buffer, handler: StandardRPCHandler<Caller>, log: Log): void {
  const nonce = randomBytes(24).toString('base64');
  let onFrame: ((frame: string) => void) | null = null;
  const tooLate = setTimeout(() => socket.destroy(), introductionMs);
  tooLate.unref();
  socket.on('close', () => clearTimeout(tooLate));

  readLines(
    socket,
    (line) => {
      if (onFrame !== null) return onFrame(line);
      const client = introductionOf(line);
      if (client === null || !sameText(client.proof, proof(key, 'client', nonce, client.nonce))) {
        log.warn('A local client could not prove itself', {});
        socket.destroy();
        return;
      }
      clearTimeout(tooLate);
      socket.write(`${JSON.stringify({ proof: proof(key, 'server', client.nonce, nonce) })}\n`);
      const connection = lineConnection(socket, (listener) => {
        onFrame = listener;
      });
      serveConnection(connection, handler, { door: 'local', program: client.program, pid: client.pid }, log);
    },
    () => socket.destroy(),
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
    },
  };
}

function introductionOf(line: string): Introduction | null {
  if (line.length > 4096) return null;
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
    program: typeof program === 'string' ? program.slice(0, 200) : null,
    pid: typeof pid === 'number' && Number.isInteger(pid) ? pid : null,
  };
}

function sameText(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
