import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Attempts } from './attempts.ts';
import { newestKept, type ChangeKind } from './backups.ts';
import type { Document } from './document.ts';
import { formerBackups, deleteBackups, type FormerBackups } from './former-backups.ts';
import type { Place } from './keepers.ts';
import type { Opened } from './opening.ts';
import type { KeySlot, WrappedSlot } from './slot.ts';
import { listSlots, type ListedSlot } from './slot-list.ts';
import { whyNotWritten } from './vault-errors.ts';

/** What changes of the slots work on: the live vault from within. */
export interface Hold {
  readonly slots: readonly KeySlot[];
  readonly place: Place;
  readonly backups: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly attempts: Attempts;
  document(): Document;
  /** The vault with its key at hand, or null while it is locked. */
  whenOpen(): Opened | null;
  /** The same; throws while it is locked or read-only. */
  opened(): Opened;
  save(opened: Opened, changed: Document, kind: ChangeKind): void;
  /** Writes a document whose profiles and settings may be others, and works with that from then on. */
  replace(opened: Opened, changed: Document, kind: ChangeKind): void;
  /** Writes the document under another data key and works with that from then on; the key before is forgotten. */
  exchange(next: Opened, changed: Document): void;
}

/** Throws `busy` where the vault was locked or opened anew while keepers were asked. */
export function stillOpen(hold: Hold, opened: Opened): void {
  if (hold.whenOpen() === opened) return;
  throw new KeywatchError(
    'busy',
    telling('The vault was locked meanwhile; nothing was changed; unlock it, then try again.'),
  );
}

/**
 * How many backups are opened by what no longer opens the vault, deleted if wanted (D-A15). `gone` are the slots that
 * left: their keepers drop what they hold for them once no backup needs it.
 */
export async function seeToBackups(
  hold: Hold,
  key: Document['key'],
  { purge, gone, keepers }: { purge: boolean; gone: readonly ListedSlot[]; keepers: readonly KeySlot[] },
): Promise<FormerBackups> {
  const former = await lookedAt(hold, key);
  // As many as there may be: what was changed stands, and nobody must think that nothing old is left.
  if (former === null) return { opened: newestKept, deleted: 0 };
  const deleted = purge ? await deleteBackups(former, hold.log) : 0;
  const stay = listSlots(key.slots).flatMap(({ wrapped }) => wrapped ?? []);
  if (deleted === former.length) await forgetSlots(hold, gone, stay, keepers);
  return { opened: former.length, deleted };
}

async function lookedAt({ backups, log }: Hold, key: Document['key']): Promise<string[] | null> {
  try {
    return backups === null ? [] : await formerBackups(backups, key);
  } catch (error) {
    log.warn('the backups could not be looked at', { why: whyNotWritten(error) });
    return null;
  }
}

/** What {@link seeToBackups} will find: the copy that the change itself makes is one of them. */
export async function foreseeBackups(hold: Hold, key: Document['key']): Promise<FormerBackups> {
  if (hold.backups === null) return { opened: 0, deleted: 0 };
  return { opened: (await formerBackups(hold.backups, key)).length + 1, deleted: 0 };
}

async function forgetSlots(
  { log }: Hold,
  gone: readonly ListedSlot[],
  stay: readonly WrappedSlot[],
  keepers: readonly KeySlot[],
) {
  for (const { id, type, wrapped } of gone) {
    const keeper = keepers.find((each) => each.type === type && each.forget !== undefined);
    if (wrapped === null || keeper?.forget === undefined) continue;
    try {
      await keeper.forget(wrapped, stay);
    } catch (error) {
      log.warn('a keeper kept what it held for a slot that is gone', {
        slot: id,
        why: error instanceof Error ? error.message : 'unknown',
      });
    }
  }
}
