import { write } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Redactor } from '../../src-main/use/redactor.ts';
import { isSystemError } from '../failure.ts';

/** After so long without a byte, what merely might begin a secret is shown. */
const silenceMs = 100;

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
  source: Readable,
  to: 1 | 2,
  redactor: Redactor,
  onRefused: (code: string) => void,
): Outlet {
  let writing = 0;
  let isOpen = true;
  let lastAt = performance.now();
  let turn = Promise.resolve();
  let silence: NodeJS.Timeout | undefined;
  let lingering: NodeJS.Timeout | undefined;

  /** One after the other: a write that waits holds the next one up. */
  function put(pieces: readonly Buffer[]): Promise<void> {
    writing++;
    turn = inTurn(turn, pieces);
    return turn;
  }

  async function inTurn(before: Promise<void>, pieces: readonly Buffer[]): Promise<void> {
    await before;
    isOpen &&= await writtenWhole(to, joined(pieces), onRefused);
    writing--;
  }

  async function taken(chunk: Buffer): Promise<void> {
    await put(redactor.push(chunk));
    // That nobody reads any more the program learns by its pipe, as if it wrote to them itself.
    if (!isOpen) return void source.destroy();
    silence = setTimeout(() => void put(redactor.pause()), silenceMs);
    source.resume();
  }

  source.on('data', (chunk: Buffer) => {
    lastAt = performance.now();
    clearTimeout(silence);
    source.pause();
    void taken(chunk);
  });
  // A pipe that breaks ends, which is all that counts.
  source.on('error', () => source.destroy());
  const done = new Promise<void>((resolve) => {
    source.once('close', () => {
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
        if (writing === 0 && performance.now() - lastAt > lastMomentMs) source.destroy();
      }, lastMomentMs / 4);
    },
  };
}

const joined = (pieces: readonly Buffer[]): Buffer =>
  pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);

/** How long until a pipe that takes nothing just now is tried again. */
const againMs = 2;

/** Whether all of it was written; false where nobody reads or nothing can be written any more. */
async function writtenWhole(to: 1 | 2, bytes: Buffer, onRefused: (code: string) => void): Promise<boolean> {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(await writtenOf(to, rest));
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

function writtenOf(to: 1 | 2, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    write(to, bytes, (error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause';
}
