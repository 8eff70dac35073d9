import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeywatchError } from '../../src-shared/errors.ts';
import { machine, made, powerMonitor } from '../fixtures/electron.fake.ts';
import { inventedKeys } from '../fixtures/real-core.ts';
import { runningShell, type RunningShell } from '../fixtures/running-shell.ts';

let shell: RunningShell;
beforeEach(async () => {
  shell = await runningShell();
});
afterEach(() => shell.end());

const window = () => made.windows[0]!;
const menu = () => made.trays[0]!.menu!.items;
const labels = () => menu().map(({ label }) => label);
const press = (line: string) =>
  menu()
    .find(({ label }) => label === line)!
    .click();
const vaultState = () => shell.keywatch.state().vault.state;

describe('the running app', () => {
  test('locks from its tray, shows it there, and its page begins anew', async () => {
    const { process } = window().webContents;
    press('Lock now');
    await expect.poll(labels).toContain('Unlock…');
    expect(labels()).not.toContain('Check now');
    expect(window().webContents.process).toBe(process + 1);
    expect(window().isVisible()).toBe(true);
  });

  test('told by its tray to lock what cannot be locked, says why and stays open', async () => {
    const why = 'This vault cannot be locked, for every slot opens by itself; it stays open.';
    vi.spyOn(shell.keywatch.vault, 'lock').mockRejectedValue(new KeywatchError('cannot_lock', why));
    press('Lock now');
    await expect.poll(() => made.notifications.length).toBe(1);
    const { title, body } = made.notifications[0]!.deref()!.options;
    expect([title, body]).toEqual(['Keywatch is not locked', why]);
    expect(vaultState()).toBe('open');
  });

  test.each([
    ['lockOnSuspend', 'suspend'],
    ['lockOnScreenLock', 'lock-screen'],
  ] as const)('locks when its person wants it to: %s', async (setting, event) => {
    powerMonitor.emit(event);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(vaultState()).toBe('open');
    await shell.client().settings.set({ [setting]: true });
    powerMonitor.emit('unlock-screen');
    powerMonitor.emit(event);
    await expect.poll(vaultState).toBe('locked');
  });

  test('opens the window for a person who wants to unlock, and is open again by its keyring', async () => {
    press('Lock now');
    await expect.poll(labels).toContain('Unlock…');
    window().close();
    press('Unlock…');
    expect(window().isVisible()).toBe(true);
    await shell.keywatch.vault.unlock({});
    await expect.poll(labels).toContain('Lock now');
  });

  test.each([
    ['the vault locks', () => shell.keywatch.vault.lock()],
    ['the app ends', () => shell.close()],
  ])('takes a copied secret out of the clipboard when %s', async (_when, act) => {
    const keywatch = shell.client();
    const secret = inventedKeys.anthropic;
    const { profile } = await keywatch.profiles.add({ provider: 'anthropic', name: 'Work', secret });
    machine.clipboard = (await keywatch.profiles.reveal({ id: profile.id, action: 'copy' })).secret;
    expect(machine.clipboard).toBe(secret);
    await act();
    await expect.poll(() => machine.clipboard).toBe('');
  });
});
