import type { NewSlot, SlotType } from '../../src-shared/words.ts';
import type { FormerBackups } from './former-backups.ts';
import type { Given } from './keepers.ts';

/** One slot of the vault, as it is kept and as it answers now. */
export interface SlotState {
  id: string;
  /** Null for one of a later Keywatch. */
  type: SlotType | null;
  recovery: boolean;
  /** The keeper as it named itself when the slot was made. */
  backend: string | null;
  /** Others who get hold of the vault's file cannot open it by this slot. */
  protected: boolean;
  /** `no`: its keeper answers and cannot open the vault; `unavailable`: nobody could be asked. */
  opens: 'yes' | 'no' | 'unavailable';
  why: string | null;
  addedAt: number | null;
  /** This slot opened the vault. */
  openedNow: boolean;
  advice: string | null;
}

export interface SlotOffer {
  slot: NewSlot;
  available: boolean;
  protected: boolean;
  backend: string | null;
  advice: string | null;
}

/** What rotating the key does to one slot. */
export interface SlotPlan {
  id: string;
  type: SlotType | null;
  recovery: boolean;
  fate: 'kept' | 'dropped' | 'undecided';
  /** Why it cannot take the new key here; null where it can. */
  why: string | null;
}

/** The ways into the vault: none of these acts touches a secret, except {@link VaultKeys.rotate}, which changes none. */
export interface VaultKeys {
  slots(): Promise<SlotState[]>;
  /** What could be added on this machine. */
  offers(): Promise<SlotOffer[]>;
  /** Throws `duplicate`, `consent_needed` for a slot that does not protect, and what the keeper's refusal is. */
  add(
    slot: NewSlot,
    given: Given,
    consent: { unprotected: boolean },
  ): Promise<{ slot: SlotState; recoveryCode: string | null }>;
  /** Throws `last_slot` where nothing would be left that opens. `dry` changes nothing. */
  remove(
    selector: string,
    how: { purge: boolean; dry: boolean },
  ): Promise<{ slot: SlotState; backups: FormerBackups }>;
  test(selector: string, given: Given): Promise<SlotState>;
  /** Seals everything anew under another data key, in one write. Throws `consent_needed`, `profile_damaged`. */
  rotate(how: {
    given: readonly Given[];
    /** Slots to leave behind. */
    drop: readonly string[];
    purge: boolean;
    dry: boolean;
  }): Promise<{ slots: SlotPlan[]; backups: FormerBackups }>;
  /** Why locking would be in vain: every slot opens without a person (D-B24); null where it is not. */
  whyNotLockable(): Promise<string | null>;
}
