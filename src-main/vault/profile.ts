import type { Api, ExpirySource, Kind, Source } from '../../src-shared/words.ts';

/** A secret as it lies in the vault: AES-256-GCM under the data key `key`, bound to its profile and field. Base64. */
export interface SealedSecret {
  key: string;
  nonce: string;
  sealed: string;
}

/** A profile as the vault keeps it: what a person, a rule or a file said (D-B27), in clear, and the sealed secret. */
export interface StoredProfile {
  id: string;
  name: string;
  provider: string;
  kind: Kind;
  source: Source;
  /** The tool that owns a linked login; null where Keywatch keeps the secret. */
  owner: string | null;
  mask: string | null;
  /** HMAC of the secret under the vault's fingerprint key, 64 hex; doors show the first 8 (D-B33). */
  fingerprint: string | null;
  reference: string | null;
  enabled: boolean;
  disabledNote: string | null;
  tags: string[];
  notes: string | null;
  baseUrl: string | null;
  api: Api | null;
  config: Record<string, string>;
  rotateEveryMs: number | null;
  /** How many questions a day the schedule may put; null where the setting for all holds. */
  probesPerDay: number | null;
  expiresAt: number | null;
  expiryFrom: ExpirySource | null;
  /** The sentence of the provider's policy was agreed to. Epoch ms. */
  policyAgreedAt: number | null;
  /** When the present secret was made or put in; null in records from before this was kept. */
  secretAt: number | null;
  createdAt: number;
  updatedAt: number;
}
