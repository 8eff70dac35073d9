// The core of the benches `probe` and `window`, bundled by them: the one every host composes, with a vault that was filled in one write.
import { openConfStore } from '../src-main/headless/conf-store.ts';
import { headlessSlots } from '../src-main/headless/headless-slots.ts';
import { nodeFetch } from '../src-main/headless/node-fetch.ts';
import { composeOwned, type ComposedCore } from '../src-main/headless/owned-core.ts';
import { noNotifier, noPower, systemRandom } from '../src-main/headless/ports.ts';
import { systemClock } from '../src-main/machine/clock.ts';
import type { Log } from '../src-main/ports.ts';
import { newProfile } from '../src-main/profiles/new-profile.ts';
import { makePrivateDirectory } from '../src-main/vault/data-directory.ts';
import type { DocumentStore } from '../src-main/vault/document-store.ts';
import { openVault } from '../src-main/vault/open-vault.ts';

const env = { KEYWATCH_NO_KEYRING: '1' };
const silent: Log = { error: console.error, warn() {}, info() {}, debug() {} };

/** A secret of no provider's making; the bare loop shows the same. */
export function secretOf(n: number): string {
  return `sk-proj-${String(n).padStart(8, '0').repeat(10)}`;
}

/** Fills a data directory with so many profiles of one provider or several, spread over the servers. */
export async function fill(
  directory: string,
  count: number,
  urls: readonly string[],
  providers: readonly string[] = ['openai'],
): Promise<void> {
  makePrivateDirectory(directory);
  const store = openConfStore(directory);
  const last: { write?: () => void } = {};
  // Each profile is a write of the whole; only the last one reaches the disk.
  const held: DocumentStore = {
    path: store.path,
    read: () => store.read(),
    write(document) {
      last.write = () => store.write(document);
    },
  };
  const vault = await openVault({
    store: held,
    slots: headlessSlots({ env, directory }),
    backups: null,
    clock: systemClock,
    random: systemRandom,
    env,
    log: silent,
    lastGeneration: null,
  });
  for (let n = 0; n < count; n++) {
    const baseUrl = urls[n % urls.length] ?? '';
    const provider = providers[n % providers.length] ?? 'openai';
    const asked = { provider, name: `Profile ${n}`, secret: secretOf(n), baseUrl, force: true };
    const { profile, secret } = newProfile(asked, vault, Date.now());
    vault.add(profile, secret);
  }
  vault.close();
  last.write?.();
}

/** The real core on that directory, at work but for its schedule; `concurrency` takes the place of the policy's three. */
export function open(directory: string, concurrency: number): Promise<ComposedCore> {
  return composeOwned(
    { env, home: directory, directory, clock: systemClock, log: silent, ownerWaitMs: 0, busy: 'busy' },
    () => ({
      version: '0.0.0',
      capabilities: { tray: false, loginItem: false, notifications: false },
      document: openConfStore(directory),
      keySlots: headlessSlots({ env, directory }),
      fetch: nodeFetch,
      online: { isOnline: () => true },
      notifier: noNotifier,
      power: noPower,
      concurrency,
    }),
  ).then((core) => {
    core.keywatch.probes.pause(null);
    core.keywatch.start();
    return core;
  });
}
