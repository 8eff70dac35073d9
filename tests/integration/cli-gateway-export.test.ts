import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import {
  agentDirectory,
  directories,
  manyProfiles,
  ordinaryStore,
  put,
  putDatabase,
  putJson,
  putSplit,
  secretOf,
  treeOf,
  type FamilyMember,
} from '../fixtures/gateway-homes.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys, realCore } from '../fixtures/real-core.ts';

const { anthropic, anthropicOther, openai, setupToken } = inventedKeys;

let home: string;
let env: Environment;
beforeEach(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-give-')));
  env = {
    ...scratchEnvironment(home),
    KEYWATCH_LOG: 'error',
    KEYWATCH_OFFLINE: '1',
    INVENTED_KEY: anthropicOther,
  };
  await add('anthropic:work', anthropic);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Said {
  exported: boolean;
  plaintext: boolean;
  message: string;
  store: string;
  profiles: { id: string; as: string; state: string; before: string | null; why: string | null }[];
  entries: { id: string; action: string }[];
}
async function run(args: readonly string[], more: Environment = {}, input = '') {
  const ran = await runHere({ ...env, ...more }, [...args, '--json'], input);
  return { ...ran, document: JSON.parse(ran.stdout) as Said };
}
const add = (id: string, secret: string, ...more: string[]) =>
  run(['auth', 'add', '--provider', id.split(':')[0]!, '--id', id, '--key', '-', ...more], {}, secret);
const give = (...args: string[]) => run(['gateway', 'export', ...args]);
const stateOf = (member: FamilyMember) => join(home, directories[member]);
const storeOf = (member: FamilyMember) => join(agentDirectory(stateOf(member)), 'auth-profiles.json');
const stored = (member: FamilyMember) =>
  JSON.parse(readFileSync(storeOf(member), 'utf8')) as ReturnType<typeof ordinaryStore>;
const exportsOf = async () =>
  (await run(['log'])).document.entries.filter(({ action }) => action === 'export').map(({ id }) => id);

describe('gateway export', () => {
  it('changes nothing without a word, and shows what it would do', async () => {
    putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    const before = treeOf(stateOf('coderclaw'));
    const asked = await give('coderclaw', 'anthropic:work');
    expect([asked.code, asked.document.message]).toEqual([64, expect.stringContaining('--yes')]);
    const dry = await give('coderclaw', 'anthropic', '--dry-run');
    expect(dry.document).toMatchObject({
      exported: false,
      plaintext: true,
      profiles: [{ id: 'anthropic:work', as: 'anthropic:work', state: 'new', before: null }],
    });
    expect(treeOf(stateOf('coderclaw'))).toEqual(before);
    expect(await exportsOf()).toEqual([]);
    expect(dry.stdout).not.toContain(anthropic);
  });

  test.each(['coderclaw', 'remoteclaw', 'thinkfleet', 'agenticflow-enterprise', 'openclaw'] as const)(
    'adds to the store of %s, keeps all else in it, and says that it is in clear',
    async (member) => {
      if (member === 'remoteclaw' || member === 'openclaw')
        putSplit(stateOf(member), ordinaryStore(Date.now()));
      else putJson(stateOf(member), ordinaryStore(Date.now()), { mode: 0o644 });
      const before = readFileSync(storeOf(member), 'utf8');
      const others = stored(member);
      const { code, document, stdout } = await give(member, 'anthropic:work', '--yes');
      expect([code, document.exported, document.store]).toEqual([0, true, storeOf(member)]);
      expect(stored(member)).toEqual({
        ...others,
        profiles: {
          ...others.profiles,
          'anthropic:work': { type: 'api_key', provider: 'anthropic', key: anthropic },
        },
      });
      // Every line that stood there stands there still.
      const kept = new Set(
        readFileSync(storeOf(member), 'utf8')
          .split('\n')
          .map((line) => line.replace(/,$/, '')),
      );
      expect(before.split('\n').filter((line) => !kept.has(line.replace(/,$/, '')))).toEqual([]);
      expect(statSync(storeOf(member)).mode & 0o777).toBe(0o600);
      expect(existsSync(`${storeOf(member)}.lock`)).toBe(false);
      expect(await exportsOf()).toEqual(['anthropic:work']);
      expect(stdout).not.toContain(anthropic);
      expect((await give(member, 'anthropic:work', '--yes')).document).toMatchObject({
        exported: false,
        profiles: [{ state: 'same' }],
      });
    },
  );

  it('shows what it replaces, and replaces that alone', async () => {
    await add('groq:spare', `gsk_${'Ab3x'.repeat(13)}`);
    putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    const before = readFileSync(storeOf('coderclaw'), 'utf8');
    const dry = await give('coderclaw', 'groq:spare', '--dry-run');
    expect(dry.document.profiles[0]).toMatchObject({
      state: 'changed',
      before: expect.stringContaining('…'),
    });
    expect((await give('coderclaw', 'groq:spare', '--yes')).code).toBe(0);
    expect(readFileSync(storeOf('coderclaw'), 'utf8')).toBe(
      before.replace(secretOf('spare'), `gsk_${'Ab3x'.repeat(13)}`),
    );
  });

  it('writes what a reference leads to, and the store that is not there yet', async () => {
    await run([
      'auth',
      'add',
      '--provider',
      'anthropic',
      '--id',
      'anthropic:elsewhere',
      '--ref',
      'env:INVENTED_KEY',
    ]);
    mkdirSync(stateOf('coderclaw'));
    expect((await give('coderclaw', 'anthropic:elsewhere', '--yes')).code).toBe(0);
    expect(stored('coderclaw')).toEqual({
      version: 1,
      profiles: { 'anthropic:elsewhere': { type: 'api_key', provider: 'anthropic', key: anthropicOther } },
    });
    expect(statSync(agentDirectory(stateOf('coderclaw'))).mode & 0o777).toBe(0o700);
  });

  it('gives out no login and no token that its policy keeps, and then nothing at all', async () => {
    await add('claude-code:manual', setupToken, '--agree-policy');
    putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    await run(['gateway', 'import', 'coderclaw', 'openai-codex', '--yes']);
    const before = treeOf(stateOf('coderclaw'));
    for (const refused of ['claude-code:manual', 'openai-codex:me-example.com']) {
      const { code, document } = await give('coderclaw', 'anthropic:work', refused, '--yes');
      expect([code, document.message]).toEqual([77, expect.stringContaining(refused)]);
    }
    expect(treeOf(stateOf('coderclaw'))).toEqual(before);
    expect(await exportsOf()).toEqual([]);
  });

  it('waits for no peer that is writing, and takes over what a dead one left', async () => {
    const path = putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    const lock = (pid: number) =>
      put(`${path}.lock`, JSON.stringify({ pid, createdAt: new Date().toISOString() }));
    lock(process.pid);
    const held = await give('coderclaw', 'anthropic:work', '--yes');
    expect([held.code, existsSync(`${path}.lock`)]).toEqual([75, true]);
    expect(stored('coderclaw').profiles).not.toHaveProperty('anthropic:work');
    lock(2 ** 22 + 12345);
    expect((await give('coderclaw', 'anthropic:work', '--yes')).code).toBe(0);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('touches no store that it cannot read whole', async () => {
    const path = putJson(stateOf('coderclaw'), ordinaryStore(Date.now()));
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 300));
    const before = treeOf(stateOf('coderclaw'));
    expect((await give('coderclaw', 'anthropic:work', '--yes')).code).toBe(65);
    expect(treeOf(stateOf('coderclaw'))).toEqual(before);
    expect((await give('remoteclaw', 'anthropic:work', '--yes')).code).toBe(66);
    putJson(stateOf('thinkfleet'), ordinaryStore(Date.now()));
    expect((await give('thinkfleet', 'nobody', '--yes')).code).toBe(66);
    expect((await give('restflow', 'anthropic:work', '--yes')).code).toBe(64);
  });

  it('adds to two thousand and loses none', async () => {
    putJson(stateOf('remoteclaw'), manyProfiles(2000));
    expect((await give('remoteclaw', 'anthropic:work', '--yes')).code).toBe(0);
    const { profiles } = stored('remoteclaw');
    expect(Object.keys(profiles ?? {}).length).toBe(2001);
    expect(profiles).toMatchObject(manyProfiles(2000).profiles!);
  });
});

describe('a gateway with a database', () => {
  function putCommand(exit = 0): { bin: string; told: string } {
    const bin = join(home, 'bin');
    const told = join(home, 'told');
    put(
      join(bin, 'openclaw'),
      `#!/bin/sh\n{ echo "$@"; echo "$OPENCLAW_STATE_DIR"; cat; } >> '${told}'\nexit ${exit}\n`,
      0o755,
    );
    return { bin, told };
  }
  const withCommand = (bin: string) => ({ PATH: `${bin}:${env['PATH'] ?? ''}` });

  it('is written by its own command, which gets the secret on its standard input', async () => {
    await add('openai:work', openai);
    putDatabase(stateOf('openclaw'), ordinaryStore(Date.now())).close();
    const before = treeOf(agentDirectory(stateOf('openclaw')));
    const { bin, told } = putCommand();
    const ran = await run(
      ['gateway', 'export', 'openclaw', 'anthropic:work', 'openai:work', '--yes'],
      withCommand(bin),
    );
    expect([ran.code, ran.document.exported]).toEqual([0, true]);
    expect(readFileSync(told, 'utf8')).toBe(
      [
        'models auth paste-api-key --provider anthropic --profile-id anthropic:work',
        stateOf('openclaw'),
        anthropic,
        'models auth paste-api-key --provider openai --profile-id openai:work',
        stateOf('openclaw'),
        openai,
        '',
      ].join('\n'),
    );
    expect(treeOf(agentDirectory(stateOf('openclaw')))).toEqual(before);
    expect((await exportsOf()).toSorted()).toEqual(['anthropic:work', 'openai:work']);
  });

  it('is left alone where that command is missing or fails', async () => {
    putDatabase(stateOf('openclaw'), ordinaryStore(Date.now())).close();
    const before = treeOf(stateOf('openclaw'));
    const missing = await give('openclaw', 'anthropic:work', '--yes');
    expect([missing.code, missing.document.message]).toEqual([69, expect.stringContaining('not installed')]);
    const { bin } = putCommand(3);
    const failing = await run(['gateway', 'export', 'openclaw', 'anthropic:work', '--yes'], withCommand(bin));
    expect([failing.code, failing.document.message]).toEqual([69, expect.stringContaining('ended with 3')]);
    expect(treeOf(stateOf('openclaw'))).toEqual(before);
  });
});

describe('at a door that is not the command line’s', () => {
  it('no secret is written anywhere, and no program of a gateway is run', async () => {
    const core = await realCore({ KEYWATCH_OFFLINE: '1' });
    try {
      putJson(join(core.directory, '.coderclaw'), ordinaryStore(Date.now()));
      const { profile } = await core.client.profiles.add({ secret: anthropic, name: 'Work', probe: false });
      const { gateways } = await core.client.gateways.list({});
      const { place } = gateways.find(({ id }) => id === 'coderclaw')!;
      const caller = { door: 'browser', program: null, pid: null } as const;
      const { mark } = await core.keywatch.gateways.previewExport({
        ...place,
        agent: null,
        ids: [profile.id],
      });
      const before = treeOf(join(core.directory, '.coderclaw'));
      await expect(
        core.keywatch.gateways.export({ ...place, agent: null, ids: [profile.id], mark }, caller),
      ).rejects.toMatchObject({ code: 'not_permitted' });
      const input = { ...place, agent: null, provider: null, ids: [], runPrograms: true };
      await expect(core.keywatch.gateways.import(input, caller)).rejects.toMatchObject({
        code: 'not_permitted',
      });
      expect(treeOf(join(core.directory, '.coderclaw'))).toEqual(before);
    } finally {
      await core.end();
    }
  });
});
