import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../../src-main/headless/conf-store.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { recoverVault } from '../../../src-main/vault/recover-vault.ts';
import type { Vault } from '../../../src-main/vault/vault.ts';
import {
  quietLog,
  standingClock,
  storedProfile,
  testSlot,
  type Json,
  type TestSlot,
} from '../../fixtures/vaults/memory-vault.ts';

const work = storedProfile('anthropic:work', { name: 'Work' });
const home = storedProfile('openai:home', { name: 'Home' });

let directory: string;
let slot: TestSlot;
let clock: ReturnType<typeof standingClock>;
let lastGeneration: number | null;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-restore-'));
  slot = testSlot();
  clock = standingClock();
  lastGeneration = null;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const backups = () => join(directory, 'backups');
const vaultFile = () => join(directory, 'vault.json');
const open = (): Promise<Vault> =>
  openVault({
    store: openConfStore(directory),
    slots: [slot],
    backups: backups(),
    clock,
    random,
    env: {},
    log: quietLog,
    lastGeneration,
  });
const tick = () => clock.move(1_000);
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Json;
const change = (path: string, act: (json: Json) => void) => {
  const read = json(path);
  act(read);
  writeFileSync(path, JSON.stringify(read));
};

/** A vault of two, backed up with both in it; then changed: one edited, one gone, one new. Gives the backup's id. */
async function changed(): Promise<{ vault: Vault; id: string }> {
  const vault = await open();
  vault.putAll([
    { profile: work, secret: 'first secret' },
    { profile: home, secret: 'second secret' },
  ]);
  tick();
  vault.putAll([]);
  const [backup] = await vault.backups.list();
  tick();
  vault.change(work.id, { name: 'Office', baseUrl: 'https://elsewhere.test' });
  vault.replaceSecret(work.id, 'another secret', {});
  vault.remove(home.id);
  vault.add(storedProfile('google:new'), 'third secret');
  vault.setSettings({ theme: 'dark' });
  tick();
  return { vault, id: backup?.id ?? '' };
}

describe('restoring a backup', () => {
  it('shows first what would change, and changes nothing by that', async () => {
    const { vault, id } = await changed();
    const before = readFileSync(vaultFile());
    const { difference, resealed } = await vault.backups.preview(id, {});
    expect(difference.added.map((each) => each.id)).toEqual([home.id]);
    expect(difference.removed.map((each) => each.id)).toEqual(['google:new']);
    expect(difference.changed[0]?.fields.map(({ field }) => field).toSorted()).toEqual([
      'baseUrl',
      'name',
      'secret',
    ]);
    expect(difference.settings).toEqual([{ name: 'theme', before: '"dark"', after: null }]);
    expect(resealed).toBe(false);
    expect(readFileSync(vaultFile())).toEqual(before);
    expect(JSON.stringify(difference)).not.toMatch(/secret (?!")/);
  });

  it('brings everything back in one write, the present backed up first', async () => {
    const { vault, id } = await changed();
    const present = readFileSync(vaultFile());
    const generation = vault.generation();
    await vault.backups.restore(id, {});
    expect(vault.generation()).toBe(generation + 1);
    expect([...vault.profiles().keys()].toSorted()).toEqual([work.id, home.id]);
    expect(vault.profiles().get(work.id)).toMatchObject({ name: 'Work', baseUrl: null });
    expect([vault.reveal(work.id), vault.reveal(home.id)]).toEqual(['first secret', 'second secret']);
    expect(vault.settings()).toEqual({});
    const [newest] = await vault.backups.list();
    expect(newest?.why).toBe('restore');
    expect(readFileSync(join(backups(), `vault-${newest?.id}.json`))).toEqual(present);
  });

  it('is not taken for an older vault put back', async () => {
    const { vault, id } = await changed();
    lastGeneration = vault.generation();
    await vault.backups.restore(id, {});
    expect((await open()).reason()).toBeNull();
  });

  it('is undone by restoring what was there before', async () => {
    const { vault, id } = await changed();
    await vault.backups.restore(id, {});
    tick();
    const [newest] = await vault.backups.list();
    await vault.backups.restore(newest?.id ?? '', {});
    expect(vault.reveal(work.id)).toBe('another secret');
    expect([...vault.profiles().keys()].toSorted()).toEqual([work.id, 'google:new']);
  });

  it('never lets a reader fetch more than it may now', async () => {
    const vault = await open();
    vault.putAll([
      { profile: work, secret: 'first secret' },
      { profile: home, secret: 'second secret' },
    ]);
    vault.setGrants('openclaw', [work.id, home.id]);
    vault.setGrants('gone', [work.id]);
    tick();
    vault.putAll([]);
    const [backup] = await vault.backups.list();
    vault.setGrants('gone', null);
    vault.setGrants('later', [work.id]);
    vault.remove(home.id);
    tick();
    await vault.backups.restore(backup?.id ?? '', {});
    expect(vault.profiles().has(home.id)).toBe(true);
    expect(vault.grants()).toEqual({ openclaw: [work.id], later: [work.id] });
    expect((await open()).grants()).toEqual(vault.grants());
  });

  it('leaves out a record that is damaged there, and the profile of now stays', async () => {
    const { vault, id } = await changed();
    vault.add(home, 'put in again');
    change(join(backups(), `vault-${id}.json`), ({ profiles }) => {
      profiles[work.id]!['baseUrl'] = 'https://attacker.test';
      profiles[home.id]!['notes'] = 'tampered with';
    });
    vault.remove(work.id);
    const plan = await vault.backups.restore(id, {});
    expect(plan.leftOut).toMatchObject([
      { id: work.id, kept: false },
      { id: home.id, kept: true },
    ]);
    expect([...vault.profiles().keys()]).toEqual([home.id]);
    expect(vault.reveal(home.id)).toBe('put in again');
    expect(vault.damage()).toEqual([]);
  });

  it('mends a profile that is damaged now', async () => {
    const { id } = await changed();
    change(vaultFile(), ({ profiles }) => {
      profiles[work.id]!['name'] = 'tampered with';
    });
    const vault = await open();
    expect(vault.damage()).toHaveLength(1);
    await vault.backups.restore(id, {});
    expect(vault.damage()).toEqual([]);
    expect(vault.reveal(work.id)).toBe('first secret');
    expect((await open()).damage()).toEqual([]);
  });

  it('keeps order and settings of now where those of the backup were changed outside', async () => {
    const { vault, id } = await changed();
    change(join(backups(), `vault-${id}.json`), (read) => {
      read.settings = { notifications: false };
    });
    const plan = await vault.backups.restore(id, {});
    expect(plan.arrangementKept).toBe(true);
    expect(vault.settings()).toEqual({ theme: 'dark' });
    expect(vault.reveal(work.id)).toBe('first secret');
  });

  it('of an earlier key seals the secrets anew, and the slots of now stay', async () => {
    const { vault, id } = await changed();
    await vault.keys.rotate({ given: [], drop: [], purge: false, dry: false });
    const slots = json(vaultFile()).key;
    const plan = await vault.backups.restore(id, {});
    expect(plan.resealed).toBe(true);
    expect(plan.difference.changed[0]?.fields.map(({ field }) => field)).toContain('secret');
    expect(json(vaultFile()).key).toEqual(slots);
    expect(vault.reveal(work.id)).toBe('first secret');
    const again = await open();
    expect([again.reason(), again.damage(), again.reveal(home.id)]).toEqual([null, [], 'second secret']);
    expect(again.fingerprint('first secret')).toBe(again.profiles().get(work.id)?.fingerprint);
  });

  it('of an earlier key that nothing opens is refused with a clear word, and changes nothing', async () => {
    const { vault, id } = await changed();
    await vault.keys.rotate({ given: [], drop: [], purge: false, dry: false });
    const before = readFileSync(vaultFile());
    slot.loseKey();
    await expect(vault.backups.restore(id, {})).rejects.toMatchObject({
      code: 'sealed',
      message: expect.stringMatching(/earlier key.*nothing was changed/),
    });
    expect(readFileSync(vaultFile())).toEqual(before);
  });

  it('takes an unambiguous beginning or the generation for an id, and nothing that leads elsewhere', async () => {
    const { vault } = await changed();
    const [newest] = await vault.backups.list();
    expect((await vault.backups.preview(`g${newest?.generation}`, {})).backup.id).toBe(newest?.id);
    await expect(vault.backups.preview('2027', {})).rejects.toMatchObject({ code: 'ambiguous' });
    for (const odd of ['../vault', '', '/etc/passwd', 'vault'])
      await expect(vault.backups.preview(odd, {})).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, 200), /damaged/],
    ['empty', () => '', /damaged/],
    ['of a newer Keywatch', (text: string) => text.replace('"version":1', '"version":99'), /newer/],
    ['no vault', () => '[]', /no vault/],
  ])('of a file that is %s says so, in the list too', async (_what, broken, why) => {
    const { vault, id } = await changed();
    const path = join(backups(), `vault-${id}.json`);
    writeFileSync(path, broken(readFileSync(path, 'utf8')));
    expect((await vault.backups.list()).find((each) => each.id === id)?.problem).toMatch(why);
    await expect(vault.backups.restore(id, {})).rejects.toMatchObject({ code: 'invalid_input' });
    expect(vault.reveal(work.id)).toBe('another secret');
  });

  it('is refused while the vault is locked', async () => {
    const { vault, id } = await changed();
    vault.lock('it was locked on demand');
    await expect(vault.backups.restore(id, {})).rejects.toMatchObject({ code: 'vault_locked' });
    expect(await vault.backups.list()).not.toEqual([]);
  });

  it('whose write fails changes nothing', async () => {
    const { vault, id } = await changed();
    const before = readFileSync(vaultFile());
    rmSync(backups(), { recursive: true });
    mkdirSync(directory, { recursive: true });
    writeFileSync(backups(), 'a file where the directory was');
    await expect(vault.backups.restore(id, {})).rejects.toThrow();
    expect(readFileSync(vaultFile())).toEqual(before);
    expect(vault.reveal(work.id)).toBe('another secret');
  });

  it('keeps the newest 20', async () => {
    const { vault } = await changed();
    for (let turn = 0; turn < 25; turn += 1) {
      tick();
      const [newest] = await vault.backups.list();
      await vault.backups.restore(newest?.id ?? '', {});
    }
    expect(readdirSync(backups())).toHaveLength(20);
  });
});

describe('a vault that cannot be read', () => {
  const recover = (selector: string, last: number | null) =>
    recoverVault({
      store: openConfStore(directory),
      backups: backups(),
      selector,
      given: {},
      slots: [slot],
      place: { env: {}, vaultDirectory: directory },
      clock,
      random,
      log: quietLog,
      lastGeneration: last,
    });

  it('is copied aside and replaced by a backup whole, which nobody takes for an older file', async () => {
    const { vault, id } = await changed();
    lastGeneration = vault.generation();
    vault.close();
    writeFileSync(vaultFile(), '{"version":1,"key":');
    await expect(open()).rejects.toMatchObject({ code: 'vault_unreadable' });
    const { setAside, profiles } = await recover(id, lastGeneration);
    expect(readFileSync(setAside ?? '', 'utf8')).toBe('{"version":1,"key":');
    expect(profiles).toBe(2);
    const again = await open();
    expect(again.reason()).toBeNull();
    expect([again.reveal(work.id), again.damage()]).toEqual(['first secret', []]);
  });

  it('grants nothing when it comes back: what was taken back since is not known', async () => {
    const { vault } = await changed();
    vault.setGrants('openclaw', [work.id]);
    tick();
    vault.putAll([]);
    const [backup] = await vault.backups.list();
    vault.close();
    writeFileSync(vaultFile(), 'torn');
    await recover(backup?.id ?? '', lastGeneration);
    const again = await open();
    expect([again.reason(), again.grants()]).toEqual([null, {}]);
    expect(json(join(backups(), `vault-${backup?.id}.json`))).toHaveProperty('grants');
  });

  it('stays as it is where nothing opens the backup', async () => {
    const { vault, id } = await changed();
    vault.close();
    writeFileSync(vaultFile(), 'torn');
    slot.fail('refused');
    await expect(recover(id, null)).rejects.toMatchObject({ code: 'vault_locked' });
    expect(readFileSync(vaultFile(), 'utf8')).toBe('torn');
  });
});

describe('an older document', () => {
  it('is backed up byte for byte before it is brought up to date', async () => {
    const vault = await open();
    vault.putAll([{ profile: work, secret: 'first secret' }]);
    vault.close();
    tick();
    const before = readFileSync(vaultFile());
    const format = { version: 2, steps: { 1: (json: object) => ({ ...json, brought: true }) } };
    const later = await openVault({
      store: openConfStore(directory),
      slots: [slot],
      backups: backups(),
      clock,
      random,
      env: {},
      log: quietLog,
      lastGeneration,
      format,
    });
    expect(json(vaultFile())).toMatchObject({ version: 2, brought: true });
    const [backup] = await later.backups.list();
    expect(backup?.why).toBe('migration');
    expect(readFileSync(join(backups(), `vault-${backup?.id}.json`))).toEqual(before);
    expect(later.reveal(work.id)).toBe('first secret');
  });
});
