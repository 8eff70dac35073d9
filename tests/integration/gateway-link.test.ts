import { spawnSync } from 'node:child_process';
import fs, {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  agentDirectory,
  manyProfiles,
  members,
  put,
  putConfig,
  putDatabase,
  putJson,
  putSplit,
  treeOf,
} from '../fixtures/gateway-homes.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import {
  gatewayBench,
  keyOf,
  linkableKeys,
  mixedStore,
  type GatewayBench,
} from '../fixtures/linked-gateway.ts';

let bench: GatewayBench;
beforeEach(async () => {
  bench = await gatewayBench();
});
afterEach(() => bench.end());

const storeOf = (stateDir: string, agent = 'main') =>
  join(agentDirectory(stateDir, agent), 'auth-profiles.json');
const read = (path: string) => readFileSync(path, 'utf8');
const json = (path: string) =>
  JSON.parse(read(path)) as { profiles: Record<string, Record<string, unknown>> };
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const leaks = (secret: string) => leaksOf(secret, filesBelow(bench.home));
const launcherOf = ({ reader }: { reader: string }) =>
  join(bench.core.directory, 'launchers', `keywatch-${reader}`);
const states = ({ profiles }: { profiles: { id: string; state: string }[] }) =>
  Object.fromEntries(profiles.map(({ id, state }) => [id, state]));

const config = `// Written by hand.
{
  meta: { lastTouchedVersion: '2026.5.28' },
  agents: { defaults: { model: 'anthropic/claude' } }, // the usual one
  /* nobody knows this */
  unheardOf: [1, 2, 3,],
}
`;

/** A disk on which nothing can take the place of that file, until it is mended. */
function faultyDisk(path: string): () => void {
  const { renameSync: works } = fs;
  fs.renameSync = (from, to) => {
    if (to === path) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    works(from, to);
  };
  syncBuiltinESMExports();
  return () => {
    fs.renameSync = works;
    syncBuiltinESMExports();
  };
}

/** An OpenClaw as people have it. */
function ordinary(member: 'openclaw' | 'remoteclaw' = 'openclaw') {
  const stateDir = bench.stateOf(member);
  putJson(stateDir, mixedStore);
  return { stateDir, store: storeOf(stateDir), config: putConfig(stateDir, member, config) };
}

const refIn = (id: string) => `{ "source": "exec", "provider": "keywatch", "id": "${id}" }`;

describe('linking a gateway', () => {
  it('puts references where keys stood, and changes no other byte', async () => {
    const at = ordinary();
    const before = read(at.store);
    const plan = await bench.link('openclaw');
    expect(plan.profiles.map(({ id, state, as }) => [id, state, as])).toEqual([
      ['anthropic:default', 'link', 'anthropic:default'],
      ['anthropic:manual', 'link', 'claude-code:manual'],
      ['openai-codex:me@example.com', 'left', null],
      ['groq:spare', 'link', 'groq:spare'],
    ]);
    const [key = '', token = '', spare = ''] = linkableKeys;
    expect(read(at.store)).toBe(
      before
        .replace(`"key": "${key}"`, `"keyRef": ${refIn('anthropic/default')}`)
        .replace(`"token": "${token}"`, `"tokenRef": ${refIn('claude-code/manual')}`)
        .replace(`"apiKey": "${spare}"`, `"keyRef": ${refIn('groq/spare')}`),
    );
    expect(read(at.config)).toBe(
      config.replace(
        'unheardOf: [1, 2, 3,],\n',
        `unheardOf: [1, 2, 3,],
  secrets: {
    "providers": {
      "keywatch": {
        "source": "exec",
        "command": "${launcherOf(plan)}",
        "passEnv": [
          "HOME",
          "DBUS_SESSION_BUS_ADDRESS",
          "XDG_RUNTIME_DIR",
          "CREDENTIALS_DIRECTORY",
          "KEYWATCH_PASSPHRASE_FILE",
          "KEYWATCH_KEY_FILE"
        ],
        "timeoutMs": 15000
      }
    }
  },
`,
      ),
    );
  });

  it('leaves no copy of a key in clear anywhere, and touches no login', async () => {
    ordinary();
    await bench.link('openclaw');
    for (const secret of linkableKeys) expect(leaks(secret)).toEqual([]);
    for (const login of ['access', 'refresh'])
      expect(leaks(keyOf(login))).toContainEqual(expect.stringContaining('auth-profiles.json: as it is'));
    expect(
      leaksOf(linkableKeys[0] ?? '', [{ where: 'log', content: bench.core.log.lines.join('\n') }]),
    ).toEqual([]);
  });

  it('keeps the keys in the vault with their ends, and grants them and nothing else', async () => {
    ordinary();
    await bench.core.client.profiles.add({
      provider: 'openai',
      secret: keyOf('other'),
      force: true,
      probe: false,
    });
    const { reader } = await bench.link('openclaw');
    const { profiles } = await bench.core.client.profiles.list({});
    expect(profiles.map(({ id, kind }) => [id, kind]).toSorted()).toEqual([
      ['anthropic:default', 'api_key'],
      ['claude-code:manual', 'token'],
      ['groq:spare', 'api_key'],
      [expect.stringMatching(/^openai:/), 'api_key'],
    ]);
    expect(profiles.find(({ id }) => id === 'claude-code:manual')).toMatchObject({
      expiry: { expiresAt: 1_900_000_000_000 },
      usedBy: [`gateway:${reader}/main`],
    });
    const asked = [
      'anthropic/default',
      'groq:spare',
      profiles.find(({ provider }) => provider === 'openai')?.id ?? '',
    ];
    const served = await bench.core.client.secrets.serve({ reader, ids: asked });
    expect(served.values).toEqual({ 'anthropic/default': keyOf('default'), 'groq:spare': keyOf('spare') });
    expect(Object.keys(served.errors)).toEqual([asked[2]]);
  });

  it('recognises a key that is in the vault already, under whatever name', async () => {
    ordinary();
    const { profile } = await bench.core.client.profiles.add({
      provider: 'groq',
      name: 'From elsewhere',
      secret: keyOf('spare'),
      force: true,
      probe: false,
    });
    const plan = await bench.link('openclaw');
    expect(plan.profiles.find(({ id }) => id === 'groq:spare')).toMatchObject({
      as: profile.id,
      isNew: false,
    });
    expect(json(ordinaryStore()).profiles['groq:spare']?.['keyRef']).toMatchObject({
      id: 'groq/from-elsewhere',
    });
  });
  const ordinaryStore = () => storeOf(bench.stateOf('openclaw'));

  it('makes a launcher that gateways accept: ours, no link, for nobody else', async () => {
    ordinary();
    const launcher = launcherOf(await bench.link('openclaw'));
    expect(lstatSync(launcher).isFile()).toBe(true);
    expect(modeOf(launcher)).toBe('700');
    expect(modeOf(join(bench.core.directory, 'launchers'))).toBe('700');
    expect(modeOf(join(bench.core.directory, 'links'))).toBe('700');
    expect(spawnSync('/bin/sh', ['-n', launcher]).status).toBe(0);
  });

  it('shows all of it before, with masks alone, and changes nothing by that', async () => {
    const { stateDir } = ordinary();
    await bench.core.client.profiles.add({
      provider: 'openai',
      secret: keyOf('other'),
      force: true,
      probe: false,
    });
    const before = [treeOf(stateDir), read(join(bench.core.directory, 'vault.json'))];
    const plan = await bench.plan('openclaw');
    expect([treeOf(stateDir), read(join(bench.core.directory, 'vault.json'))]).toEqual(before);
    expect(existsSync(launcherOf(plan))).toBe(false);
    expect(plan.files.map(({ what, isNew }) => [what, isNew])).toEqual([
      ['launcher', true],
      ['config', false],
      ['store', false],
    ]);
    for (const secret of [...linkableKeys, keyOf('access')])
      expect(leaksOf(secret, [{ where: 'the plan', content: JSON.stringify(plan) }])).toEqual([]);
  });

  it('is done only as it was shown', async () => {
    const { stateDir } = ordinary();
    const asked = bench.asked('openclaw');
    const { mark } = await bench.core.client.gateways.plan(asked);
    putJson(stateDir, { profiles: { 'groq:new': { type: 'api_key', provider: 'groq', key: keyOf('new') } } });
    const before = treeOf(stateDir);
    await expect(bench.core.client.gateways.apply({ ...asked, mark })).rejects.toMatchObject({
      code: 'busy',
    });
    expect([...treeOf(stateDir).keys()]).toEqual([...before.keys()]);
    expect(read(storeOf(stateDir))).toContain(keyOf('new'));
  });

  it('does nothing the second time', async () => {
    const { stateDir } = ordinary();
    await bench.link('openclaw');
    const before = [treeOf(stateDir), treeOf(join(bench.core.directory, 'links'))];
    const again = await bench.link('openclaw');
    expect(again).toMatchObject({ changes: false, files: [], notes: [] });
    expect(states(again)).toMatchObject({ 'anthropic:default': 'linked', 'groq:spare': 'linked' });
    expect([treeOf(stateDir), treeOf(join(bench.core.directory, 'links'))]).toEqual(before);
  });

  it('links a profile that came later, and puts right what somebody took away', async () => {
    const { store } = ordinary();
    const { reader } = await bench.link('openclaw');
    writeFileSync(
      store,
      read(store).replace(
        '"profiles": {',
        `"profiles": {\n    "groq:late": {"type":"api_key","provider":"groq","key":"${keyOf('late')}"},`,
      ),
    );
    rmSync(launcherOf({ reader }));
    const plan = await bench.link('openclaw');
    expect(states(plan)).toMatchObject({ 'groq:late': 'link', 'groq:spare': 'linked' });
    expect(plan.files.map(({ what }) => what)).toEqual(['launcher', 'store']);
    expect(leaks(keyOf('late'))).toEqual([]);
    const { values } = await bench.core.client.secrets.serve({ reader, ids: ['groq/late', 'groq/spare'] });
    expect(Object.keys(values)).toEqual(['groq/late', 'groq/spare']);
  });

  it('makes loose files its owner’s alone', async () => {
    const { store, config: configPath } = ordinary();
    chmodSync(store, 0o644);
    chmodSync(configPath, 0o664);
    const plan = await bench.link('openclaw');
    expect(plan.files.map(({ modeBefore }) => modeBefore)).toEqual([null, 0o664, 0o644]);
    expect([modeOf(store), modeOf(configPath)]).toEqual(['600', '600']);
  });

  it('links the stores of all agents, one profile for one key, or of one agent and says where the key stays', async () => {
    const { stateDir } = ordinary();
    putJson(stateDir, mixedStore, { agent: 'helper' });
    const other = { type: 'api_key', provider: 'anthropic', key: keyOf('another'), copyToAgents: false };
    putJson(stateDir, { profiles: { 'anthropic:default': other } }, { agent: 'third' });
    const one = await bench.plan('openclaw', { agent: 'helper' });
    expect(one.notes).toContainEqual(expect.stringContaining(`in clear in ${storeOf(stateDir)} too`));
    const plan = await bench.link('openclaw');
    expect(plan.profiles.filter(({ state }) => state === 'link').map(({ agent, as }) => [agent, as])).toEqual(
      [
        ['main', 'anthropic:default'],
        ['main', 'claude-code:manual'],
        ['main', 'groq:spare'],
        ['helper', 'anthropic:default'],
        ['helper', 'claude-code:manual'],
        ['helper', 'groq:spare'],
        ['third', 'anthropic:default-2'],
      ],
    );
    for (const secret of [...linkableKeys, keyOf('another')]) expect(leaks(secret)).toEqual([]);
    expect(json(storeOf(stateDir, 'third')).profiles['anthropic:default']).toEqual({
      type: 'api_key',
      provider: 'anthropic',
      keyRef: { source: 'exec', provider: 'keywatch', id: 'anthropic/default-2' },
      copyToAgents: false,
    });
  });

  it('takes those alone that were named, or a provider’s, and knows no others', async () => {
    ordinary();
    expect(states(await bench.plan('openclaw', { ids: ['groq:spare'] }))).toEqual({ 'groq:spare': 'link' });
    expect(states(await bench.plan('openclaw', { provider: 'groq' }))).toEqual({ 'groq:spare': 'link' });
    await expect(bench.plan('openclaw', { ids: ['groq:nobody'] })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(bench.plan('openclaw', { agent: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves alone what it cannot link, says why, and links the rest', async () => {
    const { stateDir, store } = ordinary();
    const env = { source: 'env', provider: 'default', id: 'GROQ_API_KEY' };
    putJson(stateDir, {
      profiles: {
        'groq:env': { type: 'api_key', provider: 'groq', keyRef: env },
        'groq:inline-env': { type: 'api_key', provider: 'groq', key: '${GROQ_API_KEY}' },
        'groq:both': { type: 'api_key', provider: 'groq', key: keyOf('both'), keyRef: env },
        'groq:empty': { type: 'api_key', provider: 'groq', key: '' },
        'unheard:of': { type: 'api_key', provider: 'unheard', key: keyOf('unheard') },
        'groq:fine': { type: 'api_key', provider: 'groq', key: keyOf('fine') },
      },
    });
    const before = json(store).profiles;
    const plan = await bench.link('openclaw');
    expect(states(plan)).toEqual({
      'groq:env': 'left',
      'groq:inline-env': 'left',
      'groq:both': 'left',
      'groq:empty': 'left',
      'unheard:of': 'left',
      'groq:fine': 'link',
    });
    for (const { state, why } of plan.profiles) expect(why === null).toBe(state === 'link');
    const { 'groq:fine': _, ...others } = before;
    expect(json(store).profiles).toMatchObject(others);
  });

  it('takes the key where somebody put one beside our reference', async () => {
    const { store } = ordinary();
    await bench.link('openclaw');
    writeFileSync(
      store,
      read(store).replace(
        '"keyRef": { "source": "exec", "provider": "keywatch", "id": "groq/spare" }',
        (ref) => `${ref}, "key": "${keyOf('fresh')}"`,
      ),
    );
    const plan = await bench.link('openclaw');
    expect(plan.profiles.find(({ id }) => id === 'groq:spare')).toMatchObject({ state: 'link', isNew: true });
    expect(json(store).profiles['groq:spare']).toEqual({
      mode: 'api_key',
      provider: 'groq',
      keyRef: { source: 'exec', provider: 'keywatch', id: 'groq/spare-2' },
    });
    expect(leaks(keyOf('fresh'))).toEqual([]);
    await bench.unlink('openclaw');
    expect(json(store).profiles['groq:spare']).toMatchObject({ key: keyOf('fresh') });
  });

  it('asks to agree to a provider’s sentence, and leaves the profile without', async () => {
    ordinary();
    const plan = await bench.plan('openclaw', { agreePolicy: false });
    expect(plan.profiles.find(({ id }) => id === 'anthropic:manual')).toMatchObject({
      state: 'left',
      code: 'policy_not_agreed',
    });
  });

  it('writes through a link to where the file really lies', async () => {
    const { store } = ordinary();
    const elsewhere = join(bench.home, 'dotfiles.json');
    renameSync(store, elsewhere);
    symlinkSync(elsewhere, store);
    await bench.link('openclaw');
    expect(lstatSync(store).isSymbolicLink()).toBe(true);
    expect(json(elsewhere).profiles['groq:spare']).toHaveProperty('keyRef');
  });

  it('does 2,000 profiles, loses none, and puts them back', async () => {
    const stateDir = bench.stateOf('openclaw');
    const store = putJson(stateDir, manyProfiles(2000));
    const before = read(store);
    const started = performance.now();
    const plan = await bench.link('openclaw');
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(plan.profiles.filter(({ state }) => state === 'link')).toHaveLength(2000);
    expect(read(store)).not.toContain('invented');
    await bench.unlink('openclaw');
    expect(read(store)).toBe(before);
  }, 60_000);

  it.each(members)(
    'links %s where it knows SecretRefs, else says what to do and changes nothing',
    async (member) => {
      const stateDir = bench.stateOf(member);
      putJson(stateDir, mixedStore);
      const before = treeOf(stateDir);
      if (member === 'openclaw' || member === 'remoteclaw') {
        expect(states(await bench.link(member))).toMatchObject({ 'groq:spare': 'link' });
        return;
      }
      await expect(bench.link(member)).rejects.toMatchObject({
        code: 'bad_usage',
        message: expect.stringMatching(
          /nothing was changed.*\.env.*keywatch run --profile ID -- /s,
        ) as string,
      });
      expect(treeOf(stateDir)).toEqual(before);
    },
  );

  it('goes by the generation: the second form is linked, an old release is not', async () => {
    const stateDir = bench.stateOf('openclaw');
    putSplit(stateDir, mixedStore);
    expect(states(await bench.link('openclaw'))).toMatchObject({ 'groq:spare': 'link' });
    await expect(bench.link('openclaw@2026.2.25')).rejects.toMatchObject({ code: 'bad_usage' });
  });

  it('says that RestFlow has no such store, and that a gateway is not there', async () => {
    await expect(bench.link('restflow')).rejects.toMatchObject({ code: 'bad_usage' });
    await expect(bench.link('openclaw')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a gateway that cannot be linked now', () => {
  const untouched = async (code: string, act = () => bench.link('openclaw')) => {
    const stateDir = bench.stateOf('openclaw');
    const before = treeOf(stateDir);
    const vault = existsSync(join(bench.core.directory, 'vault.json'))
      ? read(join(bench.core.directory, 'vault.json'))
      : '';
    await expect(act()).rejects.toMatchObject({ code });
    expect([...treeOf(stateDir)].filter(([path]) => path.endsWith('.json'))).toEqual(
      [...before].filter(([path]) => path.endsWith('.json')),
    );
    expect((await bench.core.client.profiles.list({})).profiles).toEqual([]);
    expect(vault).not.toContain('grants');
  };

  it.each([
    ['a broken store', (at: { store: string }) => writeFileSync(at.store, '{"profiles":{]}')],
    [
      'a store that is cut off',
      (at: { store: string }) => writeFileSync(at.store, read(at.store).slice(0, -60)),
    ],
    ['a store that is none', (at: { store: string }) => writeFileSync(at.store, '{"profiles":[]}')],
    ['a broken configuration', (at: { config: string }) => writeFileSync(at.config, '{ meta: ')],
    [
      'a key that stands twice',
      (at: { store: string }) =>
        writeFileSync(
          at.store,
          '{"profiles":{"groq:a":{"type":"api_key","provider":"groq","key":"first-key","key":"the-second-key-of-it"}}}',
        ),
    ],
    [
      'a configuration that cannot be changed in place',
      (at: { config: string }) => writeFileSync(at.config, '{ secrets: { providers: [] } }'),
    ],
  ])('is left as it is: %s', async (_, broken) => {
    broken(ordinary());
    await untouched('invalid_input');
  });

  it('is left as it is: another secret provider has our name', async () => {
    const at = ordinary();
    writeFileSync(
      at.config,
      "{ secrets: { providers: { keywatch: { source: 'exec', command: '/bin/else' } } } }",
    );
    await untouched('duplicate');
  });

  it('is left as it is while it writes, and its lock too; one that nobody holds any more is taken over', async () => {
    const { store } = ordinary();
    const lock = `${store}.lock`;
    const held = (pid: number) =>
      writeFileSync(lock, JSON.stringify({ pid, createdAt: new Date().toISOString() }));
    held(process.ppid);
    await untouched('busy');
    expect(JSON.parse(read(lock))).toMatchObject({ pid: process.ppid });
    held(spawnSync('true').pid);
    await bench.link('openclaw');
    expect(existsSync(lock)).toBe(false);
  });

  it('is left as it is where the last file cannot be written, with everything before it put back', async () => {
    const { stateDir, store, config: configPath } = ordinary();
    putJson(stateDir, mixedStore, { agent: 'zz' });
    const before = [read(store), read(configPath)];
    const last = storeOf(stateDir, 'zz');
    const plan = await bench.plan('openclaw');
    const asked = bench.asked('openclaw');
    const mended = faultyDisk(last);
    try {
      await expect(bench.core.client.gateways.apply({ ...asked, mark: plan.mark })).rejects.toMatchObject({
        code: 'write_failed',
        message: expect.stringContaining('everything was put back') as string,
      });
    } finally {
      mended();
    }
    expect([read(store), read(configPath)]).toEqual(before);
    expect(existsSync(launcherOf(plan))).toBe(false);
    expect((await bench.core.client.profiles.list({})).profiles).toEqual([]);
    const { values } = await bench.core.client.secrets.serve({ reader: plan.reader, ids: ['groq/spare'] });
    expect(values).toEqual({});
    expect(filesBelow(bench.home).filter(({ where }) => where.includes('.tmp-'))).toEqual([]);
    expect(states(await bench.link('openclaw'))).toMatchObject({ 'groq:spare': 'link' });
  });

  it('is not linked while the vault is locked', async () => {
    const { stateDir } = ordinary();
    await bench.locked();
    const before = treeOf(stateDir);
    await expect(bench.link('openclaw')).rejects.toMatchObject({ code: 'vault_locked' });
    expect(treeOf(stateDir)).toEqual(before);
  });
});

describe('unlinking a gateway', () => {
  it('is byte for byte what it was before, and nothing of ours stays there', async () => {
    const at = ordinary();
    const before = [read(at.store), read(at.config)];
    const { reader } = await bench.link('openclaw');
    const plan = await bench.unlink('openclaw');
    expect([read(at.store), read(at.config)]).toEqual(before);
    expect(existsSync(launcherOf(plan))).toBe(false);
    expect(existsSync(join(bench.core.directory, 'links', `${reader}.json`))).toBe(false);
    const { values } = await bench.core.client.secrets.serve({ reader, ids: ['groq/spare'] });
    expect(values).toEqual({});
    expect((await bench.core.client.profiles.list({})).profiles).toHaveLength(3);
    await expect(bench.unlink('openclaw')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes a configuration away that link made', async () => {
    const stateDir = bench.stateOf('openclaw');
    putJson(stateDir, mixedStore);
    const path = join(stateDir, 'openclaw.json');
    await bench.link('openclaw');
    expect(existsSync(path)).toBe(true);
    await bench.unlink('openclaw');
    expect(existsSync(path)).toBe(false);
  });

  it('undoes two links to the byte', async () => {
    const at = ordinary();
    const before = [read(at.store), read(at.config)];
    await bench.link('openclaw', { provider: 'groq' });
    await bench.link('openclaw');
    await bench.unlink('openclaw');
    expect([read(at.store), read(at.config)]).toEqual(before);
  });

  it('puts back one and keeps the others linked', async () => {
    const at = ordinary();
    const before = [read(at.store), read(at.config)];
    const { reader } = await bench.link('openclaw');
    await bench.unlink('openclaw', { ids: ['groq:spare'] });
    expect(json(at.store).profiles['groq:spare']).toHaveProperty('apiKey', keyOf('spare'));
    expect(json(at.store).profiles['anthropic:default']).toHaveProperty('keyRef');
    const { values } = await bench.core.client.secrets.serve({
      reader,
      ids: ['groq/spare', 'anthropic/default'],
    });
    expect(Object.keys(values)).toEqual(['anthropic/default']);
    await bench.unlink('openclaw');
    expect([read(at.store), read(at.config)]).toEqual(before);
  });

  it('keeps what the gateway wrote since, whatever form it gave the file', async () => {
    const at = ordinary();
    await bench.link('openclaw');
    const now = JSON.parse(read(at.store)) as { profiles: Record<string, object>; usageStats: object };
    now.usageStats = { 'groq:spare': { lastUsed: 99 } };
    now.profiles['openai:new'] = { type: 'api_key', provider: 'openai', key: keyOf('new') };
    writeFileSync(at.store, JSON.stringify(now));
    writeFileSync(at.config, read(at.config).replace('unheardOf', 'heardOf'));
    await bench.unlink('openclaw');
    const after = JSON.parse(read(at.store)) as typeof now;
    expect(after.usageStats).toEqual(now.usageStats);
    expect(after.profiles).toEqual({
      ...mixedStore.profiles,
      'openai:new': now.profiles['openai:new'],
    });
    expect(read(at.config)).toBe(config.replace('unheardOf', 'heardOf'));
  });

  it('leaves what is not ours any more, and says so', async () => {
    const at = ordinary();
    await bench.link('openclaw');
    const now = json(at.store);
    now.profiles['groq:spare'] = { type: 'api_key', provider: 'groq', key: keyOf('by-hand') };
    delete now.profiles['anthropic:manual'];
    writeFileSync(at.store, JSON.stringify(now));
    const plan = await bench.unlink('openclaw');
    expect(states(plan)).toEqual({
      'anthropic:default': 'unlink',
      'anthropic:manual': 'left',
      'groq:spare': 'left',
    });
    expect(json(at.store).profiles['groq:spare']).toHaveProperty('key', keyOf('by-hand'));
    expect(read(at.config)).toBe(config);
  });

  it('keeps the secret provider where a person refers to it elsewhere', async () => {
    const at = ordinary();
    const plan = await bench.link('openclaw');
    const ref = "{ source: 'exec', provider: 'keywatch', id: 'groq/spare' }";
    writeFileSync(
      at.config,
      read(at.config).replace(
        '/* nobody',
        `models: { providers: { groq: { apiKey: ${ref} } } },\n  /* nobody`,
      ),
    );
    const back = await bench.unlink('openclaw');
    expect(back.notes).toContainEqual(expect.stringContaining('still refers to Keywatch'));
    expect(read(at.config)).toContain('"keywatch"');
    expect(existsSync(launcherOf(plan))).toBe(true);
    const { values } = await bench.core.client.secrets.serve({ reader: plan.reader, ids: ['groq/spare'] });
    expect(Object.keys(values)).toEqual(['groq/spare']);
    expect(json(at.store).profiles['groq:spare']).toHaveProperty('apiKey');
  });

  it('works after the key of the vault was changed', async () => {
    const at = ordinary();
    const before = [read(at.store), read(at.config)];
    await bench.link('openclaw');
    await bench.core.client.vault.rotateKey({});
    await bench.unlink('openclaw');
    expect([read(at.store), read(at.config)]).toEqual(before);
  });

  it('refuses where what stood there does not open, and where the gateway went on to a database', async () => {
    const at = ordinary();
    const { reader } = await bench.link('openclaw');
    const record = join(bench.core.directory, 'links', `${reader}.json`);
    const kept = read(record);
    writeFileSync(record, kept.replace(/sealed\\":\\"./, 'sealed\\":\\"#'));
    await expect(bench.unlink('openclaw')).rejects.toMatchObject({ code: 'sealed' });
    // Whoever links nothing new needs nothing of it.
    expect(await bench.link('openclaw')).toMatchObject({ changes: false });
    const more = read(at.store)
      .replace('{', '{ "later": 1,')
      .replace(
        '"profiles": {',
        `"profiles": { "groq:late": { "type": "api_key", "provider": "groq", "key": "${keyOf('late')}" },`,
      );
    const linked = read(at.store);
    writeFileSync(at.store, more);
    await expect(bench.link('openclaw')).rejects.toMatchObject({ code: 'sealed' });
    writeFileSync(at.store, linked);
    writeFileSync(record, kept);
    putDatabase(at.stateDir, mixedStore).close();
    await expect(bench.unlink('openclaw')).rejects.toMatchObject({ code: 'bad_usage' });
  });
});

describe('several gateways', () => {
  it('have a launcher, a grant and a record each, and one does not see the other’s', async () => {
    ordinary('remoteclaw');
    const { stateDir } = ordinary();
    const elsewhere = join(bench.home, 'elsewhere');
    mkdirSync(elsewhere);
    put(
      storeOf(elsewhere),
      JSON.stringify({
        profiles: { 'groq:e': { type: 'api_key', provider: 'groq', key: keyOf('elsewhere') } },
      }),
    );
    const [one, two, three] = [
      await bench.link('openclaw', { stateDir }),
      await bench.link('openclaw', { stateDir: elsewhere }),
      await bench.link('remoteclaw'),
    ];
    expect(new Set([one.reader, two.reader, three.reader]).size).toBe(3);
    const { values } = await bench.core.client.secrets.serve({
      reader: two.reader,
      ids: ['groq/e', 'groq/spare'],
    });
    expect(values).toEqual({ 'groq/e': keyOf('elsewhere') });
    await bench.unlink('openclaw', { stateDir });
    expect(json(storeOf(elsewhere)).profiles['groq:e']).toHaveProperty('keyRef');
    expect(existsSync(launcherOf(two))).toBe(true);
  });
});
