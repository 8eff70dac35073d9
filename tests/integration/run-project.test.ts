import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root, runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { atTerminal, whyNoTerminal } from '../fixtures/pseudo-terminal.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const { anthropic, anthropicOther, openai } = inventedKeys;

let home: string;
let env: Environment;
let project: string;
let file: string;

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-project-')));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
  for (const [provider, name, secret] of [
    ['anthropic', 'Work', anthropic],
    ['anthropic', 'Home', anthropicOther],
    ['openai', 'Work', openai],
  ] as const)
    await runCli(env, ['auth', 'add', '--provider', provider, '--name', name, '--key', '-'], secret);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

beforeEach(() => {
  project = mkdtempSync(join(home, 'project-'));
  file = join(project, '.keywatch');
  mkdirSync(join(project, 'deep/down'), { recursive: true });
});

const write = (said: unknown) => writeFileSync(file, typeof said === 'string' ? said : JSON.stringify(said));

/** Runs it in a directory of the project. */
function inProject(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'dist/cli/keywatch.cjs'), ...args], {
    cwd: join(project, 'deep/down'),
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += String(chunk)));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? -1, ...said })));
}
const shows = ['--no-redact', '--', 'sh', '-c', 'echo "$ANTHROPIC_API_KEY $OPENAI_API_KEY"'];

describe('what a project says of its keys', () => {
  it('is used once it was allowed, for all it names or for one of them', async () => {
    write({ anthropic: 'anthropic:home', openai: null });
    expect(await inProject(['run', ...shows])).toMatchObject({ code: 77, stdout: '' });
    const refused = await inProject(['run', '--provider', 'anthropic', ...shows]);
    expect(refused).toMatchObject({ code: 77, stdout: '' });
    expect(refused.stderr).toContain(`keywatch allow '${project}'`);

    const allowed = await inProject(['allow']);
    expect(allowed.stdout).toContain('anthropic by anthropic:home, openai by whoever serves next');
    expect((await inProject(['run', ...shows])).stdout).toBe(`${anthropicOther} ${openai}\n`);
    expect((await inProject(['run', '--provider', 'anthropic', ...shows])).stdout).toBe(
      `${anthropicOther} \n`,
    );
  });

  it('is asked about again after a change, and allowed again as it was', async () => {
    write({ anthropic: 'anthropic:home' });
    expect(await inProject(['allow', project])).toMatchObject({ code: 0 });
    write({ anthropic: 'anthropic:work' });
    expect(await inProject(['run', ...shows])).toMatchObject({ code: 77 });
    write({ anthropic: 'anthropic:home' });
    expect(await inProject(['run', ...shows])).toMatchObject({ code: 0 });
  });

  it('has no say where a profile is named, or of a provider that it does not name', async () => {
    write({ anthropic: 'anthropic:home' });
    expect((await inProject(['run', '--profile', 'anthropic:work', ...shows])).stdout).toBe(
      `${anthropic} \n`,
    );
    expect((await inProject(['run', '--provider', 'openai', ...shows])).stdout).toBe(` ${openai}\n`);
  });

  it.each([
    ['a link', () => symlinkSync(join(project, 'elsewhere'), file)],
    [
      'a file that others may write',
      () => {
        write({ anthropic: 'anthropic:home' });
        chmodSync(file, 0o664);
      },
    ],
  ])('is not what %s says', async (_what, make) => {
    writeFileSync(join(project, 'elsewhere'), JSON.stringify({ anthropic: 'anthropic:home' }));
    make();
    const { code, stderr } = await inProject(['run', '--', 'true']);
    expect(code).toBe(64);
    expect(stderr).toContain('was passed over');
    expect(await inProject(['allow'])).toMatchObject({ code: 66 });
  });

  it.runIf(process.getuid?.() === 0)('is not what a file of another user says', async () => {
    write({ anthropic: 'anthropic:home' });
    chownSync(file, 54_321, 54_321);
    const { code, stderr } = await inProject(['run', '--', 'true']);
    expect(code).toBe(64);
    expect(stderr).toContain('belongs to another user');
  });

  it.each([
    ['no JSON', 'anthropic = home'],
    ['a list', ['anthropic']],
    ['no profile', { anthropic: 7 }],
    ['nothing', {}],
    ['a profile of another provider', { anthropic: 'openai:work' }],
  ])('is refused with 65 where it is %s', async (_what, said) => {
    write(said);
    await inProject(['allow']);
    expect(await inProject(['run', '--', 'true'])).toMatchObject({ code: 65, stdout: '' });
  });

  it('is never repeated where somebody put a key into it', async () => {
    write({ anthropic: anthropic });
    const said = [await inProject(['allow']), await inProject(['run', '--', 'true'])];
    write(`{"anthropic": "${anthropic}"`);
    said.push(await inProject(['allow']), await inProject(['run', '--', 'true']));
    expect(JSON.stringify(said)).not.toContain('Kw7-Kw7-');
    expect(said.map(({ code }) => code)).toEqual([0, 66, 65, 65]);
  });

  it.skipIf(whyNoTerminal() !== null)('is asked about at a terminal, and remembered', async () => {
    write({ anthropic: 'anthropic:home' });
    const line = `cd '${project}' && exec '${process.execPath}' '${join(root, 'dist/cli/keywatch.cjs')}' run -- true`;
    const ask = async (answer: string) => {
      const typist = atTerminal(env, [
        'run',
        '--profile',
        'anthropic:work',
        '--',
        'sh',
        '-c',
        line.replaceAll("'", ''),
      ]);
      await typist.sees('[y/N]');
      typist.types(`${answer}\r`);
      return typist.ended();
    };
    expect(await ask('n')).toBe(77);
    expect(await ask('y')).toBe(0);
    expect(await inProject(['run', '--', 'true'])).toMatchObject({ code: 0 });
  });
});
