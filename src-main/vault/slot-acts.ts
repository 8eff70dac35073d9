import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { NewSlot } from '../../src-shared/words.ts';
import type { Document } from './document.ts';
import { foreseeBackups, seeToBackups, stillOpen, type Hold } from './hold.ts';
import { keepersGiven, keepersOf, type Given } from './keepers.ts';
import { wrapProven } from './new-document.ts';
import { protectionBy, type Opened } from './opening.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { SlotError, type KeySlot } from './slot.ts';
import { freeId, listSlots, namedJson, selectSlot, type ListedSlot } from './slot-list.ts';
import { slotState, slotStates } from './slot-report.ts';
import { elsewhere, type Opener } from './unlock.ts';
import type { SlotState, VaultKeys } from './vault-keys.ts';

const shortestPassphrase = 8;

/** Adds a slot; see {@link VaultKeys.add}. */
export async function addSlot(
  hold: Hold,
  wish: NewSlot,
  given: Given,
  { unprotected }: { unprotected: boolean },
): ReturnType<VaultKeys['add']> {
  const opened = hold.opened();
  const listed = listSlots(hold.document().key.slots);
  const recoveryCode = wish === 'recovery' ? newRecoveryCode(hold.random) : null;
  const keeper = keeperFor(hold, wish, recoveryCode === null ? given : { passphrase: recoveryCode });
  await refuseSecond(hold, wish, keeper, listed);
  const wrapped = await wrapProven(opened.key, keeper);
  if (wrapped instanceof SlotError) throw notAdded(wish, wrapped);
  if (wrapped['protected'] !== true && !unprotected) {
    const { advice } = await keeper.describe();
    throw new KeywatchError(
      'consent_needed',
      telling(
        'A slot of {wish} would not protect this vault: {advice}; nothing was changed; agree to it, or choose another slot.',
        { wish, advice: advice ?? telling('whoever copies its directory can open it') },
      ),
      { slot: wish },
    );
  }
  stillOpen(hold, opened);
  const taken = new Set(listed.map(({ id }) => id));
  const id = freeId(wish, taken);
  const json = { ...wrapped, id, addedAt: hold.clock.now() };
  await saveSlots(hold, opened, [...listed.map(namedJson), json], opened.by);
  hold.log.info('a slot was added', { slot: id });
  // Proven to open before it was written: a passphrase need not be stretched once more.
  return { slot: { ...(await stateOf(hold, id)), opens: 'yes', why: null }, recoveryCode };
}

/** Removes a slot; see {@link VaultKeys.remove}. */
export async function removeSlot(
  hold: Hold,
  selector: string,
  { purge, dry }: { purge: boolean; dry: boolean },
): ReturnType<VaultKeys['remove']> {
  const opened = hold.opened();
  const listed = listSlots(hold.document().key.slots);
  const gone = selectSlot(listed, selector);
  const states = await slotStates(hold);
  const remains = states.some(({ id, type, opens }) => id !== gone.id && type !== null && opens !== 'no');
  if (!remains) throw lastSlot(gone, listed);
  const slots = listed.filter((slot) => slot !== gone).map(namedJson);
  const slot = states.find(({ id }) => id === gone.id) ?? (await stateOf(hold, gone.id));
  const keepers = keepersOf(hold.document(), hold.slots, hold.place);
  if (!dry) {
    stillOpen(hold, opened);
    const next = states.filter(({ id }) => id !== gone.id);
    const by = openerAfter(opened, gone, next, keepers);
    await saveSlots(hold, opened, slots, by);
    hold.log.info('a slot was removed', { slot: gone.id });
  }
  const key = { ...hold.document().key, slots };
  const backups = dry
    ? await foreseeBackups(hold, key)
    : await seeToBackups(hold, key, { purge, gone: [gone], keepers });
  return { slot, backups };
}

/** Asks one slot whether it opens the vault; a wrong passphrase counts as an attempt. */
export async function testSlot(hold: Hold, selector: string, given: Given): ReturnType<VaultKeys['test']> {
  const slot = selectSlot(listSlots(hold.document().key.slots), selector);
  const typed = keepersGiven(given, hold.place);
  if (given.passphrase !== undefined) hold.attempts.check();
  const keepers = typed.length > 0 ? typed : keepersOf(hold.document(), hold.slots, hold.place);
  const asks = keepers.some(({ type }) => type === slot.type);
  const state = await slotState(hold, slot, keepers, asks);
  if (given.passphrase !== undefined && state.opens === 'yes') hold.attempts.succeeded();
  if (given.passphrase !== undefined && state.opens === 'no') hold.attempts.failed();
  return state;
}

/** What could be added here. */
export async function slotOffers(hold: Hold): ReturnType<VaultKeys['offers']> {
  const offers: Awaited<ReturnType<VaultKeys['offers']>> = [];
  for (const keeper of hold.slots) {
    if (keeper.type === 'passphrase' || offers.some(({ slot }) => slot === keeper.type)) continue;
    offers.push({ slot: keeper.type, ...(await keeper.describe()) });
  }
  const byPerson = { available: true, protected: true, backend: null, advice: null };
  return [...offers, { slot: 'passphrase', ...byPerson }, { slot: 'recovery', ...byPerson }];
}

async function saveSlots(
  hold: Hold,
  opened: Opened,
  slots: Document['key']['slots'],
  by: Opener,
): Promise<void> {
  const before = hold.document();
  hold.save(opened, { ...before, key: { ...before.key, slots } }, 'slots');
  opened.by = by;
  opened.protection = await protectionBy(by, slots);
}

/** Which slot stands for the vault's protection once one is gone: one that opens, else the first that is left. */
function openerAfter(
  opened: Opened,
  gone: ListedSlot,
  left: readonly SlotState[],
  keepers: readonly KeySlot[],
): Opener {
  if (opened.by.id !== gone.id) return opened.by;
  const next = left.find(({ opens }) => opens === 'yes') ?? left.find(({ type }) => type !== null);
  if (next === undefined || next.type === null) return opened.by;
  const { id, type, backend, protected: isProtected, advice } = next;
  const keeper = keepers.find((each) => each.type === type);
  const asRecorded = async () => ({ available: false, protected: isProtected, backend, advice });
  return { id, slot: keeper ?? { type, describe: asRecorded } };
}

async function stateOf(hold: Hold, id: string): Promise<SlotState> {
  const keepers = keepersOf(hold.document(), hold.slots, hold.place);
  return slotState(hold, selectSlot(listSlots(hold.document().key.slots), id), keepers);
}

function keeperFor(hold: Hold, wish: NewSlot, given: Given): KeySlot {
  if (wish === 'passphrase') checkNewPassphrase(given.passphrase);
  const [typed] = keepersGiven(
    wish === 'key-file' ? { keyFile: given.keyFile } : { passphrase: given.passphrase },
    hold.place,
  );
  if (wish === 'passphrase' || wish === 'recovery' || given.keyFile !== undefined) {
    if (typed !== undefined) return typed;
  }
  const host = hold.slots.find(
    ({ type, role }) => type === wish && (wish !== 'key-file' || role === 'fallback'),
  );
  if (host !== undefined) return host;
  throw new KeywatchError(
    'bad_usage',
    telling('No slot of {wish} can be added here: {why}; nothing was changed; choose another slot.', {
      wish,
      why: wish === 'recovery' ? telling('it has no code') : elsewhere({ type: wish, recovery: false }),
    }),
    { slot: wish },
  );
}

function checkNewPassphrase(passphrase: string | undefined): void {
  const problem =
    passphrase === undefined
      ? telling('There is no passphrase')
      : [...passphrase].length < shortestPassphrase
        ? telling('The passphrase is shorter than {shortestPassphrase} characters', { shortestPassphrase })
        : readRecoveryCode(passphrase) !== null
          ? telling('The passphrase has the form of a recovery code')
          : null;
  if (problem === null) return;
  throw new KeywatchError(
    'invalid_input',
    telling('{problem}; nothing was changed; choose another one.', { problem }),
    {
      fields: 'passphrase',
    },
  );
}

/** A second printed code, or a second slot of one keeper, would open nothing that the first does not. */
async function refuseSecond(
  hold: Hold,
  wish: NewSlot,
  keeper: KeySlot,
  listed: readonly ListedSlot[],
): Promise<void> {
  for (const slot of listed) {
    const isSame =
      wish === 'recovery'
        ? slot.recovery
        : wish !== 'passphrase' &&
          slot.type === wish &&
          (await slotState(hold, slot, [keeper], true)).opens === 'yes';
    if (!isSame) continue;
    throw new KeywatchError(
      'duplicate',
      telling(
        'This vault has the slot {id} for that already; nothing was changed; remove it first to replace it.',
        { id: slot.id },
      ),
      { slot: slot.id },
    );
  }
}

function notAdded(wish: NewSlot, error: SlotError): KeywatchError {
  // What is wrong with a file is told as such: no vault is locked by it.
  const { cause } = error;
  const code = cause instanceof KeywatchError ? cause.code : error.code;
  return new KeywatchError(
    code === 'vault_locked' ? 'invalid_input' : code,
    telling('No slot of {wish} was added: {why}; everything was kept as it was; see to that and try again.', {
      wish,
      why: error.message,
    }),
    { slot: wish },
    { cause: error },
  );
}

export function lastSlot({ id }: ListedSlot, listed: readonly ListedSlot[]): KeywatchError {
  const which =
    listed.length > 1
      ? telling('the only slot that opens this vault')
      : telling('the only slot of this vault');
  return new KeywatchError(
    'last_slot',
    telling(
      '{id} is {which}, and without it nothing would ever open it again; it was kept; add another slot first.',
      { id, which },
    ),
    { slot: id },
  );
}
