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
