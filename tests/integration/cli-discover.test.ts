import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Candidate } from '../../src-shared/contract-discovery.ts';
import { fullHome, invented, type Laid } from '../fixtures/discovery-home.ts';
import { put } from '../fixtures/gateway-homes.ts';
import { runCli, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { leaksOf, type Trace } from '../fixtures/leaks.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let env: Environment;
let laid: Laid;
let traces: Trace[];
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-cli-found-')));
  laid = fullHome(home, Date.now());
  traces = [];
  env = {
    ...scratchEnvironment(home),
    KEYWATCH_OFFLINE: '1',
    KEYWATCH_LOG: 'error',
    GROQ_API_KEY: invented('cli').groq,
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Said {
  schema: string;
  code: string;
  compared: boolean;
  candidates: Candidate[];
  problems: { where: string; message: string }[];
  taken: { selector: string; as: string; id: string }[];
}

async function run(...args: string[]) {
  const ran = await runCli(env, ['auth', 'discover', ...args]);
  traces.push({ where: 'stdout', content: ran.stdout }, { where: 'stderr', content: ran.stderr });
  return ran;
}
async function asked(...args: string[]) {
  const ran = await run(...args, '--json');
  return { ...ran, said: JSON.parse(ran.stdout) as Said };
}
const of = ({ candidates }: Said, selector: string): Candidate => {
  const found = candidates.find((each) => each.selector.replace(/@[0-9a-f]{6}/, '') === selector);
  if (found === undefined) throw new Error(`there is no ${selector}`);
  return found;
};
const leaks = () =>
  [...laid.secrets.values(), ...laid.others, env['GROQ_API_KEY'] ?? ''].flatMap((secret) =>
    leaksOf(secret, traces),
  );

describe('auth discover', () => {
  it('looks without a vault and makes none: everything is new', async () => {
    const { code, said } = await asked();
    expect(code).toBe(0);
    expect(said).toMatchObject({ schema: 'keywatch.candidates/1', compared: true, problems: [], taken: [] });
    expect(Object.keys(of(said, 'claude-code')).toSorted()).toEqual(
      [
        'selector provider kind where location mode plaintext finding owner known ignored expiresAt mask',
        'source reference note takes',
      ]
        .join(' ')
        .split(' ')
        .toSorted(),
    );
    expect(of(said, 'grok').expiresAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(existsSync(join(home, 'data'))).toBe(false);
    expect(leaks()).toEqual([]);
  });

  it('shows people file by file what lies there, who can read it, and what to type', async () => {
    const { stdout } = await run();
    expect(stdout).toContain('~/.zshrc (0644)');
    expect(stdout).toMatch(/shell@[0-9a-f]{6}:ANTHROPIC_API_KEY\s+anthropic.*open to others\s+new\s+copied/);
    expect(stdout).toContain('  chmod 600 ~/.zshrc');
    expect(stdout).toMatch(/keywatch auth discover --link env:GROQ_API_KEY/);
    expect(leaks()).toEqual([]);
  });

  it('links, copies and ignores in one go, and tells what became of each', async () => {
    const { said: before } = await asked();
    const dotenv = of(before, 'dotenv:OPENAI_API_KEY').selector;
    const { code, said, stderr } = await asked(
      '--link',
      dotenv,
      '--copy',
      'llm:openai',
      '--ignore',
      'zai',
      '--no-probe',
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(said.taken).toEqual([
      { selector: dotenv, as: 'link', id: 'openai:openai-env' },
      { selector: 'llm:openai', as: 'copy', id: 'openai:openai' },
    ]);
    expect(of(said, 'dotenv:OPENAI_API_KEY').known).toBe('openai:openai-env');
    expect(of(said, 'llm:openai').known).toBe('openai:openai');
    expect(of(said, 'zai').ignored).toBe(true);
    const shown = await run();
    expect(shown.stdout).not.toContain('zai');
    expect(shown.stdout).toContain('1 ignored one is not shown; --all shows all.');
    expect((await run('--all')).stdout).toMatch(/zai .*ignored/);
    await run('--unignore', 'zai');
    expect((await run()).stdout).toMatch(/^zai /m);
    expect(leaks()).toEqual([]);
  });

  it('takes several selectors after one option, and beginnings that only one has', async () => {
    const { code, said } = await asked('--copy', 'llm', 'codexbar', '--no-probe');
    expect(code).toBe(0);
    expect(said.taken.map(({ selector }) => selector)).toEqual(['llm:openai', 'codexbar:openrouter']);
  });

  it.each([
    [['zai'], 64, 'without an option'],
    [['--link', 'zai', '--copy', 'llm', 'gh'], 64, 'without an option'],
    [['--link', 'nothing-like-it'], 66, 'Nothing was found under'],
    [['--link', 'claude-code', '--copy', 'shell@'], 65, 'could be shell@'],
    [['--copy', 'claude-code'], 65, 'a copy would sign its tool out'],
    [['--link', 'aws:default'], 65, 'cannot be linked'],
    [['--link', 'claude-code', '--link', 'no-such'], 66, 'Nothing was found under'],
  ])('%j ends with %i and changes nothing', async (args, exit, why) => {
    const { code, stderr, stdout } = await run(...args, '--json');
    expect({ code, why: stderr.includes(why) }).toEqual({ code: exit, why: true });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'keywatch.error/1', exit });
    expect((await runCli(env, ['auth', 'list', '--json'])).stdout).toContain('"profiles":[]');
    expect(leaks()).toEqual([]);
  });

  it('looks at what is named, wherever that lies', async () => {
    const path = put(join(home, 'far', 'away.env'), `XAI_API_KEY=xai-${'Kw3z'.repeat(20)}\n`);
    expect(of((await asked()).said, 'env:GROQ_API_KEY').provider).toBe('groq');
    const { said } = await asked('--file', path);
    expect(of(said, 'dotenv:XAI_API_KEY')).toMatchObject({ where: path, provider: 'xai', mode: '0600' });
  });
});

describe('auth discover beside a running Keywatch', () => {
  it('sees with its own eyes: its environment and folder, not the owner’s', { timeout: 60_000 }, async () => {
    const owners = Object.entries(env).filter(([name]) => name !== 'GROQ_API_KEY');
    const serving = await startServe({
      ...Object.fromEntries(owners),
      OPENROUTER_API_KEY: inventedKeys.openrouter,
    });
    try {
      const { said } = await asked();
      expect(
        said.candidates.filter(({ source }) => source === 'env').map(({ selector }) => selector),
      ).toEqual(['env:GROQ_API_KEY']);
      const copied = await asked('--copy', 'env:GROQ_API_KEY', '--no-probe');
      expect(copied.said.taken).toMatchObject([{ id: 'groq:groq' }]);
      expect(of(copied.said, 'env:GROQ_API_KEY').known).toBe('groq:groq');
      const revealed = await runCli(env, ['auth', 'show', 'groq:groq', '--reveal', '--no-newline']);
      expect(revealed.stdout).toBe(env['GROQ_API_KEY']);
      // What is not set where the owner runs leads nowhere there, and that is said.
      const linked = await run('--link', 'env:GROQ_API_KEY', '--force');
      expect(linked.stderr).toContain('groq:groq-groq-api-key');
      traces.push({ where: 'the owner', content: serving.output() });
      expect(leaks()).toEqual([]);
    } finally {
      await serving.stop('SIGTERM');
    }
  });
});
