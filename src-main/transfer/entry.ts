import type { AddInput } from '../../src-shared/contract-input.ts';
import type { ImportPlan } from '../../src-shared/contract-keeping.ts';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Serving } from '../vault/serving.ts';

/** What an exported file tells of a profile beside what a person would type. */
export type Kept = Partial<
  Pick<
    StoredProfile,
    | 'enabled'
    | 'disabledNote'
    | 'probesPerDay'
    | 'expiryFrom'
    | 'secretAt'
    | 'createdAt'
    | 'source'
    | 'owner'
    | 'baseUrl'
    | 'api'
  >
>;

/** One credential of a file or a gateway, as it stands there. */
export type Entry = {
  where: string;
  /** Nobody asked for this one: where it cannot be taken it is left out, and stops no other. */
  optional?: true;
} & (
  | {
      read: Omit<AddInput, 'probe' | 'agreePolicy'>;
      kept?: Kept;
      /** What it is called where it is new; one that is here keeps its name. */
      proposedName?: string;
    }
  /** Nothing to import, and no mistake: a setting of something else. */
  | { leftOut: string; named: string | null }
  | { refused: string; code: ErrorCode; named: string | null }
);

export type ImportFormat = ImportPlan['format'];

/** A file, read. */
export interface ReadFile {
  format: ImportFormat;
  entries: Entry[];
  /** Who serves first, as an exported file has it. */
  serving: FileServing;
  /** The program that works with them, as profiles show it: `gateway:openclaw/main`. */
  user?: string;
}

/** What a file may say of who serves. */
export type FileServing = Pick<Serving, 'order' | 'agentOrder' | 'pins'>;
export const noServing: FileServing = { order: {}, agentOrder: {}, pins: {} };
