import { telling } from '../../src-shared/say.ts';
import { version } from '../../package.json';
import type { Sample } from '../demo/sample.ts';
import { systemClock } from '../machine/clock.ts';
import { desktopProgram } from '../machine/desktop-notice.ts';
import { ownStarts } from '../machine/find-starts.ts';
import { relayInWorker } from '../machine/relay-thread.ts';
import { interfacesOnline } from '../machine/online.ts';
import { systemSpawn } from '../machine/spawn.ts';
import type { Env, Log, ServicePort } from '../ports.ts';
import type { Ownership } from '../vault/owner-lock.ts';
import { openConfStore } from './conf-store.ts';
import { headlessSlots } from './headless-slots.ts';
import { nodeFetch } from './node-fetch.ts';
import { composeOwned, type ComposedCore } from './owned-core.ts';
import { noPower } from './ports.ts';

export interface ComposeOptions {
  env: Env;
  /** The person's home directory. */
  home: string;
  /** The data directory. */
  directory: string;
  /** The data directory, where the caller has taken it already. */
  ownership?: Ownership;
  /** How long to wait for another owner to finish. Milliseconds; 0 when the caller tries again by itself. */
  ownerWaitMs?: number;
  log: Log;
  /** The file of the command line, by whose starting a linked gateway has its keys; absent for what ends soon. */
  commandLine?: string | undefined;
  /** Has the system start this with the session; absent for what ends soon. */
  service?: ServicePort | undefined;
  /** The built file of the relay's thread; absent for what ends soon. */
  relayProgram?: string | undefined;
  /** The vault is a sample. */
  sample?: Sample | undefined;
}

/**
 * The core on Node: takes the data directory and opens the vault. Without the contract, which takes longer to load than
 * an edit takes to be done. Throws `busy` when another process owns the data directory, and what opening throws.
 */
export function composeCore({ ownerWaitMs = 0, ...options }: ComposeOptions): Promise<ComposedCore> {
  // Under a snap's environment conf writes in place, without a rename (D-A13).
  delete process.env['SNAP'];
  const { env, directory, sample, commandLine, relayProgram } = options;
  const busy = telling(
    'Another Keywatch is writing to this data directory; nothing was changed; try again in a moment.',
  );
  const clock = sample?.clock ?? systemClock;
  return composeOwned({ ...options, clock, ownerWaitMs, busy, instead: sample?.ports ?? {} }, () => ({
    version,
    capabilities: { tray: false, loginItem: false, notifications: false },
    document: openConfStore(directory),
    keySlots: headlessSlots({ env, directory }),
    fetch: nodeFetch,
    online: interfacesOnline,
    notifier: desktopProgram(systemSpawn(env), process.platform),
    power: noPower,
    ...(commandLine === undefined ? {} : { starts: ownStarts(commandLine) }),
    ...(options.service === undefined ? {} : { service: options.service }),
    ...(relayProgram === undefined ? {} : { startRelay: relayInWorker(relayProgram) }),
  }));
}
