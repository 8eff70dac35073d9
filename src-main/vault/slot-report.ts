import { telling } from '../../src-shared/say.ts';
import { forgetDataKey } from './data-key.ts';
import type { Hold } from './hold.ts';
import { keepersOf } from './keepers.ts';
import { SlotError, type KeySlot } from './slot.ts';
import { listSlots, type ListedSlot } from './slot-list.ts';
import { elsewhere, openSlot } from './unlock.ts';
import type { SlotState } from './vault-keys.ts';

/** Every slot, and whether it opens the vault now. Passphrases are not asked for: that takes a person. */
export async function slotStates(hold: Hold): Promise<SlotState[]> {
  const keepers = keepersOf(hold.document(), hold.slots, hold.place);
  return Promise.all(listSlots(hold.document().key.slots).map((slot) => slotState(hold, slot, keepers)));
}

/** One slot, asked of these keepers; a passphrase slot only where `asks` says so, for each answer takes its time. */
export async function slotState(
  hold: Hold,
  slot: ListedSlot,
  keepers: readonly KeySlot[],
  asks = false,
): Promise<SlotState> {
  const openedNow = hold.whenOpen()?.by.id === slot.id;
  const { id, type, recovery, addedAt, json } = slot;
  const ownKeepers = keepers.filter((keeper) => keeper.type === type);
  const described = await ownKeepers[0]?.describe();
  const isProtected = json['protected'] === true;
  const answer =
    type === 'passphrase' && !asks ? unasked(openedNow, recovery) : await answerOf(hold, slot, ownKeepers);
  return {
    id,
    type,
    recovery,
    addedAt,
    backend: typeof json['backend'] === 'string' ? json['backend'] : null,
    protected: isProtected,
    openedNow,
    ...answer,
    advice: isProtected ? null : (described?.advice ?? null),
  };
}

/** What opened the vault is known to; another passphrase takes a person to say. */
function unasked(openedNow: boolean, recovery: boolean): Answer {
  if (openedNow) return { opens: 'yes', why: null };
  const what = recovery ? telling('code') : telling('passphrase');
  return {
    opens: 'unavailable',
    why: telling('it opens with its {what}, which was not asked for', { what }),
  };
}

type Answer = Pick<SlotState, 'opens' | 'why'>;

async function answerOf(hold: Hold, slot: ListedSlot, keepers: readonly KeySlot[]): Promise<Answer> {
  const { wrapped } = slot;
  if (wrapped === null || keepers.length === 0) return { opens: 'unavailable', why: elsewhere(slot) };
  let failure: SlotError | null = null;
  for (const keeper of keepers) {
    const opened = await openSlot(keeper, wrapped, hold.document().key);
    if (!(opened instanceof SlotError)) {
      forgetDataKey(opened);
      return { opens: 'yes', why: null };
    }
    // Of several key files the one that was made for this slot is asked last: its words are the ones to repeat.
    failure = opened;
  }
  return { opens: failure?.fault === 'unavailable' ? 'unavailable' : 'no', why: failure?.message ?? null };
}

/** Whether a slot opens without any person: by a file that this host reads by itself (D-B24). */
export async function opensAlone(hold: Hold, slot: ListedSlot): Promise<boolean> {
  const files = keepersOf(hold.document(), hold.slots, hold.place).filter(
    ({ type, role }) => type === slot.type && role !== 'machine',
  );
  if (files.length === 0) return false;
  // A passphrase in a file takes its time; that it opened the vault is answer enough.
  const by = hold.whenOpen()?.by;
  if (by?.id === slot.id && files.some((keeper) => keeper === by.slot)) return true;
  return (await answerOf(hold, slot, files)).opens === 'yes';
}
