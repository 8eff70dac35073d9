import type { Protection } from '../../src-shared/contract-schema.ts';
import { telling } from '../../src-shared/say.ts';
import type { SlotType } from '../../src-shared/words.ts';
import type { DocumentKey } from './document.ts';
import { keysOfBackups } from './former-backups.ts';
import { identityOf, listSlots } from './slot-list.ts';

/** What opens a backup, beside what opens the vault. */
export interface WaysIn {
  /** Sealed under the data key that the vault has now; null where that cannot be told. */
  presentKey: boolean | null;
  /** The slots that open it; `present`: the vault has the same slot now. */
  slots: { id: string; type: SlotType | null; recovery: boolean; protected: boolean; present: boolean }[];
}

/** What opens a document of that key. `present` is the key of the vault as it is now; null where that cannot be read. */
export function waysInto(key: DocumentKey, present: DocumentKey | null): WaysIn {
  const now = new Set(listSlots(present?.slots ?? []).map(identityOf));
  return {
    presentKey: present === null ? null : present.id === key.id && present.check === key.check,
    slots: listSlots(key.slots).map((slot) => ({
      id: slot.id,
      type: slot.type,
      recovery: slot.recovery,
      protected: slot.json['protected'] === true,
      present: now.has(identityOf(slot)),
    })),
  };
}

/** What was removed from the vault and still opens backups of it. */
export interface FormerWays {
  /** How many backups they open. */
  backups: number;
  /** Their names, as the vault had them. */
  slots: string[];
  /** The backups hold the key that the vault has now: through them it opens as well. */
  presentKey: boolean;
  /** None of them opens for whoever merely has the files. */
  protected: boolean;
}

/** What was removed and still opens backups of a vault of that key; null for nothing. Throws a system error. */
export async function findFormerWays(directory: string, present: DocumentKey): Promise<FormerWays | null> {
  const keys = await keysOfBackups(directory);
  return formerWaysOf(keys.map(({ key }) => waysInto(key, present)));
}

/** The removed slots that still open the vault of now, or that open a backup for whoever reads the files; null for none. */
export function formerWaysOf(backups: readonly WaysIn[]): FormerWays | null {
  const open = backups.flatMap(({ presentKey, slots }) => {
    // Beside a vault that cannot be read nothing is known to be gone.
    if (presentKey === null) return [];
    const gone = slots.filter(({ present }) => !present);
    const counts = gone.some((slot) => presentKey || !slot.protected);
    return counts ? [{ presentKey, gone }] : [];
  });
  if (open.length === 0) return null;
  const gone = open.flatMap((backup) => backup.gone);
  const weak = gone.filter((slot) => !slot.protected);
  return {
    backups: open.length,
    slots: [...new Set((weak.length > 0 ? weak : gone).map(({ id }) => id))],
    presentKey: open.some(({ presentKey }) => presentKey),
    protected: weak.length === 0,
  };
}

/** What they open, in a sentence. */
export function formerWaysSaid({ backups, slots, presentKey, protected: isProtected }: FormerWays): string {
  const which = backups === 1 ? telling('1 older backup') : telling('{backups} older backups', { backups });
  const through = presentKey ? telling('the vault through {which}', { which }) : which;
  const named = { slots: slots.join(', '), which: through };
  return isProtected
    ? telling('What was removed (slot {slots}) still opens {which}.', named)
    : telling(
        'What was removed (slot {slots}) still opens {which}, and protects nothing: whoever can read the data directory can do so.',
        named,
      );
}

/** What ends it. */
export const formerWaysRemedy = telling(
  'Give the vault another key and delete them: keywatch vault rotate-key --purge-backups',
);

/** A vault is protected as well as what its backups open by. */
export function protectionWith(protection: Protection, former: FormerWays | null): Protection {
  if (former === null || former.protected || !protection.protected) return protection;
  return { ...protection, protected: false, advice: `${formerWaysSaid(former)} ${formerWaysRemedy}.` };
}
