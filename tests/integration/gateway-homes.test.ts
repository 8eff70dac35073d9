import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
  putSharedDatabase,
  putSplit,
  secretOf,
  treeOf,
  type FamilyMember,
  type PeerDocument,
} from '../fixtures/gateway-homes.ts';
import { startFakeProvider } from '../fixtures/fake-provider.ts';
import { runCli, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let env: Environment;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-home-')));
  const temporary = join(home, 'tmp');
  mkdirSync(temporary);
  env = { ...scratchEnvironment(home), TMPDIR: temporary, KEYWATCH_LOG: 'error' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Profile {
  id: string;
  [name: string]: unknown;
}
interface Said {
  profiles: Profile[];
  order: Record<string, string[]>;
  findings: { id: string; severity: string; what: string; where: string | null }[];
  gateways: { id: string; present: boolean; profiles: number | null; generation: string | null }[];
  keys: { name: string; mask: string }[];
  ignored: { name: string; why: string }[];
  generation: string;
  agents: string[];
  shape: string;
  exit: number;
  message: string;
}
async function run(args: readonly string[], more: Environment = {}) {
  const ran = await runCli({ ...env, ...more }, [...args, '--json']);
  return { ...ran, document: JSON.parse(ran.stdout) as Said };
}
const status = (member: string, ...more: string[]) => run(['gateway', 'status', member, ...more]);
const stateOf = (member: FamilyMember) => join(home, directories[member]);
const ids = (said: Said) => said.findings.map(({ id }) => id);

const shapes: Readonly<Record<FamilyMember, (stateDir: string, store: PeerDocument) => void>> = {
  openclaw: (stateDir, store) => putDatabase(stateDir, store).close(),
  remoteclaw: (stateDir, store) => putSplit(stateDir, store),
  coderclaw: (stateDir, store) => void putJson(stateDir, store),
  thinkfleet: (stateDir, store) => void putJson(stateDir, store),
  'agenticflow-enterprise': (stateDir, store) => void putJson(stateDir, store),
};

describe('each of the family', () => {
  test.each(members)('%s is read in its own place and left as it was, to the byte', async (member) => {
    const stateDir = stateOf(member);
    shapes[member](stateDir, ordinaryStore(Date.now()));
    putConfig(stateDir, member, `// models\n{ agents: { defaults: { model: 'anthropic/claude', }, }, }\n`);
    put(join(stateDir, '.env'), 'GROQ_API_KEY=invented\n');
    const before = treeOf(stateDir);

    const { document, stdout } = await status(member);
    expect(document.profiles.map(({ id }) => id)).toEqual([
      'anthropic:default',
      'anthropic:manual',
      'openai-codex:me@example.com',
      'groq:spare',
    ]);
    expect(document.order['anthropic']).toEqual(['anthropic:manual', 'anthropic:default']);
    expect(document.profiles.at(-1)).toMatchObject({
      eligible: true,
      usable: false,
      unusableReason: 'rate_limit',
    });
    expect(document.profiles[0]).toMatchObject({
      eligible: true,
      usable: true,
      verified: null,
      plaintext: true,
    });
    expect(ids(document)).toContain('plaintext');
    for (const name of ['default', 'access', 'refresh', 'spare'])
      expect(stdout).not.toContain(secretOf(name));

    expect(
      (await run(['gateway', 'keys', member, '--provider', 'groq'])).document.keys.length,
    ).toBeGreaterThan(0);
    await run(['gateway', 'resolve', member, '--ref', 'env:default:GROQ_API_KEY']);
    await run(['gateway', 'list']);
    expect(treeOf(stateDir)).toEqual(before);
    expect(readdirSync(join(home, 'tmp'))).toEqual([]);
  });

  it('is listed where it is, and where it is not', async () => {
    putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    const { document } = await run(['gateway', 'list']);
    expect(document.gateways.map(({ id, present }) => [id, present])).toEqual([
      ['restflow', false],
      ['openclaw', false],
      ['remoteclaw', false],
      ['coderclaw', true],
      ['thinkfleet', false],
      ['agenticflow-enterprise', false],
    ]);
    expect(document.gateways[3]).toMatchObject({ profiles: 4, generation: '2026.2.25' });
  });

  it('is missed by name where it has no state, and so is an agent it does not have', async () => {
    const gone = await status('remoteclaw');
    expect([gone.code, gone.document.message]).toEqual([66, expect.stringContaining('has no state at')]);
    putJson(stateOf('remoteclaw'), { profiles: {} });
    expect((await status('remoteclaw', '--agent', 'other')).code).toBe(66);
    expect((await status('nobody')).code).toBe(66);
  });

  it('is read without a vault and makes none', async () => {
    putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    expect((await runCli(env, ['gateway', 'status', 'coderclaw'])).code).toBe(0);
    expect(readdirSync(home).toSorted()).toEqual(['.coderclaw', 'tmp']);
  });
});

describe('a store that is not as it should be', () => {
  const stateDir = () => stateOf('openclaw');
  const storePath = () => join(agentDirectory(stateDir()), 'auth-profiles.json');

  it('is called broken or cut off, without a word of what stands in it', async () => {
    const whole = JSON.stringify(ordinaryStore(Date.now()));
    put(storePath(), whole.slice(0, 400));
    const cutOff = await status('openclaw');
    expect(cutOff.code).toBe(0);
    expect(cutOff.document).toMatchObject({ profiles: [], exit: 1 });
    expect(cutOff.document.findings[0]).toMatchObject({
      id: 'unreadable',
      severity: 'bad',
      where: storePath(),
    });
    expect(cutOff.document.findings[0]?.what).toContain('cut off');
    put(storePath(), whole.replace('"profiles":', '"profiles"'));
    const broken = await status('openclaw');
    expect(broken.document.findings[0]?.what).toContain('no JSON');
    expect(cutOff.stdout + broken.stdout).not.toContain('invented-');
    put(storePath(), '[1, 2]');
    expect((await status('openclaw')).document.findings[0]?.what).toContain('no store');
  });

  it('that others can reach is told with the command to type; so are leftovers', async () => {
    putDatabase(stateDir(), ordinaryStore(Date.now())).close();
    const left = put(
      join(agentDirectory(stateDir()), 'auth-profiles.json.migrated-2026-09-01-x'),
      '{}',
      0o644,
    );
    const config = putConfig(stateDir(), 'openclaw', `{ env: { vars: { OPENAI_API_KEY: 'invented' } } }`);
    chmodSync(config, 0o640);
    const { findings } = (await status('openclaw')).document;
    const loose = findings.filter(({ id }) => id === 'loose_mode').map(({ where }) => where);
    expect(loose.toSorted()).toEqual([left, config].toSorted());
    expect(findings.find(({ id }) => id === 'leftover')).toMatchObject({ where: left });
  });

  it('that a process is writing is read all the same, and whose lock it is is told', async () => {
    putJson(stateDir(), ordinaryStore(Date.now()));
    const lock = (pid: number) =>
      put(`${storePath()}.lock`, JSON.stringify({ pid, createdAt: new Date().toISOString() }));
    lock(process.pid);
    const live = (await status('openclaw')).document;
    expect([live.profiles.length, ids(live).includes('locked')]).toEqual([4, true]);
    const gone = spawn(process.execPath, ['-e', '']);
    const pid = gone.pid ?? 0;
    await new Promise((resolve) => gone.once('exit', resolve));
    lock(pid);
    expect(ids((await status('openclaw')).document)).toContain('stale_lock');
  });

  it('has entries that its release leaves out, and sloppy ones that it takes', async () => {
    putJson(stateDir(), {
      profiles: {
        'openai:text': 'sk',
        'openai:odd': { type: 'password', provider: 'openai' },
        'openai:nobody': { type: 'api_key', key: 'k' },
        'openai:ref': { type: 'api_key', provider: 'openai', key: { source: 'env', id: 'UNSET_FOR_TESTS' } },
        'openai:both': {
          type: 'api_key',
          provider: 'openai',
          key: 'k',
          keyRef: { source: 'env', id: 'HOME' },
        },
        'openai:seconds': { type: 'token', provider: 'openai', token: 't', expires: 1_900_000_000 },
      },
      order: { openai: ['openai:both', 'openai:lost'] },
    });
    const { document } = await status('openclaw');
    expect(document.profiles.map(({ id, reasonCode, ref }) => [id, reasonCode, ref])).toEqual([
      ['openai:ref', 'unresolved_ref', 'env:default:UNSET_FOR_TESTS'],
      ['openai:both', 'ok', 'env:default:HOME'],
      ['openai:seconds', 'expired', null],
    ]);
    expect(ids(document).filter((id) => id === 'dropped')).toHaveLength(3);
    expect(ids(document)).toEqual(
      expect.arrayContaining(['seconds', 'shadowed_ref', 'order_unknown', 'unresolved_ref']),
    );
  });

  it('of a newer form that is empty beside an older one stops its gateway, and is told', async () => {
    putJson(stateDir(), ordinaryStore(Date.now()));
    putDatabase(stateDir(), {}).close();
    const { document } = await status('openclaw', '--check');
    expect(document).toMatchObject({ generation: '2026.9.6', profiles: [], exit: 1 });
    expect(ids(document)).toEqual(expect.arrayContaining(['not_migrated', 'leftover']));
  });

  it('that is a directory, a pipe nobody writes to, or lies below a file holds nobody up', async () => {
    mkdirSync(storePath(), { recursive: true });
    expect((await status('openclaw')).document.findings[0]?.what).toContain('it is no file');
    rmSync(storePath(), { recursive: true });
    execFileSync('mkfifo', [storePath()]);
    expect((await status('openclaw')).document.findings[0]?.what).toContain('it is no file');
    rmSync(join(stateDir(), 'agents'), { recursive: true });
    put(join(stateDir(), 'agents'), 'no directory');
    expect(await status('openclaw')).toMatchObject({ code: 0, document: { profiles: [], shape: 'none' } });
  });

  it('that is no database is told, not thrown', async () => {
    put(
      join(agentDirectory(stateDir()), 'openclaw-agent.sqlite'),
      'not a database at all, however long it may be'.repeat(99),
    );
    const { code, document } = await status('openclaw');
    expect([code, document.findings[0]?.id]).toEqual([0, 'unreadable']);
  });
});

describe('a database that its gateway has open', () => {
  it('is read with what stands only in its log, and nothing of it is touched', async () => {
    const stateDir = stateOf('openclaw');
    const database = putDatabase(stateDir, ordinaryStore(Date.now()));
    try {
      const before = treeOf(stateDir);
      const { document } = await status('openclaw');
      expect(document).toMatchObject({ shape: 'sqlite', generation: '2026.9.6' });
      expect(document.profiles).toHaveLength(4);
      expect(treeOf(stateDir)).toEqual(before);
    } finally {
      database.close();
    }
  });

  it('may be the one that all agents share', async () => {
    const stateDir = stateOf('openclaw');
    putSharedDatabase(stateDir, ordinaryStore(Date.now()));
    const own = { 'openai:own': { type: 'api_key', provider: 'openai', key: 'k' } };
    putDatabase(stateDir, { profiles: own }, 'helper').close();
    const main = (await status('openclaw')).document;
    expect([main.profiles.length, main.agents]).toEqual([4, ['main', 'helper']]);
    const helper = (await status('openclaw', '--agent', 'helper')).document;
    expect(helper.profiles.map(({ id, from }) => [id, from]).at(-1)).toEqual(['openai:own', 'helper']);
    expect(helper.profiles[0]).toMatchObject({ id: 'anthropic:default', from: 'main' });
  });

  it('may lie beside other databases, with what is remembered in the one of its agent', async () => {
    const stateDir = stateOf('openclaw');
    putSharedDatabase(stateDir, { profiles: ordinaryStore(Date.now()).profiles ?? {} });
    put(join(stateDir, 'state', 'openclaw-quarantine.sqlite'), '');
    const order = { anthropic: ['anthropic:default', 'anthropic:manual'] };
    putDatabase(stateDir, { profiles: {}, order }).close();
    const { document } = await status('openclaw');
    expect(document.profiles).toHaveLength(4);
    expect(document.order).toMatchObject(order);
    expect(ids(document)).not.toContain('unreadable');
  });
});

describe('what several stores have in common', () => {
  it('is told: a login that two of them renew, a key that lies in both', async () => {
    const store = ordinaryStore(Date.now());
    putJson(stateOf('openclaw'), store);
    putJson(stateOf('coderclaw'), {
      profiles: { 'anthropic:copy': { type: 'api_key', provider: 'anthropic', key: secretOf('default') } },
    });
    putJson(stateOf('openclaw'), { profiles: { ...store.profiles } }, { agent: 'second' });
    const shared = (await status('openclaw')).document.findings.filter(({ id }) => id === 'same_account');
    expect(shared.map(({ severity }) => severity).toSorted()).toEqual(['info', 'info', 'info', 'warn']);
    expect(shared.some(({ where }) => where?.includes('coderclaw/main anthropic:copy') === true)).toBe(true);
    // What lies in others alone is nothing of a third one.
    putJson(stateOf('thinkfleet'), { profiles: {} });
    const ofThird = (await status('thinkfleet')).document.findings.map(({ id }) => id);
    expect(ofThird).not.toContain('same_account');
  });

  it('a configuration in JSON5 may put an agent anywhere and declare an order', async () => {
    const stateDir = stateOf('openclaw');
    const elsewhere = join(home, 'elsewhere');
    put(join(elsewhere, 'auth-profiles.json'), JSON.stringify(ordinaryStore(Date.now())));
    putConfig(
      stateDir,
      'openclaw',
      `{
        // written by hand
        agents: { list: [{ id: 'far', agentDir: '${elsewhere}', }], },
        auth: { order: { groq: [], }, },
        meta: { lastTouchedVersion: '2026.5.28', },
      }`,
    );
    const { document } = await status('openclaw', '--agent', 'far');
    expect(document).toMatchObject({ generation: '2026.5.28', order: { groq: [] } });
    expect(document.profiles).toHaveLength(4);
  });

  it('a session’s own profile goes first', async () => {
    putJson(stateOf('openclaw'), ordinaryStore(Date.now()));
    const { document } = await status('openclaw', '--prefer', 'anthropic:default', '--provider', 'anthropic');
    expect(document.order).toEqual({ anthropic: ['anthropic:default', 'anthropic:manual'] });
  });
});

describe('two thousand profiles', () => {
  test.each(['json', 'sqlite'] as const)('in %s are read in moments', async (form) => {
    const store = manyProfiles(2000);
    const stateDir = stateOf('openclaw');
    if (form === 'json') putJson(stateDir, store);
    else putDatabase(stateDir, store).close();
    const begun = performance.now();
    const { document } = await status('openclaw');
    expect(document.profiles).toHaveLength(2000);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

describe('the keys of a rotation', () => {
  it('come from the profile, the variables and the files of the gateway, each with where', async () => {
    const stateDir = stateOf('openclaw');
    putJson(stateDir, ordinaryStore(Date.now()));
    put(
      join(stateDir, '.env'),
      `GROQ_API_KEYS=${secretOf('one')},${secretOf('two')}\nGROQ_API_KEY=${secretOf('spare')}\n`,
    );
    const { document, stdout } = await run(['gateway', 'keys', 'openclaw', '--provider', 'groq']);
    expect(document.keys).toMatchObject([
      { name: 'groq:spare', from: 'profile' },
      { name: 'GROQ_API_KEYS', from: join(stateDir, '.env') },
      { name: 'GROQ_API_KEYS', from: join(stateDir, '.env') },
    ]);
    expect(document.ignored).toEqual([{ name: 'GROQ_API_KEY', why: 'the same key as groq:spare' }]);
    expect(stdout).not.toContain(secretOf('one'));
  });

  it('leave out a variable that only the documentation knows, and say so', async () => {
    const { document } = await run(['gateway', 'keys', 'openclaw', '--provider', 'anthropic'], {
      ANTHROPIC_API_KEYS: 'l1,l2',
      ANTHROPIC_API_KEY: 'p',
    });
    expect(document.keys.map(({ name }) => name)).toEqual(['ANTHROPIC_API_KEY']);
    expect(document.ignored).toMatchObject([{ name: 'ANTHROPIC_API_KEYS' }]);
    expect(document.ignored[0]?.why).toContain('OPENCLAW_LIVE_ANTHROPIC_KEYS');
  });

  it('are taken from a login shell where somebody opted in, and only the ones that are expected', async () => {
    putConfig(stateOf('openclaw'), 'openclaw', '{ env: { shellEnv: { enabled: true, timeoutMs: 300, }, }, }');
    const shell = (body: string) => ({ SHELL: put(join(home, 'shell'), `#!/bin/sh\n${body}\n`, 0o700) });
    const telling = shell(
      `echo welcome; printf 'OPENAI_API_KEY=${secretOf('shell')}\\0OPENAI_API_KEY_2=other\\0'`,
    );
    const { document } = await run(['gateway', 'keys', 'openclaw', '--provider', 'openai'], telling);
    expect(document.keys).toMatchObject([{ name: 'OPENAI_API_KEY', from: 'login shell' }]);
    const slow = (await run(['gateway', 'status', 'openclaw'], shell('exec sleep 20'))).document;
    expect(slow.findings).toMatchObject([{ id: 'environment', where: 'login shell' }]);
  });

  it('are one for a gateway that documents no rotation', async () => {
    const variables = { OPENAI_API_KEYS: 'a,b', OPENAI_API_KEY: 'c' };
    const { document } = await run(['gateway', 'keys', 'thinkfleet', '--provider', 'openai'], variables);
    expect(document.keys.map(({ name }) => name)).toEqual(['OPENAI_API_KEY']);
    expect(document.ignored.map(({ name }) => name)).toEqual(['OPENAI_API_KEYS']);
  });
});

describe('what is verified live', () => {
  it('is what a running Keywatch was last told about the same key', async () => {
    const provider = await startFakeProvider();
    const key = inventedKeys.anthropic;
    putJson(stateOf('openclaw'), {
      profiles: { 'anthropic:a': { type: 'api_key', provider: 'anthropic', key } },
    });
    const added = [
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
    ];
    expect((await runCli(env, added, `${key}\n`)).code).toBe(0);
    const serving = await startServe(env, ['--no-browser']);
    try {
      const { document } = await status('openclaw');
      expect(document.profiles[0]).toMatchObject({
        id: 'anthropic:a',
        verified: { profile: 'anthropic:work', outcome: 'ok' },
      });
      const { document: listed } = await run(['gateway', 'keys', 'openclaw', '--provider', 'anthropic']);
      expect(listed.keys).toMatchObject([
        { name: 'anthropic:a', fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) },
      ]);
    } finally {
      await serving.stop('SIGTERM');
      await provider.close();
    }
  });
});

describe('RestFlow', () => {
  function putCommand(profiles: readonly object[], exit = 0): Environment {
    const bin = join(home, 'bin');
    mkdirSync(bin, { recursive: true });
    const answer = put(join(home, 'restflow.json'), JSON.stringify(profiles));
    writeFileSync(
      join(bin, 'restflow'),
      `#!/bin/sh\n[ "$*" = "auth list --format json" ] || exit 64\ncat '${answer}'\nexit ${exit}\n`,
      { mode: 0o755 },
    );
    return { PATH: `${bin}:${env['PATH'] ?? ''}` };
  }
  const profile = (id: string, more: object = {}) => ({
    id,
    name: id,
    provider: 'anthropic',
    source: 'manual',
    health: 'healthy',
    enabled: true,
    priority: 1,
    credential: { type: 'api_key', secret_ref: `auth:${id}:key` },
    ...more,
  });
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();

  it('is read through its own command, in the order in which it serves', async () => {
    const token = { type: 'token', secret_ref: 'x', expires_at: at(3_600_000) };
    const commands = putCommand([
      profile('aaaaaaaa'),
      profile('bbbbbbbb', { priority: 0, credential: token }),
      profile('cccccccc', { cooldown_until: at(60_000), health: 'cooldown' }),
      profile('dddddddd', { enabled: false, provider: 'openai', health: 'disabled' }),
    ]);
    const { code, document } = await run(['gateway', 'status', 'restflow', '--check'], commands);
    expect(document.order).toEqual({ anthropic: ['bbbbbbbb', 'aaaaaaaa'], openai: [] });
    expect(document.profiles.map(({ status: shown, unusableReason }) => [shown, unusableReason])).toEqual([
      ['static', null],
      ['expiring', null],
      ['static', 'cooldown'],
      ['static', 'disabled'],
    ]);
    expect(code).toBe(0);
    const only = putCommand([profile('bbbbbbbb', { credential: token })]);
    expect((await run(['gateway', 'status', 'restflow', '--check'], only)).code).toBe(2);
    const out = putCommand([profile('cccccccc', { cooldown_until: at(60_000) })]);
    expect((await run(['gateway', 'status', 'restflow', '--check'], out)).code).toBe(1);
  });

  it('that does not answer is told with what to look at', async () => {
    const absent = await status('restflow');
    expect([absent.code, absent.document.message]).toEqual([69, expect.stringContaining('not installed')]);
    const failing = await run(['gateway', 'status', 'restflow'], putCommand([], 3));
    expect([failing.code, failing.document.message]).toEqual([69, expect.stringContaining('ended with 3')]);
    expect((await run(['gateway', 'keys', 'restflow', '--provider', 'openai'])).code).toBe(64);
  });
});

describe('for a person', () => {
  it('a gateway is a table, who serves after whom, and what is wrong', async () => {
    putJson(stateOf('openclaw'), ordinaryStore(Date.now()), { mode: 0o644 });
    const { stdout } = await runCli(env, ['gateway', 'status', 'openclaw']);
    expect(stdout).toContain('anthropic: anthropic:manual, then anthropic:default');
    expect(stdout).toContain('not now: rate_limit');
    expect(stdout).toContain('in clear');
    expect(stdout).toContain('chmod 600');
    expect(stdout).not.toContain('invented-');
  });

  it('a secret is printed alone, and only when asked for', async () => {
    putJson(stateOf('openclaw'), { profiles: {} });
    const asked = ['gateway', 'resolve', 'openclaw', '--ref', '${OPENAI_API_KEY}'];
    const variables = { ...env, OPENAI_API_KEY: secretOf('told') };
    expect((await runCli(variables, asked)).stdout).toBe('Gets  a secret of 96 characters\n');
    expect((await runCli(variables, [...asked, '--reveal'])).stdout).toBe(`${secretOf('told')}\n`);
  });
});
