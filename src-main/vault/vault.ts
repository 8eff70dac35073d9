import type { Protection, Settings, VaultState } from '../../src-shared/contract-schema.ts';
import type { StoredToken, StoredTokens } from './access-tokens.ts';
import type { Grants } from './grants.ts';
import type { Given } from './keepers.ts';
import type { StoredProfile } from './profile.ts';
import type { Put } from './put-all.ts';
import type { Serving } from './serving.ts';
import type { VaultBackups } from './vault-backups.ts';
import type { VaultKeys } from './vault-keys.ts';

/** Why a profile's record is not used: it fails its MAC, or its secret does not open. */
export interface Damage {
  id: string;
  reason: string;
}

/**
 * The vault: what people typed, whole and durable. A write has reached the disk when its call returns, or throws a
 * KeywatchError (`write_failed`, `vault_locked`, `vault_newer`, `profile_damaged`, `not_found`, `too_late`) and
 * changed nothing. `keyring_unavailable` stands for `vault_locked` where trying again later may do.
 */
export interface Vault {
  readonly path: string;
  state(): 'open' | 'locked' | 'read_only';
  /** Locked only because a keeper did not answer: asking again later may help. */
  mayOpenLater(): boolean;
  /** Why it is locked or read-only, or what is odd about an open one (older than the last seen); null when all is well. */
  reason(): string | null;
  /** Asks the slots again: a keyring that was not up yet may be by now. Does nothing unless locked; gives the state. */
  unlock(): Promise<'open' | 'locked' | 'read_only'>;
  /**
   * Opens a locked vault for a person, by what they give or, given nothing, by whichever slot answers; by one slot only
   * where it is named. Throws `wrong_passphrase`, `too_many_attempts`, or why it stays locked.
   */
  unlockBy(given: Given, selector?: string): Promise<void>;
  /** Takes the key out of memory until a person unlocks it; `reason` follows "The vault is locked:". */
  lock(reason: string): void;
  /** The ways into the vault. */
  readonly keys: VaultKeys;
  /** The vaults before this one. */
  readonly backups: VaultBackups;
  /** What every door shows of it. */
  view(): VaultState;
  /** By its slots alone; {@link Vault.view} counts in what its backups open by. */
  protection(): Protection;
  /** Grows by one a write (D-A2). */
  generation(): number;
  profiles(): ReadonlyMap<string, StoredProfile>;
  damage(): readonly Damage[];
  /** Explicit order per provider, as a person set it. */
  order(): Readonly<Record<string, readonly string[]>>;
  /** The same with the orders of single agents and the pins. */
  serving(): Serving;
  /** Which profiles each reader may fetch, by its name; none where the document was changed or put back outside Keywatch. */
  grants(): Grants;
  /** Who may use the relay, by the names of their tokens; nobody where the document was changed or put back outside Keywatch. */
  accessTokens(): StoredTokens;
  settings(): Partial<Settings>;

  add(profile: StoredProfile, secret: string | null): void;
  change(
    id: string,
    patch: Partial<Omit<StoredProfile, 'id' | 'provider' | 'createdAt' | 'updatedAt'>>,
  ): StoredProfile;
  replaceSecret(id: string, secret: string | null, patch: Partial<StoredProfile>): StoredProfile;
  /** Keeps it sealed for 30 s (D-B25); gives the moment it can no longer be restored. Epoch ms. */
  remove(id: string): number;
  restore(id: string): StoredProfile;
  /** Several at once, in one write with a backup before it: each new, or in the place of the one of its id; and what is said of who serves. */
  putAll(puts: readonly Put[], said?: Partial<Serving>): void;
  /** Who of a provider serves first, for everybody or for one agent; null takes that word back. */
  setOrder(provider: string, ids: readonly string[] | null, agent: string | null): void;
  /** The one that goes before all others of its provider; null: none. */
  setPin(provider: string, id: string | null): void;
  /** What a reader may fetch, instead of what it might before; null: nothing. Throws `not_found` for an unknown id. */
  setGrants(reader: string, ids: readonly string[] | null): void;
  /** Lets a token of that name in, in the place of one that has it; null: lets it in no more. */
  setAccessToken(name: string, token: StoredToken | null): void;
  setSettings(settings: Partial<Settings>): void;
  /** The marks of what discovery shall not offer again (D-B32). */
  ignored(): readonly string[];
  setIgnored(marks: readonly string[]): void;

  /** The secret of a profile; null where the profile keeps none here. The caller records why it was taken out. */
  reveal(id: string): string | null;
  /** HMAC of a secret under the vault's own fingerprint key, 64 hex (D-B33). */
  fingerprint(secret: string): string;
  /**
   * A text sealed for a file of our own, under a name it opens by; the key of all of them outlives a change of the data key.
   * Throws what a write of the vault throws.
   */
  sealPaper(name: string, text: string): string;
  /** Null where it is no paper of that name, or its key is gone. */
  openPaper(name: string, paper: string): string | null;
  close(): void;
}
