import { telling } from '../../src-shared/say.ts';
import type { Surroundings } from '../gateways/surroundings.ts';

/** A file as it was met. What stands in it may be secret. */
export interface MetFile {
  path: string;
  /** The permission bits; null where files have none, or none could be told. */
  mode: number | null;
  /** Null where it was not read, and then `problem` says why, in words that follow the path. */
  text: string | null;
  problem: string | null;
}

/** Why a file was not read, where whoever asked goes on by another way. */
export const notRead = {
  noFile: telling('it is no file'),
  tooLarge: telling('it is larger than 1 MB'),
} as const;

/** What is looked over for credentials: the machine, and the rules by which a file of it is opened. */
export interface Grounds extends Surroundings {
  /** Files and folders that a person named, absolute. */
  named: readonly string[];
  /**
   * A file as it lies; null where there is none. It is read only where it is text of at most 1 MB, ours, and not behind a
   * link that leads out of the home directory (providers.md §3).
   */
  open(path: string): Promise<MetFile | null>;
  /** The same by everything but what stands in it. */
  meet(path: string): Promise<MetFile | null>;
  /** The names in a directory; none where there is none. Throws `not_permitted`. */
  list(directory: string): Promise<string[]>;
}
