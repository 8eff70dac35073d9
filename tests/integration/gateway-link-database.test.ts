import {
  existsSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  agentDirectory,
  put,
  putConfig,
  putDatabase,
  putSharedDatabase,
  treeOf,
} from '../fixtures/gateway-homes.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { gatewayBench, keyOf, type GatewayBench } from '../fixtures/linked-gateway.ts';

let bench: GatewayBench;
let beside: string;
let stateDir: string;
beforeEach(async () => {
  beside = realpathSync(mkdtempSync(join(tmpdir(), 'kw-database-peer-')));
  mkdirSync(join(beside, 'tmp'));
  const program = join(import.meta.dirname, '../fixtures/database-peer.ts');
  put(join(beside, 'bin', 'openclaw'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, 0o755);
  bench = await gatewayBench(undefined, {
    PATH: `${join(beside, 'bin')}:${process.env['PATH'] ?? ''}`,
    TMPDIR: join(beside, 'tmp'),
  });
  stateDir = bench.stateOf('openclaw');
});
afterEach(async () => {
  await bench.end();
  rmSync(beside, { recursive: true, force: true });
});

const token = keyOf('manual', 'sk-ant-oat01-');
const shared = {
  'anthropic:default': { type: 'api_key', provider: 'anthropic', key: keyOf('default') },
  'anthropic:manual': { type: 'token', provider: 'anthropic', token },
};
const ids = Object.keys(shared);
const order = { anthropic: ['anthropic:manual', 'anthropic:default'] };
const config = `// Written by hand.
{
  agents: { list: [ { id: 'main', default: true }, { id: 'ops' } ] }, // two
  auth: { profiles: { 'anthropic:default': { provider: 'anthropic', mode: 'api_key' } } },
}
`;
const furnish = (profiles: Record<string, unknown> = shared) => {
  putSharedDatabase(stateDir, { profiles, order });
  putConfig(stateDir, 'openclaw', config);
};

const ownPath = (agent: string) => join(agentDirectory(stateDir, agent), 'openclaw-agent.sqlite');
function rows(path: string, table: string, key: string, json: string, row: string): Record<string, unknown> {
  if (!existsSync(path)) return {};
  const database = new DatabaseSync(path);
  const found = database.prepare(`SELECT ${json} AS json FROM ${table} WHERE ${key} = ?`).get(row);
  database.close();
  return (JSON.parse(String(found?.['json'] ?? '{"profiles":{}}')) as { profiles: Record<string, unknown> })
    .profiles;
}
const sharedNow = () =>
  rows(
    join(stateDir, 'state', 'openclaw.sqlite'),
    'config_machine_state',
    'state_key',
    'value_json',
    'authProfiles.store',
  );
const ownNow = (agent: string) =>
  rows(ownPath(agent), 'auth_profile_store', 'store_key', 'store_json', 'primary');
const configNow = () => readFileSync(join(stateDir, 'openclaw.json'), 'utf8');
const refuses = (...calls: string[]) => writeFileSync(join(stateDir, 'refuses'), calls.join('\n'));
const reference = (field: string, id: string) => ({ [field]: { source: 'exec', provider: 'keywatch', id } });
const referring = {
  'anthropic:default': {
    type: 'api_key',
    provider: 'anthropic',
    ...reference('keyRef', 'anthropic/default'),
  },
  'anthropic:manual': {
    type: 'token',
    provider: 'anthropic',
    ...reference('tokenRef', 'claude-code/manual'),
  },
};
const told = (error: unknown) => (error instanceof Error ? error.message : '');
const states = ({ profiles }: { profiles: { id: string; state: string }[] }) =>
  Object.fromEntries(profiles.map(({ id, state }) => [id, state]));
const ourFiles = () =>
  ['launchers', 'links']
    .map((name) => join(bench.core.directory, name))
    .flatMap((directory) => (existsSync(directory) ? filesBelow(directory) : []));

/** Nothing of it is linked, and nothing is left behind. */
async function isAsBefore(): Promise<void> {
  expect(sharedNow()).toEqual(shared);
  expect([ownNow('main'), ownNow('ops')]).toEqual([{}, {}]);
  expect(configNow()).toBe(config);
  expect(ourFiles()).toEqual([]);
  expect((await bench.core.client.profiles.list({})).profiles).toEqual([]);
  expect(filesBelow(join(beside, 'tmp'))).toEqual([]);
}

describe('a store that is a database', () => {
  it('is shown first, field by field, and nothing of it is changed by that', async () => {
    furnish();
    const before = treeOf(stateDir);
    const plan = await bench.plan('openclaw');
    expect(
      plan.files.map(({ path, isNew, changes }) => [path.slice(stateDir.length), isNew, changes]),
    ).toContainEqual([
      '/agents/ops/agent/openclaw-agent.sqlite',
      true,
      [
        { at: 'profiles.anthropic:default', before: null, after: 'exec:keywatch:anthropic/default' },
        { at: 'profiles.anthropic:manual', before: null, after: 'exec:keywatch:claude-code/manual' },
      ],
    ]);
    expect(plan.noted).toEqual(
      expect.arrayContaining([
        { kind: 'by_command', of: 'openclaw secrets apply' },
        { kind: 'later_agents', of: ids.join(', ') },
      ]),
    );
    expect(treeOf(stateDir)).toEqual(before);
  });

  it('is linked by its own command: each agent refers to us, and no key is in any file', async () => {
    furnish();
    expect(states(await bench.link('openclaw'))).toEqual(Object.fromEntries(ids.map((id) => [id, 'link'])));
    expect(sharedNow()).toEqual({});
    expect([ownNow('main'), ownNow('ops')]).toEqual([referring, referring]);
    for (const secret of [keyOf('default'), token])
      expect([...leaksOf(secret, filesBelow(bench.home)), ...leaksOf(secret, filesBelow(beside))]).toEqual(
        [],
      );
    expect(configNow()).toContain('// two');
    expect(filesBelow(join(beside, 'tmp'))).toEqual([]);
    const { profiles } = await bench.core.client.profiles.list({});
    const users = profiles.map(({ usedBy }) => usedBy.map((user) => user.replace(/^.*\//, '')));
    expect(users).toEqual([
      ['main', 'ops'],
      ['main', 'ops'],
    ]);
    expect((await bench.plan('openclaw')).changes).toBe(false);
  });

  it('is put back by its own command, and the configuration to the byte', async () => {
    furnish();
    await bench.link('openclaw');
    expect(states(await bench.unlink('openclaw'))).toEqual(
      Object.fromEntries(ids.map((id) => [id, 'unlink'])),
    );
    expect(sharedNow()).toEqual(shared);
    expect([ownNow('main'), ownNow('ops')]).toEqual([{}, {}]);
    expect(configNow()).toBe(config);
    expect(ourFiles()).toEqual([]);
  });

  it('says so where the file keeps bytes of a key that went out', async () => {
    furnish();
    // What a release deleted before, in pages that nobody has needed since.
    const path = join(stateDir, 'state', 'openclaw.sqlite');
    const database = new DatabaseSync(path);
    database.exec('PRAGMA secure_delete = OFF; CREATE TABLE old (text TEXT)');
    database.prepare('INSERT INTO old VALUES (?)').run(`${'.'.repeat(9000)}${token}`);
    database.exec('DELETE FROM old');
    database.close();
    expect(readFileSync(path).includes(token)).toBe(true);
    const { noted } = await bench.link('openclaw');
    expect(noted.filter(({ kind }) => kind === 'traces')).toEqual([{ kind: 'traces', of: path }]);
  });

  it('is linked for those agents that there are', async () => {
    furnish();
    putConfig(stateDir, 'openclaw', `{ agents: { list: [ { id: 'ops', default: true } ] } }`);
    await bench.link('openclaw');
    expect([existsSync(ownPath('main')), ownNow('ops')]).toEqual([false, referring]);
    expect((await bench.plan('openclaw')).changes).toBe(false);
    await bench.unlink('openclaw');
    expect([sharedNow(), ownNow('ops')]).toEqual([shared, {}]);
  });

  it('keeps an agent’s own profile where it stands', async () => {
    furnish({});
    const own = { 'groq:ops': { type: 'api_key', provider: 'groq', key: keyOf('ops') } };
    putDatabase(stateDir, { profiles: own }, 'ops').close();
    await bench.link('openclaw');
    expect(ownNow('ops')).toEqual({
      'groq:ops': { type: 'api_key', provider: 'groq', ...reference('keyRef', 'groq/ops') },
    });
    expect([sharedNow(), ownNow('main')]).toEqual([{}, {}]);
    await bench.unlink('openclaw');
    expect([ownNow('ops'), sharedNow()]).toEqual([own, {}]);
  });

  it('is linked and put back one profile at a time', async () => {
    furnish();
    await bench.link('openclaw');
    await bench.unlink('openclaw', { ids: ['anthropic:manual'] });
    expect([Object.keys(sharedNow()), Object.keys(ownNow('ops'))]).toEqual([
      ['anthropic:manual'],
      ['anthropic:default'],
    ]);
    await bench.link('openclaw');
    expect([sharedNow(), Object.keys(ownNow('ops')).toSorted()]).toEqual([{}, ids]);
  });

  it.each([
    [
      'more than its command writes',
      { key: keyOf('a'), displayName: 'Work', metadata: { a: 'b' } },
      'displayName, metadata',
    ],
    [
      'a token that its command would not take',
      { type: 'token', token: keyOf('a') },
      'would not take it back',
    ],
    ['an end', { type: 'token', token, expires: 1_900_000_000_000 }, 'expires'],
  ])('leaves a profile with %s, and says what to do', async (_, fields, why) => {
    const profiles = { 'anthropic:a': { type: 'api_key', provider: 'anthropic', ...fields } };
    furnish(profiles);
    const [row] = (await bench.link('openclaw')).profiles;
    expect(row).toMatchObject({ state: 'left', why: expect.stringContaining(why) as string });
    expect(sharedNow()).toEqual(profiles);
  });

  it('leaves a profile of an agent whose id all agents share', async () => {
    furnish();
    const own = { 'anthropic:default': { type: 'api_key', provider: 'anthropic', key: keyOf('other') } };
    putDatabase(stateDir, { profiles: own }, 'ops').close();
    const { profiles } = await bench.link('openclaw');
    expect(profiles.find(({ agent }) => agent === 'ops')).toMatchObject({
      state: 'left',
      why: expect.stringContaining('of its own') as string,
    });
    expect(ownNow('ops')).toMatchObject(own);
    await bench.unlink('openclaw');
    expect([sharedNow(), ownNow('ops')]).toEqual([shared, own]);
  });
});

describe('its own command', () => {
  it('that is not installed leaves everything as it was', async () => {
    furnish();
    rmSync(join(beside, 'bin', 'openclaw'));
    await expect(bench.link('openclaw')).rejects.toMatchObject({ code: 'unreachable' });
    await isAsBefore();
  });

  it.each([
    'apply --dry-run',
    'apply --allow-exec',
    'logout anthropic:default',
    'logout anthropic:manual',
    'audit',
  ])('that fails at %s has everything put back', async (call) => {
    furnish();
    refuses(call);
    const error = await bench.link('openclaw').then(() => null, told);
    expect(error).toMatch(/; (nothing was changed|everything was put back as it was); see/);
    await isAsBefore();
  });

  it('that cannot put back either is told of, what stood there is kept, and unlinking finishes it', async () => {
    furnish();
    // The key has left the shared database when the next call fails, and so does what would bring it back.
    refuses('logout anthropic:manual', 'paste anthropic:default');
    const error = await bench.link('openclaw').then(() => null, told);
    expect(error).toContain('these are not as they were: anthropic:default');
    expect(ourFiles()).toHaveLength(2);
    await bench.unlink('openclaw');
    expect(sharedNow()).toEqual(shared);
    expect([ownNow('main'), ownNow('ops')]).toEqual([{}, {}]);
  });

  it.each(['link', 'unlink'] as const)(
    'that leaves both the key and a reference is told of, and %s finishes it',
    async (act) => {
      furnish();
      // The second is that which would take the reference out again.
      refuses('logout anthropic:default', 'logout anthropic:default');
      const error = await bench.link('openclaw').then(() => null, told);
      expect(error).toContain(`these are not as they were: ${ids.join(', ')}`);
      expect([sharedNow(), ownNow('main')]).toEqual([shared, referring]);
      await bench[act]('openclaw');
      expect([sharedNow(), ownNow('main'), ownNow('ops')]).toEqual(
        act === 'link' ? [{}, referring, referring] : [shared, {}, {}],
      );
    },
  );

  it('that fails while putting back leaves what it did not reach linked', async () => {
    furnish();
    await bench.link('openclaw');
    refuses('paste anthropic:manual');
    const error = await bench.unlink('openclaw').then(() => null, told);
    expect(error).toContain('refers to Keywatch as before');
    expect(ownNow('main')).toEqual({ 'anthropic:manual': referring['anthropic:manual'] });
    await bench.unlink('openclaw');
    expect(sharedNow()).toEqual(shared);
    expect(configNow()).toBe(config);
  });

  it('that left a profile nowhere is told of, and the next time puts it back', async () => {
    furnish();
    await bench.link('openclaw');
    refuses('paste anthropic:manual', 'apply --allow-exec');
    const error = await bench.unlink('openclaw').then(() => null, told);
    expect(error).toContain('without anthropic:manual now');
    await bench.unlink('openclaw');
    expect(sharedNow()).toEqual(shared);
  });
});

describe('a database that cannot be linked now', () => {
  it('is one whose configuration is made of several files', async () => {
    furnish();
    putConfig(stateDir, 'openclaw', `{ agents: { $include: './agents.json5' } }`);
    await expect(bench.link('openclaw')).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('$include') as string,
    });
    expect(sharedNow()).toEqual(shared);
  });

  it('is one that is empty beside an older store', async () => {
    putDatabase(stateDir, {}).close();
    put(
      join(agentDirectory(stateDir), 'auth-profiles.json'),
      JSON.stringify({ version: 1, profiles: shared }),
    );
    await expect(bench.link('openclaw')).rejects.toMatchObject({
      code: 'bad_usage',
      message: expect.stringContaining('older store') as string,
    });
  });
});
