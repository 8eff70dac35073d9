import type { VaultReport, VaultSlot } from '../../src-shared/contract-vault.ts';
import { heard, say } from '../../src-shared/say.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import { exactMoment, shortDate } from '../../src-shared/times.ts';
import type { NewSlot } from '../../src-shared/words.ts';

/** What a person calls a way into the vault. */
export const slotNames: Readonly<Record<NewSlot, string>> = {
  'safe-storage': say('Keychain of this computer'),
  'os-keyring': say('System keyring'),
  passphrase: say('Passphrase'),
  'key-file': say('Key file'),
  recovery: say('Recovery code'),
};

/** The same within a sentence. */
const namesWithin: Readonly<Record<NewSlot, string>> = {
  'safe-storage': say('the keychain of this computer'),
  'os-keyring': say('the system keyring'),
  passphrase: say('the passphrase'),
  'key-file': say('the key file'),
  recovery: say('the recovery code'),
};

function numbered(name: string, id: string): string {
  const number = /-(\d+)$/.exec(id)?.[1];
  return number === undefined ? name : say('{name} {number}', { name, number });
}

/** A slot by its kind, with its number where there are several: "Passphrase 2". */
export function slotName({ id, type, recovery }: Pick<VaultSlot, 'id' | 'type' | 'recovery'>): string {
  if (type === null) return say('Made by a newer Keywatch');
  return numbered(slotNames[recovery ? 'recovery' : type], id);
}

/** The same within a sentence: "the passphrase". */
export function theSlot(slot: Pick<VaultSlot, 'id' | 'type' | 'recovery'>): string {
  const { id, type, recovery } = slot;
  return type === null
    ? say('the slot {id}', { id })
    : numbered(namesWithin[recovery ? 'recovery' : type], id);
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
    addedAt === null ? null : say('added {date}', { date: shortDate(addedAt) }),
  ].filter((fact) => fact !== null);
  const title = addedAt === null ? undefined : exactMoment(addedAt);
  const said = { facts, title };
  if (opens === 'no')
    return { ...said, glyph: 'cross', tone: 'bad', word: say('opens it no more'), trouble: sentenceOf(why) };
  if (!slot.protected) {
    return {
      ...said,
      glyph: 'triangle',
      tone: 'warn',
      word: openedNow ? say('opened it; protects nothing') : say('protects nothing'),
      trouble: sentenceOf(advice) ?? say('Whoever can read your files can open the vault by it.'),
    };
  }
  if (opens === 'yes')
    return {
      ...said,
      glyph: 'check',
      tone: 'good',
      word: openedNow ? say('opened it') : say('opens it'),
      trouble: null,
    };
  return isAskedOf
    ? { ...said, glyph: 'hollow', tone: 'none', word: say('asked of you when needed'), trouble: null }
    : { ...said, glyph: 'hollow', tone: 'none', word: say('cannot be asked now'), trouble: sentenceOf(why) };
}

/** A reason that the core told, as a sentence of its own. */
export function sentenceOf(reason: string | null): string | null {
  if (reason === null || reason === '') return null;
  const told = `${reason.replace(/\.$/, '')}.`;
  const words = heard(told);
  return words === told ? `${told.charAt(0).toUpperCase()}${told.slice(1)}` : words;
}

/** Whether the vault would be left without any way in; the core has the last word. */
export function isOnlyWay(slot: VaultSlot, { slots }: VaultReport): boolean {
  return !slots.some(({ id, type, opens }) => id !== slot.id && type !== null && opens !== 'no');
}

/** What in a slot a person can be asked to type. */
export function askedFor({ type, recovery }: Pick<VaultSlot, 'type' | 'recovery'>): string | null {
  if (type !== 'passphrase') return null;
  return slotNames[recovery ? 'recovery' : 'passphrase'];
}
