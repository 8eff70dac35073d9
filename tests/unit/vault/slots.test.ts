import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../../src-main/headless/conf-store.ts';
import { typedPassphraseSlot } from '../../../src-main/vault/passphrase-slot.ts';
import { rounds } from '../../../src-main/vault/stretch.ts';
import type { Vault } from '../../../src-main/vault/vault.ts';
import {
  addCheapPassphrase,
  memoryStore,
  openMemoryVault,
  quietLog,
  standingClock,
  storedProfile,
  testSlot,
} from '../../fixtures/vaults/memory-vault.ts';

const passphrase = 'correct horse battery staple';
const consent = { unprotected: false };

let directory: string;
let keyFile: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-slots-'));
  keyFile = join(directory, 'stick.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A vault with one profile and a slot of a keyring. */
async function opened() {
  const store = memoryStore();
  const keyring = testSlot();
  const clock = standingClock();
  const open = () => openMemoryVault({ store, slots: [keyring], clock });
  const vault = await open();
  vault.add(storedProfile('anthropic:work'), 'sk-invented');
  return { store, keyring, clock, open, vault };
}

/** The same with a passphrase that is quickly tried. */
async function withPassphrase() {
  const { store, keyring, clock, open, vault } = await opened();
  vault.close();
  await addCheapPassphrase(store, keyring, passphrase);
  return { store, keyring, clock, open, vault: await open() };
}

const idsOf = async (vault: Vault) => (await vault.keys.slots()).map(({ id }) => id);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('adding a slot', () => {
  it(
    'by passphrase: it alone opens the vault afterwards, and no secret was touched',
    { timeout: 60_000 },
    async () => {
      const { store, vault, open, keyring } = await opened();
      const before = store.json();
      const { slot, recoveryCode } = await vault.keys.add('passphrase', { passphrase }, consent);
      expect(slot).toMatchObject({ id: 'passphrase', type: 'passphrase', protected: true, opens: 'yes' });
      expect(recoveryCode).toBeNull();
      expect(store.json().profiles).toEqual(before.profiles);
      expect(store.json().key.fingerprint).toEqual(before.key.fingerprint);
      expect(store.json().marks).toEqual(before.marks);
      expect(store.json().generation).toBe(before.generation + 1);
      expect(String(store.bytes())).not.toContain(passphrase);
      vault.close();

      keyring.loseKey();
      const again = await open();
      expect(again.state()).toBe('locked');
      expect(again.reason()).toContain('passphrase');
      await again.unlockBy({ passphrase });
      expect(again.reveal('anthropic:work')).toBe('sk-invented');
    },
  );

  it(
    'by recovery code: it is told once, kept nowhere, and opens typed in any way',
    { timeout: 60_000 },
    async () => {
      const { store, vault, open, keyring } = await opened();
      expect(vault.view().recovery).toBe(false);
      const { slot, recoveryCode } = await vault.keys.add('recovery', {}, consent);
      const code = recoveryCode ?? '';
      expect(slot).toMatchObject({ id: 'recovery', type: 'passphrase', recovery: true });
      expect(vault.view().recovery).toBe(true);
      const text = String(store.bytes());
      for (const trace of [code, code.replaceAll('-', ''), code.slice(0, 5)])
        expect(text).not.toContain(trace);
      vault.close();
      keyring.fail('unavailable');
      const again = await open();
      await again.unlockBy({ passphrase: code.toLowerCase().replaceAll('-', ' ') });
      expect(again.state()).toBe('open');
      expect(await failure(again.keys.add('recovery', {}, consent))).toMatchObject({ code: 'duplicate' });
    },
  );

  it('by key file: the vault remembers where it is and opens by it alone', async () => {
    const { vault, open, keyring } = await opened();
    expect((await vault.keys.add('key-file', { keyFile }, consent)).slot).toMatchObject({
      id: 'key-file',
      backend: keyFile,
      protected: true,
      opens: 'yes',
    });
    vault.close();
    keyring.loseKey();
    const again = await open();
    expect(again.state()).toBe('open');
    expect(again.protection()).toMatchObject({ slot: 'key-file', backend: keyFile, protected: true });
    expect(again.reason()).toContain('The slot os-keyring no longer opens this vault');
    again.close();

    const elsewhere = join(directory, 'moved.key');
    writeFileSync(elsewhere, readFileSync(keyFile), { mode: 0o600 });
    rmSync(keyFile);
    const locked = await open();
    expect(locked.state()).toBe('locked');
    expect(locked.reason()).toContain(keyFile);
    await locked.unlockBy({ keyFile: elsewhere });
    expect(locked.reveal('anthropic:work')).toBe('sk-invented');
  });

  it('is refused for a key file that others can read, with what to type', async () => {
    const { vault } = await opened();
    chmodSync(keyFile, 0o644);
    expect(await failure(vault.keys.add('key-file', { keyFile }, consent))).toMatchObject({
      code: 'file_too_open',
      message: expect.stringContaining(`chmod 600 ${keyFile}`),
    });
    expect(await idsOf(vault)).toEqual(['os-keyring']);
  });

  it.each([
    ['no passphrase', undefined],
    ['a short one', 'seven77'],
    ['one of the form of a recovery code', 'ABCDE-'.repeat(7)],
  ])('is refused for %s', async (_, given) => {
    const { vault, store } = await opened();
    const writes = store.writes();
    expect(await failure(vault.keys.add('passphrase', { passphrase: given }, consent))).toMatchObject({
      code: 'invalid_input',
    });
    expect(store.writes()).toBe(writes);
  });

  it('of a second one to the same keyring is refused; one whose key is lost is added anew', async () => {
    const { vault, keyring } = await opened();
    expect(await failure(vault.keys.add('os-keyring', {}, consent))).toMatchObject({
      code: 'duplicate',
      message: expect.stringContaining('os-keyring'),
    });
    keyring.loseKey();
    expect(await vault.keys.slots()).toMatchObject([{ id: 'os-keyring', openedNow: true, opens: 'no' }]);
    const { slot } = await vault.keys.add('os-keyring', {}, consent);
    expect(slot).toMatchObject({ id: 'os-keyring-2', opens: 'yes' });
  });

  it('that does not protect is never made silently', async () => {
    const store = memoryStore();
    const weak = testSlot({
      type: 'safe-storage',
      describes: { protected: false, backend: 'basic_text', advice: 'No keyring answers on this desktop.' },
    });
    const vault = await openMemoryVault({ store, slots: [weak, testSlot()] });
    expect(await idsOf(vault)).toEqual(['os-keyring']);
    expect(await failure(vault.keys.add('safe-storage', {}, consent))).toMatchObject({
      code: 'consent_needed',
      message: expect.stringContaining('No keyring answers'),
    });
    const { slot } = await vault.keys.add('safe-storage', {}, { unprotected: true });
    expect(slot).toMatchObject({ protected: false, backend: 'basic_text' });
    expect(vault.protection()).toMatchObject({ protected: false, slot: 'os-keyring' });
    expect(vault.protection().advice).toContain('safe-storage');
  });

  it('says what could be added here', async () => {
    const { vault } = await opened();
    expect((await vault.keys.offers()).map(({ slot }) => slot)).toEqual([
      'os-keyring',
      'passphrase',
      'recovery',
    ]);
    expect(await failure(vault.keys.add('safe-storage', {}, consent))).toMatchObject({
      code: 'bad_usage',
      message: expect.stringContaining('the desktop app'),
    });
  });

  it('changed nothing when its write failed', async () => {
    const { vault, store } = await opened();
    const before = String(store.bytes());
    store.failOnce(new Error('the disk is full'));
    expect(await failure(vault.keys.add('key-file', { keyFile }, consent))).not.toBeNull();
    expect(String(store.bytes())).toBe(before);
    expect(await idsOf(vault)).toEqual(['os-keyring']);
  });
});

describe('removing a slot', () => {
  it('is refused for the last one, and for the last one that opens', async () => {
    const { vault, store } = await opened();
    expect(await failure(vault.keys.remove('os-keyring', { purge: false, dry: false }))).toMatchObject({
      code: 'last_slot',
      message: expect.stringMatching(/only slot of this vault.*it was kept/),
    });
    await vault.keys.add('key-file', { keyFile }, consent);
    rmSync(keyFile);
    const writes = store.writes();
    expect(await failure(vault.keys.remove('os-keyring', { purge: false, dry: false }))).toMatchObject({
      code: 'last_slot',
      message: expect.stringContaining('the only slot that opens'),
    });
    expect(store.writes()).toBe(writes);
  });

  it('leaves the secrets as they are; what is left opens, what is gone does not', async () => {
    const { vault, store, open } = await opened();
    await vault.keys.add('key-file', { keyFile }, consent);
    const before = store.json();
    const { slot, backups } = await vault.keys.remove('os-keyring', { purge: false, dry: false });
    expect(slot).toMatchObject({ id: 'os-keyring' });
    expect(backups).toEqual({ opened: 0, deleted: 0 });
    expect(store.json().profiles).toEqual(before.profiles);
    expect(vault.protection()).toMatchObject({ slot: 'key-file', backend: keyFile, protected: true });
    expect(await idsOf(vault)).toEqual(['key-file']);
    vault.close();
    rmSync(keyFile);
    expect((await open()).state()).toBe('locked');
  });

  it('only shows what it would do when it is told so', async () => {
    const { vault, store } = await opened();
    await vault.keys.add('key-file', { keyFile }, consent);
    const before = String(store.bytes());
    await vault.keys.remove('key-file', { purge: true, dry: true });
    expect(String(store.bytes())).toBe(before);
  });

  it('names what there is when there is no such slot, or several', async () => {
    const { vault, keyring } = await opened();
    keyring.loseKey();
    await vault.keys.add('os-keyring', {}, consent);
    const remove = (selector: string) => failure(vault.keys.remove(selector, { purge: false, dry: false }));
    expect(await remove('recovery')).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('os-keyring, os-keyring-2'),
    });
    expect(await remove('os-keyring')).toBeNull();
    expect(await idsOf(vault)).toEqual(['os-keyring-2']);
  });

  it('counts the backups that it still opens, and deletes those and no others if told', async () => {
    const home = join(directory, 'vault');
    mkdirSync(home, { mode: 0o700 });
    const backups = join(home, 'backups');
    const clock = standingClock();
    const vault = await openMemoryVault({ store: openConfStore(home), backups, clock });
    vault.add(storedProfile('anthropic:work'), 'sk-invented');
    await vault.keys.add('key-file', { keyFile }, consent);
    vault.change('anthropic:work', { notes: 'one' });
    clock.move(3_600_001);
    vault.change('anthropic:work', { notes: 'two' });
    const all = readdirSync(backups);
    const dry = await vault.keys.remove('key-file', { purge: true, dry: true });
    const opens = all.filter((name) => readFileSync(join(backups, name), 'utf8').includes('"key-file"'));
    expect(opens.length).toBeGreaterThan(0);
    // The copy made before the removal is opened by the slot as well.
    expect(dry.backups).toEqual({ opened: opens.length + 1, deleted: 0 });
    const { backups: said } = await vault.keys.remove('key-file', { purge: true, dry: false });
    expect(said).toEqual({ opened: opens.length + 1, deleted: opens.length + 1 });
    expect(readdirSync(backups)).toEqual(all.filter((name) => !opens.includes(name)));
  });
});

describe('listing and testing slots', () => {
  it('tells of each whether it opens now, and why not', async () => {
    const { vault, keyring } = await withPassphrase();
    await vault.keys.add('key-file', { keyFile }, consent);
    rmSync(keyFile);
    vault.lock('it was locked on demand');
    keyring.fail('unavailable');
    expect(await vault.keys.slots()).toMatchObject([
      { id: 'os-keyring', opens: 'unavailable', why: 'the os-keyring slot of the test is unavailable' },
      { id: 'passphrase', opens: 'unavailable', why: expect.stringContaining('not asked for') },
      { id: 'key-file', opens: 'no', why: expect.stringContaining('is not there') },
    ]);
    keyring.fail(null);
    expect((await vault.keys.slots())[0]).toMatchObject({ opens: 'yes', why: null });
    expect(await vault.keys.test('passphrase', { passphrase })).toMatchObject({ opens: 'yes' });
    expect(await vault.keys.test('passphrase', { passphrase: 'another one' })).toMatchObject({ opens: 'no' });
    expect(vault.state()).toBe('locked');
  });

  it('keeps a slot of a later Keywatch, says what it is, and does not count it as a way in', async () => {
    const { vault, store, open } = await opened();
    vault.close();
    const json = store.json();
    json.key.slots.push({ type: 'smart-card', wrapped: 'AAAA', reader: 2 });
    store.replace(json);
    const again = await open();
    expect(await again.keys.slots()).toMatchObject([
      { id: 'os-keyring' },
      { id: 'smart-card', type: null, opens: 'unavailable', why: expect.stringContaining('newer Keywatch') },
    ]);
    expect(await failure(again.keys.remove('os-keyring', { purge: false, dry: false }))).toMatchObject({
      code: 'last_slot',
    });
    again.change('anthropic:work', { notes: 'changed' });
    expect(store.json().key.slots[1]).toEqual({ type: 'smart-card', wrapped: 'AAAA', reader: 2 });
  });

  it(
    'opens a file from before slots had names, and names them with the next change of a slot',
    { timeout: 60_000 },
    async () => {
      const url = new URL('../../fixtures/vaults/version-1-slots-without-ids.json', import.meta.url);
      const store = memoryStore(readFileSync(url));
      const before = store.json();
      const keyring = testSlot({ secret: new Uint8Array(32).fill(7) });
      const vault = await openMemoryVault({ store, slots: [keyring] });
      expect(vault.reason()).toBeNull();
      expect(vault.reveal('anthropic:work')).toBe('sk-ant-api03-invented-for-the-fixture');
      expect(vault.settings()).toEqual({ theme: 'dark', ladderDays: [7, 1] });
      expect(vault.view().recovery).toBe(false);
      expect(await vault.keys.slots()).toMatchObject([
        { id: 'os-keyring', addedAt: null },
        { id: 'passphrase', addedAt: null },
      ]);
      expect(String(store.bytes())).toBe(String(readFileSync(url)));
      vault.lock('it was locked on demand');
      await vault.unlockBy({ passphrase });
      expect(vault.state()).toBe('open');
      await vault.keys.add('key-file', { keyFile }, consent);
      expect(store.json().key.slots).toMatchObject([
        { id: 'os-keyring', wrapped: before.key.slots[0]?.['wrapped'] },
        { id: 'passphrase', wrapped: before.key.slots[1]?.['wrapped'] },
        { id: 'key-file', addedAt: expect.any(Number) },
      ]);
      expect(store.json().profiles).toEqual(before.profiles);
    },
  );
});

describe('a wrong passphrase', () => {
  it('is named as such, and after three the next has to wait, ever longer', async () => {
    const { vault, clock } = await withPassphrase();
    vault.lock('it was locked on demand');
    const wrong = () => failure(vault.unlockBy({ passphrase: 'wrong horse' }));
    for (let count = 0; count < 3; count += 1)
      expect(await wrong()).toMatchObject({ code: 'wrong_passphrase' });
    expect(await wrong()).toMatchObject({
      code: 'too_many_attempts',
      message: expect.stringContaining('1 s'),
      details: { retryAt: clock.now() + 1_000 },
    });
    expect(await failure(vault.keys.test('passphrase', { passphrase }))).toMatchObject({
      code: 'too_many_attempts',
    });
    clock.move(1_000);
    expect(await wrong()).toMatchObject({ code: 'wrong_passphrase' });
    clock.move(1_999);
    expect(await failure(vault.unlockBy({ passphrase }))).toMatchObject({ code: 'too_many_attempts' });
    clock.move(1);
    await vault.unlockBy({ passphrase });
    expect(vault.state()).toBe('open');
  });

  it('typed many at once is tried one after the other', async () => {
    const { vault } = await withPassphrase();
    vault.lock('it was locked on demand');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, count) => failure(vault.unlockBy({ passphrase: `wrong ${count}` }))),
    );
    const codes = answers.map((error) => (error as { code: string }).code);
    expect(codes).toEqual([
      ...Array.from({ length: 3 }, () => 'wrong_passphrase'),
      ...Array.from({ length: 7 }, () => 'too_many_attempts'),
    ]);
  });

  it('that is a recovery code with a typing mistake is told so, without a try', async () => {
    const { vault } = await opened();
    const { recoveryCode } = await vault.keys.add('recovery', {}, consent);
    vault.lock('it was locked on demand');
    const mistyped = `${recoveryCode ?? ''}`.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
    expect(await failure(vault.unlockBy({ passphrase: mistyped }))).toMatchObject({
      code: 'wrong_passphrase',
      message: expect.stringContaining('typing mistake'),
    });
  });
});

describe('what a passphrase costs to guess', () => {
  it.each([
    [400, 1],
    [250, 1],
    [249, 2],
    [100, 3],
    [0.01, 8],
  ])('a step of %d ms is done %d times', (tookMs, times) => {
    expect(rounds(tookMs)).toBe(times);
  });

  it('is at least N = 2^17 and a quarter of a second', { timeout: 60_000 }, async () => {
    const slot = typedPassphraseSlot(passphrase);
    const wrapped = await slot.wrap(new Uint8Array(32).fill(7), { keyId: 'k1' });
    expect(wrapped['n']).toBeGreaterThanOrEqual(2 ** 17);
    const from = performance.now();
    await slot.unwrap(wrapped, { keyId: 'k1' });
    // The machine may be busier while it is made than while it is opened: half of it is beyond doubt.
    expect(performance.now() - from).toBeGreaterThan(125);
  });
});

describe('the log', () => {
  it('holds no passphrase and no code', { timeout: 60_000 }, async () => {
    const { store, keyring } = await withPassphrase();
    const lines: string[] = [];
    const write = (what: string, fields: object = {}) => void lines.push(`${what} ${JSON.stringify(fields)}`);
    const log = { ...quietLog, info: write, warn: write, error: write, debug: write };
    const vault = await openMemoryVault({ store, slots: [keyring], log });
    const { recoveryCode } = await vault.keys.add('recovery', {}, consent);
    vault.lock('it was locked on demand');
    await failure(vault.unlockBy({ passphrase: 'wrong horse' }));
    await vault.unlockBy({ passphrase });
    expect(lines.length).toBeGreaterThan(3);
    for (const secret of [passphrase, 'wrong horse', recoveryCode ?? '', (recoveryCode ?? '').slice(0, 11)]) {
      expect(lines.join('\n')).not.toContain(secret);
    }
  });
});
