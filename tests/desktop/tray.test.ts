import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as electron from 'electron';
import { trayImage } from '../../src-main/desktop/tray-images.ts';
import type { TrayAct, TrayModel } from '../../src-main/desktop/tray-model.ts';
import { createTray } from '../../src-main/desktop/tray.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import { signs } from '../../src-shared/sentence.ts';
import { machine, made, newMachine } from '../fixtures/electron.fake.ts';

const images = join(import.meta.dirname, '../../build/tray');

beforeEach(() => {
  vi.useFakeTimers();
  newMachine();
});
afterEach(() => void vi.useRealTimers());

function tray(desktop = 'KDE') {
  const acts: TrayAct[] = [];
  const shell = createTray(electron, {
    clock: systemClock,
    images,
    platform: machine.platform,
    desktop,
    act: (act) => acts.push(act),
  });
  return { ...shell, acts, fake: () => made.trays[0]! };
}

const calm: TrayModel = {
  sign: 'check',
  tooltip: 'Keywatch: All 3 fine',
  menu: [
    { line: 'text', label: 'All 3 fine' },
    { line: 'separator' },
    { line: 'act', label: 'R&D: revoked', act: { do: 'open', place: { at: 'profile', id: 'anthropic:r' } } },
    {
      line: 'more',
      label: 'Pause',
      lines: [{ line: 'act', label: '1 hour', act: { do: 'pause', for: 'hour' } }],
    },
    { line: 'act', label: 'Quit', act: { do: 'quit' } },
  ],
};
const shownName = (path: string | undefined) => path?.slice(images.length + 1);

describe('on every system', () => {
  test('one tray is made, and rendering the same again costs nothing', () => {
    const { render, fake } = tray();
    render(calm);
    render(structuredClone(calm));
    expect(made.trays).toHaveLength(1);
    expect(fake().asked).toHaveLength(1);
    expect(fake().menusGiven).toBe(1);
    expect(fake().toolTip).toBe('Keywatch: All 3 fine');
  });

  test('images come at most every 200 ms, and the last one wanted is the one that stays', () => {
    const { render, fake } = tray();
    for (const sign of ['check', 'cross', 'triangle', 'pause'] as const) render({ ...calm, sign });
    expect(fake().asked).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(shownName(fake().shown?.path)).toBe('pause-light.png');
    expect(fake().asked).toHaveLength(2);
  });

  test('a state that came and went within that time changes nothing', () => {
    const { render, fake } = tray();
    render(calm);
    render({ ...calm, sign: 'cross' });
    render(calm);
    vi.advanceTimersByTime(1000);
    expect(fake().asked).toHaveLength(1);
  });

  test('the sentence stands in the menu where it cannot be pressed', () => {
    const { render, fake } = tray();
    render(calm);
    expect(fake().menu?.items[0]).toMatchObject({ label: 'All 3 fine', enabled: false });
  });

  test('lines do what the model says, in submenus too', () => {
    const { render, fake, acts } = tray();
    render(calm);
    const { items } = fake().menu!;
    items[2]?.click();
    items[3]?.submenu?.items[0]?.click();
    items[4]?.click();
    expect(acts).toEqual([
      { do: 'open', place: { at: 'profile', id: 'anthropic:r' } },
      { do: 'pause', for: 'hour' },
      { do: 'quit' },
    ]);
  });

  test('a theme that changes changes the picture', () => {
    const { render, fake } = tray();
    render(calm);
    vi.advanceTimersByTime(200);
    Object.assign(electron.nativeTheme, { shouldUseDarkColors: true });
    electron.nativeTheme.emit('updated');
    expect(shownName(fake().shown?.path)).toBe('check-dark.png');
  });
});

describe('on Linux', () => {
  test('the menu is given anew after any change, since what is shown is a picture of it', () => {
    const { render, fake } = tray();
    render(calm);
    render({ ...calm, tooltip: 'Keywatch: another' });
    expect(fake().menusGiven).toBe(2);
  });
  test('everything can be reached by the menu alone, for a press may never be told', () => {
    const { render, fake, acts } = tray();
    render(calm);
    fake().userClicks();
    expect(acts).toEqual([]);
    expect(fake().menu?.items.length).toBeGreaterThan(0);
  });
  test('an ampersand in a name is shown, not eaten', () => {
    const { render, fake } = tray();
    render(calm);
    expect(fake().menu?.items[2]?.label).toBe('R&&D: revoked');
  });
  test('GNOME, whose bar is black in both themes, gets white signs', () => {
    const { render, fake } = tray('ubuntu:GNOME');
    render(calm);
    expect(shownName(fake().shown?.path)).toBe('check-white.png');
  });
});

describe('on macOS', () => {
  beforeEach(() => newMachine({ platform: 'darwin' }));
  test('the picture is a template, and the menu keeps its ampersand', () => {
    const { render, fake } = tray();
    render(calm);
    expect(fake().shown?.isTemplateImage()).toBe(true);
    expect(fake().menu?.items[2]?.label).toBe('R&D: revoked');
  });
  test('a press opens the menu and not the window', () => {
    const { render, fake, acts } = tray();
    render(calm);
    fake().userClicks();
    expect(acts).toEqual([]);
  });
  test('the menu is given again only when it changed', () => {
    const { render, fake } = tray();
    render(calm);
    render({ ...calm, tooltip: 'Keywatch: another' });
    expect(fake().menusGiven).toBe(1);
  });
});

describe('on Windows', () => {
  beforeEach(() => newMachine({ platform: 'win32' }));
  test('the picture is an .ico and a press opens the window', () => {
    const { render, fake, acts } = tray();
    render(calm);
    expect(shownName(fake().shown?.path)).toBe('check-light.ico');
    fake().userClicks();
    expect(acts).toEqual([{ do: 'open' }]);
  });
  test('no GUID is named, not even undefined', () => {
    expect(() => tray().render(calm)).not.toThrow();
  });
});

describe('the drawings', () => {
  const trays = [
    { platform: 'linux', dark: false, desktop: 'KDE' },
    { platform: 'linux', dark: true, desktop: 'XFCE' },
    { platform: 'linux', dark: true, desktop: 'ubuntu:GNOME' },
    { platform: 'darwin', dark: false, desktop: '' },
    { platform: 'win32', dark: false, desktop: '' },
    { platform: 'win32', dark: true, desktop: '' },
  ] as const;

  test.each(trays.flatMap((each) => signs.map((sign) => [sign, each.platform, each] as const)))(
    '%s is there for %s',
    (sign, _platform, where) => {
      const path = trayImage(images, sign, where);
      expect(existsSync(path)).toBe(true);
      if (!path.endsWith('.png')) return;
      const image = electron.nativeImage.createFromPath(path);
      expect(image.getScaleFactors()).toEqual([1, 2]);
      const side = where.platform === 'darwin' ? 18 : 22;
      expect(image.getSize()).toEqual({ width: side, height: side });
      expect(electron.nativeImage.createFromPath(path.replace('.png', '@2x.png')).getSize().width).toBe(
        2 * side,
      );
    },
  );
});
