import { telling } from '../../src-shared/say.ts';
import type { Lying, Premises } from '../ports.ts';

/**
 * What `--fix` does to files of this person, and to no other. Each act is noted first, with what it takes to undo it, and tells in
 * a sentence what was done. Throws where what lies there is not what was found, and system errors.
 */
export interface Repairs {
  /** Keeps others out. */
  close(path: string, mode: number): string;
  /** Takes a file away. What it held is noted, but for a copy of the vault: none may outlive a rotation of its key. */
  takeAway(path: string, held: 'noted' | 'not noted'): string;
}

/** A file that was met once and may have been exchanged since. */
export class Exchanged extends Error {}

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

/** Beyond this a copy is not kept, so the file stays. Characters. */
const mostKept = 16 * 1024 * 1024;

export function createRepairs(premises: Premises): Repairs {
  /** What lies there if it is what a repair may touch: ours, and no link. */
  function ours(path: string): Lying {
    const found = premises.look(path);
    if (found === null || found.kind === 'other' || (premises.uid !== null && found.uid !== premises.uid))
      throw new Exchanged(telling('something else lies there'));
    return found;
  }
  return {
    close(path, mode) {
      const { mode: was } = ours(path);
      premises.note({ did: 'mode', path, was: octal(was), is: octal(mode) });
      premises.setMode(path, mode);
      return telling('Its mode is {mode} now; it was {was}.', { mode: octal(mode), was: octal(was) });
    },
    takeAway(path, held) {
      const { kind, mode } = ours(path);
      const content = kind === 'file' && held === 'noted' ? premises.read(path) : null;
      if (content !== null && content.length > mostKept)
        throw new Exchanged(telling('it is too large to keep a copy of'));
      premises.note({ did: 'removed', path, kind, mode: octal(mode), held: content });
      premises.remove(path);
      return telling('It was taken away.');
    },
  };
}
