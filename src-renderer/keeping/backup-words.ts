import type { Backup } from '../../src-shared/contract-keeping.ts';
import type { BackupReason } from '../../src-shared/words.ts';
import { slotName } from '../protection/slot-words.ts';

/** Before what a backup was made. */
export const reasonWords: Readonly<Record<BackupReason, string>> = {
  edit: 'before changes by hand',
  migration: 'before a newer form of the file',
  slots: 'before a change of what opens it',
  key: 'before the key was changed',
  import: 'before an import',
  restore: 'before another backup was restored',
  removal: 'before profiles were removed',
};

/** How many profiles, and what of them is broken. */
export function contentWords({ profiles, damaged }: Backup): string {
  if (profiles === null) return 'cannot be read';
  const all = profiles === 1 ? '1 profile' : `${profiles} profiles`;
  return damaged.length === 0 ? all : `${all}, ${damaged.length} damaged`;
}

/** What opens it, where that is not simply what opens the vault now; null where it is. */
export function opensByWords({ presentKey, slots }: Backup): string | null {
  const here = slots.filter(({ present }) => present);
  const gone = slots.filter(({ present }) => !present);
  if (presentKey && gone.length === 0) return null;
  const names = gone.map((slot) => slotName(slot)).join(', ');
  if (presentKey) return `${names} of then ${gone.length === 1 ? 'opens' : 'open'} it too`;
  const all = [...here, ...gone].map((slot) => slotName(slot)).join(', ');
  return `under an earlier key: opens by ${all} of then`;
}
