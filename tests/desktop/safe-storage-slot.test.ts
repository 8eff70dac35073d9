import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { openElectronStore } from '../../src-main/desktop/electron-store.ts';
import { createSafeStorageSlot } from '../../src-main/desktop/safe-storage-slot.ts';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { systemRandom } from '../../src-main/headless/ports.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import type { DocumentStore } from '../../src-main/vault/document-store.ts';
import { openVault } from '../../src-main/vault/open-vault.ts';
import { SlotError, type KeySlot } from '../../src-main/vault/slot.ts';
import { safeStorageCalls } from '../fixtures/electron-safe-storage.ts';
import { app, machine, newMachine } from '../fixtures/electron.fake.ts';
import { stored } from '../fixtures/profiles.ts';
import { listeningLog } from '../fixtures/real-core.ts';

const context = { keyId: 'k1' };
const dataKey = new Uint8Array(32).fill(7);
const slot = () => createSafeStorageSlot(electron.safeStorage, machine.platform);
async function faultOf(promise: Promise<unknown>): Promise<SlotError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SlotError);
  return error as SlotError;
}

beforeEach(() => newMachine());

describe('whether it protects', () => {
  test.each([
    ['linux', 'present', 'gnome_libsecret', true],
    ['linux', 'none', 'basic_text', false],
    // Available, and yet the key is the same in every copy of Chromium.
    ['linux', 'none', 'gnome_libsecret', false],
    ['linux', 'locked', 'kwallet6', false],
  ] as const)(
    '%s with a keyring that is %s, called %s: %s',
    async (platform, keyring, backend, isProtected) => {
      newMachine({ platform, keyring, backend });
      const said = await slot().describe();
      expect(said).toMatchObject({ available: true, protected: isProtected, backend });
      expect(said.advice === null).toBe(isProtected);
    },
  );

  test.each([
    ['darwin', 'Keychain'],
    ['win32', 'DPAPI'],
  ] as const)('on %s the same prefix means protected, by the %s', async (platform, backend) => {
    newMachine({ platform });
    expect(await slot().describe()).toEqual({ available: true, protected: true, backend, advice: null });
  });

  test('before the app is ready it is not available, and says so without an error', async () => {
    newMachine({ ready: false });
    expect(await slot().describe()).toMatchObject({ available: false, protected: false });
  });
});

describe('wrapping', () => {
  test('gives the key back, and names the keeper beside it', async () => {
    const wrapped = await slot().wrap(dataKey, context);
    expect(wrapped).toMatchObject({ type: 'safe-storage', backend: 'gnome_libsecret' });
    expect(wrapped.wrapped).not.toContain(Buffer.from(dataKey).toString('base64'));
    expect(new Uint8Array(await slot().unwrap(wrapped, context))).toEqual(dataKey);
  });

  test('before the app is ready waits for a better moment', async () => {
    newMachine({ ready: false });
    expect((await faultOf(slot().wrap(dataKey, context))).fault).toBe('unavailable');
  });
});

describe('what does not open', () => {
  test('a locked keyring is temporary: keep everything and try again', async () => {
    const wrapped = await slot().wrap(dataKey, context);
    machine.keyring = 'locked';
    expect(await faultOf(slot().unwrap(wrapped, context))).toMatchObject({
      fault: 'unavailable',
      code: 'keyring_unavailable',
    });
    machine.keyring = 'present';
    expect(new Uint8Array(await slot().unwrap(wrapped, context))).toEqual(dataKey);
  });

  test('another keyring is a loss, and names both keepers where they differ', async () => {
    const wrapped = await slot().wrap(dataKey, context);
    Object.assign(machine, { keyring: 'other', backend: 'kwallet6' });
    const error = await faultOf(slot().unwrap(wrapped, context));
    expect(error.fault).toBe('lost');
    expect(error.message).toContain('made with gnome_libsecret, and kwallet6 answers now');
  });

  test('what is not a ciphertext is a loss, not a crash', async () => {
    const broken = { type: 'safe-storage', wrapped: 'bm9uc2Vuc2U=' } as const;
    expect((await faultOf(slot().unwrap(broken, context))).fault).toBe('lost');
  });
});

describe('a vault kept by it', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'keywatch-desktop-'));
    app.setPath('userData', directory);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const open = (store: DocumentStore, slots: KeySlot[]) =>
    openVault({
      store,
      slots,
      backups: null,
      clock: systemClock,
      random: systemRandom,
      env: {},
      log: listeningLog(),
      lastGeneration: null,
    });
  const slotsOnDisk = () => JSON.parse(readFileSync(join(directory, 'vault.json'), 'utf8')).key.slots;

  test('lies in vault.json, 0600, where conf reads and writes the very same', async () => {
    const vault = await open(openElectronStore(directory), [slot()]);
    vault.add(stored('anthropic:work'), 'sk-ant-invented');
    vault.close();
    if (process.platform !== 'win32')
      expect(statSync(join(directory, 'vault.json')).mode & 0o777).toBe(0o600);

    const headless = await open(openConfStore(directory), [slot()]);
    expect(headless.reveal('anthropic:work')).toBe('sk-ant-invented');
    headless.change('anthropic:work', { name: 'Renamed without a desktop' });
    headless.close();

    const again = await open(openElectronStore(directory), [slot()]);
    expect(again.profiles().get('anthropic:work')?.name).toBe('Renamed without a desktop');
    again.close();
  });

  test('asks the keyring a few times a start, not once a secret', async () => {
    const vault = await open(openElectronStore(directory), [slot()]);
    for (let n = 0; n < 20; n++) vault.add(stored(`openai:k${n}`), `sk-invented-${n}`);
    for (let n = 0; n < 20; n++) vault.reveal(`openai:k${n}`);
    vault.close();
    expect(safeStorageCalls().encrypt + safeStorageCalls().decrypt).toBeLessThan(8);
  });

  test('is wrapped anew where the keyring has a newer key, and by the next write on disk', async () => {
    const vault = await open(openElectronStore(directory), [slot()]);
    vault.add(stored('anthropic:work'), 'sk-ant-invented');
    vault.close();
    const before = safeStorageCalls().encrypt;
    machine.keyRotated = true;
    const again = await open(openElectronStore(directory), [slot()]);
    expect(safeStorageCalls().encrypt).toBeGreaterThan(before);
    again.change('anthropic:work', { name: 'Other' });
    again.close();
    expect(slotsOnDisk()).toHaveLength(1);
    expect(slotsOnDisk()[0]).toMatchObject({ type: 'safe-storage', protected: true });
    machine.keyRotated = false;
    const third = await open(openElectronStore(directory), [slot()]);
    expect(third.reveal('anthropic:work')).toBe('sk-ant-invented');
    third.close();
  });

  test('is locked and whole while the keyring is locked, and opens when it is not', async () => {
    const vault = await open(openElectronStore(directory), [slot()]);
    vault.add(stored('anthropic:work'), 'sk-ant-invented');
    vault.close();
    const bytes = readFileSync(join(directory, 'vault.json'));
    machine.keyring = 'locked';
    const locked = await open(openElectronStore(directory), [slot()]);
    expect(locked.state()).toBe('locked');
    expect([...locked.profiles().keys()]).toEqual(['anthropic:work']);
    expect(readFileSync(join(directory, 'vault.json')).equals(bytes)).toBe(true);
    machine.keyring = 'present';
    expect(await locked.unlock()).toBe('open');
    expect(locked.reveal('anthropic:work')).toBe('sk-ant-invented');
    locked.close();
  });
});
