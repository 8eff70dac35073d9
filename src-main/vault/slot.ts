import type { ErrorCode } from '../../src-shared/errors.ts';
import type { SlotType } from '../../src-shared/words.ts';

/** A data key as one slot keeps it in the vault's document: what was wrapped, in base64, and what unwrapping needs. */
export interface WrappedSlot {
  readonly type: SlotType;
  readonly wrapped: string;
  readonly [parameter: string]: string | number | boolean;
}

/** Which data key is wrapped; a slot that can authenticate binds the wrapping to it. */
export interface SlotContext {
  readonly keyId: string;
}

/** What a slot says of itself now. */
export interface SlotDescription {
  /** Its keeper answers: wrapping is worth a try. */
  available: boolean;
  /** Others who get hold of the vault's file cannot open it by this slot. */
  protected: boolean;
  /** The keeper behind it, as it names itself: `gnome_libsecret`, `Secret Service`, a file's path. */
  backend: string | null;
  /** One sentence a person can act on; null when there is nothing to say. */
  advice: string | null;
}

/**
 * How a slot came to be offered, which decides its part in a new vault (D-A6, D-B40): `given` by a person (a file named
 * in the environment) is used alone; every `machine` slot that protects is added; a `fallback` only where nothing else is.
 */
export type SlotRole = 'given' | 'machine' | 'fallback';

/** One way to wrap and unwrap the vault's data key (32 bytes). Nothing else ever passes through it. */
export interface KeySlot {
  readonly type: SlotType;
  readonly role: SlotRole;
  /** Never rejects: a keeper that cannot be asked is `available: false` with the reason as advice. */
  describe(): Promise<SlotDescription>;
  /** Rejects with a {@link SlotError}. */
  wrap(dataKey: Uint8Array, context: SlotContext): Promise<WrappedSlot>;
  /** Rejects with a {@link SlotError}; never overwrites or removes anything after a failure. */
  unwrap(wrapped: WrappedSlot, context: SlotContext): Promise<Uint8Array>;
  /**
   * Drops what the keeper holds for a wrapping that nothing needs any more, unless one of those that stay needs it too.
   * Rejects with a {@link SlotError}.
   */
  forget?(wrapped: WrappedSlot, stay: readonly WrappedSlot[]): Promise<void>;
  /** True after an unwrapping by a key that its keeper has since replaced: what was wrapped should be wrapped anew. */
  isStale?(): boolean;
}

/**
 * Why a slot did not open: its keeper is temporarily `unavailable` (locked, not up yet: keep everything, try again); its
 * key is `lost` (it answers, and what it holds does not open this vault); it `refused` (a file other users can reach, a
 * person who said no).
 */
export type SlotFault = 'unavailable' | 'lost' | 'refused';

const codes: Record<SlotFault, ErrorCode> = {
  unavailable: 'keyring_unavailable',
  lost: 'vault_locked',
  refused: 'vault_locked',
};

/** A slot's failure, in a sentence that names the slot and what to do; never holds key bytes. */
export class SlotError extends Error {
  override readonly name = 'SlotError';
  readonly fault: SlotFault;
  readonly code: ErrorCode;
  constructor(fault: SlotFault, message: string, options: { code?: ErrorCode; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.fault = fault;
    this.code = options.code ?? codes[fault];
  }
}
