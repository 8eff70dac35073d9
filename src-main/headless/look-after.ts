import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnosis } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { examine } from '../doctor/examine.ts';
import { clockNote, judgeClock, readEvidence } from '../health/clock-offset.ts';
import { readGeneration, readNote } from '../health/open-history-readonly.ts';
import { systemClock } from '../machine/clock.ts';
import { systemPremises } from '../machine/premises.ts';
import type { Env, Log } from '../ports.ts';
import { readBackups, type Backup } from '../vault/backup-files.ts';
import { isProblem, readDocument } from '../vault/document.ts';
import type { Given } from '../vault/keepers.ts';
import { lockName, takeOwnership } from '../vault/owner-lock.ts';
import { recoverVault, type Recovered } from '../vault/recover-vault.ts';
import type { KeySlot } from '../vault/slot.ts';
import { openConfStore } from './conf-store.ts';
import { headlessSlots } from './headless-slots.ts';
import { systemRandom } from './ports.ts';

/** What is done in a data directory without opening its vault: nobody owns it, or its vault cannot be read. */

/** Does something as the owner of a data directory. Throws `busy` where another process is. */
export async function asOwner<T>(directory: string, act: () => T | Promise<T>): Promise<T> {
  const ownership = await takeOwnership(join(directory, lockName), { waitMs: 0, clock: systemClock });
  if (ownership === null)
    throw new KeywatchError(
      'busy',
      telling(
        'another Keywatch is using this data directory; nothing was changed; quit it (or stop keywatch serve), then try again',
      ),
    );
  try {
    return await act();
  } finally {
    ownership.release();
  }
}

/** Examines a data directory by its files alone. `owned`: somebody answers there, and cannot be asked about it. */
export function examineFiles(directory: string, owned: boolean, fix: boolean): Promise<Diagnosis> {
  const history = join(directory, 'history.sqlite');
  const look = () =>
    examine(
      systemPremises(directory),
      {
        live: null,
        owned,
        lastGeneration: readGeneration(history),
        clock: judgeClock(readEvidence(readNote(history, clockNote)), systemClock.now()),
      },
      fix,
    );
  return fix && existsSync(directory) ? asOwner(directory, look) : look();
}

/** The backups by their files alone, newest first. */
export function listBackupFiles(directory: string): Promise<Backup[]> {
  const premises = systemPremises(directory);
  const path = join(directory, 'vault.json');
  let json: unknown = null;
  try {
    json = premises.look(path) === null ? null : JSON.parse(premises.read(path));
  } catch {
    // A vault that cannot be read is why somebody looks for a backup.
  }
  const document = readDocument(json);
  return readBackups(join(directory, 'backups'), isProblem(document) ? null : document.key);
}

/** Puts a backup in the place of a vault that cannot be read. Throws `busy`, and what opens no backup. */
export function recover(options: {
  env: Env;
  directory: string;
  selector: string;
  given: Given;
  /** The keepers to ask; those of the command line where absent. */
  slots?: readonly KeySlot[];
  log: Log;
}): Promise<Recovered> {
  const { env, directory, log } = options;
  // Under a snap's environment conf writes in place, without a rename (D-A13).
  delete process.env['SNAP'];
  return asOwner(directory, () =>
    recoverVault({
      ...options,
      store: openConfStore(directory),
      backups: join(directory, 'backups'),
      slots: options.slots ?? headlessSlots({ env, directory }),
      place: { env, vaultDirectory: directory },
      clock: systemClock,
      random: systemRandom,
      log,
      lastGeneration: readGeneration(join(directory, 'history.sqlite')),
    }),
  );
}
