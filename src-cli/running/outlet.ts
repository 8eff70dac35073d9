import { writev } from 'node:fs';
import type { Redactor } from '../../src-main/use/redactor.ts';
import { isSystemError } from '../failure.ts';
import type { Source } from './source.ts';

/** After so long without a byte, what merely might begin a secret is shown. */
const silenceMs = 100;

/** When so many chunks wait to be written, the program waits too; each is of 64 KiB at most. */
const mostWaiting = 16;

/** What a program left running may still write after its end; then its stream is let go. */
const lastMomentMs = 1000;

/** One stream of a program on its way out. */
export interface Outlet {
  /** Resolves when all of it is written, or nobody reads it any more. */
  done: Promise<void>;
  /** The program has ended: no other that holds its stream is waited for. */
  programEnded(): void;
}

/**
 * Copies a stream to a descriptor without the secrets in it, no faster than it is read there. `onRefused` hears the code of an error
 * that a program of its own would have met.
 */
export function createOutlet(
  { stream, hear, free }: Source,
  to: number,
  redactor: Redactor,
  onRefused: (code: string) => void,
): Outlet {
  let waiting: Buffer[] = [];
  /** What the waiting pieces are cut from. */
  let chunks: Buffer[] = [];
  let writing: Promise<void> | null = null;
  let isOpen = true;
  let lastAt = performance.now();
  let silence: NodeJS.Timeout | undefined;
  let lingering: NodeJS.Timeout | undefined;

  /** What comes while a write is under way goes out in the next, all of it at once. */
  function put(pieces: readonly Buffer[]): Promise<void> {
    waiting.push(...pieces);
    writing ??= Promise.resolve().then(writtenAll);
    return writing;
  }

  async function writtenAll(): Promise<void> {
    while (waiting.length + chunks.length > 0) {
      const pieces = waiting;
      const cutFrom = chunks;
      waiting = [];
      chunks = [];
      isOpen &&= await writtenWhole(to, pieces, onRefused);
      cutFrom.forEach(free);
      // That nobody reads any more the program learns by its pipe, as if it wrote to them itself.
      if (isOpen) stream.resume();
      else stream.destroy();
    }
    writing = null;
  }

  hear((chunk) => {
    lastAt = performance.now();
    clearTimeout(silence);
    silence = setTimeout(() => void put(redactor.pause()), silenceMs);
    chunks.push(chunk);
    void put(redactor.push(chunk));
    if (chunks.length >= mostWaiting) stream.pause();
  });
  // A pipe that breaks ends, which is all that counts.
  stream.on('error', () => stream.destroy());
  const done = new Promise<void>((resolve) => {
    stream.once('close', () => {
      clearTimeout(silence);
      clearInterval(lingering);
      void put(redactor.end()).then(resolve);
    });
  });

  return {
    done,
    programEnded() {
      lastAt = performance.now();
      lingering = setInterval(() => {
        if (writing === null && performance.now() - lastAt > lastMomentMs) stream.destroy();
      }, lastMomentMs / 4);
    },
  };
}

/** How long until a pipe that takes nothing just now is tried again. */
const againMs = 2;

/** Whether all of it was written; false where nobody reads or nothing can be written any more. */
async function writtenWhole(
  to: number,
  pieces: readonly Buffer[],
  onRefused: (code: string) => void,
): Promise<boolean> {
  let rest = pieces;
  while (rest.length > 0) {
    try {
      rest = behind(rest, await writtenOf(to, rest));
    } catch (error) {
      if (!isSystemError(error, 'EAGAIN')) {
        if (!isSystemError(error, 'EPIPE', 'EBADF')) onRefused(codeOf(error));
        return false;
      }
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
  return true;
}

/** What is left of pieces when so many of their bytes are written. */
function behind(pieces: readonly Buffer[], written: number): readonly Buffer[] {
  let left = written;
  for (const [at, piece] of pieces.entries()) {
    if (piece.length > left) return [piece.subarray(left), ...pieces.slice(at + 1)];
    left -= piece.length;
  }
  return [];
}

function writtenOf(to: number, pieces: readonly Buffer[]): Promise<number> {
  return new Promise((resolve, reject) => {
    writev(to, pieces, (error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause';
}
