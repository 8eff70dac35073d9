import type { SlotType } from '../../src-shared/words.ts';
import { dataKeyBytes, dataKeyFrom, isKeyCheck, type DataKey } from './data-key.ts';
import { readSlot, type DocumentKey } from './document.ts';
import { openFingerprintKey } from './fingerprint.ts';
import { SlotError, type KeySlot, type WrappedSlot } from './slot.ts';

export interface SlotFailure {
  type: SlotType;
  error: SlotError;
}

export interface Unlocked {
  key: DataKey;
  slot: KeySlot;
  failures: readonly SlotFailure[];
}

/**
 * Tries the slots in the order given, each with every wrapping of its type, until one gives back this vault's key.
 * Gives the failures alone when none does; never rejects.
 */
export async function unlock(
  documentKey: DocumentKey,
  slots: readonly KeySlot[],
): Promise<Unlocked | { key: null; failures: readonly SlotFailure[] }> {
  const wrappings = documentKey.slots.map(readSlot).filter((slot) => slot !== null);
  const failures: SlotFailure[] = [];
  for (const slot of slots) {
    for (const wrapped of wrappings.filter(({ type }) => type === slot.type)) {
      const opened = await open(slot, wrapped, documentKey);
      if (!(opened instanceof SlotError)) return { key: opened, slot, failures };
      failures.push({ type: slot.type, error: opened });
    }
  }
  for (const { type } of wrappings) {
    if (slots.some((slot) => slot.type === type)) continue;
    failures.push({ type, error: new SlotError('refused', elsewhere[type]) });
  }
  return { key: null, failures };
}

/** What to say of a slot that this program was not given (D-A6). */
const elsewhere: Record<SlotType, string> = {
  'safe-storage': 'the desktop app keeps the key of this vault, so start the app',
  'os-keyring': 'the key is in the keyring of the system, which is not used here',
  passphrase: 'the vault opens with a passphrase and none was given',
  'key-file': 'the vault opens with a key file and none was given',
};

async function open(
  slot: KeySlot,
  wrapped: WrappedSlot,
  documentKey: DocumentKey,
): Promise<DataKey | SlotError> {
  let bytes: Uint8Array;
  try {
    bytes = await slot.unwrap(wrapped, { keyId: documentKey.id });
  } catch (error) {
    if (error instanceof SlotError) return error;
    // What a slot cannot explain is never taken for a loss.
    return new SlotError('unavailable', `the ${slot.type} slot failed`, { cause: error });
  }
  if (bytes.length === dataKeyBytes) {
    const key = dataKeyFrom(documentKey.id, bytes);
    if (belongs(key, documentKey)) return key;
  }
  return new SlotError('lost', `the ${slot.type} slot holds the key of another vault`);
}

/** Either sign will do: the check itself may be what was damaged. */
function belongs(key: DataKey, { check, fingerprint }: DocumentKey): boolean {
  return isKeyCheck(key, check) || openFingerprintKey(key, fingerprint) !== null;
}
