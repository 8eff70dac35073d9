import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The pieces as one, in memory of its own, and the pieces overwritten: what passed a cipher is not left lying about. */
export function joinedOnce(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  wipe(...pieces);
  return whole;
}

/** Overwrites bytes in memory; a string cannot be. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const bytes of secrets) bytes.fill(0);
}

/** A key as base64, for keepers that take strings; the copy in Node's pool is overwritten. */
export function base64Of(bytes: Uint8Array): string {
  const copy = Buffer.from(bytes);
  const text = copy.toString('base64');
  wipe(copy);
  return text;
}

/**
 * Has the engine give back what nobody holds any more: Node keeps copies of keys for as long as the objects that took
 * them await collection, which in a process with nothing to do may be for ever. Done once whoever asked has finished.
 */
export function tidyMemory(): void {
  setImmediate(() => {
    // The documented way to have it without a flag at the start: https://nodejs.org/api/v8.html#v8setflagsfromstringflags
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    setFlagsFromString('--no-expose-gc');
    if (typeof collect === 'function') collect();
  });
}
