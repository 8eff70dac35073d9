import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { forgetWhenLocked, guardReveals } from '../../src-main/desktop/window-secrets.ts';
import { machine, newMachine } from '../fixtures/electron.fake.ts';
import { inventedKeys, listeningLog, realCore, type RealCore } from '../fixtures/real-core.ts';
import { virtualTime } from '../unit/health/virtual-time.ts';

const id = 'anthropic:work';
const secret = inventedKeys.anthropic;
const caller = { door: 'desktop', program: 'window', pid: 1 } as const;

let core: RealCore;
beforeEach(async () => {
  newMachine();
  core = await realCore({ KEYWATCH_OFFLINE: '1' });
  await core.keywatch.profiles.add({ provider: 'anthropic', name: 'Work', secret });
});
afterEach(() => core.end());

function guarded(clipboard: Pick<Electron.Clipboard, 'readText' | 'clear'> = electron.clipboard) {
  const time = virtualTime(1_800_000_000_000);
  const hidden: number[] = [];
  const kept: boolean[] = [];
  const told: string[] = [];
  const log = listeningLog();
  const reveals = guardReveals(core.keywatch, {
    window: {
      hideFromPictures: (ms) => hidden.push(ms),
      keepFromPictures: (always) => kept.push(always),
    },
    clipboard,
    clock: time.clock,
    log,
    onPrivacy: (isWanted) => told.push(isWanted ? 'privacy' : 'no more privacy'),
  });
  const give = (action: 'reveal' | 'copy') => reveals.keywatch.profiles.reveal(id, { ...caller, action });
  return { reveals, give, time, hidden, kept, told, log };
}

describe('a secret that the window shows', () => {
  test('is kept out of pictures of the screen for longer than the window shows it', async () => {
    const { give, hidden } = guarded();
    expect(await give('reveal')).toBe(secret);
    expect(hidden).toHaveLength(1);
    expect(hidden[0]).toBeGreaterThan(20_000);
  });

  test('is a recovery code as well, for as long as it takes to write it down', async () => {
    const { reveals, hidden } = guarded();
    const { recoveryCode } = await reveals.keywatch.vault.protect({ act: 'add', slot: 'recovery' });
    expect(recoveryCode).not.toBeNull();
    expect(hidden).toEqual([10 * 60_000]);
    await reveals.keywatch.vault.protect({
      act: 'add',
      slot: 'passphrase',
      passphrase: 'correct horse battery staple',
    });
    expect(hidden).toHaveLength(1);
  });

  test('that was not given hides nothing', async () => {
    const { reveals, hidden } = guarded();
    await expect(
      reveals.keywatch.profiles.reveal('anthropic:none', { ...caller, action: 'reveal' }),
    ).rejects.toThrow();
    expect(hidden).toEqual([]);
  });

  test('is recorded in the access log as before', async () => {
    await guarded().give('reveal');
    expect(core.keywatch.profiles.accesses(id, 5)).toMatchObject([{ action: 'reveal', door: 'desktop' }]);
  });
});

describe('a person who wants privacy', () => {
  test('has the window kept out of pictures of the screen from then on, and after a start', () => {
    const { reveals, kept, told } = guarded();
    expect(kept).toEqual([false]);
    reveals.keywatch.settings.setWindow({ grouped: false });
    expect(told).toEqual([]);
    reveals.keywatch.settings.setWindow({ privacy: true });
    expect(told).toEqual(['privacy']);
    expect(kept.at(-1)).toBe(true);
    expect(guarded().kept).toEqual([true]);
    reveals.keywatch.settings.setWindow({ privacy: false });
    expect(kept.at(-1)).toBe(false);
    expect(told).toEqual(['privacy', 'no more privacy']);
  });
});

describe('a secret that the window copies', () => {
  test('leaves the clipboard although its page is gone', async () => {
    const { give, time } = guarded();
    machine.clipboard = await give('copy');
    await time.pass(30_000);
    expect(machine.clipboard).toBe(secret);
    await time.pass(5_000);
    expect(machine.clipboard).toBe('');
  });

  test('is left alone once something else was copied', async () => {
    const { give, time } = guarded();
    await give('copy');
    machine.clipboard = 'a shopping list';
    await time.pass(60_000);
    expect(machine.clipboard).toBe('a shopping list');
  });

  test('copied again stays its whole time again', async () => {
    const { give, time } = guarded();
    machine.clipboard = await give('copy');
    await time.pass(20_000);
    await give('copy');
    await time.pass(20_000);
    expect(machine.clipboard).toBe(secret);
    await time.pass(15_000);
    expect(machine.clipboard).toBe('');
  });

  test('leaves at once when told, and only once', async () => {
    const { give, reveals } = guarded();
    machine.clipboard = await give('copy');
    await reveals.clearClipboard();
    expect(machine.clipboard).toBe('');
    machine.clipboard = secret;
    await reveals.clearClipboard();
    expect(machine.clipboard).toBe(secret);
  });

  test('a clipboard that cannot be read is said in the log, without what it held', async () => {
    const { give, reveals, log } = guarded({
      readText: () => Promise.reject(new Error(`no ${secret}`)),
      clear: () => undefined,
    });
    await give('copy');
    await reveals.clearClipboard();
    expect(log.lines.join()).toContain('clipboard');
    expect(log.lines.join()).not.toContain(secret);
  });
});

test('each time the vault locks, and no other time, what was held is forgotten', async () => {
  const passphrase = 'correct horse battery staple';
  let forgotten = 0;
  const stop = forgetWhenLocked(core.keywatch, async () => void forgotten++);
  core.keywatch.probes.pause(null);
  expect(forgotten).toBe(0);
  await core.keywatch.vault.protect({ act: 'add', slot: 'passphrase', passphrase });
  const slots = (await core.keywatch.vault.status()).slots.filter(({ type }) => type === 'key-file');
  for (const slot of slots) {
    await core.keywatch.vault.protect({ act: 'remove', slot: slot.id, purgeBackups: true });
  }
  await core.keywatch.vault.lock();
  expect(forgotten).toBe(1);
  await core.keywatch.vault.unlock({ passphrase });
  expect(forgotten).toBe(1);
  stop();
  await core.keywatch.vault.lock();
  expect(forgotten).toBe(1);
});
