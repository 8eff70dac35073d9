import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root, runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const script = join(root, 'docs/termux/keywatch-check.sh');
const command = join(root, 'dist/cli/keywatch.cjs');

const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path)) ?? null;
const why = busybox === null ? 'busybox is not installed' : null;

/** All the phone has: what the script says it needs, from busybox alone, and ssh and Termux's own in our hands. */
const applets = ['sh', 'sed', 'cat', 'date', 'mkdir', 'mv'];

let home: string;
let env: Environment;
let phone: Environment;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-phone-'));
  env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1', KEYWATCH_LOG: 'error' };
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const name of applets) if (busybox !== null) symlinkSync(busybox, join(bin, name));
  const program = (name: string, body: string) =>
    writeFileSync(join(bin, name), `#!${busybox} sh\n${body}`, { mode: 0o755 });
  // The far side of ssh is a real Keywatch here; how it was called is written down.
  program(
    'ssh',
    `printf '%s\\n' "$@" >> '${home}/ssh'\n[ -f '${home}/away' ] && exit 255\nfor last in "$@"; do :; done\neval "$last"\n`,
  );
  program('keywatch', `exec '${process.execPath}' '${command}' "$@"\n`);
  program('termux-notification', `printf '%s|' "$@" >> '${home}/shown'; echo >> '${home}/shown'\n`);
  program('termux-notification-remove', `printf 'removed %s\\n' "$@" >> '${home}/shown'\n`);
  phone = { ...env, PATH: bin };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const shown = () => (existsSync(join(home, 'shown')) ? readFileSync(join(home, 'shown'), 'utf8') : '');
const check = (more: Environment = {}, ...hosts: string[]) =>
  new Promise<{ code: number; said: string }>((resolve, reject) => {
    const words = hosts.length === 0 ? ['my-server'] : hosts;
    const child = spawn(busybox ?? '', ['sh', script, ...words], { env: { ...phone, ...more } });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, said }));
  });
const add = (name: string, ...more: string[]) =>
  runCli(
    env,
    ['auth', 'add', '--provider', 'anthropic', '--name', name, '--no-probe', ...more, '--key', '-'],
    inventedKeys.anthropic,
  );

describe.skipIf(why !== null)(
  why === null ? 'the check for a phone' : `the check for a phone (skipped: ${why})`,
  () => {
    it('says nothing while all is well, and shows what ends soon, once', { timeout: 60_000 }, async () => {
      expect(await check()).toEqual({ code: 0, said: '' });
      expect(shown()).toBe('');
      await add('Say "hi"', '--expires', '5d');
      expect(await check()).toEqual({ code: 2, said: '' });
      // The sentence is another one now, and no provider's state is.
      await runCli(
        env,
        ['auth', 'add', '--provider', 'openai', '--name', 'Other', '--no-probe', '--key', '-'],
        inventedKeys.openai,
      );
      expect(await check()).toEqual({ code: 2, said: '' });
      const notices = shown().trim().split('|\n');
      expect(notices).toHaveLength(1);
      expect(notices[0]).toContain('--title|A key ends soon|');
      expect(notices[0]).toContain('anthropic expiring');
      expect(notices[0]).toContain('--priority|default');
      expect(shown()).not.toContain(inventedKeys.anthropic.slice(0, 20));
    });

    it('takes a notice away when all is well again', { timeout: 60_000 }, async () => {
      await add('Work', '--expires', '5d');
      await check();
      await runCli(env, ['auth', 'edit', 'Work', '--expires', 'none']);
      expect((await check()).code).toBe(0);
      expect(shown()).toContain('removed keywatch-my-server');
    });

    it('shows with weight what does not serve', { timeout: 60_000 }, async () => {
      await add('Work');
      await runCli(env, [
        'auth',
        'add',
        '--provider',
        'openai',
        '--name',
        'Gone',
        '--no-probe',
        '--ref',
        'env:NOT_SET_HERE',
      ]);
      await runCli(env, ['auth', 'edit', 'Work', '--expires', '2020-01-01']);
      expect((await check()).code).toBe(1);
      expect(shown()).toContain('anthropic expired');
      expect(shown()).toContain('--priority|high');
    });

    it('puts off what comes in quiet hours', { timeout: 60_000 }, async () => {
      await add('Work', '--expires', '5d');
      const hour = new Date().getHours();
      const quiet = { KEYWATCH_QUIET: `${(hour + 23) % 24}-${(hour + 2) % 24}`, TZ: process.env['TZ'] ?? '' };
      const { TZ, ...others } = quiet;
      const when = TZ === '' ? others : quiet;
      expect((await check(when)).code).toBe(2);
      expect(shown()).toBe('');
      expect((await check()).code).toBe(2);
      expect(shown()).toContain('A key ends soon');
    });

    it('a host that is away is no bad key, and says so', async () => {
      writeFileSync(join(home, 'away'), '');
      expect((await check()).code).toBe(69);
      expect(shown()).toContain('--title|No word from my-server|');
      expect(shown()).toContain('Its keys may be fine');
    });

    it('takes no option of ssh for a host, and passes ours', async () => {
      expect(await check({}, '-oProxyCommand=true')).toMatchObject({ code: 64 });
      expect(existsSync(join(home, 'ssh'))).toBe(false);
      await check();
      expect(readFileSync(join(home, 'ssh'), 'utf8').split('\n').slice(0, 6)).toEqual([
        '-o',
        'BatchMode=yes',
        '-o',
        'ConnectTimeout=15',
        '--',
        'my-server',
      ]);
    });
  },
);
