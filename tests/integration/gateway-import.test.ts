import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { GatewayImportInput } from '../../src-shared/contract-gateway-view.ts';
import type { ImportPlan } from '../../src-shared/contract-keeping.ts';
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
import cases from '../fixtures/gateway-cases.json' with { type: 'json' };
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

const { anthropic, anthropicOther, openai, setupToken } = inventedKeys;

let core: RealCore;
beforeEach(async () => {
  core = await realCore({ KEYWATCH_OFFLINE: '1' });
});
afterEach(() => core.end());

type More = Partial<GatewayImportInput>;
const stateOf = (member: FamilyMember) => join(core.directory, directories[member]);
async function inputOf(gateway: string, more: More = {}): Promise<GatewayImportInput> {
  const { gateways } = await core.client.gateways.list({});
  const place = gateways.find(({ id }) => id === gateway)!.place;
  return { ...place, agent: null, provider: null, ids: [], agreePolicy: true, ...more };
}
const preview = async (gateway: string, more: More = {}) =>
  core.client.gateways.previewImport(await inputOf(gateway, more));
const take = async (gateway: string, more: More = {}) =>
  core.client.gateways.import(await inputOf(gateway, more));
const states = ({ entries }: ImportPlan) =>
  entries.map(({ where, state, id }) => `${where} ${state} ${id ?? '–'}`);
const secretOfProfile = async (id: string) => (await core.client.profiles.reveal({ id })).secret;
const profile = async (id: string) => (await core.client.profiles.get({ id })).profile;
const vaultBytes = () => readFileSync(join(core.directory, 'vault.json'));

const shapes: Readonly<Record<FamilyMember, (stateDir: string, store: PeerDocument) => void>> = {
  openclaw: (stateDir, store) => putDatabase(stateDir, store).close(),
  remoteclaw: (stateDir, store) => putSplit(stateDir, store),
  coderclaw: (stateDir, store) => void putJson(stateDir, store),
  thinkfleet: (stateDir, store) => void putJson(stateDir, store),
  'agenticflow-enterprise': (stateDir, store) => void putJson(stateDir, store),
};

describe('importing from each of the family', () => {
  test.each(members)(
    '%s: keys are copied, the login is linked, the gateway stays as it was',
    async (member) => {
      const now = Date.now();
      const store = ordinaryStore(now);
      store.profiles!['anthropic:manual'] = {
        type: 'token',
        provider: 'anthropic',
        token: setupToken,
        expires: now + 90 * 86_400_000,
      };
      shapes[member](stateOf(member), store);
      const before = treeOf(stateOf(member));
      const plan = await take(member);
      expect(states(plan)).toEqual([
        'anthropic:default new anthropic:default',
        'anthropic:manual new claude-code:manual',
        'openai-codex:me@example.com new openai-codex:me-example.com',
        'groq:spare new groq:spare',
      ]);
      expect(await secretOfProfile('anthropic:default')).toBe(secretOf('default'));
      expect(await secretOfProfile('claude-code:manual')).toBe(setupToken);
      expect(await profile('anthropic:default')).toMatchObject({
        name: 'one@example.com',
        source: 'gateway',
        usedBy: [`gateway:${member}/main`],
      });
      expect(await profile('claude-code:manual')).toMatchObject({
        expiry: { expiresAt: now + 90 * 86_400_000, knownFrom: 'file' },
      });
      const linked = await profile('openai-codex:me-example.com');
      expect(linked).toMatchObject({
        name: 'me@example.com',
        kind: 'oauth',
        owner: member,
        mask: null,
        expiry: { renewedBy: member },
      });
      expect(await secretOfProfile(linked.id)).toBe(secretOf('access'));
      expect(treeOf(stateOf(member))).toEqual(before);

      const again = await take(member);
      expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 4 });
      const own = filesBelow(core.directory).filter(({ where }) => !where.includes(directories[member]));
      for (const name of ['default', 'access', 'refresh']) expect(leaksOf(secretOf(name), own)).toEqual([]);
    },
  );

  it('brings what another agent inherits, under that agent’s name', async () => {
    const state = stateOf('coderclaw');
    putJson(state, { profiles: { 'openai:a': { type: 'api_key', provider: 'openai', key: openai } } });
    putJson(
      state,
      { profiles: { 'anthropic:b': { type: 'api_key', provider: 'anthropic', key: anthropic } } },
      { agent: 'work' },
    );
    expect(states(await take('coderclaw', { agent: 'work' }))).toEqual([
      'openai:a new openai:a',
      'anthropic:b new anthropic:b',
    ]);
    expect((await profile('openai:a')).usedBy).toEqual(['gateway:coderclaw/work']);
    const main = await take('coderclaw');
    expect(main.entries[0]).toMatchObject({
      state: 'changed',
      fields: [{ field: 'usedBy', after: 'gateway:coderclaw/work, gateway:coderclaw/main' }],
    });
    expect((await profile('openai:a')).usedBy).toEqual(['gateway:coderclaw/work', 'gateway:coderclaw/main']);
  });

  it('reads and links what lies in the database that all agents share', async () => {
    putSharedDatabase(stateOf('openclaw'), ordinaryStore(Date.now()));
    mkdirSync(agentDirectory(stateOf('openclaw')), { recursive: true });
    await take('openclaw', { ids: ['anthropic:default', 'openai-codex'] });
    expect(await secretOfProfile('anthropic:default')).toBe(secretOf('default'));
    expect(await secretOfProfile('openai-codex:me-example.com')).toBe(secretOf('access'));
    expect((await profile('openai-codex:me-example.com')).reference).toContain('openclaw.sqlite#');
  });

  it('takes two thousand profiles at once and loses none', async () => {
    putJson(stateOf('remoteclaw'), manyProfiles(2000));
    const plan = await take('remoteclaw');
    expect(plan.counts).toMatchObject({ new: 2000 });
    const { profiles } = await core.client.profiles.list({});
    expect(profiles.length).toBe(2000);
    expect(await secretOfProfile('openai:p1')).toBe(secretOf('p1'));
  });
});

const store = (profiles: Record<string, unknown>) => ({ version: 1, profiles });
const key = (provider: string, secret: string, more = {}) => ({
  type: 'api_key',
  provider,
  key: secret,
  ...more,
});

describe('every store of the cases', () => {
  it('is compared whole: each profile has its line, and none stops the others', async () => {
    for (const { id, input } of cases.selection) {
      const { profiles } = input.store;
      putJson(stateOf('coderclaw'), { version: 1, profiles });
      const plan = await preview('coderclaw');
      const dropped = Object.values(profiles).filter((each) => !('type' in each) && !('mode' in each)).length;
      expect([id, plan.entries.length]).toEqual([id, Object.keys(profiles).length - dropped]);
      expect([id, plan.importable]).toEqual([id, true]);
    }
  });
});

describe('what is here already', () => {
  it('stays: the same key is the same profile, another key under its id is a conflict until it is chosen', async () => {
    await core.client.profiles.add({
      id: 'anthropic:default',
      name: 'Mine',
      secret: anthropic,
      probe: false,
    });
    await core.client.profiles.add({ name: 'Work', secret: openai, probe: false });
    putJson(
      stateOf('openclaw'),
      store({
        'anthropic:default': key('anthropic', anthropicOther, { email: 'one@example.com' }),
        'openai:default': key('openai', openai),
      }),
    );
    const before = vaultBytes();
    expect(states(await preview('openclaw'))).toEqual([
      'anthropic:default conflicting anthropic:default',
      'openai:default conflicting openai:work',
    ]);
    expect(vaultBytes()).toEqual(before);
    await take('openclaw', { conflicts: { 'anthropic:default': 'both' } });
    expect(await secretOfProfile('anthropic:default')).toBe(anthropic);
    const { profiles } = await core.client.profiles.list({ provider: 'anthropic' });
    expect(profiles.map(({ name }) => name).toSorted()).toEqual(['Mine', 'one@example.com']);
    await take('openclaw', { replace: true, ids: ['anthropic:default'] });
    expect(await secretOfProfile('openai:work')).toBe(openai);
  });

  it('keeps the name a person gave it', async () => {
    await core.client.profiles.add({ id: 'openai:a', name: 'Mine', secret: openai, probe: false });
    putJson(stateOf('openclaw'), store({ 'openai:a': key('openai', openai, { email: 'me@example.com' }) }));
    await take('openclaw');
    expect(await profile('openai:a')).toMatchObject({ name: 'Mine', usedBy: ['gateway:openclaw/main'] });
  });
});

describe('what lies elsewhere', () => {
  const ref = (source: string, id: string, provider = 'default') => ({ source, provider, id });

  it('becomes a reference of ours where that says the same, else a copy', async () => {
    const home = core.directory;
    await core.end();
    core = await realCore({ KEYWATCH_OFFLINE: '1', INVENTED_HERE: anthropic }, home);
    mkdirSync(home, { recursive: true });
    const state = stateOf('remoteclaw');
    const keys = put(join(state, 'keys.json'), JSON.stringify({ openai: { key: openai } }));
    put(join(state, '.env'), `INVENTED_THERE=${anthropicOther}\n`);
    putConfig(
      state,
      'remoteclaw',
      `{ secrets: { providers: { vault: { source: 'file', path: '${keys}' } } } }`,
    );
    putJson(
      state,
      store({
        'anthropic:here': { type: 'api_key', provider: 'anthropic', keyRef: ref('env', 'INVENTED_HERE') },
        'anthropic:there': { type: 'api_key', provider: 'anthropic', keyRef: ref('env', 'INVENTED_THERE') },
        'anthropic:gone': { type: 'api_key', provider: 'anthropic', keyRef: ref('env', 'INVENTED_NOWHERE') },
        'openai:file': { type: 'api_key', provider: 'openai', keyRef: ref('file', '/openai/key', 'vault') },
      }),
    );
    const plan = await take('remoteclaw');
    expect(states(plan)).toEqual([
      'anthropic:here new anthropic:here',
      'anthropic:there new anthropic:there',
      'anthropic:gone skipped –',
      'openai:file new openai:file',
    ]);
    expect(plan.entries[2]?.why).toContain('INVENTED_NOWHERE');
    expect((await profile('anthropic:here')).reference).toBe('env:INVENTED_HERE');
    expect(await secretOfProfile('anthropic:there')).toBe(anthropicOther);
    expect((await profile('anthropic:there')).reference).toBeNull();
    expect((await profile('openai:file')).reference).toBe(`file:${keys}#/openai/key`);
    expect(await secretOfProfile('openai:file')).toBe(openai);
  });

  it('in a program is fetched only where that was allowed', async () => {
    const state = stateOf('remoteclaw');
    const ran = join(state, 'ran');
    const program = put(
      join(state, 'secrets.sh'),
      `#!/bin/sh\n: > '${ran}'\ncat > /dev/null\nprintf '{"protocolVersion":1,"values":{"openai":"%s"}}' '${openai}'\n`,
      0o700,
    );
    putConfig(
      state,
      'remoteclaw',
      `{ secrets: { providers: { own: { source: 'exec', command: '${program}' } } } }`,
    );
    putJson(
      state,
      store({ 'openai:x': { type: 'api_key', provider: 'openai', keyRef: ref('exec', 'openai', 'own') } }),
    );
    const asked = await take('remoteclaw');
    expect(asked.entries[0]).toMatchObject({
      state: 'skipped',
      why: expect.stringContaining('--allow-exec'),
    });
    expect(readdirSync(state)).not.toContain('ran');
    await take('remoteclaw', { runPrograms: true });
    expect(await secretOfProfile('openai:x')).toBe(openai);
  });

  it('and is served by Keywatch already is left alone', async () => {
    putJson(
      stateOf('remoteclaw'),
      store({
        'openai:x': { type: 'api_key', provider: 'openai', keyRef: ref('exec', 'openai/x', 'keywatch') },
      }),
    );
    expect((await take('remoteclaw', { runPrograms: true })).entries[0]).toMatchObject({
      state: 'skipped',
      why: expect.stringContaining('serves it already'),
    });
  });
});

describe('what cannot be taken', () => {
  it('is left out with the reason while nobody named it, and stops everything once it is named', async () => {
    const state = stateOf('coderclaw');
    putJson(
      state,
      store({
        'openai:a': key('openai', openai),
        'nobody:b': key('nobody-knows', 'k'.repeat(40)),
        'openai:empty': key('openai', ''),
        'openai:two': key('openai', `${anthropic} ${anthropicOther}`),
      }),
    );
    const plan = await preview('coderclaw');
    expect(states(plan)).toEqual([
      'openai:a new openai:a',
      'nobody:b skipped –',
      'openai:empty skipped –',
      'openai:two skipped openai:two',
    ]);
    expect(plan.importable).toBe(true);
    const before = vaultBytes();
    await expect(take('coderclaw', { ids: ['openai:a', 'openai:two'] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(vaultBytes()).toEqual(before);
    await expect(take('coderclaw', { ids: ['openai:nothing'] })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('without a word on the policy is not passed over', async () => {
    putJson(
      stateOf('coderclaw'),
      store({ 'anthropic:manual': { type: 'token', provider: 'anthropic', token: setupToken } }),
    );
    await expect(take('coderclaw', { agreePolicy: false })).rejects.toMatchObject({
      code: 'policy_not_agreed',
    });
    expect((await take('coderclaw')).counts.new).toBe(1);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2), /cut off/],
    ['no JSON', () => 'profiles: none of your business}', /no JSON/],
    ['empty', () => '', /empty/],
  ])('a store that is %s is told of, and no word of it', async (_what, broken, said) => {
    const path = putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    writeFileSync(path, broken(readFileSync(path, 'utf8')));
    const failure = await take('coderclaw').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(said) });
    expect(String((failure as Error).message)).not.toContain('invented');
  });

  it('a gateway that is not there, or an agent that it has not, is told of', async () => {
    await expect(take('coderclaw')).rejects.toMatchObject({ code: 'not_found' });
    putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    await expect(take('coderclaw', { agent: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a login that its gateway lost is left out', async () => {
    putJson(
      stateOf('coderclaw'),
      store({
        'openai-codex:x': {
          type: 'oauth',
          provider: 'openai-codex',
          access: 'openclaw-oauth-refresh-fence:v1:x',
        },
        'qwen-portal:y': {
          type: 'oauth',
          provider: 'qwen-portal',
          access: secretOf('q'),
          refresh: secretOf('r'),
        },
      }),
    );
    const { entries } = await preview('coderclaw');
    expect(entries.map(({ state, why }) => [state, why])).toEqual([
      ['skipped', expect.stringContaining('sign in again')],
      ['skipped', expect.stringContaining('cannot watch a login of Qwen')],
    ]);
  });
});

describe('RestFlow', () => {
  it('gives no secret out: what lies elsewhere is linked there, for the rest the way to type it in is said', async () => {
    const home = core.directory;
    await core.end();
    const bin = join(home, 'bin');
    mkdirSync(bin, { recursive: true });
    const told = [
      {
        id: 'aaaaaaaa',
        name: 'Claude',
        provider: 'anthropic',
        source: 'claude_code',
        credential: { type: 'oauth' },
      },
      {
        id: 'bbbbbbbb',
        name: 'From the shell',
        provider: 'openai',
        source: 'environment',
        credential: { type: 'api_key' },
      },
      {
        id: 'cccccccc',
        name: 'Typed',
        provider: 'anthropic',
        source: 'manual',
        credential: { type: 'api_key' },
      },
    ];
    writeFileSync(join(bin, 'restflow'), `#!/bin/sh\ncat <<'end'\n${JSON.stringify(told)}\nend\n`);
    chmodSync(join(bin, 'restflow'), 0o755);
    core = await realCore(
      { KEYWATCH_OFFLINE: '1', OPENAI_API_KEY: openai, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      home,
    );
    const plan = await take('restflow');
    expect(states(plan)).toEqual([
      'aaaaaaaa new claude-code:claude',
      'bbbbbbbb new openai:from-the-shell',
      'cccccccc skipped –',
    ]);
    expect(plan.entries[2]?.why).toContain('keywatch auth add --provider anthropic');
    expect((await profile('openai:from-the-shell')).reference).toBe('env:OPENAI_API_KEY');
    expect(await profile('claude-code:claude')).toMatchObject({
      reference: 'login:claude-code',
      kind: 'oauth',
      usedBy: ['gateway:restflow'],
    });
    expect(states(await take('restflow', { ids: ['bbbb'] }))).toEqual([
      'bbbbbbbb same openai:from-the-shell',
    ]);
  });
});

describe('looking at gateways', () => {
  it('says what each stores, what of it lies in clear, and which of it the vault has', async () => {
    putSplit(stateOf('remoteclaw'), ordinaryStore(Date.now()));
    chmodSync(join(agentDirectory(stateOf('remoteclaw')), 'auth-profiles.json'), 0o644);
    const { gateways } = await core.client.gateways.list({});
    expect(gateways.map(({ id, present }) => [id, present])).toEqual([
      ['restflow', false],
      ['openclaw', false],
      ['remoteclaw', true],
      ['coderclaw', false],
      ['thinkfleet', false],
      ['agenticflow-enterprise', false],
    ]);
    const found = gateways.find(({ id }) => id === 'remoteclaw')!;
    expect(found).toMatchObject({
      profiles: 4,
      plaintext: 4,
      linkable: true,
      agents: [{ id: 'main', profiles: 4 }],
    });
    await take('remoteclaw', { ids: ['anthropic:default', 'openai-codex:me@example.com'] });
    const status = await core.client.gateways.status({ ...found.place, agent: null });
    expect(status.profiles.map(({ id, storedAs, plaintext }) => [id, storedAs, plaintext])).toEqual([
      ['anthropic:default', 'anthropic:default', true],
      ['anthropic:manual', null, true],
      ['openai-codex:me@example.com', 'openai-codex:me-example.com', true],
      ['groq:spare', null, true],
    ]);
    expect(status.findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['loose_mode', 'plaintext']));
    expect(JSON.stringify([gateways, status])).not.toContain('invented-');
  });
});
