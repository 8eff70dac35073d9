import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { isProblem, readDocument } from '../../../src-main/vault/document.ts';
import type { KeySlot } from '../../../src-main/vault/slot.ts';
import {
  memoryStore,
  openMemoryVault,
  quietLog,
  standingClock,
  storedProfile,
  testSlot,
  type MemoryStore,
} from '../../fixtures/vaults/memory-vault.ts';

const secret = 'sk-ant-api03-invented-for-this-test';
const work = storedProfile('anthropic:work', { name: 'Work', tags: ['a', 'b'], config: { region: 'eu' } });
const home = storedProfile('anthropic:home', { baseUrl: 'https://api.example.test' });

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof KeywatchError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

/** A vault of two profiles, closed again. */
async function filled() {
  const store = memoryStore();
  const slots = [testSlot()];
  const vault = await openMemoryVault({ store, slots });
  vault.add(work, secret);
  vault.add(home, 'sk-home');
  vault.close();
  return { store, slots };
}

describe('a vault', () => {
  it('gives back what was put in, after it was closed and opened again', async () => {
    const { store, slots } = await filled();
    const vault = await openMemoryVault({ store, slots });
    expect(vault.state()).toBe('open');
    expect(vault.reason()).toBeNull();
    expect(vault.reveal('anthropic:work')).toBe(secret);
    expect(vault.profiles().get('anthropic:work')).toEqual({
      ...work,
      fingerprint: vault.fingerprint(secret),
    });
    expect(vault.damage()).toEqual([]);
  });

  it('keeps no secret in clear, in no encoding', async () => {
    const { store } = await filled();
    const text = String(store.bytes());
    for (const trace of [
      secret,
      Buffer.from(secret).toString('base64').slice(4, -4),
      Buffer.from(secret).toString('hex'),
    ]) {
      expect(text).not.toContain(trace);
    }
  });

  it('knows an equal secret by its fingerprint, and only in this vault', async () => {
    const { store, slots } = await filled();
    const vault = await openMemoryVault({ store, slots });
    const other = await openMemoryVault();
    expect(vault.fingerprint(secret)).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.fingerprint(secret)).toBe(vault.profiles().get('anthropic:work')?.fingerprint);
    expect(vault.fingerprint(secret)).not.toBe(other.fingerprint(secret));
  });

  it('grows its generation by one a write', async () => {
    const vault = await openMemoryVault();
    expect(vault.generation()).toBe(1);
    vault.add(work, secret);
    vault.change(work.id, { name: 'Other' });
    vault.replaceSecret(work.id, 'sk-new', { mask: 'new' });
    vault.setSettings({ notifications: false });
    expect(vault.generation()).toBe(5);
  });

  it('changes what it is told to and nothing else', async () => {
    const clock = standingClock();
    const vault = await openMemoryVault({ clock });
    vault.add(work, secret);
    clock.move(5_000);
    const changed = vault.change(work.id, { notes: 'ours', enabled: false });
    expect(changed).toEqual({
      ...work,
      notes: 'ours',
      enabled: false,
      fingerprint: vault.fingerprint(secret),
      updatedAt: clock.now(),
    });
    expect(vault.profiles().get(work.id)).toEqual(changed);
    expect(vault.reveal(work.id)).toBe(secret);
  });

  it('replaces a secret with its fingerprint, and takes it out for a reference', async () => {
    const vault = await openMemoryVault();
    vault.add(work, secret);
    vault.replaceSecret(work.id, 'sk-new', { mask: 'sk-…' });
    expect(vault.reveal(work.id)).toBe('sk-new');
    expect(vault.profiles().get(work.id)?.fingerprint).toBe(vault.fingerprint('sk-new'));
    vault.replaceSecret(work.id, null, { reference: 'env:KEY', mask: null });
    expect(vault.reveal(work.id)).toBeNull();
    expect(vault.profiles().get(work.id)).toMatchObject({ reference: 'env:KEY', fingerprint: null });
  });

  it('keeps settings it can use, and leaves out what it cannot', async () => {
    const { store, slots } = await filled();
    const vault = await openMemoryVault({ store, slots });
    vault.setSettings({ quietHours: { from: 60, to: 120 }, ladderDays: [7, 1] });
    vault.setSettings({ theme: 'dark' });
    expect(vault.settings()).toEqual({
      quietHours: { from: 60, to: 120 },
      ladderDays: [7, 1],
      theme: 'dark',
    });
    const json = store.json();
    store.replace({ ...json, settings: { ...json.settings, probeIntervalMs: 1, theme: 'pink' } });
    expect((await openMemoryVault({ store, slots })).settings()).toEqual({
      quietHours: { from: 60, to: 120 },
      ladderDays: [7, 1],
    });
  });

  it.each([
    ['changing', (vault: Open) => vault.change('x:y', {}), 'not_found'],
    ['replacing', (vault: Open) => vault.replaceSecret('x:y', 'z', {}), 'not_found'],
    ['removing', (vault: Open) => vault.remove('x:y'), 'not_found'],
    ['restoring', (vault: Open) => vault.restore('x:y'), 'not_found'],
    ['revealing', (vault: Open) => vault.reveal('x:y'), 'not_found'],
    ['adding again', (vault: Open) => vault.add(work, 'z'), 'duplicate'],
  ])('answers %s what is not there, or is there already, by name', async (_what, act, code) => {
    const { store, slots } = await filled();
    const vault = await openMemoryVault({ store, slots });
    const before = store.writes();
    expect(codeOf(() => act(vault))).toBe(code);
    expect(store.writes()).toBe(before);
  });

  it('changed nothing when a write failed, and goes on with the next', async () => {
    const store = memoryStore();
    const vault = await openMemoryVault({ store });
    vault.add(work, secret);
    const bytes = String(store.bytes());
    const acts = [
      () => vault.add(home, 'x'),
      () => vault.change(work.id, { name: 'Other' }),
      () => vault.replaceSecret(work.id, 'other', {}),
      () => vault.remove(work.id),
      () => vault.setSettings({ theme: 'dark' }),
    ];
    for (const act of acts) {
      store.failOnce(new KeywatchError('write_failed', 'full'));
      expect(codeOf(act)).toBe('write_failed');
      expect(String(store.bytes())).toBe(bytes);
      expect([...vault.profiles().values()].map(({ name }) => name)).toEqual(['Work']);
      expect(vault.reveal(work.id)).toBe(secret);
      expect(vault.settings()).toEqual({});
      expect(vault.generation()).toBe(2);
    }
    vault.change(work.id, { name: 'Other' });
    expect(vault.generation()).toBe(3);
  });
});

describe('a removed profile', () => {
  it('comes back within 30 seconds with its secret and its place, even after a restart', async () => {
    const { store, slots } = await filled();
    const clock = standingClock();
    const vault = await openMemoryVault({ store, slots, clock });
    expect(vault.remove(work.id)).toBe(clock.now() + 30_000);
    expect(vault.profiles().has(work.id)).toBe(false);
    expect(codeOf(() => vault.reveal(work.id))).toBe('not_found');
    vault.close();
    clock.move(30_000);
    const again = await openMemoryVault({ store, slots, clock });
    expect(again.restore(work.id).name).toBe('Work');
    expect(again.reveal(work.id)).toBe(secret);
    expect(again.damage()).toEqual([]);
  });

  it('cannot come back later, and is gone from the file with the next write', async () => {
    const { store, slots } = await filled();
    const clock = standingClock();
    const vault = await openMemoryVault({ store, slots, clock });
    vault.remove(work.id);
    clock.move(30_001);
    expect(codeOf(() => vault.restore(work.id))).toBe('too_late');
    expect(Object.keys(store.json().removed)).toEqual([work.id]);
    vault.change(home.id, { notes: 'a write' });
    expect(store.json().removed).toEqual({});
    expect(String(store.bytes())).not.toContain(work.id);
  });

  it('does not push out one that took its id meanwhile', async () => {
    const vault = await openMemoryVault();
    vault.add(work, secret);
    vault.remove(work.id);
    vault.add(work, 'sk-second');
    expect(codeOf(() => vault.restore(work.id))).toBe('duplicate');
    expect(vault.reveal(work.id)).toBe('sk-second');
  });
});

describe('a vault someone tampered with', () => {
  type Tamper = (json: ReturnType<MemoryStore['json']>) => void;
  const cases: [string, Tamper, string[]][] = [
    [
      'an edited host name',
      (json) => (json.profiles[home.id]!['baseUrl'] = 'https://evil.example.test'),
      [home.id],
    ],
    ['a changed name', (json) => (json.profiles[work.id]!['name'] = 'Mine'), [work.id]],
    ['a member put in', (json) => (json.profiles[work.id]!['extra'] = true), [work.id]],
    [
      'two secrets swapped',
      ({ profiles }) => {
        const kept = profiles[work.id]!.secret;
        profiles[work.id]!.secret = profiles[home.id]!.secret;
        profiles[home.id]!.secret = kept;
      },
      [home.id, work.id],
    ],
    [
      'two records swapped',
      ({ profiles }) => {
        const kept = profiles[work.id]!;
        profiles[work.id] = profiles[home.id]!;
        profiles[home.id] = kept;
      },
      [home.id, work.id],
    ],
    [
      'a profile copied under another id',
      (json) => (json.profiles['anthropic:copy'] = json.profiles[work.id]!),
      ['anthropic:copy'],
    ],
    ['a record without a mark', (json) => Reflect.deleteProperty(json.profiles[work.id]!, 'mac'), [work.id]],
    ['a record that is no object', (json) => Object.assign(json.profiles, { [work.id]: 5 }), [work.id]],
    [
      'a record of wrong types',
      (json) => Object.assign(json.profiles[work.id]!, { tags: 5, name: null }),
      [work.id],
    ],
  ];

  it.each(cases)('names the profile after %s, and goes on with the rest', async (_what, tamper, names) => {
    const { store, slots } = await filled();
    const json = store.json();
    tamper(json);
    store.replace(json);
    const vault = await openMemoryVault({ store, slots });
    expect(vault.state()).toBe('open');
    expect(
      vault
        .damage()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(names);
    for (const id of names) {
      expect(vault.profiles().has(id)).toBe(true);
      expect(codeOf(() => vault.reveal(id))).toBe('profile_damaged');
      expect(codeOf(() => vault.change(id, { name: 'x' }))).toBe('profile_damaged');
      expect(codeOf(() => vault.replaceSecret(id, 'x', {}))).toBe('profile_damaged');
    }
    for (const [id, kept] of [
      [work.id, secret],
      [home.id, 'sk-home'],
    ] as const) {
      if (!names.includes(id)) expect(vault.reveal(id)).toBe(kept);
    }
    // A write of something else does not make it trusted.
    vault.add(storedProfile('openai:other'), 'sk-other');
    const again = await openMemoryVault({ store, slots });
    expect(
      again
        .damage()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(names);
    for (const id of names) vault.remove(id);
    expect(vault.damage()).toEqual([]);
  });

  it('refuses an older record of the same profile put back', async () => {
    const { store, slots } = await filled();
    const older = store.json().profiles[work.id]!;
    const vault = await openMemoryVault({ store, slots });
    vault.replaceSecret(work.id, 'sk-new', {});
    const json = store.json();
    json.profiles[work.id] = older;
    store.replace(json);
    const again = await openMemoryVault({ store, slots });
    expect(again.damage().map(({ id }) => id)).toEqual([work.id]);
    expect(codeOf(() => again.reveal(work.id))).toBe('profile_damaged');
    again.setSettings({ theme: 'dark' });
    expect((await openMemoryVault({ store, slots })).damage().map(({ id }) => id)).toEqual([work.id]);
  });

  it.each<[string, Tamper]>([
    ['settings', (json) => (json.settings['theme'] = 'dark')],
    ['order', (json) => (json.order['anthropic'] = [home.id])],
    ['members we do not use', (json) => (json['grants'] = { all: true })],
    ['a profile taken out', (json) => Reflect.deleteProperty(json.profiles, home.id)],
    ['a removed profile put in', (json) => (json.removed[home.id] = { removedAt: 1, record: {} })],
    ['a forged generation', (json) => (json.generation += 10)],
  ])('says so when the change is in the %s', async (_what, tamper) => {
    const { store, slots } = await filled();
    const json = store.json();
    tamper(json);
    store.replace(json);
    const vault = await openMemoryVault({ store, slots });
    expect(vault.state()).toBe('open');
    expect(vault.reason()).toContain('outside Keywatch');
    expect(vault.reveal(work.id)).toBe(secret);
  });

  it('reports a file older than the last seen, and opens it', async () => {
    const { store, slots } = await filled();
    const vault = await openMemoryVault({ store, slots, lastGeneration: 4 });
    expect(vault.state()).toBe('open');
    expect(vault.reason()).toContain('older');
    expect((await openMemoryVault({ store, slots, lastGeneration: 3 })).reason()).toBeNull();
  });

  it('makes fingerprints anew when their key was damaged', async () => {
    const { store, slots } = await filled();
    const json = store.json();
    json.key.fingerprint!.sealed = 'AAAA';
    store.replace(json);
    const vault = await openMemoryVault({ store, slots });
    expect(vault.profiles().get(work.id)?.fingerprint).toBe(vault.fingerprint(secret));
    expect(vault.reveal(work.id)).toBe(secret);
    const again = await openMemoryVault({ store, slots });
    expect(again.fingerprint(secret)).toBe(vault.fingerprint(secret));
    expect(again.reason()).toBeNull();
    expect(again.damage()).toEqual([]);
  });

  it('opens by another sign when the key check was damaged', async () => {
    const { store, slots } = await filled();
    const json = store.json();
    json.key.check = 'x';
    store.replace(json);
    expect((await openMemoryVault({ store, slots })).reveal(work.id)).toBe(secret);
  });
});

describe('the slots of a new vault', () => {
  const types = (store: MemoryStore) => store.json().key.slots.map(({ type }) => type);
  const safe = { type: 'safe-storage' } as const;
  const weak = { protected: false };
  const own = {
    type: 'key-file',
    role: 'fallback',
    describes: { protected: false, advice: 'beside' },
  } as const;
  const cases: [string, KeySlot[], string[], boolean][] = [
    [
      'every slot the machine protects',
      [testSlot(safe), testSlot(), testSlot(own)],
      ['safe-storage', 'os-keyring'],
      true,
    ],
    ['only those that protect', [testSlot({ ...safe, describes: weak }), testSlot()], ['os-keyring'], true],
    ['a key file last', [testSlot({ ...safe, describes: weak }), testSlot(own)], ['key-file'], false],
    [
      'what a person gave, alone',
      [testSlot({ type: 'key-file', role: 'given' }), testSlot(), testSlot(own)],
      ['key-file'],
      true,
    ],
  ];

  it.each(cases)('are %s', async (_what, slots, expected, isProtected) => {
    const store = memoryStore();
    const vault = await openMemoryVault({ store, slots });
    expect(types(store)).toEqual(expected);
    expect(vault.protection()).toMatchObject({ protected: isProtected, slot: expected[0] });
    for (const slot of slots.filter(
      ({ type, role }) => expected.includes(type) && role === slots.find((one) => one.type === type)?.role,
    )) {
      expect((await openMemoryVault({ store, slots: [slot] })).state()).toBe('open');
    }
  });

  it('are the next best when one fails while it is asked', async () => {
    const store = memoryStore();
    const failing: KeySlot = { ...testSlot(safe), wrap: () => Promise.reject(new Error('no such word')) };
    await openMemoryVault({ store, slots: [failing, testSlot(own)] });
    expect(types(store)).toEqual(['key-file']);
  });

  it('leave out one that does not give the key back', async () => {
    const store = memoryStore();
    const forgetful: KeySlot = { ...testSlot(safe), unwrap: async () => new Uint8Array(32) };
    await openMemoryVault({ store, slots: [forgetful, testSlot()] });
    expect(types(store)).toEqual(['os-keyring']);
  });

  it('make no vault when what a person gave is refused', async () => {
    const store = memoryStore();
    const given = testSlot({ type: 'key-file', role: 'given' });
    given.fail('refused');
    await expect(openMemoryVault({ store, slots: [given, testSlot()] })).rejects.toMatchObject({
      code: 'vault_locked',
    });
    expect(store.bytes()).toBeNull();
  });

  it('make no vault where there is none', async () => {
    const store = memoryStore();
    await expect(openMemoryVault({ store, slots: [] })).rejects.toMatchObject({
      code: 'keyring_unavailable',
    });
    expect(store.bytes()).toBeNull();
  });

  it('make a vault that is not protected when a weak one opens it too', async () => {
    const { store, slots } = await filled();
    const json = store.json();
    json.key.slots.push({ type: 'key-file', wrapped: 'AAAA', protected: false });
    store.replace(json);
    expect((await openMemoryVault({ store, slots })).protection()).toMatchObject({
      protected: false,
      slot: 'os-keyring',
      advice: expect.stringContaining('key-file'),
    });
  });
});

describe('a vault no slot opens', () => {
  it.each([
    ['unavailable', 'keyring_unavailable'],
    ['refused', 'vault_locked'],
  ] as const)('is listed and not used while its slot is %s, and unlocks later', async (fault, code) => {
    const { store, slots } = await filled();
    const before = String(store.bytes());
    slots[0]!.fail(fault);
    const vault = await openMemoryVault({ store, slots });
    expect(vault.state()).toBe('locked');
    expect(vault.reason()).toContain(fault);
    expect([...vault.profiles().keys()]).toEqual([work.id, home.id]);
    expect(vault.protection()).toMatchObject({ protected: true, slot: null });
    const acts = [
      () => vault.reveal(work.id),
      () => vault.add(storedProfile('a:b'), 'x'),
      () => vault.change(work.id, {}),
      () => vault.replaceSecret(work.id, 'x', {}),
      () => vault.remove(work.id),
      () => vault.restore(work.id),
      () => vault.setSettings({}),
      () => vault.fingerprint('x'),
    ];
    for (const act of acts) expect(codeOf(act)).toBe(code);
    expect(String(store.bytes())).toBe(before);
    expect(await vault.unlock()).toBe('locked');
    slots[0]!.fail(null);
    expect(await vault.unlock()).toBe('open');
    expect(vault.reveal(work.id)).toBe(secret);
    expect(vault.reason()).toBeNull();
  });

  it('says that a key was lost, and keeps what it wraps', async () => {
    const { store, slots } = await filled();
    const before = String(store.bytes());
    slots[0]!.loseKey();
    const vault = await openMemoryVault({ store, slots });
    expect(vault.reason()).toContain('another key');
    expect(codeOf(() => vault.reveal(work.id))).toBe('vault_locked');
    expect(String(store.bytes())).toBe(before);
  });

  it('does not take garbage of a slot for its key', async () => {
    const { store } = await filled();
    const garbage: KeySlot = { ...testSlot(), unwrap: async () => new Uint8Array(32).fill(1) };
    const vault = await openMemoryVault({ store, slots: [garbage] });
    expect(vault.state()).toBe('locked');
    expect(vault.reason()).toContain('another vault');
  });

  it('says to start the app when only the app could open it', async () => {
    const store = memoryStore();
    await openMemoryVault({ store, slots: [testSlot({ type: 'safe-storage' })] });
    const vault = await openMemoryVault({ store, slots: [testSlot()] });
    expect(vault.reason()).toContain('start the app');
    expect(codeOf(() => vault.fingerprint('x'))).toBe('vault_locked');
  });

  it('opens by the second slot and tells why the first did not', async () => {
    const store = memoryStore();
    const slots = [testSlot({ type: 'safe-storage' }), testSlot()] as const;
    const vault = await openMemoryVault({ store, slots });
    vault.add(work, secret);
    slots[0].fail('unavailable');
    const warnings: unknown[] = [];
    const log = {
      ...quietLog,
      warn: (what: string, fields?: object) => void warnings.push({ what, ...fields }),
    };
    const again = await openMemoryVault({ store, slots, log });
    expect(again.reveal(work.id)).toBe(secret);
    expect(again.protection().slot).toBe('os-keyring');
    expect(warnings).toEqual([expect.objectContaining({ slot: 'safe-storage', fault: 'unavailable' })]);
  });

  it('is what a closed vault is', async () => {
    const vault = await openMemoryVault();
    vault.add(work, secret);
    vault.close();
    expect(vault.state()).toBe('locked');
    expect(codeOf(() => vault.reveal(work.id))).toBe('vault_locked');
    expect([...vault.profiles().keys()]).toEqual([work.id]);
  });
});

describe('versions', () => {
  it('opens a newer document read-only, with a clear word', async () => {
    const { store, slots } = await filled();
    store.replace({ ...store.json(), version: 2, invention: true });
    const before = String(store.bytes());
    const vault = await openMemoryVault({ store, slots });
    expect(vault.state()).toBe('read_only');
    expect(vault.reason()).toContain('newer');
    expect([...vault.profiles().keys()]).toEqual([work.id, home.id]);
    for (const act of [
      () => vault.add(storedProfile('a:b'), 'x'),
      () => vault.reveal(work.id),
      () => vault.remove(work.id),
    ]) {
      expect(codeOf(act)).toBe('vault_newer');
    }
    expect(await vault.unlock()).toBe('read_only');
    expect(String(store.bytes())).toBe(before);
  });

  it('migrates step by step, proves before it does, and marks anew', async () => {
    const { store, slots } = await filled();
    const json = store.json();
    json.profiles[home.id]!['notes'] = 'tampered with';
    store.replace(json);
    const seen: number[] = [];
    const format = {
      version: 3,
      steps: {
        1: (json: object) => (seen.push(1), { ...json, first: true }),
        2: (json: object) => (seen.push(2), { ...json, second: true }),
      },
    };
    const vault = await openMemoryVault({ store, slots, format });
    expect(seen).toEqual([1, 2]);
    expect(store.json()).toMatchObject({ version: 3, first: true, second: true, generation: 4 });
    expect(vault.reveal(work.id)).toBe(secret);
    expect(vault.damage().map(({ id }) => id)).toEqual([home.id]);
  });

  it('keeps members it does not know through every write', async () => {
    const store = memoryStore(readFileSync(new URL('../../fixtures/vaults/version-1.json', import.meta.url)));
    const vault = await openMemoryVault({ store, slots: [fixtureSlot()] });
    vault.change('anthropic:work', { notes: 'changed' });
    expect(store.json()).toMatchObject({ pins: { anthropic: 'anthropic:work' } });
  });

  it('opens the vault that version 1 wrote', async () => {
    const store = memoryStore(readFileSync(new URL('../../fixtures/vaults/version-1.json', import.meta.url)));
    const vault = await openMemoryVault({ store, slots: [fixtureSlot()] });
    expect(vault.reason()).toBeNull();
    expect(vault.damage()).toEqual([]);
    expect(vault.order()).toEqual({ anthropic: ['anthropic:work'] });
    expect(vault.settings()).toEqual({ theme: 'dark', quietHours: { from: 1320, to: 420 } });
    expect(vault.reveal('anthropic:work')).toBe('sk-ant-api03-invented-for-the-fixture');
    expect(vault.fingerprint('sk-ant-api03-invented-for-the-fixture')).toBe(
      vault.profiles().get('anthropic:work')?.fingerprint,
    );
    expect(vault.reveal('custom:local')).toBeNull();
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['a number', 5],
    ['an empty object', {}],
    ['a version of zero', { version: 0, key: { id: 'k1', slots: [] }, profiles: {} }],
    ['no profiles', { version: 1, key: { id: 'k1', slots: [] } }],
    ['profiles in a list', { version: 1, key: { id: 'k1', slots: [] }, profiles: [] }],
    ['no key', { version: 1, profiles: {} }],
    ['a key without slots', { version: 1, key: { id: 'k1' }, profiles: {} }],
  ])('does not take %s for a vault, and keeps the file', async (_what, json) => {
    expect(isProblem(readDocument(json) as never)).toBe(true);
    const store = memoryStore();
    store.replace(json);
    const before = String(store.bytes());
    await expect(openMemoryVault({ store, backups: '/data/keywatch/backups' })).rejects.toMatchObject({
      code: 'vault_unreadable',
      message: expect.stringMatching(/kept as it is.*backups/),
    });
    expect(String(store.bytes())).toBe(before);
  });
});

type Open = Awaited<ReturnType<typeof openMemoryVault>>;

/** The keeper of the fixture's key: 32 bytes of 7. */
function fixtureSlot(): KeySlot {
  return testSlot({ secret: new Uint8Array(32).fill(7) });
}
