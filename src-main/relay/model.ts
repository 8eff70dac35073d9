/** Where a request names its model, in the first of it: most do so before all else. */
const member = /"model"\s*:\s*"([^"\\]{1,256})"/;
/** Google's stands in the path. */
const inPath = /\/models\/([^/:?]{1,256}):/;
const looked = 64 * 1024;

/** The model a request works with, as far as its path and the first of its body tell; only where it rests hangs on it. */
export function modelIn(beginning: Uint8Array, path: string): string | null {
  const named = inPath.exec(path)?.[1];
  if (named !== undefined) return decoded(named);
  if (beginning.length === 0 || beginning[0] !== '{'.charCodeAt(0)) return null;
  const text = Buffer.from(beginning.buffer, beginning.byteOffset, Math.min(beginning.length, looked));
  return member.exec(text.toString('latin1'))?.[1] ?? null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
