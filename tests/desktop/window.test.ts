import { beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { serveBundle } from '../../src-main/desktop/protocol.ts';
import { windowOptions, windowPartition } from '../../src-main/desktop/window-options.ts';
import { createShellWindow } from '../../src-main/desktop/window.ts';
import { systemRandom } from '../../src-main/headless/ports.ts';
import { FakeApp, made, newMachine } from '../fixtures/electron.fake.ts';
import { listeningLog } from '../fixtures/real-core.ts';
import { virtualTime } from '../unit/health/virtual-time.ts';

const minute = 60_000;
beforeEach(() => newMachine());

function shell() {
  const time = virtualTime(1_800_000_000_000);
  const log = listeningLog();
  const seen: string[] = [];
  serveBundle(
    electron.session.fromPartition(windowPartition).protocol,
    new Map([['/index.html', { type: 'text/html', bytes: Buffer.from('<p>') }]]),
    systemRandom,
  );
  const window = createShellWindow(electron, {
    clock: time.clock,
    log,
    options: (bounds) =>
      windowOptions({ preload: '/p.cjs', icon: '/i.png', bounds, dark: true, packaged: true }),
    onShown: () => seen.push('shown'),
    onHidden: () => seen.push('hidden'),
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { window, time, seen, log, settle, fake: () => made.windows.at(-1)! };
}

describe('revealing', () => {
  test('nothing is made before it is asked for, so a hidden start costs no window', () => {
    shell();
    expect(made.windows).toEqual([]);
  });

  test('it is not shown before the page has painted, on the ground of its theme', () => {
    const { window, fake } = shell();
    window.show();
    expect(fake().isVisible()).toBe(false);
    expect(fake().options).toMatchObject({ show: false, backgroundColor: '#17191a' });
  });

  test('on Wayland, where ready-to-show never comes, the loaded page reveals it', async () => {
    const { window, fake, settle } = shell();
    window.show();
    await settle();
    expect(fake().isVisible()).toBe(true);
  });

  test('a page that never loads is revealed after two seconds', async () => {
    newMachine({ hangsOnLoad: true });
    const { window, fake, time } = shell();
    window.show();
    await time.pass(1_999);
    expect(fake().isVisible()).toBe(false);
    await time.pass(1);
    expect(fake().isVisible()).toBe(true);
  });

  test('all three signs together reveal it once', async () => {
    newMachine({ firesReadyToShow: true });
    const { window, seen, time, settle } = shell();
    window.show();
    await settle();
    await time.pass(5_000);
    expect(seen).toEqual(['shown']);
  });
});

describe('closing', () => {
  async function open() {
    const all = shell();
    all.window.show();
    await all.settle();
    return all;
  }

  test('hides it and keeps the app', async () => {
    const { fake, seen } = await open();
    expect(fake().close()).toBe(false);
    expect(fake().isDestroyed()).toBe(false);
    expect(fake().isVisible()).toBe(false);
    expect(seen).toEqual(['shown', 'hidden']);
  });

  test('after five hidden minutes it is destroyed, and comes back where it was', async () => {
    const { window, fake, time, settle } = await open();
    const first = fake();
    first.bounds = { x: 40, y: 50, width: 900, height: 700 };
    first.webContents.mainFrame.url = 'app://bundle/index.html#profile=anthropic%3Awork';
    first.close();
    await time.pass(5 * minute - 1);
    expect(first.isDestroyed()).toBe(false);
    await time.pass(1);
    expect(first.isDestroyed()).toBe(true);
    expect(window.contents()).toBeNull();

    window.show();
    await settle();
    expect(fake()).not.toBe(first);
    expect(fake().bounds).toEqual({ x: 40, y: 50, width: 900, height: 700 });
    expect(fake().loaded).toEqual(['app://bundle/index.html#profile=anthropic%3Awork']);
    expect(fake().isVisible()).toBe(true);
  });

  test('one that filled the screen fills it again', async () => {
    const { window, fake, time } = await open();
    fake().maximize();
    fake().close();
    await time.pass(5 * minute);
    window.show();
    expect(fake().isMaximized()).toBe(true);
  });

  test('shown again within that time it is the same window, and stays', async () => {
    const { window, fake, time } = await open();
    fake().close();
    await time.pass(4 * minute);
    window.show();
    await time.pass(60 * minute);
    expect(made.windows).toHaveLength(1);
    expect(fake().isVisible()).toBe(true);
  });

  test('when the app quits it goes', async () => {
    const { window, fake } = await open();
    window.letGo();
    expect(fake().close()).toBe(true);
  });

  test('when the session ends it goes, so that it holds up no log-out', async () => {
    const { fake } = await open();
    fake().emit('session-end', {});
    expect(fake().close()).toBe(true);
  });

  test('no listener for closed windows would end the app here: the shell has one of its own', async () => {
    const { fake, time } = await open();
    electron.app.on('window-all-closed', () => {});
    fake().close();
    await time.pass(5 * minute);
    expect(FakeApp.current().ended).toBeNull();
  });
});

describe('places', () => {
  test('a new window loads at the place', () => {
    const { window, fake } = shell();
    window.show({ at: 'profile', id: 'anthropic:work' });
    expect(fake().loaded).toEqual(['app://bundle/index.html#profile=anthropic%3Awork']);
  });
  test('an open one is told of it and comes to the front', async () => {
    const { window, fake, settle } = shell();
    window.show();
    await settle();
    fake().minimize();
    window.show({ at: 'add' });
    expect(fake().webContents.sent).toEqual([{ channel: 'keywatch:go', args: ['#add'] }]);
    expect(fake().isMinimized()).toBe(false);
    expect(fake().focused).toBeGreaterThan(0);
    expect(made.windows).toHaveLength(1);
  });
});

test('a page that crashed takes its window along; the next one is fresh', async () => {
  const { window, fake, log, settle } = shell();
  window.show();
  await settle();
  const first = fake();
  first.webContents.emit('render-process-gone', {}, { reason: 'oom' });
  expect(first.isDestroyed()).toBe(true);
  expect(log.lines.join()).toContain('oom');
  window.show();
  await settle();
  expect(fake()).not.toBe(first);
});

describe('forgetting', () => {
  async function open() {
    const all = shell();
    all.window.show();
    await all.settle();
    return all;
  }

  test('ends the process of its page and loads it anew, in the same place, without taking the focus', async () => {
    const { window, fake, settle, log } = await open();
    const first = fake();
    const { focused } = first;
    first.webContents.mainFrame.url = 'app://bundle/index.html#profile=anthropic%3Awork';
    const { process } = first.webContents;
    window.forget();
    await settle();
    expect(made.windows).toEqual([first]);
    expect(first.webContents.process).toBe(process + 1);
    expect(first.webContents.getURL()).toBe('app://bundle/index.html#profile=anthropic%3Awork');
    expect(first.isVisible()).toBe(true);
    expect(first.focused).toBe(focused);
    expect(log.lines).toEqual([]);
  });

  test('a page that crashes later is still noticed', async () => {
    const { window, fake, settle, log } = await open();
    window.forget();
    await settle();
    fake().webContents.emit('render-process-gone', {}, { reason: 'oom' });
    expect(fake().isDestroyed()).toBe(true);
    expect(log.lines.join()).toContain('oom');
  });

  test('a window that is put away goes altogether, and comes back where it was', async () => {
    const { window, fake, settle } = await open();
    fake().webContents.mainFrame.url = 'app://bundle/index.html#settings';
    fake().close();
    window.forget();
    expect(fake().isDestroyed()).toBe(true);
    window.show();
    await settle();
    expect(fake().loaded).toEqual(['app://bundle/index.html#settings']);
  });

  test('without a window there is nothing to forget', () => {
    shell().window.forget();
    expect(made.windows).toEqual([]);
  });
});

describe('pictures of the screen', () => {
  test('leave the window out for as long as it is said, counted from the last time', async () => {
    const { window, fake, time } = shell();
    window.show();
    expect(fake().unseen).toBe(false);
    window.hideFromPictures(25_000);
    await time.pass(20_000);
    window.hideFromPictures(25_000);
    await time.pass(20_000);
    expect(fake().unseen).toBe(true);
    await time.pass(5_000);
    expect(fake().unseen).toBe(false);
  });

  test('leave it out for good where that is wanted, whatever else hides it for a while', async () => {
    const { window, fake, time } = shell();
    window.keepFromPictures(true);
    window.show();
    expect(fake().unseen).toBe(true);
    window.hideFromPictures(25_000);
    await time.pass(25_000);
    expect(fake().unseen).toBe(true);
    window.hideFromPictures(25_000);
    window.keepFromPictures(false);
    expect(fake().unseen).toBe(true);
    await time.pass(25_000);
    expect(fake().unseen).toBe(false);
  });

  test('a window that went meanwhile is left alone', async () => {
    const { window, fake, time } = shell();
    window.show();
    window.hideFromPictures(25_000);
    fake().destroy();
    await time.pass(25_000);
    window.hideFromPictures(25_000);
    expect(fake().isDestroyed()).toBe(true);
  });
});

test('it lives in a session of its own', () => {
  const { window, fake } = shell();
  window.show();
  expect(fake().webContents.session.partition).toBe('window');
});
