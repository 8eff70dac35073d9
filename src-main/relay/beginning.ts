import type { IncomingMessage } from 'node:http';
import zlib from 'node:zlib';
import type { Clock } from '../ports.ts';

/** What of an answer was read before it is passed on, if it is. */
export interface Beginning {
  chunks: Buffer[];
  /** That is all of it. */
  isWhole: boolean;
}

/** As much as probes read (docs/threat-model.md). */
const most = 64 * 1024;
/** A failure is said at once or not at all. Milliseconds. */
const withinMs = 10_000;

/** Reads the first 64 KiB of an answer, or what of it comes within 10 s; what is left waits. Rejects where it breaks off. */
export function beginningOf(answer: IncomingMessage, clock: Clock): Promise<Beginning> {
  const { promise, resolve, reject } = Promise.withResolvers<Beginning>();
  const chunks: Buffer[] = [];
  let length = 0;
  const done = (isWhole: boolean) => {
    answer.pause();
    resolve({ chunks, isWhole });
  };
  const take = (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) done(false);
  };
  const ended = () => done(true);
  const stop = clock.after(withinMs, () => done(false));
  const clean = () => {
    stop();
    answer.off('data', take).off('end', ended).off('error', reject);
  };
  answer.on('data', take).on('end', ended).on('error', reject);
  return promise.finally(clean);
}

const openers: Readonly<Record<string, (bytes: Buffer, options: zlib.ZlibOptions) => Buffer>> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: (bytes, { maxOutputLength }) =>
    zlib.brotliDecompressSync(bytes, maxOutputLength === undefined ? {} : { maxOutputLength }),
  // Node 22.13 has none yet, and then nothing of it can be read.
  zstd: (bytes, { maxOutputLength }) =>
    zlib.zstdDecompressSync(bytes, maxOutputLength === undefined ? {} : { maxOutputLength }),
};

/** What an answer says, unpacked; '' where it cannot be read. */
export function textOf({ chunks }: Beginning, encoding: string | undefined): string {
  const bytes = Buffer.concat(chunks).subarray(0, most);
  if (encoding === undefined || encoding === 'identity') return bytes.toString();
  try {
    const open = openers[encoding.trim().toLowerCase()];
    return (
      open?.(bytes, { maxOutputLength: most, finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString() ?? ''
    );
  } catch {
    return '';
  }
}
