import type { VaultReport } from '../../src-shared/contract-vault.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { Log } from '../ports.ts';
import { listBackups } from '../vault/backup-names.ts';
import type { Vault } from '../vault/vault.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';
import { whatRemains } from '../vault/what-remains.ts';

const none = { opened: 0, deleted: 0 };

/** The vault's slots, lock and key, as a door asks about them. `onChange` hears that it was locked, opened or written. */
export function createVaultCalls(parts: {
  vault: Vault;
  /** The directory of the backups. */
  backups: string;
  log: Log;
  onChange: () => void;
}): Keywatch['vault'] {
  const { vault, backups, log, onChange } = parts;

  /** As last seen where they cannot be listed now: a change that was made is reported all the same. */
  let lastCount = 0;
  function countBackups(): number {
    try {
      lastCount = listBackups(backups).length;
    } catch (error) {
      log.warn('the backups could not be counted', { why: whyNotWritten(error) });
    }
    return lastCount;
  }

  async function report(): Promise<VaultReport> {
    const slots = await vault.keys.slots();
    const wasProtected = vault.view().protected;
    const formerWays = await vault.backups.former();
    if (vault.view().protected !== wasProtected) onChange();
    return {
      ...vault.view(),
      generation: vault.generation(),
      slots,
      offers: await vault.keys.offers(),
      backups: { count: countBackups(), formerWays },
      whyNotLockable: await vault.keys.whyNotLockable(),
      remains: whatRemains(slots, vault.state(), formerWays),
    };
  }

  return {
    status: report,
    async protect(input) {
      if (input.act === 'test') {
        const slot = await vault.keys.test(input.slot, input);
        return { vault: await report(), slot, recoveryCode: null, backups: none };
      }
      if (input.act === 'add') {
        const added = await vault.keys.add(input.slot, input, { unprotected: input.unprotected === true });
        onChange();
        return { vault: await report(), ...added, backups: none };
      }
      const removed = await vault.keys.remove(input.slot, {
        purge: input.purgeBackups === true,
        dry: input.dryRun === true,
      });
      onChange();
      return { vault: await report(), ...removed, recoveryCode: null };
    },
    async rotateKey({ given = [], drop = [], purgeBackups = false, dryRun = false }) {
      const rotated = await vault.keys.rotate({ given, drop, purge: purgeBackups, dry: dryRun });
      onChange();
      return { vault: await report(), ...rotated };
    },
    async lock() {
      const why = await vault.keys.whyNotLockable();
      if (why !== null) throw cannotLock(why);
      vault.lock(telling('it was locked on demand'));
      onChange();
      return report();
    },
    async unlock({ slot, ...given }) {
      await vault.unlockBy(given, slot);
      onChange();
      return report();
    },
  };
}

function cannotLock(why: string): KeywatchError {
  return new KeywatchError(
    'cannot_lock',
    telling(
      "This vault cannot be locked, for {why}; it stays open; add a slot that needs a person (a passphrase, the keyring), and remove the file's.",
      { why },
    ),
  );
}
