import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { slotTypes } from '../../src-shared/words.ts';
import type { Log } from '../ports.ts';
import { describeBackup, openBackupFile, readBackups, selectBackup, type Backup } from './backup-files.ts';
import { forgetDataKey, sameBytes, type DataKey } from './data-key.ts';
import { differenceOf, type Comparable, type Difference } from './difference.ts';
import type { Document } from './document.ts';
import { findFormerWays, type FormerWays } from './former-ways.ts';
import { stillOpen, type Hold } from './hold.ts';
import type { Turns } from './in-turn.ts';
import { keepersGiven, keepersOf, type Given } from './keepers.ts';
import { openDocument, type Opened, type Unopened } from './opening.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { restored, type LeftOut } from './restored.ts';
import { SlotError, type KeySlot } from './slot.ts';
import { vaultErrors, whyNotWritten } from './vault-errors.ts';
import { wipe } from './wipe.ts';

/** What restoring a backup does, or did. */
export interface RestorePlan {
  backup: Backup;
  /** What becomes of the vault. */
  difference: Difference;
  leftOut: LeftOut[];
  /** Sealed under an earlier data key: its secrets are sealed anew under the one of now. */
  resealed: boolean;
  /** The backup's order and settings were changed outside Keywatch: those of now stay. */
  arrangementKept: boolean;
}

export interface VaultBackups {
  /** Newest first. */
  list(): Promise<Backup[]>;
  /** What was removed from the vault and still opens them, looked at anew. Never throws: what cannot be looked at is logged. */
  former(): Promise<FormerWays | null>;
  /** The same as it was found last. */
  formerSeen(): FormerWays | null;
  /**
   * What restoring would do. Throws `sealed` where nothing at hand opens the backup, `invalid_input` where its file
   * cannot be restored, `not_found`, `ambiguous`.
   */
  preview(selector: string, given: Given): Promise<RestorePlan>;
  /** Restores it in one write, the present vault backed up first; its slots stay as they are. Throws the same. */
  restore(selector: string, given: Given): Promise<RestorePlan>;
}

/** The vaults before this one, one act at a time. */
export function createVaultBackups(hold: Hold, inTurn: Turns): VaultBackups {
  let seen: FormerWays | null = null;
  return {
    list: async () => (hold.backups === null ? [] : readBackups(hold.backups, hold.document().key)),
    async former() {
      try {
        seen = hold.backups === null ? null : await findFormerWays(hold.backups, hold.document().key);
      } catch (error) {
        hold.log.warn('the backups could not be looked at', { why: whyNotWritten(error) });
      }
      return seen;
    },
    formerSeen: () => seen,
    preview: (selector, given) => inTurn(async () => (await planned(hold, selector, given)).plan),
    restore: (selector, given) =>
      inTurn(async () => {
        const { plan, opened, document } = await planned(hold, selector, given);
        hold.replace(opened, document, 'restore');
        hold.log.info('a backup was restored', { backup: plan.backup.id });
        return plan;
      }),
  };
}

async function planned(
  hold: Hold,
  selector: string,
  given: Given,
): Promise<{ plan: RestorePlan; opened: Opened; document: Document }> {
  const opened = hold.opened();
  const directory = hold.backups ?? '';
  const named = selectBackup(directory, selector);
  const { document, proof } = await openBackupFile(directory, named);
  const backup = await describeBackup(directory, named, hold.document().key);
  if (given.passphrase !== undefined) hold.attempts.check();
  const answer = await openDocument({
    document,
    proof,
    slots: [
      ...keyAtHand(opened.key),
      ...keepersGiven(given, hold.place),
      ...keepersOf(document, hold.slots, hold.place),
    ],
    random: hold.random,
    log: silent,
  });
  if (answer.state === 'locked') throw sealed(hold, backup, answer, given);
  try {
    if (given.passphrase !== undefined) hold.attempts.succeeded();
    // From here on nothing waits: what is compared is what is written.
    stillOpen(hold, opened);
    const now = { document: hold.document(), opened };
    const made = restored(now, { document: answer.rewrite ?? document, proof, opened: answer }, hold.random);
    return {
      opened,
      document: made.document,
      plan: {
        backup,
        difference: differenceOf(comparable(now.document), comparable(made.document)),
        leftOut: made.leftOut,
        resealed: !sameBytes(answer.key.bytes, opened.key.bytes),
        arrangementKept: !made.proven,
      },
    };
  } finally {
    forgetDataKey(answer.key);
    wipe(answer.fingerprintKey);
  }
}

/** A document as it is compared with another. */
export function comparable({ profiles, order, settings, rest }: Document): Comparable {
  return {
    profiles: new Map([...profiles].map(([id, { profile }]) => [id, profile])),
    order,
    settings,
    rest,
  };
}

/** Most backups are under the key of now, which opens them without asking any keeper again. */
function keyAtHand(key: DataKey): KeySlot[] {
  return slotTypes.map((type) => ({
    type,
    role: 'given',
    describe: async () => ({ available: true, protected: true, backend: null, advice: null }),
    wrap: () => Promise.reject(new SlotError('refused', telling('the key at hand keeps no other'))),
    unwrap: async () => new Uint8Array(key.bytes),
  }));
}

function sealed(hold: Hold, { id, slots }: Backup, { failures }: Unopened, given: Given): KeywatchError {
  if (given.passphrase !== undefined) {
    hold.attempts.failed();
    return vaultErrors.wrongPassphrase(readRecoveryCode(given.passphrase) === 'mistyped');
  }
  const reasons = new Set(failures.map(({ error }) => error.message).filter((why) => !byKeyAtHand.test(why)));
  const which = slots.map((slot) => slot.id).join(', ') || telling('it has none');
  return new KeywatchError(
    'sealed',
    reasons.size === 0
      ? telling(
          'The backup {id} is sealed under an earlier key of the vault, and nothing at hand opens it; nothing was changed; give what opened one of its slots ({which}), as with --passphrase-file.',
          { id, which },
        )
      : telling(
          'The backup {id} is sealed under an earlier key of the vault, and nothing at hand opens it: {why}; nothing was changed; give what opened one of its slots ({which}), as with --passphrase-file.',
          { id, why: [...reasons].join('; '), which },
        ),
    { id },
  );
}

/** What `unlock` says of a keeper whose key is another one. */
const byKeyAtHand = /holds the key of another vault$/;

const silent: Log = { error() {}, warn() {}, info() {}, debug() {} };
