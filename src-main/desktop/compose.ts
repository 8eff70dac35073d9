import { telling } from '../../src-shared/say.ts';
import type { App, Net, PowerMonitor, SafeStorage, session, utilityProcess } from 'electron';
import { headlessSlots } from '../headless/headless-slots.ts';
import { composeOwned, type ComposedCore } from '../headless/owned-core.ts';
import type { Sample } from '../demo/sample.ts';
import type { KeywatchPorts } from '../keywatch-ports.ts';
import type { Clock, Env, Log, Notifier, StartAtLogin } from '../ports.ts';
import type { KeySlot } from '../vault/slot.ts';
import { systemSpawn } from '../machine/spawn.ts';
import { appStarts } from './app-starts.ts';
import { openElectronStore } from './electron-store.ts';
import { createPower } from './power.ts';
import { createProbeFetch } from './probe-fetch.ts';
import { relayInUtility } from './relay-utility.ts';
import { createSafeStorageSlot } from './safe-storage-slot.ts';
import { createProxyFor } from './system-proxy.ts';
import { createUpdates } from './updates.ts';

/** An app started again waits this long for the one before it to end. Milliseconds. */
const ownerWaitMs = 2_000;

/** The app cannot run beside another owner, so it says which one it may be. */
const busy = telling(
  'Another Keywatch (keywatch serve, or a command that writes) owns the data directory; nothing was changed; stop it, or use its window, then start the app again.',
);

/**
 * The core on Electron's parts. After the app is ready. Throws `busy` when another process owns the data directory, and
 * what opening the vault throws.
 */
export function composeDesktop(
  electron: {
    app: Pick<App, 'isPackaged' | 'getAppPath'>;
    net: Net;
    powerMonitor: PowerMonitor;
    safeStorage: SafeStorage;
    session: typeof session;
    utilityProcess: typeof utilityProcess;
  },
  host: {
    version: string;
    platform: NodeJS.Platform;
    env: Env;
    home: string;
    directory: string;
    /** The built file of the relay's process. */
    relayProgram: string;
    notifier: Notifier;
    startAtLogin: StartAtLogin;
    onOpenNotice: NonNullable<KeywatchPorts['onOpenNotice']>;
    clock: Clock;
    log: Log;
    sample: Sample | undefined;
  },
): Promise<ComposedCore> {
  const { directory, platform, notifier, sample } = host;
  const { env, home, clock } = sample ?? host;
  const updates = createUpdates(electron.app);
  const composed = { ...host, env, home, clock, ownerWaitMs, busy, instead: sample?.ports ?? {} };
  return composeOwned(composed, () => ({
    version: host.version,
    capabilities: { tray: true, loginItem: true, notifications: notifier.shows },
    document: openElectronStore(directory),
    keySlots:
      sample === undefined
        ? desktopSlots(electron.safeStorage, { platform, env, directory })
        : headlessSlots({ env, directory }),
    fetch: createProbeFetch(electron),
    online: { isOnline: () => electron.net.isOnline() },
    notifier,
    startAtLogin: host.startAtLogin,
    onOpenNotice: host.onOpenNotice,
    starts: appStarts({
      packaged: electron.app.isPackaged,
      appPath: electron.app.getAppPath(),
      env: host.env,
      home: host.home,
      spawn: systemSpawn(host.env),
    }),
    ...(updates === undefined || sample !== undefined ? {} : { updates }),
    power: createPower(electron.powerMonitor, clock),
    startRelay: relayInUtility(electron.utilityProcess, host.relayProgram),
    proxyFor: createProxyFor(electron.session),
  }));
}

/** The slots the app offers, in order of preference; the command line opens the same vault by the others (D-A6). */
export function desktopSlots(
  safeStorage: SafeStorage,
  { platform, env, directory }: { platform: NodeJS.Platform; env: Env; directory: string },
): KeySlot[] {
  return [createSafeStorageSlot(safeStorage, platform), ...headlessSlots({ env, directory })];
}
