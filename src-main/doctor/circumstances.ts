import type { Finding } from '../../src-shared/contract-keeping.ts';
import type { FindingId } from '../../src-shared/finding-kinds.ts';
import type { VaultState } from '../../src-shared/contract-schema.ts';
import type { WrongClock } from '../../src-shared/wrong-clock.ts';
import type { Premises } from '../ports.ts';
import type { Backup } from '../vault/backup-files.ts';
import type { Document } from '../vault/document.ts';
import type { Repairs } from './repairs.ts';

export type { FindingId };

/** What an examination knows. */
export interface Circumstances {
  premises: Premises;
  repairs: Repairs;
  /** The vault's document as its file has it; a problem in words that follow "it cannot be read:"; null for no file. */
  document: Document | { problem: string } | null;
  backups: readonly Backup[];
  /** The newest generation seen; null where none was. */
  lastGeneration: number | null;
  clock: WrongClock | null;
  /** An owner of the data directory answers. */
  owned: boolean;
  /** What only an open core knows; null where none is. */
  live: { vault: VaultState; damage: readonly { id: string; reason: string }[] } | null;
}

/** Something that is wrong, and what sets it right where that takes no decision of a person; it tells what it did. */
export type Found = Omit<Finding, 'id' | 'fixable' | 'fixed' | 'done'> & {
  id: FindingId;
  fix?: () => string;
};

export type Check = (circumstances: Circumstances) => Found[];
