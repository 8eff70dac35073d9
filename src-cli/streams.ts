import { fstatSync, readSync, writeSync } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';
import { KeywatchError } from '../src-shared/errors.ts';
import { isSystemError } from './failure.ts';
import type { Output } from './run.ts';

/**
 * Whether a person watches a descriptor. Asked without `process.stdin` and `process.stdout`: the streams behind those
 * names cost a third of a short command's time (docs/figures.md).
 */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    // Closed by whoever started us: nobody watches.
    return false;
  }
  return streamOf(descriptor).isTTY === true;
}

function streamOf(descriptor: 0 | 1 | 2): ReadStream | WriteStream {
  return descriptor === 0 ? process.stdin : descriptor === 1 ? process.stdout : process.stderr;
}

/**
 * Text to a descriptor, whole when the call returns. What a reader no longer wants (`| head`) is dropped. Throws
 * `write_failed`, once, when standard output cannot be written; where even errors cannot be told, nothing is.
 */
export function outputTo(descriptor: 1 | 2): Output {
  let watched: boolean | null = null;
  let isOpen = true;
  return {
    get isTerminal() {
      return (watched ??= isTerminal(descriptor));
    },
    get columns() {
      return this.isTerminal ? (descriptor === 1 ? process.stdout : process.stderr).columns : undefined;
    },
    write(text) {
      let rest = Buffer.from(text);
      while (isOpen && rest.length > 0) {
        try {
          rest = rest.subarray(writeSync(descriptor, rest));
        } catch (error) {
          if (isSystemError(error, 'EAGAIN')) {
            pause();
            continue;
          }
          isOpen = false;
          if (descriptor === 1 && !isSystemError(error, 'EPIPE', 'EBADF')) throw notWritten(error);
        }
      }
    },
  };
}

/** More than a door takes in one paste; a pipe that never ends must not fill the memory (D-B36). Bytes. */
const mostInput = 1024 * 1024;

/**
 * What is piped in, to its end, as text; nothing where it is closed. Throws `too_large` beyond 1 MiB, `invalid_input` where
 * it cannot be read.
 */
export function readAll(descriptor = 0): string {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = nextOf(descriptor);
    if (chunk.length === 0) return Buffer.concat(chunks).toString('utf8');
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostInput)
      throw new KeywatchError(
        'too_large',
        'standard input is longer than 1 MiB; nothing was stored; pass the credential alone',
      );
  }
}

function nextOf(descriptor: number): Buffer {
  const chunk = Buffer.allocUnsafe(64 * 1024);
  for (;;) {
    try {
      return chunk.subarray(0, readSync(descriptor, chunk));
    } catch (error) {
      // Windows tells the end of a pipe by an error.
      if (isSystemError(error, 'EOF', 'EBADF')) return chunk.subarray(0, 0);
      if (!isSystemError(error, 'EAGAIN')) throw notRead(error);
      pause();
    }
  }
}

function notRead(cause: unknown): KeywatchError {
  return new KeywatchError(
    'invalid_input',
    `standard input cannot be read (${codeOf(cause)}); nothing was changed; pipe in what is to be read`,
    {},
    { cause },
  );
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown cause';
}

function notWritten(cause: unknown): KeywatchError {
  return new KeywatchError(
    'write_failed',
    `standard output cannot be written (${codeOf(cause)}); what the command did is kept; make room where its output goes`,
    {},
    { cause },
  );
}

/** A pipe that takes or gives nothing just now is tried again in a moment. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
