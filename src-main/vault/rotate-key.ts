import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { JsonObject } from './canonical-json.ts';
import { forgetDataKey, newDataKey, type DataKey } from './data-key.ts';
import type { DocumentKey } from './document.ts';
import { foreseeBackups, seeToBackups, stillOpen, type Hold } from './hold.ts';
import { keepersGiven, keepersOf } from './keepers.ts';
import { wrapProven } from './new-document.ts';
import { protectionBy, type Opened } from './opening.ts';
import { nextKeyId, resealed } from './reseal.ts';
import { lastSlot } from './slot-acts.ts';
import { SlotError, type KeySlot } from './slot.ts';
import { listSlots, namedJson, selectSlot, type ListedSlot } from './slot-list.ts';
import { elsewhere, openSlot, type Opener } from './unlock.ts';
import type { SlotPlan, VaultKeys } from './vault-keys.ts';

interface Planned {
  slot: ListedSlot;
  plan: SlotPlan;
  keeper: KeySlot | null;
}

/**
 * Seals everything anew under another data key. All that waits for keepers is done first; what follows is one write, so
 * that a crash leaves the vault as it was or as it is to be. A slot that cannot take the new key here, for lack of its
 * passphrase or its keeper, is never dropped unless it is named.
 */
export async function rotateKey(
  hold: Hold,
  how: Parameters<VaultKeys['rotate']>[0],
): ReturnType<VaultKeys['rotate']> {
  const opened = hold.opened();
  const listed = listSlots(hold.document().key.slots);
  const typed = how.given.flatMap((given) => keepersGiven(given, hold.place));
  if (typed.some(({ type }) => type === 'passphrase')) hold.attempts.check();
  const keepers = [...typed, ...keepersOf(hold.document(), hold.slots, hold.place)];
  const drop = new Set(how.drop.map((selector) => selectSlot(listed, selector)));
  const planned: Planned[] = [];
  for (const slot of listed) planned.push(await planFor(slot, drop.has(slot), keepers, hold.document().key));
  countAttempts(hold, typed, planned);

  const slots = planned.map(({ plan }) => plan);
  const [first] = listed;
  const keeps = slots.some(({ fate }) => fate !== 'dropped');
  if (!keeps && first !== undefined) throw lastSlot(first, listed);
  const futureKey = { ...hold.document().key, check: '' };
  if (how.dry) return { slots, backups: await foreseeBackups(hold, futureKey) };
  refuseUndecided(slots);

  await exchangeKey(hold, opened, planned);
  hold.log.info('the key of the vault was changed', { key: hold.document().key.id });
  const backups = await seeToBackups(hold, hold.document().key, { purge: how.purge, gone: listed, keepers });
  return { slots, backups };
}

async function planFor(
  slot: ListedSlot,
  isDropped: boolean,
  keepers: readonly KeySlot[],
  key: DocumentKey,
): Promise<Planned> {
  const { id, type, recovery, wrapped } = slot;
  const plan = (fate: SlotPlan['fate'], why: string | null, keeper: KeySlot | null): Planned => ({
    slot,
    keeper,
    plan: { id, type, recovery, fate, why },
  });
  if (isDropped) return plan('dropped', null, null);
  const own = keepers.filter((keeper) => keeper.type === type);
  if (wrapped === null || own.length === 0) return plan('undecided', elsewhere(slot), null);
  let why: string | null = null;
  for (const keeper of own) {
    const opens = await openSlot(keeper, wrapped, key);
    if (!(opens instanceof SlotError)) {
      forgetDataKey(opens);
      return plan('kept', null, keeper);
    }
    why = opens.message;
  }
  return plan('undecided', why, null);
}

/** A passphrase that opened no slot was a wrong one. */
function countAttempts({ attempts }: Hold, typed: readonly KeySlot[], planned: readonly Planned[]): void {
  const passphrases = typed.filter(({ type }) => type === 'passphrase');
  if (passphrases.length === 0) return;
  const used = new Set(planned.map(({ keeper }) => keeper));
  if (passphrases.every((keeper) => used.has(keeper))) attempts.succeeded();
  else attempts.failed();
}

function refuseUndecided(slots: readonly SlotPlan[]): void {
  const undecided = slots.filter(({ fate }) => fate === 'undecided');
  if (undecided.length === 0) return;
  const whys = undecided.map(({ id, why }) => `${id} (${why ?? 'unknown'})`).join(', ');
  throw new KeywatchError(
    'consent_needed',
    telling(
      'The new key cannot be put into every slot: {whys}; nothing was changed; give what opens it, or name it as one to drop.',
      { whys },
    ),
    { slots: undecided.map(({ id }) => id).join(' ') },
  );
}

async function exchangeKey(hold: Hold, opened: Opened, planned: readonly Planned[]): Promise<void> {
  const key = newDataKey(nextKeyId(opened.key.id), hold.random);
  const wrapped: { json: JsonObject; by: Opener }[] = [];
  try {
    for (const { slot, keeper } of planned) {
      if (keeper === null) continue;
      wrapped.push({ json: await wrapInto(slot, keeper, key), by: { slot: keeper, id: slot.id } });
    }
    const slots = wrapped.map(({ json }) => json);
    const by = (wrapped.find(({ by: { id } }) => id === opened.by.id) ?? wrapped[0])?.by ?? opened.by;
    const protection = await protectionBy(by, slots);
    // From here on nothing waits: what is sealed anew is what is written.
    stillOpen(hold, opened);
    const document = resealed(hold.document(), opened, key, slots, hold.random);
    hold.exchange({ ...opened, key, by, protection, distrusted: new Map(), oddities: [] }, document);
  } catch (error) {
    forgetDataKey(key);
    throw error;
  }
}

async function wrapInto(slot: ListedSlot, keeper: KeySlot, key: DataKey): Promise<JsonObject> {
  const json = await wrapProven(key, keeper);
  if (!(json instanceof SlotError)) return namedJson({ ...slot, json });
  throw new KeywatchError(
    json.code,
    telling(
      'The slot {id} did not take the new key: {why}; nothing was changed; see to that and try again.',
      { id: slot.id, why: json.message },
    ),
    { slot: slot.id },
    { cause: json },
  );
}
