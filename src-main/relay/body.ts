import type { Readable } from 'node:stream';
import type { Clock } from '../ports.ts';
import type { Room } from './room.ts';
import type { Spool } from './spool.ts';

/** The body of a request, that may be sent more than once. */
export interface Body {
  /** What came first; waits for it. Empty where there is no body. */
  beginning(): Promise<Uint8Array>;
  /** All of it, where so many bytes are and came in one piece; null where they did not, or more may come. */
  whole(length: number): Uint8Array | null;
  /** From its first byte on, as it comes. Throws a {@link BodyLost} where the rest does not come. */
  chunks(): AsyncGenerator<Uint8Array>;
  /** It will not be sent again: what comes is not kept any more. */
  letGo(): void;
  /** Whether all of it can still be sent again. */
  isKept(): boolean;
  close(): void;
}

/** The client sends no more of its request: it left, or is too slow. */
export class BodyLost extends Error {
  override readonly name = 'BodyLost';
  readonly late: boolean;
  constructor(late: boolean) {
    super(late ? 'nothing came for too long' : 'the client left');
    this.late = late;
  }
}

const piece = 64 * 1024;
const events = ['readable', 'end', 'close', 'error'] as const;
const ignore = () => undefined;

/** How much of a body is kept to be sent again: so much in memory, the rest in a file, and none beyond that. */
export const mostKept = { inMemory: 16 * 1024 * 1024, inAll: 2 * 1024 * 1024 * 1024 } as const;

export function createBody(
  source: Readable,
  parts: {
    clock: Clock;
    idleMs: number;
    openSpool(): Promise<Spool>;
    /** What bodies take of the memory, all together. */
    memory: Room;
    limits?: { inMemory: number; inAll: number };
  },
): Body {
  const { clock, idleMs, limits = mostKept } = parts;
  const memory: Uint8Array[] = [];
  let inMemory = 0;
  let spool: Spool | null = null;
  let total = 0;
  let ended = false;
  let keeps = true;
  let closed = false;
  /** Something came that is not kept. */
  let lost = false;
  let reading: Promise<Uint8Array | null> | null = null;
  let waiting: (() => void) | null = null;
  let listens = false;

  /** False where there is no room: then it is sent once, or not at all. */
  async function keep(chunk: Uint8Array): Promise<boolean> {
    if (spool === null && inMemory + chunk.length <= limits.inMemory && parts.memory.take(chunk.length)) {
      memory.push(chunk);
      inMemory += chunk.length;
      return true;
    }
    try {
      spool ??= await opened();
      await spool.append(chunk);
    } catch {
      keeps = false;
    }
    return keeps;
  }

  /** Nobody closes what is opened for a body that was closed meanwhile. */
  async function opened(): Promise<Spool> {
    const file = await parts.openSpool();
    if (!closed) return file;
    await file.close();
    throw new BodyLost(false);
  }

  const wake = () => waiting?.();
  source.on('error', ignore);

  /** What came meanwhile; null at the end. */
  async function next(): Promise<Uint8Array | null> {
    for (;;) {
      const chunk: unknown = source.read();
      if (chunk instanceof Uint8Array) return chunk;
      if (source.readableEnded) return null;
      if (source.destroyed) throw new BodyLost(false);
      await more();
    }
  }

  /** Most bodies came with their headers: only one that is waited for is listened to. */
  function more(): Promise<void> {
    if (!listens) for (const event of events) source.on(event, wake);
    listens = true;
    return new Promise((resolve, reject) => {
      const stop = clock.after(idleMs, () => reject(new BodyLost(true)));
      waiting = () => {
        waiting = null;
        stop();
        resolve();
      };
    });
  }

  /** The next chunk from the client, kept where it may be needed again; null at the end. */
  async function take(): Promise<Uint8Array | null> {
    const chunk = await next();
    if (chunk === null) {
      ended = true;
      return null;
    }
    if (total + chunk.length > limits.inAll) keeps = false;
    if (!keeps || !(await keep(chunk))) lost = true;
    total += chunk.length;
    return chunk;
  }

  /** One reads for all: a try that was given up may still wait for the chunk that the next one needs. */
  function advance(): Promise<Uint8Array | null> {
    reading ??= take().finally(() => {
      reading = null;
    });
    return reading;
  }

  async function* replay(): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (let index = 0; ; index++) {
      const chunk = memory[index];
      if (chunk !== undefined) {
        at += chunk.length;
        yield chunk;
      } else if (spool !== null && at < total) {
        const kept = await spool.read(at - inMemory, piece);
        if (kept.length === 0) throw new BodyLost(false);
        at += kept.length;
        yield kept;
      } else if (ended) return;
      else {
        const came = await advance();
        if (came === null) return;
        if (!lost) {
          // It is kept, and comes from there.
          index = Math.min(index, memory.length) - 1;
          continue;
        }
        at = total;
        yield came;
      }
    }
  }

  return {
    async beginning() {
      // What came in one piece with the headers is there as soon as whoever was handed these returns.
      await Promise.resolve();
      if (total === 0 && !ended) await advance();
      return memory[0] ?? new Uint8Array();
    },
    whole(length) {
      const [only] = memory;
      return memory.length === 1 && spool === null && !lost && only?.length === length ? only : null;
    },
    chunks: replay,
    letGo() {
      keeps = false;
    },
    isKept: () => !lost,
    close() {
      keeps = false;
      closed = true;
      if (listens) for (const event of events) source.off(event, wake);
      // What nobody asks for any more must not stand before the client's next request.
      source.resume();
      memory.length = 0;
      parts.memory.giveBack(inMemory);
      inMemory = 0;
      const file = spool;
      spool = null;
      file?.close().catch(() => undefined);
    },
  };
}
