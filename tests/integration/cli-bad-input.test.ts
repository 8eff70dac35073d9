import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runHere } from '../fixtures/keywatch-here.ts';
import { root, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let data: string;
let env: Environment;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-bad-'));
  data = join(home, 'data');
  env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function run(args: readonly string[], input = '', more: Environment = {}) {
  const ran = await runHere({ ...env, ...more }, [...args, '--json'], input);
  return { ...ran, document: JSON.parse(ran.stdout) as Record<string, unknown> };
}

const add = (input: string, ...more: string[]) =>
  run(['auth', 'add', '--provider', 'openai', '--key', '-', '--no-probe', ...more], input);
const ids = async () =>
  ((await run(['auth', 'list'])).document['profiles'] as { id: string }[]).map(({ id }) => id);

/** Every refusal says what happened, what was kept and what to do, once for people and once for programs. */
function expectRefusal(ran: Awaited<ReturnType<typeof run>>, code: string, exit: number): void {
  expect(ran.document).toMatchObject({ schema: 'keywatch.error/1', code, exit });
  expect(ran.code).toBe(exit);
  expect(ran.stderr).toMatch(/^keywatch: .+; .+/m);
  expect(ran.stdout.trim().split('\n')).toHaveLength(1);
}

describe('input that cannot be used is refused and loses nothing', () => {
  test.each<[string, readonly string[], string, string, number]>([
    ['an unknown command', ['auth', 'lst'], '', 'bad_usage', 64],
    ['an unknown option', ['status', '--chek'], '', 'bad_usage', 64],
    [
      'an unknown provider',
      ['auth', 'add', '--provider', 'nobody', '--key', '-'],
      'k-1234567890',
      'unknown_provider',
      66,
    ],
    ['a provider that nobody knows', ['auth', 'list', '--provider', 'nobody'], '', 'unknown_provider', 66],
    ['an id that is none', ['auth', 'add', '--id', 'wrong', '--key', '-'], 'k', 'invalid_input', 65],
    [
      'an id that is none, of a token',
      ['auth', 'paste-token', '--provider', 'openrouter', '--profile-id', 'wrong'],
      'k',
      'invalid_input',
      65,
    ],
    ['a shell that is not known', ['completion', 'tcsh'], '', 'bad_usage', 64],
    ['a profile that is not there', ['auth', 'show', 'nobody'], '', 'not_found', 66],
    ['a profile to change that is not there', ['auth', 'edit', 'nobody', '--name', 'x'], '', 'not_found', 66],
    ['a beginning of two', ['auth', 'show', 'openai:'], '', 'ambiguous', 65],
    ['a bad date', ['auth', 'edit', 'one', '--expires', '31 February 2027'], '', 'invalid_input', 65],
    ['a bad duration', ['status', '--within', '2w'], '', 'invalid_input', 65],
    [
      'a 2 MB paste',
      ['auth', 'add', '--provider', 'openai', '--key', '-'],
      'x'.repeat(2_000_000),
      'too_large',
      65,
    ],
    [
      'a 100 kB secret',
      ['auth', 'add', '--provider', 'openai', '--key', '-'],
      'x'.repeat(100_000),
      'too_large',
      65,
    ],
    ['an empty secret', ['auth', 'add', '--provider', 'openai', '--key', '-'], '\n', 'invalid_input', 65],
    ['no secret and nobody to ask', ['auth', 'add', '--provider', 'openai'], '', 'bad_usage', 64],
    [
      'two keys at once',
      ['auth', 'add', '--provider', 'openai', '--key', '-'],
      `${inventedKeys.anthropic}\n${inventedKeys.openrouter}\n`,
      'invalid_input',
      65,
    ],
    [
      'another kind of id',
      ['auth', 'add', '--id', 'anthropic:x', '--provider', 'openai', '--key', '-'],
      'sk-proj-abcdefghijklmnop',
      'invalid_input',
      65,
    ],
    [
      'a foreign base URL without TLS',
      ['auth', 'edit', 'one', '--base-url', 'http://keys.example'],
      '',
      'invalid_input',
      65,
    ],
    ['an edit of nothing', ['auth', 'edit', 'one'], '', 'bad_usage', 64],
    ['nothing to explain', ['explain'], '', 'bad_usage', 64],
    [
      'an explanation for a provider that is none',
      ['explain', '--provider', 'nobody'],
      'x',
      'unknown_provider',
      66,
    ],
    ['a status that is none', ['explain', '--provider', 'openai', '--status', '42'], '', 'bad_usage', 64],
    [
      'a header without a name',
      ['explain', '--provider', 'openai', '--status', '400', '--header', 'x'],
      '',
      'bad_usage',
      64,
    ],
  ])('%s', async (_, args, input, code, exit) => {
    await add(inventedKeys.openai, '--name', 'one');
    await add(inventedKeys.openai, '--name', 'two', '--force');
    const before = readFileSync(join(data, 'vault.json'), 'utf8');
    expectRefusal(await run(args, input), code, exit);
    expect(readFileSync(join(data, 'vault.json'), 'utf8')).toBe(before);
  });

  test('a key with a line break in it is joined, not stored broken', async () => {
    const { openai } = inventedKeys;
    expect((await add(`${openai.slice(0, 60)}\n${openai.slice(60)}\n`, '--name', 'one')).code).toBe(0);
    expect((await runHere(env, ['auth', 'show', 'one', '--reveal'])).stdout).toBe(`${openai}\n`);
  });

  test('a secret typed where a word belongs is not repeated', async () => {
    for (const args of [
      ['auth', 'add', inventedKeys.anthropic],
      ['auth', 'show', inventedKeys.anthropic],
      [inventedKeys.anthropic],
    ]) {
      const { stdout, stderr } = await run(args);
      expect(stdout + stderr).not.toContain(inventedKeys.anthropic.slice(0, 24));
    }
  });
});

describe('a vault that cannot be used is left as it is', () => {
  const written = (text: string) => {
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(data, 'vault.json'), text, { mode: 0o600 });
  };

  test.each([
    ['cut off', '{"version":1,"key":{"id":"k1","slo'],
    ['empty', ''],
    ['of another program', '[1,2,3]'],
  ])('%s', async (_, text) => {
    written(text);
    for (const args of [['status'], ['auth', 'list'], ['auth', 'edit', 'x:y', '--name', 'n']]) {
      const ran = await run(args);
      expectRefusal(ran, 'vault_unreadable', 77);
      expect(ran.document['message']).toContain(join(data, 'vault.json'));
    }
    expect(readFileSync(join(data, 'vault.json'), 'utf8')).toBe(text);
  });

  test('of a newer version: listed, not changed', async () => {
    await add(inventedKeys.openai, '--name', 'one');
    const vault = JSON.parse(readFileSync(join(data, 'vault.json'), 'utf8')) as Record<string, unknown>;
    const newer = JSON.stringify({ ...vault, version: 99 });
    writeFileSync(join(data, 'vault.json'), newer);
    const status = await run(['status']);
    expect(status.document).toMatchObject({
      vault: { state: 'read_only' },
      profiles: [{ id: 'openai:one' }],
    });
    expectRefusal(await run(['auth', 'edit', 'one', '--name', 'n']), 'vault_newer', 73);
    expect(readFileSync(join(data, 'vault.json'), 'utf8')).toBe(newer);
  });

  test('with a changed record: named as damaged, its secret not given, the rest goes on', async () => {
    await add(inventedKeys.openai, '--name', 'one');
    await run(['auth', 'add', '--key', '-', '--name', 'two', '--no-probe'], inventedKeys.openrouter);
    const path = join(data, 'vault.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"name":"one"', '"name":"uno"'));
    const reveal = await run(['auth', 'show', 'openai:one', '--reveal']);
    expectRefusal(reveal, 'profile_damaged', 77);
    expect((await run(['auth', 'show', 'openrouter:two', '--reveal'])).code).toBe(0);
  });
});

describe('a data directory', () => {
  test('that is no absolute path is refused before anything is opened', async () => {
    expectRefusal(await run(['status'], '', { KEYWATCH_HOME: 'data' }), 'bad_usage', 64);
  });

  test('that cannot be made leaves everything as it was', async () => {
    writeFileSync(join(home, 'file'), '');
    const ran = await run(['auth', 'add', '--key', '-', '--no-probe'], inventedKeys.openai, {
      KEYWATCH_HOME: join(home, 'file/data'),
    });
    expectRefusal(ran, 'write_failed', 73);
  });

  // Root may write everywhere: there the command runs as nobody, where nobody may run Node at all.
  const isRoot = process.getuid?.() === 0;
  const nobody = 65_534;
  const asNobody = isRoot ? { uid: nobody, gid: nobody } : {};
  const canRun = spawnSync(process.execPath, ['-e', '0'], asNobody).status === 0;
  test.skipIf(!canRun || process.platform === 'win32')(
    'that is read-only can be read and loses nothing',
    async () => {
      await add(inventedKeys.openai, '--name', 'one');
      const command = join(root, 'dist/cli/keywatch.cjs');
      spawnSync('chmod', ['-R', isRoot ? 'a+rX' : 'a-w', home]);
      const as = (...args: string[]) =>
        spawnSync(process.execPath, [command, ...args, '--json'], {
          env: { ...env },
          encoding: 'utf8',
          ...asNobody,
        });
      const list = as('auth', 'list');
      expect(list.stderr).toBe('');
      expect(JSON.parse(list.stdout)).toMatchObject({ profiles: [{ id: 'openai:one' }] });
      const edit = as('auth', 'edit', 'one', '--name', 'n');
      expect(JSON.parse(edit.stdout)).toMatchObject({
        schema: 'keywatch.error/1',
        code: 'write_failed',
        exit: 73,
      });
      expect(edit.status).toBe(73);
      spawnSync('chmod', ['-R', 'u+w', home]);
      expect(await ids()).toEqual(['openai:one']);
    },
  );
});

describe.skipIf(!existsSync('/dev/full'))('an output that cannot be written', () => {
  const into = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'dist/cli/keywatch.cjs'), ...args], {
      env: { ...env },
      encoding: 'utf8',
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });

  test.each([[['status', '--json']], [['auth', 'list']], [['nothing', '--json']]])(
    'is told in one line, with its own exit code: keywatch %j',
    (args) => {
      const { status, stderr } = into(...args);
      expect(status).toBe(args[0] === 'nothing' ? 64 : 73);
      expect(stderr).toMatch(/^keywatch: .+; .+; .+$/m);
      expect(stderr).not.toContain('    at ');
    },
  );
});

test('a profile whose reference leads nowhere is part of the status that was asked for anew', async () => {
  const asking = { KEYWATCH_OFFLINE: '0' };
  await run(['auth', 'add', '--provider', 'openai', '--ref', 'env:NOT_SET', '--name', 'n', '--no-probe']);
  const { code, document, stderr } = await run(['status', '--probe', '--check'], '', asking);
  expect(stderr).toContain('NOT_SET');
  expect(document).toMatchObject({
    schema: 'keywatch.status/1',
    providers: [{ provider: 'openai', status: 'missing' }],
    exit: 1,
  });
  expect(code).toBe(1);
});
