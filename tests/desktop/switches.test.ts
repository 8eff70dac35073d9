import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as electron from 'electron';
import { prepare, type Host } from '../../src-main/desktop/prepare.ts';
import { refusedSwitches } from '../../src-main/desktop/switches.ts';
import { FakeApp, newMachine } from '../fixtures/electron.fake.ts';

let home: string;
const host = (env: Record<string, string> = {}): Host => ({
  platform: 'linux',
  env: { HOME: home, KEYWATCH_HOME: join(home, 'data'), ...env },
  argv: [],
  execPath: '/opt/Keywatch/keywatch',
  passwdHome: home,
});
beforeEach(() => {
  newMachine({ ready: false });
  home = mkdtempSync(join(tmpdir(), 'kw-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test.each(Object.keys(refusedSwitches))(
  'the packaged app does not start with --%s, and touches nothing',
  (name) => {
    FakeApp.current().switches.add(name);
    expect(() => prepare(electron, host())).toThrow(`--${name}, which`);
    expect(existsSync(join(home, 'data'))).toBe(false);
    expect(FakeApp.current().lockedAt).toBeNull();
  },
);

test('in development they are the developer’s', () => {
  newMachine({ ready: false, packaged: false });
  FakeApp.current().switches.add('remote-debugging-port');
  expect(prepare(electron, host())).not.toBeNull();
});

test('no switch, or one that undoes nothing, starts it', () => {
  FakeApp.current().switches.add('proxy-server').add('lang');
  expect(prepare(electron, host())).not.toBeNull();
});

test('a file for the keys of connections, named by the environment, is not written by us', () => {
  const where = host({ SSLKEYLOGFILE: join(home, 'keys.log') });
  prepare(electron, where);
  expect(where.env['SSLKEYLOGFILE']).toBeUndefined();
});
