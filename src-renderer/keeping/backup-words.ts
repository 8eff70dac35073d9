import type { Backup } from '../../src-shared/contract-keeping.ts';
import type { BackupReason } from '../../src-shared/words.ts';
import { say } from '../../src-shared/say.ts';
import { listOf } from './list-of.ts';
import { theSlot } from '../protection/slot-words.ts';

/** Before what a backup was made. */
export const reasonWords: Readonly<Record<BackupReason, string>> = {
  edit: say('before changes by hand'),
  migration: say('before a newer form of the file'),
  slots: say('before a change of what opens it'),
  key: say('before the key was changed'),
  import: say('before an import'),
  restore: say('before another backup was restored'),
};

/** How many profiles, and what of them is broken. */
export function contentWords({ profiles, damaged }: Backup): string {
  if (profiles === null) return say('cannot be read');
  if (profiles === 0) return say('no profile yet');
  return damaged.length === 0
    ? say('{count, plural, one {# profile} other {# profiles}}', { count: profiles })
    : say('{count, plural, one {# profile} other {# profiles}}, {damaged} damaged', {
        count: profiles,
        damaged: damaged.length,
      });
}

/** What opens it, where that is not simply what opens the vault now; null where it is. */
export function opensByWords({ presentKey, slots }: Backup): string | null {
  const gone = slots.filter(({ present }) => !present);
  if (presentKey)
    return gone.length === 0 ? null : say('also opens by {ways}', { ways: listOf(gone.map(formerSlot)) });
  const all = slots.map((slot) => (slot.present ? theSlot(slot) : formerSlot(slot)));
  return say('under an earlier key: opens by {ways}', { ways: listOf(all) });
}

function formerSlot(slot: Backup['slots'][number]): string {
  return say('{way} of that time', { way: theSlot(slot) });
}
