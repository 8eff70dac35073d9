import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { createNotifier } from '../../src-main/desktop/notifications.ts';
import { listeningLog } from '../fixtures/real-core.ts';
import { made, newMachine } from '../fixtures/electron.fake.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

beforeEach(() => newMachine());

const notifier = () =>
  createNotifier(electron, { icon: '/icon.png', platform: 'linux', log: listeningLog() });
const notice = (id: string) => ({
  id,
  title: 'CI runner expires in 7 days',
  body: 'Setup token, 22 November.',
});
const fake = (n: number) => made.notifications[n]!.deref();

async function everythingUnheldIsGone() {
  // A weak reference that was looked at stays alive until the turn ends.
  await wait(1);
  collectGarbage();
  await wait(1);
  collectGarbage();
}

describe('a notice', () => {
  test('that nobody holds loses its click: what this machine does to a careless shell', async () => {
    new electron.Notification({ title: 'careless' }).show();
    await everythingUnheldIsGone();
    expect(fake(0)).toBeUndefined();
  });

  test('still opens its profile after everything unheld was collected', async () => {
    const opened: string[] = [];
    const shell = notifier();
    shell.show(notice('a'), () => opened.push('a'));
    await everythingUnheldIsGone();
    fake(0)?.emit('click');
    expect(opened).toEqual(['a']);
    expect(shell.shows).toBe(true);
  });

  test.each(['close', 'click', 'failed'])('is let go after %s', async (event) => {
    const shell = notifier();
    shell.show(notice('a'), () => {});
    fake(0)!.emit(event, {}, 'no');
    await everythingUnheldIsGone();
    expect(fake(0)).toBeUndefined();
    expect(shell.shows).toBe(true);
  });

  test('takes the place of an older one about the same thing', () => {
    const shell = notifier();
    shell.show(notice('a'), () => {});
    const first = fake(0)!;
    shell.show(notice('a'), () => {});
    expect(first.shown).toBe(false);
    expect(fake(1)!.shown).toBe(true);
  });

  test('leaves the screen with all others when it must name nobody any more', () => {
    const shell = notifier();
    shell.show(notice('a'), () => {});
    shell.show(notice('b'), () => {});
    const both = [fake(0)!, fake(1)!];
    shell.withdraw();
    expect(both.map(({ shown }) => shown)).toEqual([false, false]);
  });

  test('carries its words and id, and our icon where the system has none of ours', () => {
    notifier().show(notice('a'), () => {});
    expect(fake(0)!.options).toEqual({ ...notice('a'), icon: '/icon.png' });
    createNotifier(electron, { icon: '/icon.png', platform: 'darwin', log: listeningLog() }).show(
      notice('b'),
      () => {},
    );
    expect(fake(1)!.options).toEqual(notice('b'));
  });
});

describe('its buttons', () => {
  const pressed: string[] = [];
  const acts = ['Renew…', 'Snooze for a day'].map((label) => ({
    label,
    run: () => void pressed.push(label),
  }));
  const on = (platform: NodeJS.Platform) =>
    createNotifier(electron, { icon: '/icon.png', platform, log: listeningLog() });

  test.each(['darwin', 'win32'] as const)('stand on it on %s, and do what they say', (platform) => {
    pressed.length = 0;
    const opened: string[] = [];
    on(platform).show(notice('a'), () => opened.push('a'), acts);
    expect(fake(0)!.options.actions).toEqual([
      { type: 'button', text: 'Renew…' },
      { type: 'button', text: 'Snooze for a day' },
    ]);
    fake(0)!.emit('action', { actionIndex: 1, selectionIndex: -1 });
    expect(pressed).toEqual(['Snooze for a day']);
    expect(opened).toEqual([]);
  });

  test('are left out where the system shows none', () => {
    on('linux').show(notice('a'), () => {}, acts);
    expect(fake(0)!.options).not.toHaveProperty('actions');
  });

  test('one that is not there does nothing', () => {
    on('win32').show(notice('a'), () => {}, acts);
    expect(() => fake(0)!.emit('action', { actionIndex: 7, selectionIndex: -1 })).not.toThrow();
  });
});

test('many ignored notices are not all held for ever', async () => {
  const shell = notifier();
  for (let n = 0; n < 60; n++) shell.show(notice(String(n)), () => {});
  await everythingUnheldIsGone();
  expect(made.notifications.filter((held) => held.deref() !== undefined)).toHaveLength(50);
  expect(shell.shows).toBe(true);
});

test('a desktop that shows none says so', () => {
  newMachine({ notificationsSupported: false });
  expect(notifier().shows).toBe(false);
});

test('a notice that could not be shown is said in the log', () => {
  const log = listeningLog();
  createNotifier(electron, { icon: '', platform: 'win32', log }).show(notice('a'), () => {});
  fake(0)!.emit('failed', {}, 'toast refused');
  expect(log.lines.join()).toContain('toast refused');
});
