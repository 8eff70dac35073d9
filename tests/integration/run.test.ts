import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  root,
  runCli,
  scratchEnvironment,
  startServe,
  type Environment,
  type Serving,
} from '../fixtures/keywatch-process.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { atTerminal, whyNoTerminal } from '../fixtures/pseudo-terminal.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const built = join(root, 'dist/cli/keywatch.cjs');
const { anthropic: key, setupToken } = inventedKeys;
const mask = 'sk-ant-api03-…-xAA';

let home: string;
let env: Environment;

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-run-')));
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'claude'), '#!/bin/sh\nfor each; do echo "<$each>"; done; env\n', { mode: 0o755 });
  writeFileSync(join(bin, 'barred'), '#!/bin/sh\n', { mode: 0o644 });
  const scratch = scratchEnvironment(home);
  env = { ...scratch, PATH: `${bin}:${scratch['PATH']}`, KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
  await runCli(env, ['auth', 'add', '--provider', 'anthropic', '--name', 'Work', '--key', '-'], key);
  await runCli(env, ['auth', 'paste-token', '--provider', 'anthropic', '--agree-policy'], setupToken);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const withKey = ['run', '--provider', 'anthropic', '--'];
const shell = (script: string) => [...withKey, 'sh', '-c', script];
const ran = (script: string, input = '') => runCli(env, shell(script), input);

/** Starts it and waits until it has written `ready`. */
function started(args: readonly string[], more: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [built, ...args], { env: { ...env, ...more } });
  return new Promise((resolve, reject) => {
    let written = '';
    child.stdout.on('data', (chunk: Buffer) => {
      written += String(chunk);
      if (written.includes('ready')) resolve(child);
    });
    child.once('exit', () => reject(new Error(`it ended after: ${written}`)));
  });
}
const endOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));

async function accesses(): Promise<{ id: string; action: string; program: string }[]> {
  const { stdout } = await runCli(env, ['log', '--json', '--limit', '1000']);
  return (JSON.parse(stdout) as { entries: { id: string; action: string; program: string }[] }).entries;
}

describe.each(['while Keywatch runs', 'while nothing runs'])('a program with a key, %s', (when) => {
  let owner: Serving | null = null;
  beforeAll(async () => {
    if (when === 'while Keywatch runs') owner = await startServe(env, ['--no-browser']);
  });
  afterAll(async () => owner?.stop('SIGTERM'));

  it.each([
    ['exit 0', 0],
    ['exit 42', 42],
    ['kill -TERM $$', 143],
    ['kill -KILL $$', 137],
  ])('ends as it does: %s', async (script, code) => {
    expect(await ran(script)).toEqual({ code, stdout: '', stderr: '' });
  });

  it('has the key in its environment, its output the mask', async () => {
    const { stdout, stderr } = await ran('printenv ANTHROPIC_API_KEY; printf %s "$ANTHROPIC_API_KEY" >&2');
    expect({ stdout, stderr }).toEqual({ stdout: `${mask}\n`, stderr: mask });
    const whole = await runCli(env, [
      'run',
      '--profile',
      'anth',
      '--no-redact',
      '--',
      'printenv',
      'ANTHROPIC_API_KEY',
    ]);
    expect(whole.stdout).toBe(`${key}\n`);
  });

  it('is written down with the name of the program, before it starts', async () => {
    await runCli(env, [...withKey, 'true']);
    const [newest] = await accesses();
    expect(newest).toMatchObject({ id: 'anthropic:work', action: 'run', program: 'true' });
  });

  it('leaves the vault to others while it runs', async () => {
    const child = await started(shell('echo ready; exec sleep 60'));
    expect(await runCli(env, ['auth', 'edit', 'anth', '--notes', when])).toMatchObject({ code: 0 });
    child.kill('SIGTERM');
    expect(await endOf(child)).toBe(143);
  });
});

describe('the environment of a program', () => {
  it('has what its tools read and nothing that goes before it, nor what opens the vault', async () => {
    const stray = {
      ...env,
      ANTHROPIC_AUTH_TOKEN: 'stray',
      ANTHROPIC_BASE_URL: 'https://elsewhere.example',
      CLAUDE_CODE_USE_BEDROCK: '1',
      KEYWATCH_PASSPHRASE_FILE: '',
      MINE: 'stays',
    };
    const { stdout } = await runCli(stray, [...withKey, 'env']);
    const seen = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split('=', 2)),
    );
    expect(seen).toMatchObject({ MINE: 'stays', HOME: home, ANTHROPIC_API_KEY: mask });
    for (const name of Object.keys(stray)) {
      const isGone = /^(ANTHROPIC_|CLAUDE_|KEYWATCH_(PASSPHRASE|CONFIRM))/.test(name);
      expect({ name, isThere: name in seen }).toEqual({ name, isThere: !isGone });
    }
  });

  it('of Claude Code has the token alone, and its arguments are left as they are', async () => {
    const args = ['-p', 'two words', '--json', '--', '--help', ''];
    const stray = { ...env, ANTHROPIC_API_KEY: 'stray', ANTHROPIC_AUTH_TOKEN: 'stray' };
    const { code, stdout } = await runCli(stray, ['claude', ...args]);
    expect(code).toBe(0);
    expect(stdout.match(/^<.*>$/gm)).toEqual(args.map((word) => `<${word}>`));
    expect(stdout).toMatch(/^CLAUDE_CODE_OAUTH_TOKEN=sk-ant-oat01-….*$/m);
    expect(stdout).not.toMatch(/^ANTHROPIC_/m);
  });

  it('is where the key is, and nowhere in its arguments', async () => {
    const { stdout } = await runCli(env, [
      'run',
      '--provider',
      'anthropic',
      '--no-redact',
      '--',
      'sh',
      '-c',
      'cat /proc/$PPID/cmdline /proc/$$/cmdline | tr "\\0" " "',
    ]);
    expect(stdout).toContain('--no-redact');
    expect(leaksOf(key, [{ where: 'arguments', content: stdout }])).toEqual([]);
  });
});

describe('what never starts', () => {
  it.each([
    [['run', '--provider', 'anthropic', '--', 'no-such-program'], 66],
    [['run', '--provider', 'anthropic', '--', 'barred'], 77],
    [['run', '--provider', 'anthropic', '--', '/'], 66],
    [['run', '--provider', 'openai', '--', 'true'], 66],
    [['run', '--provider', 'nobody', '--', 'true'], 66],
    [['run', '--profile', 'nobody', '--', 'true'], 66],
    [['run', '--profile', 'anth', '--provider', 'anthropic', '--', 'true'], 64],
    [['run', '--', 'true'], 64],
    [['run', '--provider', 'anthropic'], 64],
  ])('%j exits with %i and writes nothing down', async (args, code) => {
    const before = await accesses();
    const { stderr, ...ended } = await runCli(env, args);
    expect(ended).toEqual({ code, stdout: '' });
    expect(stderr).toMatch(/^keywatch: [^\n]+\n$/);
    expect(await accesses()).toEqual(before);
  });

  it('is a program whose key cannot be written down', async () => {
    const history = () => new DatabaseSync(join(home, 'data/history.sqlite'));
    const meddler = history();
    meddler.exec(`CREATE TRIGGER no_more BEFORE INSERT ON accesses BEGIN SELECT RAISE(ABORT, 'no'); END`);
    meddler.close();
    const { code, stdout } = await ran('echo started');
    const mender = history();
    mender.exec('DROP TRIGGER no_more');
    mender.close();
    expect(stdout).toBe('');
    expect(code).toBeGreaterThanOrEqual(64);
  });
});

describe('the streams of a program', () => {
  it('are its own: input comes through, and shells may open them by name', async () => {
    expect(await ran('cat; echo out >/dev/stdout; echo err >/dev/stderr', 'typed\n')).toEqual({
      code: 0,
      stdout: 'typed\nout\n',
      stderr: 'err\n',
    });
  });

  it('hide a key that comes in two pieces, long after one another', async () => {
    const script =
      'printf %.30s "$ANTHROPIC_API_KEY"; sleep 0.4; printf %s "${ANTHROPIC_API_KEY#$(printf %.30s "$ANTHROPIC_API_KEY")}"';
    expect((await ran(script)).stdout).toBe(mask);
  });

  it('keep their order where they are one', () => {
    const file = join(home, 'both');
    const lines = 'for n in 1 2 3 4 5; do echo out $n; echo err $n >&2; done';
    const both = `"$0" "$@" >'${file}' 2>&1`;
    spawnSync('sh', ['-c', both, process.execPath, built, ...shell(lines)], { env: { ...env } });
    const wanted = [1, 2, 3, 4, 5].flatMap((n) => [`out ${n}`, `err ${n}`]);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toEqual(wanted);
  });

  it('end for it when nobody reads them any more', async () => {
    const child = spawn(process.execPath, [built, ...withKey, 'yes'], { env: { ...env } });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await endOf(child)).toBe(141);
  });

  it('are not waited for where something it left behind holds them', async () => {
    const begun = performance.now();
    const { code, stdout } = await ran('sleep 30 & echo done');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'done\n' });
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it.runIf(process.platform === 'linux')('carry 1 GB in bounded memory', { timeout: 180_000 }, async () => {
    const script = 'dd if=/dev/zero bs=1M count=1024 2>/dev/null; printenv ANTHROPIC_API_KEY; cat >/dev/null';
    const child = spawn(process.execPath, [built, ...shell(script)], { env: { ...env } });
    const begun = performance.now();
    let bytes = 0;
    let last = '';
    const whole = 1024 ** 3 + Buffer.byteLength(`${mask}\n`);
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        last = chunk.toString('utf8').slice(-mask.length - 1);
        if (bytes >= whole) resolve();
      });
    });
    const tookMs = performance.now() - begun;
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const peakMb = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    child.stdin.end();
    expect(await endOf(child)).toBe(0);
    console.log(`1 GB in ${(tookMs / 1000).toFixed(1)} s, at most ${peakMb.toFixed(0)} MB of memory`);
    expect({ bytes, last }).toEqual({ bytes: whole, last: `${mask}\n` });
    expect(peakMb).toBeLessThan(200);
  });
});

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const)(
    '%s reaches the program once, which has the last word',
    async (signal) => {
      const name = signal.slice(3);
      const script = `n=0; trap 'n=$((n+1))' ${name}; echo ready; while [ $n = 0 ]; do sleep 0.05; done; sleep 0.3; exit $((n+20))`;
      const child = await started(shell(script));
      child.kill(signal);
      expect(await endOf(child)).toBe(21);
    },
  );

  it.runIf(process.platform === 'linux')('that ends Keywatch leaves no key behind', async () => {
    const child = await started(shell('echo ready; exec sleep 60'));
    const below = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' }).stdout.trim();
    child.kill('SIGKILL');
    await endOf(child);
    process.kill(Number(below), 'SIGKILL');
    for (const secret of [key, setupToken]) expect(leaksOf(secret, filesBelow(home))).toEqual([]);
  });
});

const noTerminal = whyNoTerminal();
describe.skipIf(noTerminal !== null)('at a terminal', () => {
  it('what a program writes and sets is left as it is', async () => {
    const script = join(home, 'terminal.sh');
    const line = `'${process.execPath}' '${built}' run --provider anthropic --`;
    writeFileSync(
      script,
      `#!/bin/sh\n${line} sh -c 'test -t 0 -a -t 1 -a -t 2 && stty size && stty -echo && printenv ANTHROPIC_API_KEY'\nstty -a\n`,
    );
    chmodSync(script, 0o700);
    const { stdout } = spawnSync('script', ['-qec', `stty cols 97 rows 31; ${script}`, '/dev/null'], {
      env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
      encoding: 'utf8',
    });
    expect(stdout).toContain('31 97');
    expect(stdout).toContain(key);
    expect(stdout).toMatch(/ -echo\b/);
  });

  it('the keys for an interrupt reach the program once, and it is waited for', async () => {
    const script =
      'n=0; trap "n=\\$((n+1))" INT; echo ready; while [ $n = 0 ]; do sleep 0.05; done; sleep 0.3; echo heard $n';
    const typist = atTerminal(env, shell(script));
    await typist.sees('ready');
    typist.types('\u0003');
    await typist.sees('heard 1');
    await typist.ended();
  });

  const editor = [
    ['vim', '-u', 'NONE', '-i', 'NONE', '-n'],
    ['busybox', 'vi'],
  ].find(([name = '']) => spawnSync(name, ['--help']).error === undefined);
  it.runIf(editor !== undefined)('a full-screen program works', async () => {
    const file = join(home, 'written');
    const typist = atTerminal(env, [...withKey, ...(editor ?? []), file]);
    await typist.sees('~');
    typist.types('ihello\u001B:wq\r');
    expect(await typist.ended()).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('hello\n');
  });
});
