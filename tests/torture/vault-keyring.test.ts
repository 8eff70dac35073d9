import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { claim, rounds, seed } from './claim.ts';

const run = promisify(execFile);

function whyNoKeyring(): string | null {
  if (process.platform !== 'linux') return 'a private keyring session needs Linux';
  for (const program of ['dbus-run-session', 'gnome-keyring-daemon']) {
    try {
      execFileSync(program, ['--version'], { stdio: 'pipe' });
    } catch {
      return `${program} is not installed`;
    }
  }
  return null;
}

const why = whyNoKeyring();
const times = Math.min(25, rounds(25, 2));

interface Seen {
  rotated: number;
  refused: string[];
  locked: number;
  opened: number;
  wrong: string[];
}

test.skipIf(why !== null)(
  `a keyring killed ${times} times while the key is changed loses nothing, and opens when it is back${why === null ? '' : ` (skipped: ${why})`}`,
  { timeout: 10 * 60_000 },
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'keywatch-keyring-'));
    try {
      for (const name of ['vault', 'runtime', 'user']) mkdirSync(join(root, name), { mode: 0o700 });
      const env = {
        PATH: process.env['PATH'],
        HOME: join(root, 'user'),
        XDG_RUNTIME_DIR: join(root, 'runtime'),
      };
      const at = (name: string) => join(import.meta.dirname, name);
      const child = [
        process.execPath,
        '--disable-warning=ExperimentalWarning',
        '--import',
        at('../fixtures/vaults/alias-writer.mjs'),
        at('vault-keyring-child.ts'),
        join(root, 'vault'),
        String(times),
        String(seed),
      ];
      const { stdout } = await run('dbus-run-session', ['--', ...child], { env, timeout: 9 * 60_000 });
      const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Seen;
      claim(`vault: a real keyring killed ${times} times while the key is changed`, {
        seed,
        'changed all the same': seen.rotated,
        'refused and nothing changed': seen.refused.length,
        'locked under another password': seen.locked,
        'open when it is back': seen.opened,
        lost: seen.wrong.length,
      });
      expect(seen.wrong).toEqual([]);
      expect(seen.opened).toBe(times);
      // Try again later, or say that this slot may be left behind: both changed nothing.
      const refusals = ['keyring_unavailable', 'consent_needed'];
      expect(seen.refused.filter((code) => !refusals.includes(code))).toEqual([]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
);
