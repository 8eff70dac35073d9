import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import {
  agentDirectory,
  directories,
  manyProfiles,
  members,
  ordinaryStore,
  put,
  putConfig,
  putDatabase,
  putJson,
  putSplit,
  secretOf,
  treeOf,
  type FamilyMember,
  type PeerDocument,
} from '../fixtures/gateway-homes.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';

let home: string;
let env: Environment;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-matrix-')));
  mkdirSync(join(home, 'tmp'));
  env = {
    ...scratchEnvironment(home),
    TMPDIR: join(home, 'tmp'),
    KEYWATCH_LOG: 'error',
    KEYWATCH_OFFLINE: '1',
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const stateOf = (member: FamilyMember) => join(home, directories[member]);
const storeOf = (member: FamilyMember, agent = 'main') =>
  join(agentDirectory(stateOf(member), agent), 'auth-profiles.json');

const configText = `// models
{ agents: { defaults: { model: 'anthropic/claude', }, }, unheardOf: [1, 2,], }
`;

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}
const run = (args: readonly string[], input = ''): Promise<Ran> => runHere(env, [...args, '--json'], input);
const runBuilt = (args: readonly string[], input = ''): Promise<Ran> =>
  runCli(env, [...args, '--json'], input);
/** What is done to every member is done to the first by the built command. */
const runFor = (member: FamilyMember) => (member === 'openclaw' ? runBuilt : run);
/** All a command said but the moment at which it did. */
const saidBy = ({ stdout, ...ran }: Ran) => ({
  ...ran,
  stdout: stdout.replace(/("generatedAt":)"[^"]+"/, '$1""'),
});

/** Every command that looks at one gateway or might write there, as one asks for no change. */
const lookingAt: readonly ((member: FamilyMember) => readonly string[])[] = [
  (member) => ['gateway', 'status', member],
  (member) => ['gateway', 'status', member, '--check', '--agent', 'work'],
  (member) => ['gateway', 'keys', member, '--provider', 'groq'],
  (member) => ['gateway', 'resolve', member, '--ref', 'env:default:GROQ_API_KEY'],
  (member) => ['gateway', 'import', member, '--dry-run'],
  (member) => ['gateway', 'link', member, '--dry-run'],
  (member) => ['gateway', 'unlink', member, '--dry-run'],
  (member) => ['gateway', 'export', member, 'openai:ours', '--dry-run'],
];
/** Those that look at all of them at once, or at none. */
const lookingAround: readonly (readonly string[])[] = [
  ['gateway', 'list'],
  ['auth', 'discover'],
  ['doctor'],
  ['models', 'status'],
  ['models', 'auth', 'order', 'get', '--provider', 'anthropic'],
  ['status'],
];

/** What may come out: a document, and an error is one too. Never a secret of the gateway, nor a fault of ours. */
function expectSaid(ran: Ran, about: string, secrets: readonly string[]): void {
  expect([about, ran.code === 70]).toEqual([about, false]);
  const document = JSON.parse(ran.stdout) as { schema: string };
  expect([about, document.schema]).toEqual([about, expect.stringMatching(/^keywatch\./)]);
  for (const secret of secrets)
    expect([about, (ran.stdout + ran.stderr).includes(secret)]).toEqual([about, false]);
}

const ours = ['auth', 'add', '--provider', 'openai', '--id', 'openai:ours', '--key', '-', '--no-probe'];

function living(member: FamilyMember): void {
  putConfig(stateOf(member), member, configText);
  put(join(stateOf(member), '.env'), `GROQ_API_KEY=${secretOf('env')}\n`);
  putJson(stateOf(member), ordinaryStore(Date.now()));
  putJson(
    stateOf(member),
    { profiles: { 'openai:own': { type: 'api_key', provider: 'openai', key: secretOf('own') } } },
    { agent: 'work' },
  );
}

async function deadPid(): Promise<number> {
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => gone.once('exit', resolve));
  return gone.pid ?? 0;
}

const lockOf = (pid: number) => JSON.stringify({ pid, createdAt: new Date().toISOString() });

const states: Readonly<Record<string, (member: FamilyMember) => void | Promise<void>>> = {
  'as it should be, with two agents': () => undefined,
  'open to others': (member) => {
    for (const path of [storeOf(member), storeOf(member, 'work'), join(stateOf(member), '.env')])
      chmodSync(path, 0o644);
  },
  'with a store that is no JSON': (member) =>
    void put(storeOf(member), JSON.stringify(ordinaryStore(Date.now())).replace('"profiles":', '"profiles"')),
  'with a store that is cut off': (member) =>
    void put(storeOf(member), JSON.stringify(ordinaryStore(Date.now())).slice(0, 420)),
  'with a configuration that is cut off': (member) =>
    void putConfig(stateOf(member), member, configText.slice(0, 40)),
  'that is writing this moment': (member) => void put(`${storeOf(member)}.lock`, lockOf(process.pid)),
  'whose lock was left by a process that is gone': async (member) =>
    void put(`${storeOf(member)}.lock`, lockOf(await deadPid())),
  'with what it remembers in a file of its own': (member) =>
    putSplit(stateOf(member), ordinaryStore(Date.now())),
  'with a database': (member) => putDatabase(stateOf(member), ordinaryStore(Date.now())).close(),
};

describe('no command that only looks changes a byte, a mode or a time', { timeout: 120_000 }, () => {
  const names = ['default', 'manual', 'access', 'refresh', 'spare', 'env', 'own'];
  const secrets = names.map((name) => secretOf(name).slice(9, 40));
  const trees = () => members.map((member) => treeOf(stateOf(member)));

  // Every member is in the state at once; each command meets another of them in each state, and so all of them.
  test.each(Object.keys(states).map((state, at) => [state, at] as const))(
    'of a gateway %s',
    async (state, at) => {
      for (const member of members) {
        living(member);
        await states[state]?.(member);
      }
      await run(ours, secretOf('ours'));
      const before = trees();
      const one = lookingAt.map((command, step) =>
        command(members[(at + step) % members.length] ?? 'openclaw'),
      );
      for (const args of [...one, ...lookingAround]) {
        const ran = await run(args);
        expectSaid(ran, [state, ...args].join(' '), secrets);
        // In the first state the built command is asked as well.
        if (at === 0) expect(saidBy(await runBuilt(args))).toEqual(saidBy(ran));
      }
      expect(trees()).toEqual(before);
    },
  );
});

const parsed = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as PeerDocument;

describe('what a command writes is what it said', { timeout: 120_000 }, () => {
  test.each(members)('%s: an export adds its profile, and keeps every other byte', async (member) => {
    living(member);
    await run(ours, secretOf('ours'));
    const before = readFileSync(storeOf(member), 'utf8');
    const others = treeOf(stateOf(member));
    const { code } = await runFor(member)(['gateway', 'export', member, 'openai:ours', '--yes']);
    expect(code).toBe(0);
    const { profiles = {}, ...rest } = parsed(storeOf(member));
    const { 'openai:ours': added, ...kept } = profiles;
    expect(added).toMatchObject({ type: 'api_key', provider: 'openai', key: secretOf('ours') });
    expect({ ...rest, profiles: kept }).toEqual(JSON.parse(before));
    // Each line that stood there still stands there, in its order.
    const lines = readFileSync(storeOf(member), 'utf8').split('\n');
    expect(before.split('\n').every((line) => lines.some((each) => each.startsWith(line)))).toBe(true);
    const after = treeOf(stateOf(member));
    for (const path of [storeOf(member), agentDirectory(stateOf(member))]) {
      others.delete(path);
      after.delete(path);
    }
    expect(after).toEqual(others);
  });

  test.each(members)('%s: doctor --fix tightens a mode, and no byte is another', async (member) => {
    living(member);
    const loose = [storeOf(member), join(stateOf(member), '.env')];
    for (const path of loose) chmodSync(path, 0o644);
    const before = loose.map((path) => readFileSync(path, 'utf8'));
    await runFor(member)(['doctor', '--fix']);
    expect(loose.map((path) => readFileSync(path, 'utf8'))).toEqual(before);
    const { stdout } = await run(['gateway', 'status', member]);
    expect(stdout).not.toContain('loose_mode');
  });

  test.each(['openclaw', 'remoteclaw'] as const)(
    '%s: link and unlink leave it byte for byte',
    async (member) => {
      living(member);
      const paths = [storeOf(member), storeOf(member, 'work'), join(stateOf(member), '.env')];
      const config = join(stateOf(member), `${directories[member].slice(1)}.json`);
      const before = [...paths, config].map((path) => readFileSync(path, 'utf8'));
      const linked = await runFor(member)(['gateway', 'link', member, '--yes', '--agree-policy']);
      expect([linked.code, linked.stdout]).toEqual([0, expect.stringContaining('"done":true')]);
      const store = parsed(storeOf(member));
      expect(store['laterField']).toEqual({ nobody: 'knows this' });
      expect(Object.keys(store.profiles ?? {})).toEqual(Object.keys(ordinaryStore(0).profiles ?? {}));
      expect(readFileSync(config, 'utf8')).toContain('// models');
      expect((await runFor(member)(['gateway', 'unlink', member, '--yes'])).code).toBe(0);
      expect([...paths, config].map((path) => readFileSync(path, 'utf8'))).toEqual(before);
    },
  );

  test.each(['coderclaw', 'thinkfleet', 'agenticflow-enterprise'] as const)(
    '%s knows no references: link says what to do in their place, and changes nothing',
    async (member) => {
      living(member);
      const before = treeOf(stateOf(member));
      const { code, stdout } = await run(['gateway', 'link', member, '--yes', '--agree-policy']);
      expect(code).not.toBe(0);
      expect(stdout).toContain('.env');
      expect(treeOf(stateOf(member))).toEqual(before);
    },
  );

  test.each([
    ['export', ['openai:ours']],
    ['link', ['--agree-policy']],
  ] as const)('gateway %s waits for nobody who is writing, and changes nothing then', async (act, more) => {
    living('openclaw');
    await run(ours, secretOf('ours'));
    put(`${storeOf('openclaw')}.lock`, lockOf(process.pid));
    const before = treeOf(stateOf('openclaw'));
    const { code } = await run(['gateway', act, 'openclaw', ...more, '--yes']);
    expect(code).toBe(75);
    expect(treeOf(stateOf('openclaw'))).toEqual(before);
    put(`${storeOf('openclaw')}.lock`, lockOf(await deadPid()));
    expect((await run(['gateway', act, 'openclaw', ...more, '--yes'])).code).toBe(0);
  });

  test.each(['export', 'link'] as const)('gateway %s does nothing to a store it cannot read', async (act) => {
    living('openclaw');
    await run(ours, secretOf('ours'));
    const more = act === 'export' ? ['openai:ours'] : ['--agree-policy'];
    for (const text of ['', '{"profiles": {"a": ', '[1, 2]', '{"profiles": 7}']) {
      put(storeOf('openclaw'), text);
      const before = treeOf(stateOf('openclaw'));
      const { code, stdout } = await run(['gateway', act, 'openclaw', ...more, '--yes', '--agent', 'main']);
      expect([text, code === 70]).toEqual([text, false]);
      expect([text, JSON.parse(stdout)]).toEqual([text, expect.anything()]);
      expect([text, treeOf(stateOf('openclaw'))]).toEqual([text, before]);
    }
  });

  it('two thousand profiles go out, come in, and are linked and put back without a loss', async () => {
    putConfig(stateOf('remoteclaw'), 'remoteclaw', configText);
    putJson(stateOf('remoteclaw'), manyProfiles(2000));
    const before = readFileSync(storeOf('remoteclaw'), 'utf8');
    expect((await run(['gateway', 'import', 'remoteclaw', '--yes'])).code).toBe(0);
    expect(readFileSync(storeOf('remoteclaw'), 'utf8')).toBe(before);
    expect((await run(['gateway', 'link', 'remoteclaw', '--yes', '--agree-policy'])).code).toBe(0);
    expect(Object.keys(parsed(storeOf('remoteclaw')).profiles ?? {})).toHaveLength(2000);
    expect(readFileSync(storeOf('remoteclaw'), 'utf8')).not.toContain('invented-');
    expect((await run(['gateway', 'unlink', 'remoteclaw', '--yes'])).code).toBe(0);
    expect(readFileSync(storeOf('remoteclaw'), 'utf8')).toBe(before);
    putConfig(stateOf('coderclaw'), 'coderclaw', '{}');
    const exported = await run(['gateway', 'export', 'coderclaw', '--yes', '--provider', 'groq']);
    expect(exported.code).toBe(0);
    expect(Object.keys(parsed(storeOf('coderclaw')).profiles ?? {})).toHaveLength(400);
  });
});

describe('RestFlow, which only its own command opens', { timeout: 60_000 }, () => {
  it('is left alone by every command, its files unread', async () => {
    const directory = join(home, '.restflow');
    put(join(directory, 'vault.bin'), 'sealed, as it were');
    chmodSync(join(directory, 'vault.bin'), 0o000);
    const before = treeOf(join(home, 'tmp'));
    for (const args of [
      ['gateway', 'status', 'restflow'],
      ['gateway', 'keys', 'restflow', '--provider', 'openai'],
      ['gateway', 'resolve', 'restflow', '--ref', 'env:default:X'],
      ['gateway', 'import', 'restflow', '--yes'],
      ['gateway', 'link', 'restflow', '--yes'],
      ['gateway', 'unlink', 'restflow', '--yes'],
      ['gateway', 'export', 'restflow', '--yes'],
      ['auth', 'discover'],
      ['doctor', '--fix'],
    ])
      // Only a process of its own has its TMPDIR.
      expectSaid(await runBuilt(args), args.join(' '), ['sealed, as it were']);
    expect(treeOf(join(home, 'tmp'))).toEqual(before);
    chmodSync(join(directory, 'vault.bin'), 0o600);
    expect(readFileSync(join(directory, 'vault.bin'), 'utf8')).toBe('sealed, as it were');
  });
});
