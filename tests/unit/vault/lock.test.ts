import { describe, expect, it } from 'vitest';
import type { Power } from '../../../src-main/ports.ts';
import { createLockWatch } from '../../../src-main/vault/lock-watch.ts';
import { completeSettings } from '../../../src-shared/settings.ts';
import type { Settings } from '../../../src-shared/contract-schema.ts';
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
const onDemand = 'it was locked on demand';
const minute = 60_000;

async function opened() {
  const store = memoryStore();
  const keyring = testSlot();
  const clock = standingClock();
  const first = await openMemoryVault({ store, slots: [keyring], clock });
  first.add(storedProfile('anthropic:work'), 'sk-work');
  first.close();
  await addCheapPassphrase(store, keyring, passphrase);
  const vault = await openMemoryVault({ store, slots: [keyring], clock });
  return { store, keyring, clock, vault };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a locked vault', () => {
  it('lists what is in clear, and gives, takes and changes nothing else', async () => {
    const { store, vault } = await opened();
    const before = String(store.bytes());
    vault.lock(onDemand);
    expect(vault.state()).toBe('locked');
    expect(vault.reason()).toBe(onDemand);
    expect([...vault.profiles().keys()]).toEqual(['anthropic:work']);
    const acts = [
      () => vault.reveal('anthropic:work'),
      () => vault.fingerprint('sk-work'),
      () => vault.add(storedProfile('openai:new'), 'sk-new'),
      () => vault.change('anthropic:work', { notes: 'changed' }),
      () => vault.remove('anthropic:work'),
      () => vault.setSettings({ theme: 'dark' }),
    ];
    for (const act of acts) expect(act).toThrow(/locked: it was locked on demand.*kept/);
    const keys = [
      vault.keys.add('recovery', {}, { unprotected: false }),
      vault.keys.remove('passphrase', { purge: false, dry: false }),
      vault.keys.rotate({ given: [], drop: [], purge: false, dry: false }),
    ];
    for (const act of keys) expect(await failure(act)).toMatchObject({ code: 'vault_locked' });
    expect(String(store.bytes())).toBe(before);
  });

  it('opens again by any slot, and everything is there', async () => {
    const { vault, keyring } = await opened();
    vault.lock(onDemand);
    await vault.unlockBy({}, 'os-keyring');
    expect(vault.reveal('anthropic:work')).toBe('sk-work');
    vault.lock(onDemand);
    keyring.fail('unavailable');
    await vault.unlockBy({ passphrase });
    expect(vault.reveal('anthropic:work')).toBe('sk-work');
    expect(vault.protection()).toMatchObject({ slot: 'passphrase' });
    vault.change('anthropic:work', { notes: 'after' });
    expect(vault.damage()).toEqual([]);
  });

  it('says of the slot that was asked why it did not open, and stays as it was locked', async () => {
    const { vault, keyring } = await opened();
    vault.lock('the screen was locked');
    keyring.fail('unavailable');
    expect(await failure(vault.unlockBy({}, 'os-keyring'))).toMatchObject({
      code: 'keyring_unavailable',
      message: expect.stringContaining('the os-keyring slot of the test is unavailable'),
    });
    expect(vault.reason()).toBe('the screen was locked');
    expect(vault.mayOpenLater()).toBe(false);
    expect(await failure(vault.unlockBy({}, 'nobody'))).toMatchObject({ code: 'not_found' });
  });

  it('is not opened by an answer that comes after it was locked', async () => {
    const { store, keyring, clock } = await opened();
    keyring.fail('unavailable');
    let answer = () => {};
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = {
      ...keyring,
      unwrap: async (...given: Parameters<typeof keyring.unwrap>) => {
        if (clock.now() > Date.UTC(2027, 9, 1)) await waiting;
        return keyring.unwrap(...given);
      },
    };
    const vault = await openMemoryVault({ store, slots: [slow], clock });
    expect(vault.mayOpenLater()).toBe(true);
    keyring.fail(null);
    clock.move(1);
    const opening = vault.unlock();
    await settled();
    vault.lock(onDemand);
    answer();
    expect(await opening).toBe('locked');
    expect(vault.reason()).toBe(onDemand);
  });

  it('starts over from the file where what opening changed was not written', async () => {
    const { store, keyring, clock } = await opened();
    const json = store.json();
    json.key.fingerprint = null;
    store.replace(json);
    store.failOnce(new Error('the disk is full'));
    const vault = await openMemoryVault({ store, slots: [keyring], clock });
    expect(vault.state()).toBe('open');
    vault.lock(onDemand);
    await vault.unlockBy({});
    expect(vault.damage()).toEqual([]);
    expect(vault.reveal('anthropic:work')).toBe('sk-work');
    expect(store.json().key.fingerprint).not.toBeNull();
  });
});

describe('a vault that opens without anyone', () => {
  it.each([
    ['by a key file alone', [testSlot({ type: 'key-file', role: 'fallback' })], true],
    ['by a passphrase in a file', [testSlot({ type: 'passphrase', role: 'given' })], true],
    ['by the keyring', [testSlot()], false],
  ])('%s cannot be locked: %s', async (_, slots, inVain) => {
    const vault = await openMemoryVault({ slots });
    const why = await vault.keys.whyNotLockable();
    expect(why === null).toBe(!inVain);
  });

  it('can be once a slot needs a person too', { timeout: 60_000 }, async () => {
    const vault = await openMemoryVault({ slots: [testSlot({ type: 'key-file', role: 'fallback' })] });
    await vault.keys.add('recovery', {}, { unprotected: false });
    expect(await vault.keys.whyNotLockable()).toBeNull();
  });
});

interface Machine {
  idle: number | null;
  tell(event: string): void;
}

async function watched(rules: Partial<Settings>, idle: number | null = null) {
  const { vault, clock, keyring } = await opened();
  const listeners: [string, () => void][] = [];
  const machine: Machine = {
    idle,
    tell: (event) => listeners.filter(([name]) => name === event).forEach(([, act]) => act()),
  };
  const power: Power = {
    onBattery: () => false,
    idleMs: () => machine.idle,
    on(event, act) {
      const entry: [string, () => void] = [event, act];
      listeners.push(entry);
      return () => listeners.splice(listeners.indexOf(entry), 1);
    },
  };
  const settings = { ...completeSettings({}), ...rules };
  let changes = 0;
  const watch = createLockWatch({
    vault,
    clock,
    power,
    log: quietLog,
    settings: () => settings,
    onChange: () => {
      changes += 1;
      watch.look();
    },
  });
  watch.start();
  const pass = async (ms: number) => {
    clock.move(ms);
    await settled();
  };
  return { vault, keyring, watch, machine, settings, pass, changes: () => changes };
}

describe('the rules that lock', () => {
  it('say nothing until a person sets one', async () => {
    const { vault, machine, pass } = await watched({}, 0);
    machine.tell('suspend');
    machine.tell('lock');
    machine.idle = 1_000 * minute;
    await pass(1_000 * minute);
    expect(vault.state()).toBe('open');
  });

  it('lock before sleep and with the screen', async () => {
    for (const [rule, event, reason] of [
      ['lockOnSuspend', 'suspend', 'the machine went to sleep'],
      ['lockOnScreenLock', 'lock', 'the screen was locked'],
    ] as const) {
      const { vault, machine, changes } = await watched({ [rule]: true });
      machine.tell(event);
      await settled();
      expect(vault.reason()).toBe(reason);
      expect(changes()).toBe(1);
    }
  });

  it('lock after so long without calls, where the machine does not tell of people', async () => {
    const { vault, watch, pass } = await watched({ lockAfterIdleMs: 10 * minute });
    await pass(9 * minute);
    watch.noteCall();
    await pass(9 * minute);
    expect(vault.state()).toBe('open');
    await pass(minute);
    expect(vault.reason()).toBe('nobody was there for 10 min');
    await vault.unlockBy({});
    watch.noteCall();
    watch.look();
    await pass(10 * minute);
    expect(vault.state()).toBe('locked');
  });

  it('lock after so long without a person, where it does', async () => {
    const { vault, machine, pass } = await watched({ lockAfterIdleMs: 10 * minute }, 0);
    machine.idle = 4 * minute;
    await pass(10 * minute);
    expect(vault.state()).toBe('open');
    machine.idle = 10 * minute;
    await pass(6 * minute);
    expect(vault.state()).toBe('locked');
  });

  it('hold from the moment they are set, and no longer than they are', async () => {
    const { vault, watch, settings, pass } = await watched({});
    settings.lockAfterIdleMs = 5 * minute;
    watch.look();
    await pass(4 * minute);
    settings.lockAfterIdleMs = null;
    watch.look();
    await pass(60 * minute);
    expect(vault.state()).toBe('open');
    settings.lockAfterIdleMs = minute;
    watch.look();
    await settled();
    expect(vault.state()).toBe('locked');
  });

  it('end with the core', async () => {
    const { vault, watch, machine, pass } = await watched({ lockAfterIdleMs: minute, lockOnSuspend: true });
    watch.stop();
    machine.tell('suspend');
    await pass(60 * minute);
    expect(vault.state()).toBe('open');
  });
});

describe('a keyring that is not up yet', () => {
  it('is asked again ever more seldom, and never counted as lost', async () => {
    const { store, keyring, clock } = await opened();
    keyring.fail('unavailable');
    let asked = 0;
    const counted = {
      ...keyring,
      unwrap: async (...given: Parameters<typeof keyring.unwrap>) => {
        asked += 1;
        return keyring.unwrap(...given);
      },
    };
    const before = String(store.bytes());
    const vault = await openMemoryVault({ store, slots: [counted], clock });
    const watch = createLockWatch({
      vault,
      clock,
      power: { onBattery: () => false, idleMs: () => null, on: () => () => {} },
      log: quietLog,
      settings: () => completeSettings({}),
      onChange: () => {},
    });
    watch.start();
    const counts: number[] = [];
    for (const waitMs of [2_000, 4_000, 8_000, 16_000]) {
      clock.move(waitMs);
      await settled();
      counts.push(asked);
    }
    expect(counts).toEqual([2, 3, 4, 5]);
    expect(String(store.bytes())).toBe(before);
    keyring.fail(null);
    clock.move(32_000);
    await settled();
    expect(vault.state()).toBe('open');
    watch.stop();
  });

  it('is left alone once the vault was locked on purpose', async () => {
    const { store, keyring, clock } = await opened();
    keyring.fail('unavailable');
    const vault = await openMemoryVault({ store, slots: [keyring], clock });
    expect(vault.mayOpenLater()).toBe(true);
    vault.lock(onDemand);
    expect(vault.mayOpenLater()).toBe(false);
  });
});
