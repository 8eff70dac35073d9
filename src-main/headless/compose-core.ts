import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { version } from '../../package.json';
import type { Keywatch } from '../core.ts';
import { openHistory } from '../health/open-history.ts';
import { createKeywatch } from '../keywatch.ts';
import { systemClock } from '../machine/clock.ts';
import { systemFiles } from '../machine/files.ts';
import { interfacesOnline } from '../machine/online.ts';
import { systemSpawn } from '../machine/spawn.ts';
import { openWindowFile } from '../machine/window-file.ts';
import type { Env, Log } from '../ports.ts';
import { makePrivateDirectory } from '../vault/data-directory.ts';
import { takeOwnership } from '../vault/owner-lock.ts';
import { openConfStore } from './conf-store.ts';
import { headlessSlots } from './headless-slots.ts';
import { nodeFetch } from './node-fetch.ts';
import { noNotifier, noPower, systemRandom } from './ports.ts';

/** The core, and what gives the data directory back. */
export interface ComposedCore {
  keywatch: Keywatch;
  close(): Promise<void>;
}

export interface ComposeOptions {
  env: Env;
  /** The person's home directory. */
  home: string;
  /** The data directory. */
  directory: string;
  /** How long to wait for another owner to finish. Milliseconds; 0 when the caller tries again by itself. */
  ownerWaitMs?: number;
  log: Log;
}

/**
 * The core on Node: takes the data directory and opens the vault. Without the contract, which takes longer to load than
 * an edit takes to be done. Throws `busy` when another process owns the data directory, and what opening throws.
 */
export async function composeCore(options: ComposeOptions): Promise<ComposedCore> {
  const { env, directory, log } = options;
  // Under a snap's environment conf writes in place, without a rename (D-A13).
  delete process.env['SNAP'];
  makePrivateDirectory(directory);
  const ownership = await takeOwnership(join(directory, 'owner.lock'), {
    waitMs: options.ownerWaitMs ?? 0,
    clock: systemClock,
  });
  if (ownership === null) {
    throw new KeywatchError(
      'busy',
      'Another Keywatch is writing to this data directory; nothing was changed; try again in a moment.',
    );
  }
  try {
    const keywatch = await createKeywatch({
      version,
      capabilities: { tray: false, loginItem: false, notifications: false },
      document: openConfStore(directory),
      keySlots: headlessSlots({ env, directory }),
      backups: join(directory, 'backups'),
      history: openHistory(join(directory, 'history.sqlite'), { log }),
      windowFile: openWindowFile(join(directory, 'window.json'), log),
      fetch: nodeFetch,
      spawn: systemSpawn(env),
      clock: systemClock,
      random: systemRandom,
      jitter: Math.random,
      online: interfacesOnline,
      env,
      files: systemFiles(options.home),
      notifier: noNotifier,
      power: noPower,
      log,
    });
    return {
      keywatch,
      async close() {
        await keywatch.close();
        ownership.release();
      },
    };
  } catch (error) {
    ownership.release();
    throw error;
  }
}
