import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../../src-main/headless/conf-store.ts';
import type { KeySlot } from '../../../src-main/vault/slot.ts';
import type { VaultKeys } from '../../../src-main/vault/vault-keys.ts';
import {
  addCheapPassphrase,
  memoryStore,
  openMemoryVault,
  standingClock,
  storedProfile,
  testSlot,
} from '../../fixtures/vaults/memory-vault.ts';

const passphrase = 'correct horse battery staple';
const plain: Parameters<VaultKeys['rotate']>[0] = { given: [], drop: [], purge: false, dry: false };
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-rotate-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Two profiles, one removed a moment ago, settings; open by a keyring. */
async function filled() {
  const store = memoryStore();
  const keyring = testSlot();
  const clock = standingClock();
  const open = () => openMemoryVault({ store, slots: [keyring], clock });
  const vault = await open();
  vault.add(storedProfile('anthropic:work'), 'sk-work');
  vault.add(storedProfile('openai:home', { reference: 'env:OPENAI_API_KEY' }), null);
  vault.add(storedProfile('openai:gone'), 'sk-gone');
  vault.setSettings({ theme: 'dark' });
  vault.remove('openai:gone');
  return { store, keyring, clock, open, vault };
}

describe('rotating the key', () => {
  it('seals every secret anew and changes nothing else, in one write', async () => {
    const { store, vault, open } = await filled();
    const before = store.json();
    const writes = store.writes();
    const profile = vault.profiles().get('anthropic:work');
    const { slots } = await vault.keys.rotate(plain);
    const after = store.json();
    expect(slots).toMatchObject([{ id: 'os-keyring', fate: 'kept', why: null }]);
    expect(store.writes()).toBe(writes + 1);
    expect(after.key.id).toBe('k2');
    expect(after.key.check).not.toBe(before.key.check);
    expect(after.key.slots[0]?.['wrapped']).not.toBe(before.key.slots[0]?.['wrapped']);
    expect(after.generation).toBe(before.generation + 1);
    expect(after.settings).toEqual(before.settings);
    const sealedBefore = before.profiles['anthropic:work']?.secret;
    const sealedAfter = after.profiles['anthropic:work']?.secret;
    expect(sealedAfter).toMatchObject({ key: 'k2' });
    expect(sealedAfter?.sealed).not.toBe(sealedBefore?.sealed);

    for (const each of [vault, await open()]) {
      expect(each.state()).toBe('open');
      expect(each.reason()).toBeNull();
      expect(each.damage()).toEqual([]);
      expect(each.reveal('anthropic:work')).toBe('sk-work');
      expect(each.reveal('openai:home')).toBeNull();
      expect(each.profiles().get('anthropic:work')).toEqual(profile);
      expect(each.fingerprint('sk-work')).toBe(profile?.fingerprint);
    }
  });

  it('lets a profile removed a moment ago come back, and edits go on', async () => {
    const { vault, open } = await filled();
    await vault.keys.rotate(plain);
    vault.restore('openai:gone');
    vault.change('anthropic:work', { notes: 'after' });
    await vault.keys.rotate(plain);
    const again = await open();
    expect(again.reveal('openai:gone')).toBe('sk-gone');
    expect(again.profiles().get('anthropic:work')?.notes).toBe('after');
    expect(again.damage()).toEqual([]);
  });

  it('makes the former key useless: old records put back do not open', async () => {
    const { store, vault, open } = await filled();
    const before = store.json();
    await vault.keys.rotate(plain);
    const after = store.json();
    const old = before.profiles['anthropic:work'];
    if (old !== undefined) after.profiles['anthropic:work'] = old;
    store.replace(after);
    const again = await open();
    expect(again.damage()).toMatchObject([{ id: 'anthropic:work' }]);
    expect(() => again.reveal('anthropic:work')).toThrow(/not used/);
    vault.close();
  });

  it('keeps members it does not know', async () => {
    const url = new URL('../../fixtures/vaults/version-1.json', import.meta.url);
    const store = memoryStore(readFileSync(url));
    const slots = [testSlot({ secret: new Uint8Array(32).fill(7) })];
    const vault = await openMemoryVault({ store, slots });
    await vault.keys.rotate(plain);
    expect(store.json()).toMatchObject({ pins: { anthropic: 'anthropic:work' } });
    expect((await openMemoryVault({ store, slots })).reveal('anthropic:work')).toBe(
      'sk-ant-api03-invented-for-the-fixture',
    );
  });

  it('is as before when the write fails, and works the next time', async () => {
    const { store, vault } = await filled();
    const before = String(store.bytes());
    store.failOnce(new Error('the disk is full'));
    expect(await failure(vault.keys.rotate(plain))).not.toBeNull();
    expect(String(store.bytes())).toBe(before);
    expect(vault.reveal('anthropic:work')).toBe('sk-work');
    vault.change('anthropic:work', { notes: 'still works' });
    await vault.keys.rotate(plain);
    expect(store.json().key.id).toBe('k2');
  });

  it('is refused while a profile is damaged, for that one would be lost', async () => {
    const { store, vault, open } = await filled();
    vault.close();
    const json = store.json();
    const work = json.profiles['anthropic:work'];
    if (work !== undefined) work['baseUrl'] = 'https://elsewhere.test';
    store.replace(json);
    const again = await open();
    const before = String(store.bytes());
    expect(await failure(again.keys.rotate(plain))).toMatchObject({
      code: 'profile_damaged',
      message: expect.stringMatching(/anthropic:work.*kept as it is/),
    });
    expect(String(store.bytes())).toBe(before);
    again.remove('anthropic:work');
    await again.keys.rotate(plain);
    expect((await open()).damage()).toEqual([]);
  });

  it('waits for nobody between sealing and writing: an edit made meanwhile is in it', async () => {
    const { vault, open } = await filled();
    const rotating = vault.keys.rotate(plain);
    vault.add(storedProfile('openai:meanwhile'), 'sk-meanwhile');
    await rotating;
    vault.close();
    const again = await open();
    expect(again.reveal('openai:meanwhile')).toBe('sk-meanwhile');
    expect(again.damage()).toEqual([]);
  });

  it('changes nothing where the vault is locked while keepers are asked', async () => {
    const { store, keyring, vault: first } = await filled();
    first.close();
    let lockNow = () => {};
    const slow: KeySlot = {
      ...keyring,
      async wrap(dataKey, context) {
        lockNow();
        return keyring.wrap(dataKey, context);
      },
    };
    const vault = await openMemoryVault({ store, slots: [slow] });
    lockNow = () => vault.lock('the screen was locked');
    const before = String(store.bytes());
    expect(await failure(vault.keys.rotate(plain))).toMatchObject({ code: 'busy' });
    expect(String(store.bytes())).toBe(before);
    await vault.unlockBy({});
    expect(vault.reveal('anthropic:work')).toBe('sk-work');
  });
});

describe('a slot that cannot take the new key by itself', () => {
  async function withPassphrase() {
    const { store, keyring, open, vault, clock } = await filled();
    vault.close();
    await addCheapPassphrase(store, keyring, passphrase);
    return { store, keyring, open, clock, vault: await open() };
  }

  it('is asked for or named, never dropped in silence', async () => {
    const { store, vault } = await withPassphrase();
    const before = String(store.bytes());
    expect(await failure(vault.keys.rotate(plain))).toMatchObject({
      code: 'consent_needed',
      message: expect.stringMatching(/passphrase \(the vault opens with a passphrase.*nothing was changed/),
      details: { slots: 'passphrase' },
    });
    const { slots } = await vault.keys.rotate({ ...plain, dry: true });
    expect(slots).toMatchObject([
      { id: 'os-keyring', fate: 'kept' },
      { id: 'passphrase', fate: 'undecided' },
    ]);
    expect(String(store.bytes())).toBe(before);
  });

  it('takes it with its passphrase, and opens with the same one', { timeout: 60_000 }, async () => {
    const { vault, open, keyring } = await withPassphrase();
    await vault.keys.rotate({ ...plain, given: [{ passphrase }] });
    vault.close();
    keyring.loseKey();
    const again = await open();
    await again.unlockBy({ passphrase });
    expect(again.reveal('anthropic:work')).toBe('sk-work');
  });

  it('refuses a wrong one, and counts it', async () => {
    const { vault } = await withPassphrase();
    const wrong = () => failure(vault.keys.rotate({ ...plain, given: [{ passphrase: 'wrong horse' }] }));
    for (let count = 0; count < 3; count += 1)
      expect(await wrong()).toMatchObject({ code: 'consent_needed' });
    expect(await wrong()).toMatchObject({ code: 'too_many_attempts' });
  });

  it('is left behind where a person says so', async () => {
    const { vault, open, keyring } = await withPassphrase();
    const { slots } = await vault.keys.rotate({ ...plain, drop: ['passphrase'] });
    expect(slots).toMatchObject([{ fate: 'kept' }, { id: 'passphrase', fate: 'dropped' }]);
    expect((await vault.keys.slots()).map(({ id }) => id)).toEqual(['os-keyring']);
    vault.close();
    keyring.fail('unavailable');
    const again = await open();
    expect(await failure(again.unlockBy({ passphrase }))).toMatchObject({ code: 'wrong_passphrase' });
  });

  it('is never the last one left behind', async () => {
    const { vault } = await withPassphrase();
    const drop = ['passphrase', 'os-keyring'];
    expect(await failure(vault.keys.rotate({ ...plain, drop }))).toMatchObject({ code: 'last_slot' });
    expect(await failure(vault.keys.rotate({ ...plain, drop: ['nobody'] }))).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the backups of a former key', () => {
  it('are counted with the one made just before, and deleted if told', async () => {
    const home = join(directory, 'vault');
    const backups = join(home, 'backups');
    mkdirSync(home, { mode: 0o700 });
    const keyFile = join(directory, 'key');
    writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
    const clock = standingClock();
    const slots = [testSlot()];
    const open = () => openMemoryVault({ store: openConfStore(home), slots, backups, clock });
    const vault = await open();
    vault.add(storedProfile('anthropic:work'), 'sk-work');
    clock.move(3_600_001);
    vault.change('anthropic:work', { notes: 'one' });
    const before = readdirSync(backups).length;
    expect((await vault.keys.rotate({ ...plain, dry: true })).backups).toEqual({
      opened: before + 1,
      deleted: 0,
    });
    const kept = await vault.keys.rotate(plain);
    expect(kept.backups).toEqual({ opened: before + 1, deleted: 0 });
    const newest = readdirSync(backups).sort().at(-1) ?? '';
    expect(JSON.parse(readFileSync(join(backups, newest), 'utf8'))).toMatchObject({ key: { id: 'k1' } });
    const purged = await vault.keys.rotate({ ...plain, purge: true });
    expect(purged.backups).toEqual({ opened: before + 2, deleted: before + 2 });
    expect(readdirSync(backups)).toEqual([]);
    expect((await open()).reveal('anthropic:work')).toBe('sk-work');
  });
});
