import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childArguments } from '../fixtures/vaults/start-child.ts';

const run = promisify(execFile);

/** A Secret Service of our own, in a private D-Bus session; elsewhere these tests say what is missing. */
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
const title = why === null ? 'a vault in the keyring' : `a vault in the keyring (skipped: ${why})`;

interface Told {
  described?: { available: boolean; protected: boolean; backend: string; advice: string | null };
  state?: string;
  reason?: string | null;
  protection?: object;
  secret?: string | null;
  error?: string;
  locked?: string;
  slots?: string[];
  former?: string;
  recoveryCode?: string;
}

describe.skipIf(why !== null)(title, () => {
  let root: string;
  let home: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'keywatch-keyring-'));
    home = join(root, 'vault');
    for (const name of ['vault', 'runtime', 'user']) mkdirSync(join(root, name), { mode: 0o700 });
    env = { PATH: process.env['PATH'], HOME: join(root, 'user'), XDG_RUNTIME_DIR: join(root, 'runtime') };
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const child = (more: string, command = 'keyring') => [
    process.execPath,
    ...childArguments(command, home, more),
  ];
  const told = (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Told;

  /** Runs the child in a session of its own whose keyring was unlocked with that password; null starts it locked. */
  async function inSession(password: string | null, more = '', command = 'keyring'): Promise<Told> {
    const start =
      password === null
        ? 'gnome-keyring-daemon --start --components=secrets'
        : 'printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets';
    const script = `${start} >/dev/null 2>&1; exec "$@"`;
    const { stdout } = await run(
      'dbus-run-session',
      ['--', 'sh', '-c', script, 'sh', ...child(more, command)],
      {
        env: { ...env, KEYRING_PASSWORD: password ?? '' },
        timeout: 60_000,
      },
    );
    return told(stdout);
  }

  async function withoutSession(more = ''): Promise<Told> {
    const [program = '', ...rest] = child(more);
    return told((await run(program, rest, { env, timeout: 60_000 })).stdout);
  }

  it('is made, and opens in the next session with the same password', { timeout: 60_000 }, async () => {
    const made = await inSession('one', 'sk-invented');
    expect(made).toMatchObject({
      described: { available: true, protected: true, backend: 'Secret Service' },
      state: 'open',
      reason: null,
      protection: { protected: true, slot: 'os-keyring', backend: 'Secret Service', advice: null },
      secret: 'sk-invented',
    });
    expect(readFileSync(join(home, 'vault.json'), 'utf8')).not.toContain('sk-invented');
    expect(await inSession('one')).toMatchObject({ state: 'open', secret: 'sk-invented' });
  });

  it(
    'stays locked and whole while the keyring is locked or gone, and opens again after',
    { timeout: 90_000 },
    async () => {
      await inSession('one', 'sk-invented');
      const before = readFileSync(join(home, 'vault.json'));
      for (const locked of [await inSession(null), await inSession('another'), await withoutSession()]) {
        expect(locked).toMatchObject({ state: 'locked', secret: null });
        expect(locked.reason).toContain('keyring');
      }
      expect((await withoutSession()).described).toMatchObject({ available: false, protected: false });
      expect(readFileSync(join(home, 'vault.json')).equals(before)).toBe(true);
      expect(await inSession('one')).toMatchObject({ state: 'open', secret: 'sk-invented' });
    },
  );

  it('is not made without a keyring, and nothing crashes', { timeout: 60_000 }, async () => {
    expect(await withoutSession()).toMatchObject({ error: 'keyring_unavailable' });
    expect(await inSession(null)).toMatchObject({ error: 'keyring_unavailable' });
  });

  it('says that its key is lost when the keyring is another', { timeout: 60_000 }, async () => {
    await inSession('one', 'sk-invented');
    rmSync(join(root, 'user'), { recursive: true, force: true });
    mkdirSync(join(root, 'user'), { mode: 0o700 });
    const lost = await inSession('two');
    expect(lost).toMatchObject({ state: 'locked', secret: null });
    expect(lost.reason).toContain('no key for this vault');
  });

  it(
    'takes another key, lets go of the one before, and is locked and unlocked',
    { timeout: 120_000 },
    async () => {
      await inSession('one', 'sk-invented');
      expect(await inSession('one', '', 'keyring-keys')).toMatchObject({
        locked: 'locked',
        state: 'open',
        slots: ['os-keyring yes', 'recovery unavailable'],
        // What the former wrapping needs is in the keyring no more.
        former: 'lost',
        secret: 'sk-invented',
      });
      expect(await inSession('one')).toMatchObject({ state: 'open', secret: 'sk-invented' });
    },
  );

  it(
    'whose keyring is another one opens by its recovery code, and takes a slot in the new keyring',
    { timeout: 120_000 },
    async () => {
      await inSession('one', 'sk-invented');
      const { recoveryCode = '' } = await inSession('one', '', 'keyring-keys');
      rmSync(join(root, 'user'), { recursive: true, force: true });
      mkdirSync(join(root, 'user'), { mode: 0o700 });
      const recovered = await inSession('two', recoveryCode.toLowerCase(), 'keyring-recover');
      expect(recovered).toMatchObject({ locked: 'locked', state: 'open', secret: 'sk-invented' });
      expect(recovered.reason).toMatch(/no key for this vault.*recovery code/);
      expect(recovered.slots).toEqual(['recovery yes', 'os-keyring-2 yes']);
      expect(await inSession('two')).toMatchObject({ state: 'open', secret: 'sk-invented' });
    },
  );
});
