import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { invalidKey, startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let env: Environment;
let provider: FakeProvider;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-cli-'));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error' };
  provider = await startFakeProvider();
});
afterEach(async () => {
  await provider.close();
  rmSync(home, { recursive: true, force: true });
});

interface Ran {
  code: number;
  document: Record<string, unknown>;
  stdout: string;
  stderr: string;
}

async function run(args: readonly string[], input = '', more: Environment = {}): Promise<Ran> {
  const ran = await runHere({ ...env, ...more }, args, input);
  const document = ran.stdout.startsWith('{') ? (JSON.parse(ran.stdout) as Record<string, unknown>) : {};
  return { ...ran, document };
}

const addWork = (...more: string[]) =>
  run(
    [
      'auth',
      'add',
      '--provider',
      'anthropic',
      '--name',
      'Work',
      '--key',
      '-',
      '--base-url',
      provider.url,
      '--json',
      ...more,
    ],
    `${inventedKeys.anthropic}\n`,
  );

describe('a data directory nobody has used', () => {
  test('is looked at without being made', async () => {
    const { code, document } = await run(['status', '--json']);
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: 'keywatch.status/1', profiles: [], exit: 0 });
    expect(existsSync(join(home, 'data'))).toBe(false);
  });

  test('has nothing to check, and nothing wrong', async () => {
    expect((await run(['status', '--check'])).code).toBe(0);
    expect((await run(['status', '--check', '--provider', 'anthropic'])).code).toBe(1);
  });
});

describe('a credential that is added', () => {
  test('is stored, asked about, and shown as every document shows a profile', async () => {
    const { code, document, stderr } = await addWork(
      '--expires',
      '2099-10-01',
      '--tag',
      'a',
      '--tag',
      'b',
      '--notes',
      'n',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      schema: 'keywatch.profile/1',
      profile: {
        id: 'anthropic:work',
        name: 'Work',
        provider: 'anthropic',
        kind: 'api_key',
        source: 'manual',
        owner: null,
        mask: expect.stringMatching(/^sk-ant-api03-…/),
        fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
        enabled: true,
        tags: ['a', 'b'],
        baseUrl: provider.url,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        expiry: {
          status: 'ok',
          expiresAt: new Date(2099, 9, 1).toISOString(),
          knownFrom: 'user',
          inferred: false,
        },
        health: { state: 'healthy', reason: null, cooldownUntil: null, confirming: false, limited: false },
        lastAnswer: { outcome: 'ok', httpStatus: 200, message: null },
        available: true,
        unavailableReason: null,
        order: 1,
        usedBy: [],
      },
    });
    expect(provider.requests().map(({ key }) => key)).toEqual([inventedKeys.anthropic]);
  });

  test('is the same credential to a command that reads the files alone', async () => {
    const added = await addWork();
    const shown = await run(['auth', 'show', 'work', '--json']);
    expect(shown.document['profile']).toEqual(added.document['profile']);
    const { document } = await run(['auth', 'list', '--json']);
    expect(document).toEqual({ schema: 'keywatch.profiles/1', profiles: [added.document['profile']] });
  });

  test('stays out of everything but its sealed field', async () => {
    await addWork();
    for (const name of readdirSync(join(home, 'data'), { recursive: true, withFileTypes: true }))
      if (name.isFile())
        expect(readFileSync(join(name.parentPath, name.name)).includes(inventedKeys.anthropic)).toBe(false);
    expect(statSync(join(home, 'data')).mode & 0o777).toBe(0o700);
  });

  test('is stored although its provider refuses it, and that is said', async () => {
    provider.script('*', [invalidKey]);
    const { code, stderr, document } = await addWork();
    expect(code).toBe(0);
    expect(stderr).toMatch(/anthropic:work is stored; its provider answered invalid/);
    expect(document['profile']).toMatchObject({ health: { confirming: true } });
  });

  test('is stored although nobody can be asked, and that is said', async () => {
    const { code, stderr } = await run(
      ['auth', 'add', '--provider', 'openai', '--key', '-'],
      inventedKeys.openai,
      { KEYWATCH_OFFLINE: '1' },
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/is stored, but could not be tested/);
  });

  test('is not stored twice, unless forced', async () => {
    await addWork();
    const again = await addWork();
    expect(again.code).toBe(65);
    expect(again.document).toMatchObject({ code: 'duplicate', exit: 65 });
    expect(String(again.document['message'])).toContain('anthropic:work');
    expect((await addWork('--id', 'anthropic:second', '--force')).code).toBe(0);
  });

  test.each([
    ['an admin key', `sk-ant-admin01-${'a'.repeat(93)}AA`, /admin key/],
    ['a retired form', `AIza${'q'.repeat(35)}`, /retired/],
  ])('that is %s is stored, and what is odd about it is said', async (_what, key, said) => {
    const { code, document, stderr } = await run(['auth', 'add', '--key', '-', '--no-probe', '--json'], key);
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: 'keywatch.profile/1' });
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain(key);
  });

  test('may be typed as an argument, with a warning', async () => {
    const { code, stderr } = await run(['auth', 'add', '--key', inventedKeys.openrouter, '--no-probe']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/other programs/);
  });
});

describe('a profile', () => {
  beforeEach(async () => {
    await addWork();
  });

  test('is edited, and none takes a value away', async () => {
    const edited = await run(['auth', 'edit', 'work', '--name', 'Home', '--expires', '90d', '--json']);
    expect(edited.document['profile']).toMatchObject({ name: 'Home', expiry: { knownFrom: 'user' } });
    const cleared = await run(['auth', 'edit', 'anthropic:work', '--expires', 'none', '--json']);
    expect(cleared.document['profile']).toMatchObject({ expiry: { status: 'none', expiresAt: null } });
  });

  test('gets another secret and keeps its name', async () => {
    const { code, document } = await run(
      ['auth', 'replace', 'anth', '--key', '-', '--json'],
      inventedKeys.anthropicOther,
    );
    expect(code).toBe(0);
    expect(document['profile']).toMatchObject({ id: 'anthropic:work', name: 'Work' });
    expect((await run(['auth', 'show', 'work', '--reveal'])).stdout).toBe(`${inventedKeys.anthropicOther}\n`);
  });

  test('gives its secret only when told to, with one newline or none, and that is recorded', async () => {
    expect((await run(['auth', 'show', 'work'])).stdout).not.toContain(inventedKeys.anthropic);
    expect((await run(['auth', 'show', 'work', '--reveal', '--no-newline'])).stdout).toBe(
      inventedKeys.anthropic,
    );
    const { document } = await run(['log', '--json']);
    expect(document).toMatchObject({
      schema: 'keywatch.log/1',
      entries: [{ id: 'anthropic:work', action: 'reveal', door: 'local', program: 'keywatch auth show' }],
    });
  });

  test('is switched off and on again', async () => {
    const off = await run(['auth', 'disable', 'work', '--reason', 'on leave', '--json']);
    expect(off.document['profile']).toMatchObject({ enabled: false, unavailableReason: 'disabled_by_user' });
    expect((await run(['status', '--check'])).code).toBe(0);
    expect((await run(['status', '--check', '--provider', 'anthropic'])).code).toBe(1);
    const on = await run(['auth', 'enable', 'work', '--json']);
    expect(on.document['profile']).toMatchObject({ enabled: true, available: true });
  });

  test('is removed only when meant, and comes back', async () => {
    const asked = await run(['auth', 'remove', 'work']);
    expect(asked.code).toBe(64);
    expect(asked.stderr).toMatch(/--yes/);
    const dry = await run(['auth', 'remove', 'work', '--dry-run', '--json']);
    expect(dry.document).toMatchObject({ id: 'anthropic:work', removed: false });
    const removed = await run(['auth', 'remove', 'work', '--yes', '--json']);
    expect(removed.document).toMatchObject({
      schema: 'keywatch.removed/1',
      id: 'anthropic:work',
      removed: true,
    });
    expect((await run(['auth', 'show', 'work'])).code).toBe(66);
    expect((await run(['auth', 'restore', 'anthropic:work'])).code).toBe(0);
    expect((await run(['auth', 'show', 'work'])).code).toBe(0);
  });

  test('is asked about on demand, with its answers kept', async () => {
    provider.script('*', [{ status: 429, headers: { 'retry-after': '60' }, body: {} }]);
    const { code, document } = await run(['auth', 'test', 'work', '--json']);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      schema: 'keywatch.answers/1',
      answers: [
        {
          id: 'anthropic:work',
          outcome: 'rate_limited',
          httpStatus: 429,
          retryAt: expect.stringMatching(/Z$/),
          health: { state: 'cooldown' },
        },
      ],
    });
    const past = await run(['history', 'work', '--json']);
    expect(past.document).toMatchObject({
      schema: 'keywatch.history/1',
      id: 'anthropic:work',
      rows: [{ outcome: 'ok' }, { outcome: 'rate_limited', httpStatus: 429 }],
    });
    const reset = await run(['auth', 'reset', 'work', '--json']);
    expect(reset.document['profile']).toMatchObject({ health: { cooldownUntil: null, failures: 0 } });
  });

  test('that nobody answers for makes a test exit with 69', async () => {
    await provider.close();
    expect((await run(['auth', 'test', 'work'])).code).toBe(69);
    provider = await startFakeProvider();
  });

  test('that is a linked login needs no provider: the login tells it', async () => {
    const linked = await run(['auth', 'add', '--ref', 'login:claude-code', '--no-probe', '--json']);
    expect(linked.document['profile']).toMatchObject({
      provider: 'claude-code',
      kind: 'oauth',
      reference: 'login:claude-code',
    });
    await run(['auth', 'remove', 'claude-code', '--yes']);
  });

  test('whose reference leads nowhere is an answer about it, and 69', async () => {
    await run([
      'auth',
      'add',
      '--provider',
      'openai',
      '--name',
      'Lost',
      '--ref',
      'env:NOT_SET_ANYWHERE',
      '--no-probe',
    ]);
    const { code, document } = await run(['auth', 'test', 'openai:lost', '--json']);
    expect(code).toBe(69);
    expect(document).toMatchObject({
      schema: 'keywatch.answers/1',
      answers: [
        { id: 'openai:lost', outcome: 'unverifiable', message: expect.stringContaining('NOT_SET_ANYWHERE') },
      ],
    });
    await run(['auth', 'remove', 'openai:lost', '--yes']);
  });

  test('that is bound to end soon is told by --check, and within says what soon is', async () => {
    await run(['auth', 'edit', 'work', '--expires', '10d']);
    expect((await run(['status', '--check'])).code).toBe(2);
    expect((await run(['status', '--check', '--within', '5d'])).code).toBe(0);
    expect((await run(['status'])).code).toBe(0);
    await run(['auth', 'disable', 'work']);
    expect((await run(['status', '--check', '--profile', 'work'])).code).toBe(1);
  });

  test('is counted', async () => {
    expect((await run(['auth', 'status', '--json'])).document).toMatchObject({
      schema: 'keywatch.counts/1',
      total: 1,
      available: 1,
      healthy: 1,
    });
  });

  test('is reached by the words of the OpenClaw family', async () => {
    expect((await run(['models', 'auth', 'list', '--json'])).document).toMatchObject({
      profiles: [{ id: 'anthropic:work' }],
    });
    expect((await run(['models', 'status', '--check'])).code).toBe(0);
  });

  test('has no model that models status --plain could print, which is refused beside another report', async () => {
    expect(await run(['models', 'status', '--plain'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    await run(['auth', 'disable', 'work']);
    expect(await run(['models', 'status', '--plain', '--check'])).toMatchObject({ code: 1, stdout: '' });
    for (const other of ['--probe', '--json']) {
      const { code, stderr } = await run(['models', 'status', '--plain', other]);
      expect([other, code, stderr]).toEqual([other, 64, expect.stringContaining(`${other} has no place`)]);
    }
  });
});

describe('a pasted token', () => {
  const paste = (input: string, ...more: string[]) =>
    run(['auth', 'paste-token', '--provider', 'anthropic', '--no-probe', '--json', ...more], input);
  const { setupToken } = inventedKeys;

  test.each([
    ['as it is', setupToken],
    ['wrapped at 80 columns after a prompt sign', `$ ${setupToken.slice(0, 80)}\n${setupToken.slice(80)}\n`],
  ])('%s becomes the login of Claude Code, once its policy is agreed to', async (_, input) => {
    const refused = await paste(input);
    expect(refused.document).toMatchObject({ code: 'policy_not_agreed', exit: 65 });
    const { code, document, stderr } = await paste(input, '--agree-policy');
    expect(code).toBe(0);
    expect(stderr).toMatch(/stored for claude-code/);
    expect(document['profile']).toMatchObject({
      id: 'claude-code:manual',
      kind: 'token',
      expiry: { status: 'ok', knownFrom: 'rule', inferred: true },
    });
  });

  test('takes the place of the one before', async () => {
    await paste(setupToken, '--agree-policy');
    const again = await paste(setupToken.replace('Mn5', 'Pq6'), '--agree-policy', '--expires-in', '1h30m');
    expect(again.code).toBe(0);
    expect((await run(['auth', 'list', '--json'])).document['profiles']).toHaveLength(1);
  });

  test.each([
    ['nothing', '\n', /Required/],
    ['a key of another kind', 'sk-ant-api03-invented', /Expected token starting with sk-ant-oat01-/],
    ['79 characters', setupToken.slice(0, 79), /Token looks too short; paste the full setup-token/],
    ['107 characters', setupToken.slice(0, 107), /107 of 108/],
    ['109 characters', `${setupToken}A`, /109 characters instead of 108/],
  ])('%s is refused', async (_, input, says) => {
    const { code, document } = await paste(input, '--agree-policy');
    expect(code).toBe(65);
    expect(document['message']).toMatch(says);
    expect((await run(['auth', 'list', '--json'])).document['profiles']).toEqual([]);
  });

  test.each(['2w', 'abc', '-1d', '0'])('that lives for %s is refused', async (duration) => {
    const { code, document } = await paste(setupToken, '--agree-policy', '--expires-in', duration);
    expect(code).toBe(65);
    expect(document['message']).toMatch(/^Invalid (expiry )?duration/);
  });

  test('of another provider has its own form, but an API key is no token', async () => {
    const other = ['auth', 'paste-token', '--no-probe', '--json', '--provider'];
    expect((await run([...other, 'openrouter'], 'short')).document['profile']).toMatchObject({
      id: 'openrouter:manual',
      kind: 'token',
    });
    expect((await run([...other, 'openai'], inventedKeys.openai)).document).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('keywatch auth add'),
    });
  });
});

describe('an answer', () => {
  test.each([
    [['--status', '401'], 'invalid', true, null],
    [['--status', '429', '--header', 'Retry-After: 30'], 'rate_limited', false, 30_000],
    [['--status', '503'], 'overloaded', false, null],
    [['--status', '200'], 'ok', false, null],
  ])('%j is explained as %s', async (args, outcome, blamesKey, retryAfterMs) => {
    const { code, document } = await run(
      ['explain', '--provider', 'openai', '--json', ...args],
      '{"data":[]}',
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: 'keywatch.explanation/1', outcome, blamesKey, retryAfterMs });
    expect(document['meaning']).toEqual(expect.any(String));
    expect(document['advice']).toEqual(expect.any(String));
  });

  test.each([
    [
      'HTTP/2 401 \r\ncontent-type: application/json\r\n\r\n{"error":{"code":"invalid_api_key"}}',
      'invalid',
      'custom',
      401,
    ],
    [
      'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}',
      'no_credit',
      'anthropic',
      400,
    ],
    [
      "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Please try again in 20s'}} https://api.openai.com",
      'rate_limited',
      'openai',
      429,
    ],
    ['something went wrong', 'unverifiable', 'custom', null],
  ])('is found in the text %j', async (text, outcome, provider, httpStatus) => {
    const { code, document } = await run(['explain', '--json'], text);
    expect(code).toBe(0);
    expect(document).toMatchObject({ outcome, provider, httpStatus });
  });

  test('is told in lines to people, with the page and without the key', async () => {
    const { stdout } = await run(
      ['explain'],
      `https://api.openai.com: 401 {"error":{"message":"Incorrect API key provided: ${inventedKeys.openai}"}}`,
    );
    expect(stdout).toMatch(/From\s+OpenAI, as the text shows/);
    expect(stdout).toContain('https://platform.openai.com/api-keys');
    expect(stdout).not.toContain(inventedKeys.openai.slice(-20));
  });
});
