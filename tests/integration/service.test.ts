import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root, runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';
import { readUnit, readWords } from '../fixtures/service-texts.ts';
import { underUserManager, whyNoUserManager } from '../fixtures/user-manager.ts';

const command = join(root, 'dist/cli/keywatch.cjs');
const passphrase = 'an invented passphrase of the tests';

let home: string;
let env: Environment;
let units: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-service-')));
  units = join(home, '.config/systemd/user');
  env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1', KEYWATCH_LOG: 'warn' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const file = (name: string, text: string, mode = 0o600) => {
  writeFileSync(join(home, name), text, { mode });
  return join(home, name);
};
const unit = (name = 'keywatch.service') => join(units, name);

/**
 * A program in systemctl's place that writes down how it was called; in `loginctl`'s too. Only for what is asked of it
 * and when: what a manager makes of the units is shown by a real one, below.
 */
function recordSteps(reached = true): () => string[] {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const log = join(home, 'steps');
  writeFileSync(log, '');
  for (const name of ['systemctl', 'loginctl']) {
    const body = `#!/bin/sh\necho "${name} $*" >> '${log}'\ncase "$*" in *is-active*) exit 3;; *Linger*) echo no;; esac\nexit ${reached ? 0 : 1}\n`;
    writeFileSync(join(bin, name), body, { mode: 0o755 });
  }
  env = { ...env, PATH: `${bin}:${env['PATH']}` };
  return () => readFileSync(log, 'utf8').trim().split('\n');
}

describe.skipIf(process.platform !== 'linux')('service install and uninstall', { timeout: 60_000 }, () => {
  it('shows what it would do, asks, and without anybody to ask does nothing', async () => {
    const steps = recordSteps();
    const dry = await runCli(env, ['service', 'install', '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain('LimitCORE=0');
    expect(dry.stdout).toContain('systemctl --user enable keywatch.service');
    expect(await runCli(env, ['service', 'install'])).toMatchObject({ code: 64, stdout: '' });
    expect(existsSync(units)).toBe(false);
    expect(steps()).toEqual(['']);
  });

  it('writes a unit for this very program and data directory, and says how to keep it after logging out', async () => {
    const steps = recordSteps();
    const done = await runCli(env, ['service', 'install', '--check', '--yes']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('loginctl enable-linger');
    expect(steps().slice(0, 1)).toEqual(['systemctl --user show --property=Version --value']);
    expect(steps().filter((step) => /daemon-reload|enable |restart/.test(step))).toEqual([
      'systemctl --user daemon-reload',
      'systemctl --user enable keywatch-check.timer',
      'systemctl --user restart keywatch-check.timer',
    ]);
    const { Service } = readUnit(readFileSync(unit('keywatch-check.service'), 'utf8'));
    expect(readWords(Service?.['ExecStart']?.[0] ?? '').slice(0, 2)).toEqual([
      realpathSync(process.execPath),
      realpathSync(command),
    ]);
    expect(Service?.['Environment']?.flatMap(readWords)).toContain(`KEYWATCH_HOME=${join(home, 'data')}`);
    expect(statSync(unit('keywatch-check.service')).mode & 0o777).toBe(0o644);
  });

  it('where no manager can be reached, writes and says what to type', async () => {
    recordSteps(false);
    const done = await runCli(env, ['service', 'install', '--yes', '--json']);
    expect(JSON.parse(done.stdout)).toMatchObject({
      schema: 'keywatch.service-change/1',
      installed: true,
      steps: [
        'systemctl --user daemon-reload',
        'systemctl --user enable keywatch.service',
        'systemctl --user restart keywatch.service',
      ],
    });
    expect(existsSync(unit())).toBe(true);

    // A tool that goes by the relay has none now, and that is said.
    mkdirSync(join(home, 'data/connections'), { recursive: true });
    file('data/connections/codex.json', JSON.stringify({ version: 1, tool: 'codex', path: '/c.toml' }));
    const gone = await runCli(env, ['service', 'uninstall', '--yes']);
    expect(gone.stderr).toContain('codex goes on asking the relay');
    expect(gone.stderr).toContain('keywatch connect --undo codex puts it back');
    expect(existsSync(unit())).toBe(false);
  });

  it('removes what it wrote, and puts aside what somebody changed, after asking', async () => {
    recordSteps();
    await runCli(env, ['service', 'install', '--check', '--yes']);
    appendFileSync(unit('keywatch-check.timer'), '# mine\n');
    expect((await runCli(env, ['service', 'uninstall', '--check'])).code).toBe(64);
    expect(existsSync(unit('keywatch-check.timer'))).toBe(true);
    expect((await runCli(env, ['service', 'uninstall', '--check', '--yes'])).code).toBe(0);
    expect(existsSync(unit('keywatch-check.service'))).toBe(false);
    expect(existsSync(unit('keywatch-check.timer'))).toBe(false);
    expect(readFileSync(unit('keywatch-check.timer.before'), 'utf8')).toContain('# mine');
    const again = await runCli(env, ['service', 'uninstall', '--check', '--yes']);
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing is installed') as string,
    });
  });

  it('a unit of somebody else is put aside, never overwritten; a second time it is refused', async () => {
    recordSteps(false);
    mkdirSync(units, { recursive: true });
    writeFileSync(unit(), '[Service]\nExecStart=/bin/true\n');
    expect((await runCli(env, ['service', 'install', '--yes'])).code).toBe(0);
    expect(readFileSync(unit('keywatch.service.before'), 'utf8')).toContain('/bin/true');
    writeFileSync(unit(), '[Service]\nExecStart=/bin/false\n');
    expect((await runCli(env, ['service', 'install', '--yes'])).code).toBe(73);
    expect(readFileSync(unit(), 'utf8')).toContain('/bin/false');
  });

  it('refuses a passphrase file that others can read, a port that is none, and a window for the check', async () => {
    recordSteps();
    const open = file('open', passphrase, 0o644);
    expect((await runCli(env, ['service', 'install', '--yes', '--passphrase-file', open])).code).toBe(77);
    // A key in the wrong place is not repeated.
    const key = await runCli(env, ['service', 'install', '--yes', '--passphrase-file', inventedKeys.openai]);
    expect(key.code).toBe(66);
    expect(key.stderr).not.toContain(inventedKeys.openai);
    expect((await runCli(env, ['service', 'install', '--yes', '--port', '0'])).code).toBe(64);
    expect((await runCli(env, ['service', 'install', '--yes', '--check', '--port', '4321'])).code).toBe(64);
    expect(existsSync(units)).toBe(false);
  });
});

const why = whyNoUserManager();
describe.skipIf(why !== null)(
  why === null ? 'under a manager of systemd' : `under a manager of systemd (skipped: ${why})`,
  () => {
    const keywatch = `'${process.execPath}' '${command}'`;

    it(
      'the service opens its vault by a credential, leaves no core dump, answers, and is gone afterwards',
      { timeout: 120_000 },
      async () => {
        mkdirSync(join(home, "50% $x 'y"));
        const secret = file("50% $x 'y/pass phrase", `${passphrase}\n`);
        const noted = await underUserManager(
          home,
          { ...env, SECRET: secret },
          `
        note install ${keywatch} service install --yes --passphrase-file "$SECRET"
        note status ${keywatch} service status --json
        pid=$(systemctl --user show --property=MainPID --value keywatch.service)
        note limits cat /proc/$pid/limits
        note environ cat /proc/$pid/environ
        note arguments cat /proc/$pid/cmdline
        note filter grep -E 'Seccomp:|NoNewPrivs' /proc/$pid/status
        note vault ${keywatch} vault status --json
        note again ${keywatch} service install --yes --passphrase-file "$SECRET"
        note uninstall ${keywatch} service uninstall --yes
        note after systemctl --user is-active keywatch.service
        `,
        );
        expect(noted['install']).toMatchObject({ code: 0, stderr: '' });
        expect(JSON.parse(noted['status']?.stdout ?? '')).toMatchObject({
          reached: true,
          answering: true,
          services: [
            { does: 'serve', installed: true, active: true, files: [{ state: 'ours' }] },
            { installed: false },
          ],
        });
        expect(noted['limits']?.stdout).toMatch(/Max core file size\s+0\s+0/);
        expect(noted['filter']?.stdout).toBe('NoNewPrivs:\t1\nSeccomp:\t2\n');
        expect(JSON.parse(noted['vault']?.stdout ?? '')).toMatchObject({
          state: 'open',
          protected: true,
          slot: 'passphrase',
        });
        expect(noted['environ']?.stdout).toMatch(
          /KEYWATCH_PASSPHRASE_FILE=[^\0]*\/credentials\/keywatch\.service\/passphrase/,
        );
        for (const { stdout, stderr } of Object.values(noted)) {
          expect(stdout).not.toContain(passphrase);
          expect(stderr).not.toContain(passphrase);
        }
        expect(noted['again']).toMatchObject({ code: 0, stderr: '' });
        expect(noted['uninstall']).toMatchObject({ code: 0, stderr: '' });
        expect(noted['after']?.stdout.trim()).toBe('inactive');
        expect(existsSync(unit())).toBe(false);
      },
    );

    it(
      'the check tells once what ends soon, and that is no failure of its unit',
      { timeout: 120_000 },
      async () => {
        const told = join(home, 'told');
        const tell = file('tell', `#!/bin/sh\ncat >> '${told}'\necho >> '${told}'\n`, 0o700);
        await runCli(
          env,
          [
            'auth',
            'add',
            '--provider',
            'anthropic',
            '--name',
            'Work',
            '--expires',
            '5d',
            '--no-probe',
            '--key',
            '-',
          ],
          inventedKeys.anthropic,
        );
        expect((await runCli(env, ['notify', 'command', '--', tell])).code).toBe(0);
        const noted = await underUserManager(
          home,
          env,
          `
        note install ${keywatch} service install --check --yes
        note timer systemctl --user is-active keywatch-check.timer
        note first systemctl --user start keywatch-check.service
        note result systemctl --user show --property=Result,ExecMainStatus keywatch-check.service
        note second systemctl --user start keywatch-check.service
        note uninstall ${keywatch} service uninstall --check --yes
        `,
        );
        expect(noted['timer']?.stdout.trim()).toBe('active');
        expect(noted['first']).toMatchObject({ code: 0, stderr: '' });
        expect(noted['result']?.stdout).toContain('Result=success');
        expect(noted['result']?.stdout).toContain('ExecMainStatus=2');
        expect(noted['second']).toMatchObject({ code: 0 });
        const lines = readFileSync(told, 'utf8').trim().split('\n');
        expect(lines).toHaveLength(1);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ profile: 'anthropic:work', kind: 'expiry' });
        expect(readFileSync(told, 'utf8')).not.toContain(inventedKeys.anthropic.slice(0, 20));
        expect(noted['uninstall']).toMatchObject({ code: 0, stderr: '' });
      },
    );
  },
);
