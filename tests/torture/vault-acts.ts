import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keywatch } from '../../src-main/core.ts';
import { composeCore } from '../../src-main/headless/compose-core.ts';
import type { ComposedCore } from '../../src-main/headless/owned-core.ts';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { ownKeyFileSlot } from '../../src-main/vault/key-file-slot.ts';
import type { Vault } from '../../src-main/vault/vault.ts';
import { openMemoryVault, quietLog } from '../fixtures/vaults/memory-vault.ts';
import { choices, inventedKey } from './vault-model.ts';

const env = { KEYWATCH_NO_KEYRING: '1', KEYWATCH_OFFLINE: '1', PATH: '' };
const pick = choices(1);

export const caller = { door: 'local', program: 'torture', pid: null, action: 'reveal' } as const;

/** The core that owns a directory, as every host composes it. */
export const openCore = (home: string): Promise<ComposedCore> =>
  composeCore({ env, home, directory: home, log: quietLog });

/** Everything that must stay as it was when a change fails, from memory. */
export async function held(keywatch: Keywatch): Promise<object> {
  const { vault } = keywatch.state();
  const profiles = keywatch.profiles.list();
  const secrets = await Promise.all(profiles.map(({ id }) => keywatch.profiles.reveal(id, caller)));
  const { generation, slots } = await keywatch.vault.status();
  return {
    vault,
    generation,
    slots: slots.map(({ id }) => id),
    settings: keywatch.settings.get(),
    profiles: profiles.map(({ id, name, notes, mask }, n) => ({ id, name, notes, mask, secret: secrets[n] })),
  };
}

/** The vault as its file has it, opened beside the core that owns it. */
export async function onDisk(home: string): Promise<Vault> {
  const key = ownKeyFileSlot({ path: join(home, 'vault.key'), vaultDirectory: home, env: {} });
  return openMemoryVault({ store: openConfStore(home), slots: [key] });
}

export const vaultBytes = (home: string) => readFileSync(join(home, 'vault.json'));

/** A new vault with three profiles, an hour's backup and a structural one. */
export async function fill(home: string): Promise<ComposedCore> {
  const core = await openCore(home);
  for (const name of ['one', 'two', 'three']) {
    await core.keywatch.profiles.add({ provider: 'openai', name, secret: inventedKey(pick), probe: false });
  }
  await core.keywatch.vault.rotateKey({});
  return core;
}

export interface ChangeOfVault {
  /** What must be there for it, done while nothing fails. */
  before?(keywatch: Keywatch, home: string): Promise<unknown>;
  act(keywatch: Keywatch, home: string): Promise<unknown>;
}

const first = (keywatch: Keywatch) => keywatch.profiles.list()[0]?.id ?? '';
const otherKey = (home: string) => join(home, '..', 'other.key');
const restored = async (keywatch: Keywatch) => {
  const [newest] = await keywatch.backups.list();
  return keywatch.backups.restore({ id: newest?.id ?? '' });
};

/** Every change a person can make to a vault. Each may be repeated for as long as one likes. */
export const changes: Readonly<Record<string, ChangeOfVault>> = {
  add: {
    before: async (keywatch) => {
      for (const { id } of keywatch.profiles.list().slice(3)) keywatch.profiles.remove(id);
    },
    act: (keywatch) => keywatch.profiles.add({ provider: 'openai', secret: inventedKey(pick), probe: false }),
  },
  edit: {
    act: async (keywatch) => keywatch.profiles.edit({ id: first(keywatch), notes: pick.text(20, 'abc') }),
  },
  'replace a secret': {
    act: (keywatch) =>
      keywatch.profiles.replaceSecret({ id: first(keywatch), secret: inventedKey(pick), probe: false }),
  },
  disable: { act: async (keywatch) => keywatch.profiles.disable(first(keywatch), pick.text(8, 'abc')) },
  remove: {
    before: (keywatch) =>
      keywatch.profiles
        .add({ provider: 'openai', id: 'openai:brief', secret: inventedKey(pick), probe: false })
        .catch(() => null),
    act: async (keywatch) => keywatch.profiles.remove('openai:brief'),
  },
  'put a removed one back': {
    before: async (keywatch) => {
      if (keywatch.profiles.find('openai:back') === null)
        await keywatch.profiles.add({
          provider: 'openai',
          id: 'openai:back',
          secret: inventedKey(pick),
          probe: false,
        });
      keywatch.profiles.remove('openai:back');
    },
    act: async (keywatch) => keywatch.profiles.restore('openai:back'),
  },
  'change the settings': {
    act: async (keywatch) =>
      keywatch.settings.set({ probesPerDay: 1 + (keywatch.settings.get().probesPerDay % 90) }),
  },
  import: {
    before: async (keywatch) => {
      for (const { id } of keywatch.profiles.list().slice(3)) keywatch.profiles.remove(id);
    },
    act: (keywatch) =>
      keywatch.transfer.import({
        content: JSON.stringify([1, 2].map(() => ({ provider: 'openai', secret: inventedKey(pick) }))),
      }),
  },
  'rotate the key': { act: (keywatch) => keywatch.vault.rotateKey({}) },
  'rotate and purge': { act: (keywatch) => keywatch.vault.rotateKey({ purgeBackups: true }) },
  'add a slot': {
    before: (keywatch) => keywatch.vault.protect({ act: 'remove', slot: 'key-file-2' }).catch(() => null),
    act: (keywatch, home) =>
      keywatch.vault.protect({ act: 'add', slot: 'key-file', keyFile: otherKey(home), unprotected: true }),
  },
  'remove a slot': {
    before: (keywatch, home) =>
      keywatch.vault
        .protect({ act: 'add', slot: 'key-file', keyFile: otherKey(home), unprotected: true })
        .catch(() => null),
    act: (keywatch) => keywatch.vault.protect({ act: 'remove', slot: 'key-file-2' }),
  },
  'restore a backup': { act: restored },
};
