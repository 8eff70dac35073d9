import type { VaultReport, VaultSlot } from '../../src-shared/contract-vault.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import { exactMoment, shortDate } from '../../src-shared/times.ts';
import type { NewSlot } from '../../src-shared/words.ts';

/** What a person calls a way into the vault. */
export const slotNames: Readonly<Record<NewSlot, string>> = {
  'safe-storage': 'Keychain of this computer',
  'os-keyring': 'System keyring',
  passphrase: 'Passphrase',
  'key-file': 'Key file',
  recovery: 'Recovery code',
};

/** A slot by its kind, with its number where there are several: "Passphrase 2". */
export function slotName({ id, type, recovery }: Pick<VaultSlot, 'id' | 'type' | 'recovery'>): string {
  if (type === null) return 'Made by a newer Keywatch';
  const number = /-(\d+)$/.exec(id)?.[1];
  const name = slotNames[recovery ? 'recovery' : type];
  return number === undefined ? name : `${name} ${number}`;
}

/** The same within a sentence: "the passphrase". */
export function theSlot(slot: Pick<VaultSlot, 'id' | 'type' | 'recovery'>): string {
  const name = slotName(slot);
  return slot.type === null ? `the slot ${slot.id}` : `the ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

export interface SlotWords {
  readonly glyph: Glyph;
  readonly tone: Tone;
  readonly word: string;
  /** Since when, by which keeper. */
  readonly facts: readonly string[];
  /** What is wrong with it or with its protection, as a sentence; null when nothing is. */
  readonly trouble: string | null;
  /** The exact moment it was added. */
  readonly title: string | undefined;
}

/** A slot's state told by shape and word. */
export function slotWords(slot: VaultSlot): SlotWords {
  const { backend, addedAt, opens, why, advice, openedNow } = slot;
  const isAskedOf = slot.type === 'passphrase';
  const facts = [
    // What is said of an unprotected key file names it already.
    backend === null || slot.type === 'passphrase' || advice?.includes(backend) === true ? null : backend,
    addedAt === null ? null : `added ${shortDate(addedAt)}`,
  ].filter((fact) => fact !== null);
  const title = addedAt === null ? undefined : exactMoment(addedAt);
  const said = { facts, title };
  if (opens === 'no')
    return { ...said, glyph: 'cross', tone: 'bad', word: 'opens it no more', trouble: sentenceOf(why) };
  if (!slot.protected) {
    return {
      ...said,
      glyph: 'triangle',
      tone: 'warn',
      word: openedNow ? 'opened it; protects nothing' : 'protects nothing',
      trouble: sentenceOf(advice ?? 'whoever can read your files can open the vault by it'),
    };
  }
  if (opens === 'yes')
    return {
      ...said,
      glyph: 'check',
      tone: 'good',
      word: openedNow ? 'opened it' : 'opens it',
      trouble: null,
    };
  return isAskedOf
    ? { ...said, glyph: 'hollow', tone: 'none', word: 'asked of you when needed', trouble: null }
    : { ...said, glyph: 'hollow', tone: 'none', word: 'cannot be asked now', trouble: sentenceOf(why) };
}

/** A reason of the core as a sentence of its own. */
export function sentenceOf(reason: string | null): string | null {
  if (reason === null || reason === '') return null;
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/, '')}.`;
}

/** Whether the vault would be left without any way in; the core has the last word. */
export function isOnlyWay(slot: VaultSlot, { slots }: VaultReport): boolean {
  return !slots.some(({ id, type, opens }) => id !== slot.id && type !== null && opens !== 'no');
}

/** What in a slot a person can be asked to type. */
export function askedFor({ type, recovery }: Pick<VaultSlot, 'type' | 'recovery'>): string | null {
  if (type !== 'passphrase') return null;
  return recovery ? 'Recovery code' : 'Passphrase';
}
