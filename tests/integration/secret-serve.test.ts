import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  renameSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resolveRefs } from '../../src-main/gateways/references/resolve-refs.ts';
import { launcherText } from '../../src-main/linking/launcher.ts';
import { systemSurroundings } from '../../src-main/machine/gateway-surroundings.ts';
import { askAsGateway, builtCommand, requestFor } from '../fixtures/asking-gateway.ts';
import { grantIn } from '../fixtures/granted.ts';
import {
  runCli,
  scratchEnvironment,
  startServe,
  type Environment,
  type Serving,
} from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const many = Array.from({ length: 512 }, (_, index) => ({
  id: `custom:server-${index}`,
  name: `server ${index}`,
  provider: 'custom',
  key: `invented-${String(index).padStart(30, '0')}`,
  url: 'http://127.0.0.1:9/v1',
}));
const ids = { granted: 'anthropic:work', another: 'openai:home' };

interface Answer {
  protocolVersion: number;
  values: Record<string, string>;
  errors: Record<string, { message: string }>;
}

let home: string;
let data: string;
let env: Environment;

/** What was said for an answer: one line, one document. */
function answerIn(stdout: string): Answer {
  expect(stdout.endsWith('\n')).toBe(true);
  expect(stdout.trimEnd()).not.toContain('\n');
  return JSON.parse(stdout) as Answer;
}

/** An answer that came as it should: exit 0, in time, and not a word beside it. */
async function answered(asked: readonly string[], args?: readonly string[]): Promise<Answer> {
  const { code, stdout, stderr } = await askAsGateway(data, requestFor(asked), args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return answerIn(stdout);
}

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-serve-')));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
  data = env['KEYWATCH_HOME'] ?? '';
  for (const [provider, name, key] of [
    ['anthropic', 'Work', inventedKeys.anthropic],
    ['openai', 'Home', inventedKeys.openai],
  ] as const)
    await runCli(
      env,
      ['auth', 'add', '--provider', provider, '--name', name, '--key', '-', '--no-probe'],
      key,
    );
  const file = join(home, 'many.json');
  writeFileSync(file, JSON.stringify(many));
  expect((await runCli(env, ['import', file, '--yes'])).code).toBe(0);
  await grantIn(data, {
    openclaw: [ids.granted, ...many.map(({ id }) => id)],
    remoteclaw: [ids.another],
  });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.each(['while Keywatch runs', 'while nothing runs'])('secret serve, %s', (when) => {
  let owner: Serving | null = null;
  beforeAll(async () => {
    if (when === 'while Keywatch runs') owner = await startServe(env, ['--no-browser']);
  });
  afterAll(async () => owner?.stop('SIGTERM'));

  it('hands out what was granted, by its id written either way', async () => {
    const { protocolVersion, values, errors } = await answered(['anthropic/work', 'anthropic:work']);
    expect({ protocolVersion, errors }).toEqual({ protocolVersion: 1, errors: {} });
    expect(values).toEqual({
      'anthropic/work': inventedKeys.anthropic,
      'anthropic:work': inventedKeys.anthropic,
    });
  });

  it('says the same of what is not granted, of what is not there and of a beginning', async () => {
    const refused = ['openai/home', 'openai/nobody', 'anthropic/wo', 'anthropic', '__proto__x', 'a/b#c'];
    const { values, errors } = await answered([...refused, 'anthropic/work']);
    expect(Object.keys(values)).toEqual(['anthropic/work']);
    expect(Object.keys(errors).toSorted()).toEqual(refused.toSorted());
    expect(new Set(Object.values(errors).map(({ message }) => message)).size).toBe(1);
  });

  it.each([
    ['another reader', ['--for', 'remoteclaw']],
    ['a reader nobody linked', ['--for', 'stranger']],
    ['a name every object has', ['--for', 'constructor']],
    ['nobody', []],
  ])('hands %s nothing that was granted to this one', async (_who, args) => {
    const { values, errors } = await answered(['anthropic/work'], args);
    expect(values).toEqual({});
    expect(errors['anthropic/work']?.message).toContain('granted');
  });

  it('writes down each secret that left, with the reader, and none that did not', async () => {
    const before = await accesses();
    await answered(['openai/home', 'anthropic/work'], ['--for', 'remoteclaw']);
    const [newest, ...others] = await accesses();
    expect(newest).toMatchObject({ id: ids.another, action: 'serve', door: 'local', program: 'remoteclaw' });
    expect(others).toEqual(before);
  });

  it('answers for 512 ids at once before a gateway gives up', async () => {
    const { values, errors } = await answered(many.map(({ id }) => id.replace(':', '/')));
    expect(errors).toEqual({});
    expect(Object.keys(values)).toHaveLength(512);
    expect(values['custom/server-511']).toBe(many.at(-1)?.key);
  });

  it.each([
    ['closed', null],
    ['empty', ''],
    ['no JSON', '{"protocolVersion":1,"ids":["anthropic/work"'],
    ['no object', '"anthropic/work"'],
    ['a list', '["anthropic/work"]'],
    ['without ids', '{"protocolVersion":1}'],
    ['of ids that are none', '{"protocolVersion":1,"ids":["anthropic/work",7]}'],
    ['of an id that is too long', requestFor(['x'.repeat(257)])],
    ['too long', requestFor(['anthropic/work', ' '.repeat(1024 * 1024)])],
  ])('refuses a request that is %s with 65, and says nothing to the gateway', async (_how, input) => {
    const { code, stdout, stderr } = await askAsGateway(data, input);
    expect({ code, stdout }).toEqual({ code: 65, stdout: '' });
    expect(stderr).toMatch(
      /^keywatch: the request on standard input [^\n]+; nothing was handed out; [^\n]+\n$/,
    );
    expect(stderr).not.toContain('xxx');
  });

  it('refuses another protocol with 65, in the words of this one', async () => {
    const request = JSON.stringify({ protocolVersion: 2, ids: ['anthropic/work'] });
    const { code, stdout } = await askAsGateway(data, request);
    expect(code).toBe(65);
    expect(answerIn(stdout)).toMatchObject({
      protocolVersion: 1,
      values: {},
      errors: { 'anthropic/work': { message: expect.stringContaining('protocolVersion') } },
    });
  });

  it.each(['2026.3.13', '2026.5.28', '2026.9.6'] as const)(
    'is what a gateway of %s resolves its references by, through a launcher',
    async (generation) => {
      const launcher = join(home, 'keywatch-openclaw');
      const starts = { node: process.execPath, program: builtCommand };
      writeFileSync(launcher, launcherText(starts, data, 'openclaw'));
      chmodSync(launcher, 0o700);
      const refs = ['anthropic/work', 'custom/server-7', 'openai/home'].map((id) => ({
        source: 'exec' as const,
        provider: 'keywatch',
        id,
      }));
      const found = await resolveRefs(refs, {
        secrets: { providers: { keywatch: { source: 'exec', command: launcher } }, defaults: {} },
        env: {},
        generation,
        around: systemSurroundings({ env: {}, home, now: Date.now() }),
      });
      expect(found.slice(0, 2)).toEqual([
        { ok: true, value: inventedKeys.anthropic },
        { ok: true, value: many[7]?.key },
      ]);
      expect(found[2]).toMatchObject({ ok: false, code: 'SECRET_REF_NOT_FOUND' });
    },
  );

  async function accesses(): Promise<unknown[]> {
    const { stdout } = await runCli(env, ['log', '--json', '--limit', '1000']);
    return (JSON.parse(stdout) as { entries: unknown[] }).entries;
  }
});

describe('secret serve', () => {
  /** Gateways that ask at the same moment; how long so many starts of Node take is the machine's affair. */
  const atOnce = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        askAsGateway(data, requestFor(['anthropic/work']), ['--for', 'openclaw'], 15_000),
      ),
    );
  const expectAnswered = (heard: readonly Awaited<ReturnType<typeof askAsGateway>>[]) => {
    for (const { code, stdout, stderr } of heard) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(answerIn(stdout).values).toEqual({ 'anthropic/work': inventedKeys.anthropic });
    }
  };

  it('answers 50 gateways at once while Keywatch runs, and turns none away', async () => {
    const owner = await startServe(env, ['--no-browser']);
    try {
      expectAnswered(await atOnce(50));
    } finally {
      await owner.stop('SIGTERM');
    }
  });

  it('answers 50 at once while nothing runs: one has the vault and answers the others', async () => {
    const before = await served();
    expectAnswered(await atOnce(50));
    expect((await served()) - before).toBe(50);
    expect(existsSync(join(data, 'waiting.sock'))).toBe(false);
  });

  it('answers all the same when the one that has the vault is killed', async () => {
    const first = spawn(process.execPath, [builtCommand, 'secret', 'serve', '--for', 'openclaw'], {
      cwd: '/',
      env: { KEYWATCH_HOME: data },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    first.stdin.end(requestFor(['anthropic/work']));
    const others = atOnce(8);
    await vi.waitFor(() => expect(existsSync(join(data, 'waiting.sock'))).toBe(true), {
      interval: 1,
      timeout: 10_000,
    });
    first.kill('SIGKILL');
    expectAnswered(await others);
  });

  /** How often a gateway was handed that secret so far. */
  async function served(): Promise<number> {
    const { stdout } = await runCli(env, ['log', '--json', '--limit', '1000']);
    const { entries } = JSON.parse(stdout) as { entries: { id: string; action: string }[] };
    return entries.filter(({ id, action }) => id === ids.granted && action === 'serve').length;
  }

  it('tells a gateway why, while nothing opens the vault', async () => {
    const key = join(data, 'vault.key');
    const aside = `${key}.aside`;
    renameSync(key, aside);
    try {
      const { values, errors } = await answered(['anthropic/work', 'openai/nobody']);
      expect(values).toEqual({});
      expect(errors['anthropic/work']?.message).toMatch(/locked.*nothing was handed out/);
      expect(errors['openai/nobody']).toEqual(errors['anthropic/work']);
    } finally {
      renameSync(aside, key);
    }
  });

  // Only root can be somebody else, and only where others may run this Node.
  const nobody = { uid: 54_321, gid: 54_321 };
  const canBeNobody =
    process.getuid?.() === 0 && spawnSync(process.execPath, [builtCommand, 'version'], nobody).status === 0;
  it.runIf(canBeNobody)('needs neither HOME nor a passwd entry', async () => {
    const place = mkdtempSync(join(tmpdir(), 'kw-nobody-'));
    cpSync(data, place, { recursive: true });
    execFileSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, place]);
    const { status, stdout } = spawnSync(
      process.execPath,
      [builtCommand, 'secret', 'serve', '--for', 'openclaw'],
      { ...nobody, cwd: '/', env: { KEYWATCH_HOME: place }, input: requestFor(['anthropic/work']) },
    );
    expect(status).toBe(0);
    expect(answerIn(String(stdout)).values).toEqual({ 'anthropic/work': inventedKeys.anthropic });
    rmSync(place, { recursive: true });
  });

  it('makes no vault where there is none', async () => {
    const nowhere = join(home, 'nowhere');
    const { code, stdout } = await askAsGateway(nowhere, requestFor(['anthropic/work']));
    expect(code).toBe(0);
    expect(answerIn(stdout).errors).toHaveProperty(['anthropic/work']);
    expect(existsSync(nowhere)).toBe(false);
  });
});

describe('secret get', () => {
  it('prints the secret and one newline, or none, and is written down', async () => {
    expect(await runCli(env, ['secret', 'get', 'anthropic:work'])).toEqual({
      code: 0,
      stdout: `${inventedKeys.anthropic}\n`,
      stderr: '',
    });
    const bare = await runCli(env, ['secret', 'get', 'anth', '--no-newline']);
    expect(bare.stdout).toBe(inventedKeys.anthropic);
    const { stdout } = await runCli(env, ['log', '--json', '--limit', '2']);
    const { entries } = JSON.parse(stdout) as { entries: unknown[] };
    const entry = { id: ids.granted, action: 'reveal', program: 'keywatch secret get' };
    expect(entries).toMatchObject([entry, entry]);
  });

  it('says 66 where there is no such profile, and 65 where several could be meant', async () => {
    for (const [selector, wanted] of [
      ['nobody', 66],
      ['custom:server', 65],
    ] as const) {
      const { code, stdout } = await runCli(env, ['secret', 'get', selector]);
      expect({ code, stdout }).toEqual({ code: wanted, stdout: '' });
    }
  });
});
