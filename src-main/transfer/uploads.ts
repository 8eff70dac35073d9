import { randomBytes } from 'node:crypto';
import { importLimit, type PieceInput } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock } from '../ports.ts';

/** Files on their way in: a door takes no message as long as a whole one (D-B36). */
export interface Uploads {
  /** Takes a piece; gives the name under which the next follow, and how many characters there are. */
  put(input: PieceInput): { upload: string; length: number };
  /** Throws `not_found` where there is none of that name any more. */
  text(upload: string): string;
  drop(upload: string): void;
}

const most = 4;
const keptMs = 10 * 60_000;

export function createUploads(clock: Clock): Uploads {
  const uploads = new Map<string, { pieces: string[]; length: number; forget: () => void }>();
  const drop = (name: string) => {
    uploads.get(name)?.forget();
    uploads.delete(name);
  };
  const found = (name: string) => {
    const known = uploads.get(name);
    if (known !== undefined) return known;
    throw new KeywatchError(
      'not_found',
      telling('What was sent of this file was forgotten; nothing was imported; choose the file again.'),
    );
  };
  return {
    put({ upload, piece }) {
      const name = upload ?? randomBytes(16).toString('hex');
      if (upload === null) {
        // The oldest goes: whoever began it has most likely left.
        const [oldest] = uploads.keys();
        if (uploads.size >= most && oldest !== undefined) drop(oldest);
        uploads.set(name, { pieces: [], length: 0, forget: clock.after(keptMs, () => drop(name)) });
      }
      const known = found(name);
      if (known.length + piece.length > importLimit) {
        drop(name);
        throw new KeywatchError(
          'too_large',
          telling('The file is larger than 8 MiB; nothing was imported; import it in parts.'),
        );
      }
      known.pieces.push(piece);
      known.length += piece.length;
      return { upload: name, length: known.length };
    },
    text: (upload) => found(upload).pieces.join(''),
    drop,
  };
}
