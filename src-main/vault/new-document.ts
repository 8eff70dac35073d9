import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Log, Random } from '../ports.ts';
import type { JsonObject } from './canonical-json.ts';
import { keyCheck, newDataKey, sameBytes, type DataKey } from './data-key.ts';
import { documentVersion, type Document } from './document.ts';
import { documentMac } from './mac.ts';
import { newFingerprintKey } from './fingerprint.ts';
import { SlotError, type KeySlot, type SlotContext, type SlotRole } from './slot.ts';
import { listSlots, namedJson } from './slot-list.ts';
import type { Opener } from './unlock.ts';
import { wipe } from './wipe.ts';

/**
 * An empty document under a new data key, kept in the slots that D-A6 and D-B40 choose. Throws a KeywatchError when no
 * slot takes the key; nothing was written then.
 */
export async function newDocument(
  slots: readonly KeySlot[],
  random: Random,
  log: Log,
  now: number,
): Promise<{ document: Document; key: DataKey; by: Opener & { slot: KeySlot } }> {
  const key = newDataKey('k1', random);
  const wrapped = await wrapInSlots(key, slots, log);
  const { bytes, sealed: fingerprint } = newFingerprintKey(key, random);
  wipe(bytes);
  const named = listSlots(wrapped.map(({ json }) => ({ ...json, addedAt: now })));
  const unmarked: Document = {
    version: documentVersion,
    key: { id: key.id, check: keyCheck(key), fingerprint, papers: null, slots: named.map(namedJson) },
    profiles: new Map(),
    removed: new Map(),
    order: {},
    settings: {},
    generation: 1,
    marks: [],
    mac: null,
    rest: {},
  };
  const by = { slot: wrapped[0].slot, id: named[0]?.id ?? wrapped[0].slot.type };
  return { document: { ...unmarked, mac: documentMac(key, unmarked) }, key, by };
}

async function protects(slot: KeySlot): Promise<boolean> {
  const { available, protected: isProtected } = await slot.describe();
  return available && isProtected;
}

async function always(): Promise<boolean> {
  return true;
}

interface Wrapped {
  slot: KeySlot;
  json: JsonObject;
}

async function wrapInSlots(
  key: DataKey,
  slots: readonly KeySlot[],
  log: Log,
): Promise<[Wrapped, ...Wrapped[]]> {
  const refusals: SlotError[] = [];
  const take = async (role: SlotRole, most: number, fits: (slot: KeySlot) => Promise<boolean>) => {
    const taken: Wrapped[] = [];
    for (const slot of slots.filter((slot) => slot.role === role)) {
      if (taken.length >= most || !(await fits(slot))) continue;
      const wrapped = await wrapProven(key, slot);
      if (!(wrapped instanceof SlotError)) {
        taken.push({ slot, json: wrapped });
        continue;
      }
      log.warn('a slot did not take the key of the new vault', { slot: slot.type, why: wrapped.message });
      refusals.push(wrapped);
    }
    return taken;
  };
  const given = slots.some(({ role }) => role === 'given');
  const [first, ...rest] = given
    ? await take('given', Number.POSITIVE_INFINITY, always)
    : await take('machine', Number.POSITIVE_INFINITY, protects);
  if (first !== undefined && (!given || refusals.length === 0)) return [first, ...rest];
  const [last] = given ? [] : await take('fallback', 1, always);
  if (last !== undefined) return [last];
  const why = refusals.map(({ message }) => message).join('; ');
  throw new KeywatchError(
    refusals[0]?.code ?? 'keyring_unavailable',
    why === ''
      ? telling(
          'No vault was made, for its key has no place; nothing was written; unlock the keyring of the system or name a key file in KEYWATCH_KEY_FILE',
        )
      : telling(
          'No vault was made, for its key has no place: {why}; nothing was written; unlock the keyring of the system or name a key file in KEYWATCH_KEY_FILE',
          { why },
        ),
  );
}

/** A wrapping counts only once it was opened again: what a slot loses now would lock the vault for good. */
export async function wrapProven(key: DataKey, slot: KeySlot): Promise<JsonObject | SlotError> {
  const context: SlotContext = { keyId: key.id };
  try {
    const wrapped = await slot.wrap(key.bytes, context);
    const back = await slot.unwrap(wrapped, context);
    const isSame = sameBytes(back, key.bytes);
    wipe(back);
    if (!isSame) {
      return new SlotError(
        'lost',
        telling('the {type} slot did not give back what it was given', { type: slot.type }),
      );
    }
    const { protected: isProtected, backend } = await slot.describe();
    return { ...wrapped, protected: isProtected, ...(backend === null ? {} : { backend }) };
  } catch (error) {
    if (error instanceof SlotError) return error;
    return new SlotError('unavailable', telling('the {type} slot failed', { type: slot.type }), {
      cause: error,
    });
  }
}
