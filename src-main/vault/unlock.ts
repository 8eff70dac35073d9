import { telling } from '../../src-shared/say.ts';
import type { SlotType } from '../../src-shared/words.ts';
import { dataKeyBytes, dataKeyFrom, isKeyCheck, type DataKey } from './data-key.ts';
import type { DocumentKey } from './document.ts';
import { openFingerprintKey } from './fingerprint.ts';
import { SlotError, type KeySlot, type WrappedSlot } from './slot.ts';
import { listSlots, type ListedSlot } from './slot-list.ts';
import { wipe } from './wipe.ts';

export interface SlotFailure {
  /** The slot's name in the document. */
  id: string;
  type: SlotType;
  error: SlotError;
}

/** Who opened the vault: the keeper, and its slot in the document. */
export interface Opener {
  slot: Pick<KeySlot, 'type' | 'describe'>;
  id: string;
}

export interface Unlocked {
  key: DataKey;
  by: Opener & { slot: KeySlot };
  failures: readonly SlotFailure[];
}

/**
 * Tries the keepers in the order given, each with every slot of its type, until one gives back this vault's key. `only`
 * names the one slot to try. Gives the failures alone when none does; never rejects.
 */
export async function unlock(
  documentKey: DocumentKey,
  keepers: readonly KeySlot[],
  only?: string,
): Promise<Unlocked | { key: null; failures: readonly SlotFailure[] }> {
  const listed = listSlots(documentKey.slots).filter(({ id }) => only === undefined || id === only);
  const failures: SlotFailure[] = [];
  for (const slot of keepers) {
    for (const { id, type, wrapped } of listed) {
      if (wrapped === null || type !== slot.type) continue;
      const opened = await openSlot(slot, wrapped, documentKey);
      if (!(opened instanceof SlotError)) return { key: opened, by: { slot, id }, failures };
      failures.push({ id, type, error: opened });
    }
  }
  for (const one of listed) {
    if (one.type === null || keepers.some(({ type }) => type === one.type)) continue;
    failures.push({ id: one.id, type: one.type, error: new SlotError('refused', elsewhere(one)) });
  }
  return { key: null, failures };
}

/** What to say of a slot that nobody here can be asked about (D-A6). */
export function elsewhere({ type, recovery }: Pick<ListedSlot, 'type' | 'recovery'>): string {
  if (type === null) return telling('a newer Keywatch made a slot that this one does not know, so update it');
  return recovery ? telling('the vault opens with its recovery code and none was given') : absent[type];
}

const absent: Record<SlotType, string> = {
  'safe-storage': telling('the desktop app keeps the key of this vault, so start the app'),
  'os-keyring': telling('the key is in the keyring of the system, which is not used here'),
  passphrase: telling(
    'the vault opens with a passphrase and none was given (KEYWATCH_PASSPHRASE_FILE can name a file with it)',
  ),
  'key-file': telling('the vault opens with a key file and none was given (KEYWATCH_KEY_FILE can name it)'),
};

/** The vault's key by one slot, or why not; never rejects. */
export async function openSlot(
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
    return new SlotError('unavailable', telling('the {type} slot failed', { type: slot.type }), {
      cause: error,
    });
  }
  if (bytes.length === dataKeyBytes) {
    const key = dataKeyFrom(documentKey.id, bytes);
    if (belongs(key, documentKey)) return key;
  }
  wipe(bytes);
  return new SlotError(
    'lost',
    telling('the {type} slot holds the key of another vault', { type: slot.type }),
  );
}

/** Either sign will do: the check itself may be what was damaged. */
function belongs(key: DataKey, { check, fingerprint }: DocumentKey): boolean {
  if (isKeyCheck(key, check)) return true;
  const opened = openFingerprintKey(key, fingerprint);
  if (opened !== null) wipe(opened);
  return opened !== null;
}
