import type { Reference, StoreReference } from '../../src-shared/reference.ts';
import type { ExpirySource } from '../../src-shared/words.ts';
import type { Env, Files, Spawn } from '../ports.ts';

export interface Sources {
  env: Env;
  files: Files;
  spawn: Spawn;
  /** Absent where no profile is asked about: nothing else may refer to a store. */
  readStore?(reference: StoreReference): Promise<string>;
  /** Absent where no profile is asked about: nothing else may refer to a gateway's login. */
  gatewayLogin?(reference: Extract<Reference, { from: 'gateway' }>): Resolved;
}

/** What a reference leads to, at this moment. Times are epoch ms. */
export interface Resolved {
  /** Null where the owner keeps it out of reach, as in the Keychain of macOS. */
  secret: string | null;
  expiresAt: number | null;
  expiryFrom: Extract<ExpirySource, 'file' | 'jwt'> | null;
  /** The tool a login belongs to. */
  owner: string | null;
  /** The tool that renews it by itself (D-A11). */
  renewedBy: string | null;
  /** When its file was last written; null where there is none. */
  changedAt: number | null;
}
