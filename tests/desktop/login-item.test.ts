import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { createLoginItem } from '../../src-main/desktop/login-item.ts';
import { startsHidden } from '../../src-main/desktop/prepare.ts';
import type { Env } from '../../src-main/ports.ts';
import { FakeApp, newMachine } from '../fixtures/electron.fake.ts';

let home: string;
beforeEach(() => {
  newMachine();
  home = mkdtempSync(join(tmpdir(), 'keywatch-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const item = (platform: NodeJS.Platform, env: Env = {}, command = ['/opt/Keywatch/keywatch']) =>
  createLoginItem(electron.app, { platform, env, home, command });
const file = () => join(home, '.config', 'autostart', 'keywatch.desktop');
const execLine = () => /^Exec=(.*)$/m.exec(readFileSync(file(), 'utf8'))?.[1];

describe('on Linux, where Electron has no login items', () => {
  test('an autostart file starts the app hidden, and removing it ends that', () => {
    const login = item('linux');
    expect(login.isOn()).toBe(false);
    login.set(true);
    expect(execLine()).toBe('/opt/Keywatch/keywatch --hidden');
    expect(readFileSync(file(), 'utf8')).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
    expect(login.isOn()).toBe(true);
    login.set(false);
    expect(existsSync(file())).toBe(false);
    login.set(false);
    expect(login.isOn()).toBe(false);
  });

  test('an AppImage starts by its own path, not by the mount it runs from', () => {
    item('linux', { APPIMAGE: '/home/ada/Apps/Keywatch.AppImage' }, ['/mnt/.mount_Keyw/keywatch']).set(true);
    expect(execLine()).toBe('/home/ada/Apps/Keywatch.AppImage --hidden');
  });

  test.each([
    ['/home/ada/My Apps/Keywatch.AppImage', '"/home/ada/My Apps/Keywatch.AppImage"'],
    ['/home/ada/100%/k', '"/home/ada/100%%/k"'],
    ['/home/ada/$HOME/"k"', '"/home/ada/\\\\$HOME/\\\\"k\\\\""'],
    ['/home/ada/a`b\\c', '"/home/ada/a\\\\`b\\\\\\\\c"'],
    ['/home/ada/Schlüssel', '"/home/ada/Schlüssel"'],
  ])('the path %s is quoted as the specification asks', (path, quoted) => {
    item('linux', {}, [path]).set(true);
    expect(execLine()).toBe(`${quoted} --hidden`);
  });

  test('in development the project is named too', () => {
    item('linux', {}, ['/p/node_modules/electron/dist/electron', '/p']).set(true);
    expect(execLine()).toBe('/p/node_modules/electron/dist/electron /p --hidden');
  });

  test('XDG_CONFIG_HOME is followed when it is absolute', () => {
    const elsewhere = join(home, 'elsewhere');
    item('linux', { XDG_CONFIG_HOME: elsewhere }).set(true);
    expect(existsSync(join(elsewhere, 'autostart', 'keywatch.desktop'))).toBe(true);
    item('linux', { XDG_CONFIG_HOME: 'relative' }).set(true);
    expect(existsSync(file())).toBe(true);
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'an entry the desktop switched off by %s is off',
    (line) => {
      item('linux').set(true);
      writeFileSync(file(), `[Desktop Entry]\nExec=keywatch\n${line}\n`);
      expect(item('linux').isOn()).toBe(false);
    },
  );

  test('where it cannot be written, the error says what stays and what to do', () => {
    writeFileSync(join(home, '.config'), 'a file where a directory should be');
    expect(() => item('linux').set(true)).toThrow(
      /could not be written.*it is as it was; check who may write there/,
    );
    rmSync(join(home, '.config'));
    mkdirSync(join(home, '.config'));
  });
});

test('on Windows the argument goes along', () => {
  newMachine({ platform: 'win32' });
  const login = item('win32');
  login.set(true);
  expect(FakeApp.current().loginItem).toEqual({ openAtLogin: true, args: ['--hidden'] });
  expect(login.isOn()).toBe(true);
});

test('on macOS there is nothing but the switch', () => {
  newMachine({ platform: 'darwin' });
  item('darwin').set(true);
  expect(FakeApp.current().loginItem).toEqual({ openAtLogin: true });
});

test('a start with that argument is a hidden one', () => {
  expect(startsHidden({ argv: ['/opt/keywatch', '--hidden'] })).toBe(true);
  expect(startsHidden({ argv: ['/opt/keywatch'] })).toBe(false);
});
