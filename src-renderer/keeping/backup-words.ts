import type { Backup } from '../../src-shared/contract-keeping.ts';
import type { BackupReason } from '../../src-shared/words.ts';
import { theSlot } from '../protection/slot-words.ts';

/** Before what a backup was made. */
export const reasonWords: Readonly<Record<BackupReason, string>> = {
  edit: 'before changes by hand',
  migration: 'before a newer form of the file',
  slots: 'before a change of what opens it',
  key: 'before the key was changed',
  import: 'before an import',
  restore: 'before another backup was restored',
};

/** How many profiles, and what of them is broken. */
export function contentWords({ profiles, damaged }: Backup): string {
  if (profiles === null) return 'cannot be read';
  if (profiles === 0) return 'no profile yet';
  const all = profiles === 1 ? '1 profile' : `${profiles} profiles`;
  return damaged.length === 0 ? all : `${all}, ${damaged.length} damaged`;
}

/** What opens it, where that is not simply what opens the vault now; null where it is. */
export function opensByWords({ presentKey, slots }: Backup): string | null {
  const gone = slots.filter(({ present }) => !present);
  if (presentKey) return gone.length === 0 ? null : `also opens by ${gone.map(formerSlot).join(', ')}`;
  const all = slots.map((slot) => (slot.present ? theSlot(slot) : formerSlot(slot)));
  return `under an earlier key: opens by ${all.join(', ')}`;
}

function formerSlot(slot: Backup['slots'][number]): string {
  return `${theSlot(slot)} of then`;
}
