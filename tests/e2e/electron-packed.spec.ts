import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { root, runtimeDirectory, whyNoElectron } from './real-electron.ts';

/** The app as it is given out, packed round the real runtime: what the fuses and the refused switches do there. */
const whyNot =
  whyNoElectron() ?? (process.platform === 'linux' ? null : 'the packed app is packed for Linux, on Linux');

test.describe('the packed app', () => {
  test.skip(whyNot !== null, whyNot ?? '');
  test.describe.configure({ mode: 'serial' });

  let work: string;
  const program = () => join(work, 'linux-unpacked', 'keywatch');

  test.beforeAll(() => {
    test.setTimeout(180_000);
    work = mkdtempSync(join(tmpdir(), 'kw-packed-'));
    const settings = [`-c.electronDist=${runtimeDirectory}`, `-c.directories.output=${work}`];
    const builder = join(root, 'node_modules/electron-builder/cli.js');
    const made = spawnSync(
      process.execPath,
      [builder, '--dir', '--linux', '--publish', 'never', ...settings],
      {
        cwd: root,
        encoding: 'utf8',
        timeout: 170_000,
      },
    );
    if (made.status !== 0) throw new Error(`${made.stdout}${made.stderr}`);
  });
  test.afterAll(() => rmSync(work, { recursive: true, force: true }));

  /** Starts it for at most `limitMs`; its exit code, null when it had to be ended, and what it said. */
  async function said(args: readonly string[], more: Record<string, string> = {}, limitMs = 5_000) {
    const own = { KEYWATCH_HOME: join(work, 'data'), KEYWATCH_NO_KEYRING: '1', KEYWATCH_OFFLINE: '1' };
    const child = spawn(program(), args, { env: { ...process.env, ...own, ...more } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => (output += bytes));
    const tooLong = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    clearTimeout(tooLong);
    return { code, output };
  }

  test('has the nine fuses set', async () => {
    const { version: _, resetAdHocDarwinSignature: __, ...wire } = await getCurrentFuseWire(program());
    const digits = Object.values(wire).map((state) => (state === FuseState.ENABLE ? '1' : '0'));
    expect(digits.join('')).toBe('010011001');
  });

  test('is not a Node, whatever its environment says', async () => {
    const { output } = await said(['-e', 'console.log("I am", "a Node")'], { ELECTRON_RUN_AS_NODE: '1' });
    expect(output).not.toContain('I am a Node');
  });

  test('opens no debugger and takes no code from its environment', async () => {
    const { output } = await said(['--hidden', '--inspect=0'], {
      NODE_OPTIONS: '--trace-warnings --inspect=0',
    });
    expect(output).not.toContain('Debugger listening');
  });

  for (const name of ['--remote-debugging-port=0', '--ignore-certificate-errors']) {
    test(`does not start with ${name}`, async () => {
      const { code, output } = await said([name]);
      expect(output).toContain(`Keywatch was started with ${name.split('=')[0]}, which`);
      expect(output).not.toContain('DevTools listening');
      expect(code).toBe(64);
    });
  }
});
