import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { carriedVariables, type Intent } from '../../../src-main/service/intent.ts';
import { launchdFile } from '../../../src-main/service/launchd.ts';
import { systemdFiles, unitDirectory } from '../../../src-main/service/systemd.ts';
import { schtasksLine } from '../../../src-main/service/windows.ts';
import { authorship } from '../../../src-main/service/written-by-us.ts';
import { readPlist, readUnit, readWords } from '../../fixtures/service-texts.ts';

const odd = '/opt/a b/50%/"q"\\$HOME/ü';
const intent = (more: Partial<Intent> = {}): Intent => ({
  does: 'serve',
  node: '/usr/bin/node',
  command: '/opt/keywatch/keywatch.cjs',
  port: null,
  home: null,
  passphraseFile: null,
  keyFile: null,
  env: {},
  ...more,
});
const textsOf = (more: Partial<Intent> = {}) =>
  systemdFiles(intent(more), '/home/me/.config/systemd/user').map(({ text }) => text);
const unitOf = (more: Partial<Intent> = {}) => readUnit(textsOf(more)[0] ?? '');
/** Memory that was freed is given back; mallopt(3). */
const frugality = ['MALLOC_TRIM_THRESHOLD_=131072', 'MALLOC_MMAP_THRESHOLD_=16384'];
const agentOf = (more: Partial<Intent> = {}) => readPlist(launchdFile(intent(more), '/Users/me').text);

describe('the unit of systemd', () => {
  test('keeps watch without a browser, starts again after a failure and not for ever, leaves no core dump and keeps no memory that it freed', () => {
    const { Unit, Service, Install } = unitOf();
    expect(readWords(Service?.['ExecStart']?.[0] ?? '')).toEqual([
      '/usr/bin/node',
      '--max-semi-space-size=1',
      '/opt/keywatch/keywatch.cjs',
      'serve',
      '--no-browser',
    ]);
    expect(Service).toMatchObject({
      Restart: ['on-failure'],
      LimitCORE: ['0'],
      NoNewPrivileges: ['yes'],
      UMask: ['0077'],
    });
    expect(Number(Unit?.['StartLimitBurst']?.[0])).toBeGreaterThan(1);
    expect(Install).toEqual({ WantedBy: ['default.target'] });
    expect(Service?.['Environment']).toEqual(frugality);
  });

  test('takes a passphrase as a credential and never as text', () => {
    const { Service } = unitOf({ passphraseFile: '/home/me/p 50%', keyFile: '/home/me/key' });
    expect(Service?.['LoadCredential']).toEqual(['passphrase:/home/me/p 50%%', 'key:/home/me/key']);
    expect(Service?.['Environment']).toEqual([
      '"KEYWATCH_PASSPHRASE_FILE=%d/passphrase"',
      '"KEYWATCH_KEY_FILE=%d/key"',
      ...frugality,
    ]);
  });

  test('names paths that hold anything', () => {
    const { Service } = unitOf({ command: odd, home: odd });
    expect(readWords(Service?.['ExecStart']?.[0] ?? '')).toContain(odd);
    expect(Service?.['Environment']?.flatMap(readWords)).toContain(`KEYWATCH_HOME=${odd}`);
  });

  test('a line break in a path begins no line of its own', () => {
    const [text = ''] = textsOf({ home: '/tmp/x\nExecStartPre=/bin/evil' });
    expect(readUnit(text)['Service']).not.toHaveProperty('ExecStartPre');
  });

  test('of the check: every half hour, made up for after sleep, and what it finds is no failure', () => {
    const [service = '', timer = ''] = textsOf({ does: 'check' });
    expect(readUnit(service)['Service']).toMatchObject({
      Type: ['oneshot'],
      SuccessExitStatus: ['1 2'],
      LimitCORE: ['0'],
    });
    expect(readWords(readUnit(service)['Service']?.['ExecStart']?.[0] ?? '').slice(2)).toEqual([
      'status',
      '--check',
      '--probe-due',
      '--notify',
    ]);
    expect(readUnit(timer)).toMatchObject({
      Timer: { OnCalendar: ['*:0/30'], Persistent: ['true'], OnBootSec: ['5min'] },
      Install: { WantedBy: ['timers.target'] },
    });
  });

  test('lies where XDG_CONFIG_HOME says, when that is absolute', () => {
    expect(unitDirectory({ XDG_CONFIG_HOME: '/c' }, '/home/me')).toBe('/c/systemd/user');
    expect(unitDirectory({ XDG_CONFIG_HOME: 'c' }, '/home/me')).toBe('/home/me/.config/systemd/user');
  });

  const analyze = (() => {
    try {
      return execFileSync('systemd-analyze', ['--version'], { encoding: 'utf8', stdio: 'pipe' }) === '';
    } catch {
      return true;
    }
  })();
  test.skipIf(analyze)(
    `is read without a remark by systemd itself${analyze ? ' (skipped: systemd-analyze is not installed)' : ''}`,
    () => {
      const directory = mkdtempSync(join(tmpdir(), 'keywatch-units-'));
      try {
        for (const more of [
          { home: '/tmp/a b/50%/$HOME', passphraseFile: '/etc/hostname', port: 4321 },
          { does: 'check' as const },
        ]) {
          const files = systemdFiles(
            intent({ node: process.execPath, command: '/etc/hostname', ...more }),
            directory,
          );
          const paths = files.map(({ path, text }) => {
            const there = join(directory, basename(path));
            writeFileSync(there, text, { mode: 0o644 });
            return there;
          });
          const said = execFileSync('systemd-analyze', ['--user', 'verify', ...paths], {
            encoding: 'utf8',
            stdio: 'pipe',
            env: { PATH: process.env['PATH'], HOME: directory, XDG_RUNTIME_DIR: directory },
          });
          expect(said).toBe('');
        }
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  );
});

describe('the agent of launchd', () => {
  test('keeps watch without a browser, starts again after a failure, and leaves no core dump', () => {
    expect(agentOf({ passphraseFile: '/Users/me/p & q', env: { KEYWATCH_LOG: 'info' } })).toEqual({
      Label: 'dev.keywatch.serve',
      ProgramArguments: [
        '/usr/bin/node',
        '--max-semi-space-size=1',
        '/opt/keywatch/keywatch.cjs',
        'serve',
        '--no-browser',
      ],
      EnvironmentVariables: { KEYWATCH_PASSPHRASE_FILE: '/Users/me/p & q', KEYWATCH_LOG: 'info' },
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
      ThrottleInterval: 15,
      ProcessType: 'Background',
      Umask: 63,
      HardResourceLimits: { Core: 0 },
      SoftResourceLimits: { Core: 0 },
    });
  });

  test('of the check: every half hour, and not kept alive', () => {
    const agent = agentOf({ does: 'check', home: odd }) as Record<string, unknown>;
    expect(agent).toMatchObject({ StartInterval: 1800, EnvironmentVariables: { KEYWATCH_HOME: odd } });
    expect(agent).not.toHaveProperty('KeepAlive');
  });
});

test('on Windows a line to type names the same programs', () => {
  expect(schtasksLine(intent({ node: 'C:\\Program Files\\node.exe', command: 'C:\\kw\\keywatch.cjs' }))).toBe(
    String.raw`schtasks /Create /TN "Keywatch" /SC ONLOGON /RL LIMITED /TR "\"C:\Program Files\node.exe\" \"--max-semi-space-size=1\" \"C:\kw\keywatch.cjs\" \"serve\" \"--no-browser\""`,
  );
});

test('what was changed since is known, wherever the change is', () => {
  for (const text of [...textsOf(), ...textsOf({ does: 'check' }), launchdFile(intent(), '/Users/me').text]) {
    expect(authorship(text)).toBe('ours');
    expect(authorship(`\n${text}`)).toBe('changed');
    expect(authorship(`${text}# mine\n`)).toBe('changed');
    expect(authorship(text.slice(0, -2))).not.toBe('ours');
  }
  expect(authorship('[Unit]\nDescription=mine\n')).toBe('foreign');
});

test('a proxy that holds a password is not written down', () => {
  expect(
    carriedVariables({
      HTTPS_PROXY: 'http://me:invented@proxy.example:8080',
      HTTP_PROXY: 'http://proxy.example:8080',
      KEYWATCH_LOG: '',
      OPENAI_API_KEY: 'never-carried',
    }),
  ).toEqual({ env: { HTTP_PROXY: 'http://proxy.example:8080' }, leftOut: ['HTTPS_PROXY'] });
});
