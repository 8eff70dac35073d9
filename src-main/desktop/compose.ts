import { join } from 'node:path';
import type { Net, PowerMonitor, SafeStorage, session } from 'electron';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Keywatch } from '../core.ts';
import { headlessSlots } from '../headless/headless-slots.ts';
import { systemRandom } from '../headless/ports.ts';
import { openHistory } from '../health/open-history.ts';
import { createKeywatch } from '../keywatch.ts';
import { systemFiles } from '../machine/files.ts';
import { systemSpawn } from '../machine/spawn.ts';
import { openWindowFile } from '../machine/window-file.ts';
import type { Clock, Env, Log, Notifier } from '../ports.ts';
import { takeOwnership } from '../vault/owner-lock.ts';
import { openElectronStore } from './electron-store.ts';
import { createPower } from './power.ts';
import { createProbeFetch } from './probe-fetch.ts';
import { createSafeStorageSlot } from './safe-storage-slot.ts';

/** An app started again waits this long for the one before it to end. Milliseconds. */
const ownerWaitMs = 2_000;

export interface DesktopCore {
  keywatch: Keywatch;
  close(): Promise<void>;
}

/**
 * The core on Electron's parts. After the app is ready. Throws `busy` when another process owns the data directory, and
 * what opening the vault throws.
 */
export async function composeDesktop(
  electron: {
    net: Net;
    powerMonitor: PowerMonitor;
    safeStorage: SafeStorage;
    session: typeof session;
  },
  host: {
    version: string;
    platform: NodeJS.Platform;
    env: Env;
    home: string;
    directory: string;
    notifier: Notifier;
    onOpenNotice: (about: { profile: string | null }) => void;
    clock: Clock;
    log: Log;
  },
): Promise<DesktopCore> {
  const { env, directory, platform, clock, log, notifier } = host;
  const ownership = await takeOwnership(join(directory, 'owner.lock'), { waitMs: ownerWaitMs, clock });
  if (ownership === null) {
    throw new KeywatchError(
      'busy',
      'Another Keywatch (keywatch serve, or a command that writes) owns the data directory; nothing was changed; stop it, or use its window, then start the app again.',
    );
  }
  try {
    const keywatch = await createKeywatch({
      version: host.version,
      capabilities: { tray: true, loginItem: true, notifications: notifier.shows },
      document: openElectronStore(directory),
      // The command line opens the same vault by the others (D-A6).
      keySlots: [createSafeStorageSlot(electron.safeStorage, platform), ...headlessSlots({ env, directory })],
      backups: join(directory, 'backups'),
      history: openHistory(join(directory, 'history.sqlite'), { log }),
      windowFile: openWindowFile(join(directory, 'window.json'), log),
      fetch: createProbeFetch(electron),
      spawn: systemSpawn(env),
      clock,
      random: systemRandom,
      jitter: Math.random,
      online: { isOnline: () => electron.net.isOnline() },
      env,
      files: systemFiles(host.home),
      notifier,
      onOpenNotice: host.onOpenNotice,
      power: createPower(electron.powerMonitor, clock),
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
