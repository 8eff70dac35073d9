import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataDirectory, makePrivateDirectory, type Place } from '../../../src-main/vault/data-directory.ts';

describe('the data directory', () => {
  const linux = (env: Place['env']): Place => ({ platform: 'linux', env, passwdHome: '/home/passwd' });
  const cases: [string, Place, string][] = [
    ['KEYWATCH_HOME first', linux({ KEYWATCH_HOME: '/srv/kw', XDG_DATA_HOME: '/x' }), '/srv/kw'],
    ['XDG_DATA_HOME on Linux', linux({ XDG_DATA_HOME: '/x', HOME: '/home/a' }), '/x/keywatch'],
    [
      'no relative XDG_DATA_HOME',
      linux({ XDG_DATA_HOME: 'x', HOME: '/home/a' }),
      '/home/a/.local/share/keywatch',
    ],
    ['no empty one either', linux({ XDG_DATA_HOME: '', HOME: '/home/a' }), '/home/a/.local/share/keywatch'],
    ['the passwd entry without HOME', linux({}), '/home/passwd/.local/share/keywatch'],
    ['the passwd entry with an empty HOME', linux({ HOME: '' }), '/home/passwd/.local/share/keywatch'],
    [
      'Application Support on macOS',
      { platform: 'darwin', env: { HOME: '/Users/a', XDG_DATA_HOME: '/x' }, passwdHome: '/Users/b' },
      '/Users/a/Library/Application Support/keywatch',
    ],
    [
      'LOCALAPPDATA on Windows',
      { platform: 'win32', env: { LOCALAPPDATA: 'D:\\Local' }, passwdHome: 'C:\\Users\\a' },
      'D:\\Local\\keywatch',
    ],
    [
      'the profile on Windows without it',
      { platform: 'win32', env: {}, passwdHome: 'C:\\Users\\a' },
      'C:\\Users\\a\\AppData\\Local\\keywatch',
    ],
    [
      'a drive of its own on Windows',
      { platform: 'win32', env: { KEYWATCH_HOME: 'E:\\kw' }, passwdHome: 'C:\\Users\\a' },
      'E:\\kw',
    ],
  ];

  it.each(cases)('is %s', (_what, place, path) => {
    expect(dataDirectory(place)).toBe(path);
  });

  it('is not one that depends on the working directory', () => {
    expect(() => dataDirectory(linux({ KEYWATCH_HOME: 'here' }))).toThrow(
      expect.objectContaining({ code: 'bad_usage' }),
    );
  });

  it.skipIf(process.platform === 'win32')(
    'is closed to others, whatever the umask and whatever it was',
    () => {
      const home = mkdtempSync(join(tmpdir(), 'keywatch-home-'));
      const umask = process.umask(0);
      try {
        const path = join(home, 'a', 'keywatch');
        makePrivateDirectory(path);
        expect(statSync(path).mode & 0o777).toBe(0o700);
        chmodSync(path, 0o755);
        makePrivateDirectory(path);
        expect(statSync(path).mode & 0o777).toBe(0o700);
      } finally {
        process.umask(umask);
        rmSync(home, { recursive: true });
      }
    },
  );

  it('is refused in words when a file is in its place', () => {
    const home = mkdtempSync(join(tmpdir(), 'keywatch-home-'));
    writeFileSync(join(home, 'file'), '');
    expect(() => makePrivateDirectory(join(home, 'file', 'keywatch'))).toThrow(
      expect.objectContaining({ code: 'write_failed' }),
    );
    rmSync(home, { recursive: true });
  });
});
