import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Client } from '../../src-shared/contract.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { isSystemError } from '../failure.ts';

/** What is imported at most, in bytes, and how much of it crosses a door at once, in characters (D-B36). */
const mostBytes = 8 * 1024 * 1024;
const mostAtOnce = 128 * 1024;

/** A file's text, in whichever Unicode it is written. Throws `not_found`, `not_permitted`, `too_large`, `invalid_input`. */
export function readImportFile(path: string): string {
  const bytes = bytesOf(path);
  const [first, second] = bytes;
  // What PowerShell and spreadsheets write begins with such a mark.
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new KeywatchError(
      'invalid_input',
      `${path} is no text; nothing was imported; give a .env file, JSON, CSV or an exported file, in UTF-8`,
    );
  }
}

function bytesOf(path: string): Uint8Array {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    if (fstatSync(fd).isDirectory()) throw unreadable(path, null);
    const chunks: Buffer[] = [];
    for (let size = 0; ;) {
      const chunk = Buffer.alloc(64 * 1024);
      const got = readSync(fd, chunk, 0, chunk.length, null);
      if (got === 0) return Buffer.concat(chunks);
      size += got;
      if (size > mostBytes)
        throw new KeywatchError(
          'too_large',
          `${path} is larger than 8 MiB; nothing was imported; import it in parts`,
        );
      chunks.push(chunk.subarray(0, got));
    }
  } finally {
    closeSync(fd);
  }
}

function unreadable(path: string, cause: unknown): KeywatchError {
  if (isSystemError(cause, 'ENOENT', 'ENOTDIR'))
    return new KeywatchError('not_found', `there is no file ${path}; nothing was imported; check the path`);
  return new KeywatchError(
    'not_permitted',
    `${path} could not be read as a file; nothing was imported; check what it is and who may read it`,
    {},
    { cause },
  );
}

/** The text as the contract takes it: whole where it is short, else sent piece by piece. */
export async function sourceOf(
  text: string,
  client: Client,
): Promise<{ content: string } | { upload: string }> {
  if (text.length <= mostAtOnce) return { content: text };
  let upload: string | null = null;
  for (let from = 0; from < text.length; from += mostAtOnce) {
    const put: { upload: string } = await client.transfer.put({
      upload,
      piece: text.slice(from, from + mostAtOnce),
    });
    upload = put.upload;
  }
  return { upload: upload ?? '' };
}
