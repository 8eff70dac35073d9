import { ORPCError } from '@orpc/client';
import { StandardRPCJsonSerializer, StandardRPCSerializer } from '@orpc/client/standard';
import type { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import { errorTable, type ErrorCode } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Log } from '../ports.ts';
import type { Caller } from '../core.ts';
import { createOutbox } from './outbox.ts';
import { idAtStart, readFrame } from './read-frame.ts';

/** One client at a door, whatever carries its frames. */
export interface Connection {
  /** Resolves when the frame has left this process, so that a slow client slows only itself (D-A4). */
  send(frame: string): Promise<void>;
  onFrame(listener: (frame: string) => void): void;
  onClose(listener: () => void): void;
  close(code: number, reason: string): void;
}

/** Longer frames are answered `too_large` unread; characters (D-B36). */
export const frameLimit = 1024 * 1024;
/** Longer frames are read away up to here, then the connection is closed. */
export const frameCeiling = 8 * frameLimit;
const callsInFlight = 64;
/** Each subscription is told everything: a window needs one. */
const subscriptionsAtOnce = 8;
const subscription = '/changes';

/**
 * Close codes of every door: 4400 not our protocol, 4401 not let in, 4408 too slow to say who, 4429 too many; 1012 the
 * service begins anew (https://www.iana.org/assignments/websocket).
 */
export const closeCodes = {
  protocol: 4400,
  unauthorised: 4401,
  tooLate: 4408,
  tooMany: 4429,
  again: 1012,
} as const;

const serializer = new StandardRPCSerializer(new StandardRPCJsonSerializer());

/**
 * Serves one client until it leaves. The adapters of the library let one malformed frame end the process (D-A3), so
 * frames are checked here before the library sees them: what is not a frame closes the connection with 4400, what is
 * too much is answered, and nothing a client sends can throw past this function. What it gives resolves when every call
 * begun by then was answered.
 */
export function serveConnection(
  connection: Connection,
  handler: StandardRPCHandler<Caller>,
  caller: Caller,
  log: Log,
): () => Promise<void> {
  let closed = false;
  const inFlight = new Map<string, string>();
  const working = new Set<Promise<void>>();
  const outbox = createOutbox();
  const send = async (frame: string) => {
    if (closed) return;
    const goes = await outbox.send(frame, connection.send);
    if (!goes) end('answers that nobody reads', closeCodes.tooMany);
  };
  const peer = new ServerPeer(async (frame) => {
    if (typeof frame !== 'string') throw new TypeError('Only text crosses a door.');
    await send(frame);
  });
  const handle = createServerPeerHandleRequestFn(handler, { context: caller });

  const end = (reason: string, code: number = closeCodes.protocol) => {
    if (closed) return;
    closed = true;
    peer.close();
    connection.close(code, reason);
  };
  const refuse = async (id: string, code: ErrorCode, message: string) => {
    const { status } = errorTable[code];
    const error = new ORPCError(code, { defined: true, status, message, data: {} });
    await send(JSON.stringify({ i: id, p: { s: status, b: serializer.serialize(error.toJSON()) } }));
  };
  const refusalOf = (path: string): string | null => {
    if (inFlight.size >= callsInFlight)
      return telling('Too many calls at once; this one was not begun; wait for the others.');
    if (path !== subscription) return null;
    const subscriptions = [...inFlight.values()].filter((each) => each === subscription).length;
    if (subscriptions < subscriptionsAtOnce) return null;
    return telling('Too many subscriptions at once; this one was not begun; one tells everything.');
  };

  const receive = async (text: string) => {
    if (closed) return;
    if (text.length > frameLimit) {
      const id = text.length > frameCeiling ? null : idAtStart(text);
      if (id === null) return end('a message too large to read');
      return refuse(
        id,
        'too_large',
        telling('The message is larger than 1 MiB; nothing was done; send less at once.'),
      );
    }
    const frame = readFrame(text);
    if (frame === null) return end('not a message of Keywatch');
    if (frame.t === 4) {
      if (inFlight.has(frame.i)) await peer.message(text);
      return;
    }
    if (inFlight.has(frame.i)) return end('a call number was used twice');
    const refusal = refusalOf(frame.path);
    if (refusal !== null) return refuse(frame.i, 'busy', refusal);
    inFlight.set(frame.i, frame.path);
    try {
      await peer.message(text, handle);
    } finally {
      inFlight.delete(frame.i);
    }
  };

  connection.onFrame((text) => {
    const work = receive(text)
      .catch((error: unknown) => {
        if (closed) return;
        log.warn('A client was sent away', { door: caller.door, error: className(error) });
        end('this message could not be served');
      })
      .finally(() => working.delete(work));
    working.add(work);
  });
  connection.onClose(() => {
    closed = true;
    peer.close();
  });
  return async () => void (await Promise.all(working));
}

/** The class of what was thrown: all that is ever logged of it, since a message may quote what a client sent. */
function className(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}
