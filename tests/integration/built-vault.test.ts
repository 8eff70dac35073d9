import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inventedKeys } from '../fixtures/real-core.ts';
import { runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

// The library's own writer loses data on a short write (D-A1) and writes in place under a snap (D-A13): these run the
// built command, so that a bundle which forgot our writer is found out.
describe('the vault of the built command', () => {
  let home: string;
  let data: string;
  let env: Environment;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'keywatch-built-'));
    data = join(home, 'data');
    mkdirSync(data, { mode: 0o700 });
    env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'silent' };
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const vaultFile = () => join(data, 'vault.json');
  const add = (name: string, more: Environment = {}) =>
    runCli(
      { ...env, ...more },
      ['auth', 'add', '--name', name, '--key', '-', '--no-probe', '--notes', 'n'.repeat(3000)],
      inventedKeys.anthropic.replace('Kw7-', `${name.slice(0, 3)}-`),
    );

  it('is a new file after each write, under a snap too', async () => {
    expect(await add('One')).toMatchObject({ code: 0 });
    const before = statSync(vaultFile()).ino;
    expect(await add('Two', { SNAP: '/snap/somewhere' })).toMatchObject({ code: 0 });
    expect(statSync(vaultFile()).ino).not.toBe(before);
    expect(statSync(vaultFile()).mode & 0o777).toBe(0o600);
    expect(readdirSync(data).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  it.skipIf(!canMount)(
    'is whole after a write that found the disk full (needs root to mount a small disk)',
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m,mode=700', 'none', data]);
      try {
        expect(await add('One')).toMatchObject({ code: 0 });
        const before = readFileSync(vaultFile());
        fillUp(data, 48 * 1024);
        let failed: Awaited<ReturnType<typeof add>> | null = null;
        for (let number = 0; number < 40 && failed === null; number++) {
          const result = await add(`K${String(number).padStart(2, '0')}`);
          if (result.code !== 0) failed = result;
        }
        expect(failed).toMatchObject({ code: 73 });
        expect(failed?.stderr).toMatch(/full/);
        const { stdout, code } = await runCli(env, ['auth', 'list', '--json']);
        expect(code).toBe(0);
        expect(JSON.parse(stdout).profiles.length).toBeGreaterThan(0);
        expect(readFileSync(vaultFile()).length).toBeGreaterThanOrEqual(before.length);
        rmSync(join(data, 'filler'));
        const shown = await runCli(env, ['auth', 'show', 'anthropic:one', '--reveal', '--json']);
        expect(JSON.parse(shown.stdout).profile).toMatchObject({
          damaged: false,
          secret: expect.any(String),
        });
      } finally {
        execFileSync('umount', [data]);
      }
    },
  );

  it.each([
    ['cut off in the middle', (text: string) => text.slice(0, text.length / 2), 77, /kept|left/],
    ['empty', () => '', 77, /kept|left/],
    ['no JSON', () => 'hello', 77, /kept|left/],
  ])('that is %s is left as it is, and the sentence says so', async (_, spoil, code, words) => {
    await add('One');
    const spoiled = spoil(readFileSync(vaultFile(), 'utf8'));
    writeFileSync(vaultFile(), spoiled);
    for (const args of [
      ['auth', 'list'],
      ['auth', 'edit', 'anthropic:one', '--name', 'Two'],
      ['status', '--json'],
    ]) {
      const result = await runCli(env, args);
      expect(result.code).toBe(code);
      expect(result.stderr + result.stdout).toMatch(words);
    }
    expect(readFileSync(vaultFile(), 'utf8')).toBe(spoiled);
  });

  it('of a newer Keywatch is listed and never written', async () => {
    await add('One');
    const newer = JSON.stringify({ ...JSON.parse(readFileSync(vaultFile(), 'utf8')), version: 99 });
    writeFileSync(vaultFile(), newer);
    expect(await runCli(env, ['auth', 'list'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('anthropic:one'),
    });
    const edit = await runCli(env, ['auth', 'edit', 'anthropic:one', '--name', 'Two']);
    expect(edit).toMatchObject({ code: 73, stderr: expect.stringMatching(/newer/) });
    expect(readFileSync(vaultFile(), 'utf8')).toBe(newer);
  });

  it('of one profile that was tampered with refuses it by name, and the rest works', async () => {
    await add('One');
    await add('Two');
    const vault = JSON.parse(readFileSync(vaultFile(), 'utf8'));
    vault.profiles['anthropic:one'].baseUrl = 'https://attacker.invalid';
    writeFileSync(vaultFile(), JSON.stringify(vault));
    const reveal = await runCli(env, ['auth', 'show', 'anthropic:one', '--reveal']);
    expect(reveal).toMatchObject({ code: 77, stderr: expect.stringContaining('anthropic:one') });
    const asked = await runCli(env, ['auth', 'test', 'anthropic:one', '--json']);
    expect(asked.code).toBe(77);
    const other = await runCli(env, ['auth', 'show', 'anthropic:two', '--reveal']);
    expect(other.code).toBe(0);
    expect(other.stdout).toContain(inventedKeys.anthropic.replace('Kw7-', 'Two-'));
  });

  it('whose key file is gone is listed; what needs a secret says it is locked', async () => {
    await add('One');
    rmSync(join(data, 'vault.key'));
    expect(await runCli(env, ['auth', 'list'])).toMatchObject({ code: 0 });
    const reveal = await runCli(env, ['auth', 'show', 'anthropic:one', '--reveal']);
    expect(reveal.code).toBe(77);
    expect(await runCli(env, ['status', '--check'])).toMatchObject({ code: 0 });
  });

  it.skipIf(process.getuid?.() === 0 && !canMount)(
    'in a read-only place says that nothing was changed',
    async () => {
      await add('One');
      const before = readFileSync(vaultFile());
      const makeReadOnly = () =>
        canMount ? execFileSync('mount', ['--bind', '-o', 'ro', data, data]) : chmodSync(data, 0o500);
      makeReadOnly();
      if (canMount) execFileSync('mount', ['-o', 'remount,ro,bind', data]);
      try {
        expect(await runCli(env, ['auth', 'list'])).toMatchObject({ code: 0 });
        const edit = await runCli(env, ['auth', 'edit', 'anthropic:one', '--name', 'Two']);
        expect(edit.code).toBe(73);
        expect(edit.stderr).toMatch(/nothing was (changed|written)|was kept/);
      } finally {
        if (canMount) execFileSync('umount', [data]);
        else chmodSync(data, 0o700);
      }
      expect(readFileSync(vaultFile()).equals(before)).toBe(true);
    },
  );
});

/** Takes all room of the small disk but for the given bytes. */
function fillUp(disk: string, leaving: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize - leaving));
}
