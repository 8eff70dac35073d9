import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { jsonRows, readDatabase } from '../../src-main/gateways/stores/database-copy.ts';
import { generationOf, type Generation } from '../../src-main/gateways/generation.ts';
import {
  agentDirectory,
  putConfig,
  putJson,
  putSplit,
  type PeerDocument,
} from '../fixtures/gateway-homes.ts';
import { keyOf, linkableKeys, mixedStore } from '../fixtures/linked-gateway.ts';
import { peerExits } from '../fixtures/peer-exits.ts';
import { runCli, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import cases from '../fixtures/gateway-cases.json' with { type: 'json' };
import { documentIn, onPath, runPeer, whyNot } from './peer.ts';

/** The profiles in the database that all agents share. */
function storedIn(database: DatabaseSync): unknown {
  const rows = jsonRows(database).filter(({ key }) => key === 'authProfiles.store');
  return (JSON.parse(rows[0]?.json ?? '{}') as { profiles?: unknown }).profiles;
}

type Said = Record<string, unknown>;
interface Shown {
  profileId: string;
  status: string;
}

let generation: Generation;
let seed: string | null = null;
beforeAll(async () => {
  if (whyNot !== null) return;
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-peer-seed-')));
  const env = { ...scratchEnvironment(home) };
  const { stdout, stderr } = await runPeer(env, ['--version']);
  const found = /\d{4}\.\d+\.\d+/.exec(stdout)?.[0] ?? '';
  const read = generationOf(found);
  if (read === null) throw new Error(`OPENCLAW_BIN said no version: ${stdout}${stderr}`);
  generation = read;
  console.log(`OpenClaw ${found}, by the rules of ${generation}`);
  seed = home;
  if (generation !== '2026.9.6') return;
  // Its database is made by itself alone.
  const paste = ['models', 'auth', 'paste-api-key', '--provider', 'groq', '--profile-id', 'groq:seed'];
  await runPeer(env, paste, `${keyOf('seed')}\n`);
}, 300_000);
afterAll(() => {
  if (seed !== null) rmSync(seed, { recursive: true, force: true });
});

let home: string;
let env: Environment;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-peer-')));
  mkdirSync(join(home, 'tmp'));
  env = {
    ...scratchEnvironment(home),
    TMPDIR: join(home, 'tmp'),
    KEYWATCH_LOG: 'error',
    KEYWATCH_OFFLINE: '1',
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const stateDir = () => join(home, '.openclaw');
const storePath = () => join(agentDirectory(stateDir()), 'auth-profiles.json');

/** The rows of the peer's own database that hold profiles, as `document` would have them. */
function intoDatabase({ profiles = {}, version = 1, ...state }: PeerDocument): void {
  if (seed === null) throw new Error('there is no peer');
  cpSync(join(seed, '.openclaw'), stateDir(), { recursive: true });
  const database = new DatabaseSync(join(stateDir(), 'state', 'openclaw.sqlite'));
  const change = database.prepare(
    'INSERT OR REPLACE INTO config_machine_state (state_key, value_json, updated_at_ms) VALUES (?, ?, ?)',
  );
  change.run('authProfiles.store', JSON.stringify({ version, profiles }), Date.now());
  change.run('authProfiles.state', JSON.stringify({ version, ...state }), Date.now());
  database.close();
}

/** Gives the peer a store in its own form, and a model of Anthropic's. */
function furnish(store: PeerDocument, config: object = {}): void {
  if (generation === '2026.9.6') intoDatabase(store);
  else if (generation === '2026.5.28') putSplit(stateDir(), store);
  else putJson(stateDir(), store);
  const written = generation === '2026.9.6' ? {} : { meta: { lastTouchedVersion: generation } };
  const model = { agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-6' } } } };
  putConfig(stateDir(), 'openclaw', JSON.stringify({ ...written, ...model, ...config }));
}

async function ours(
  args: readonly string[],
  more: Environment = {},
): Promise<{ code: number; document: Said }> {
  const { code, stdout, stderr } = await runCli({ ...env, ...more }, [...args, '--json']);
  if (stdout.trim() === '') throw new Error(stderr);
  return { code, document: JSON.parse(stdout) as Said };
}
async function theirs(args: readonly string[]): Promise<{ code: number; document: Said }> {
  const answer = await runPeer(env, [...args, '--json']);
  return { code: answer.code, document: documentIn(answer) };
}

/** Cases have a clock of their own; two programs have the wall's. */
function moved<T>(value: T, by: number): T {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) =>
      typeof each === 'number' && each > 1e12 && each < 1e14 ? each + by : each,
    ),
  ) as T;
}

const asked = describe.skipIf(whyNot !== null);

test('an installed OpenClaw is asked', (context) => {
  if (whyNot !== null) context.skip(whyNot);
  expect(generation).toBeDefined();
});

asked('models status', { timeout: 300_000 }, () => {
  test.each(cases.exitCodes)('$id: exits and shows each profile as gateway status says', async (each) => {
    const usageStats = 'usageStats' in each ? each.usageStats : {};
    furnish(moved({ profiles: each.profiles, usageStats }, Date.now() - each.now) as PeerDocument);
    const peer = await theirs(['models', 'status', '--check']);
    const { code, document } = await ours(['gateway', 'status', 'openclaw', '--check']);
    expect(document).toMatchObject({ generation });
    const { oauth } = peer.document['auth'] as { oauth: { profiles: Shown[] } };
    const shown = (document['profiles'] as { id: string; status: string }[]).map(({ id, status }) => [
      id,
      status,
    ]);
    expect(shown.toSorted()).toEqual(
      oauth.profiles.map(({ profileId, status }) => [profileId, status]).toSorted(),
    );
    expect(code).toBe(peer.code);
  });

  test.each(['anthropic', 'openai'])(
    'is judged alike where no model is named, for a key of %s',
    async (provider) => {
      furnish(
        { profiles: { [`${provider}:a`]: { type: 'api_key', provider, key: keyOf('a', 'sk-invented-') } } },
        { agents: undefined },
      );
      const peer = await theirs(['models', 'status', '--check']);
      expect((await ours(['gateway', 'status', 'openclaw', '--check'])).code).toBe(peer.code);
    },
  );

  test.each(peerExits(Date.now()))(
    'exits as it was seen to and as gateway status does, for $says',
    async (each) => {
      furnish(
        { profiles: each.profiles, usageStats: { ...each.usageStats } },
        each.config === undefined ? {} : { agents: undefined, ...each.config },
      );
      if (generation === '2026.2.25') throw new Error('that release was not watched');
      const peer = await theirs(['models', 'status', '--check']);
      const { code } = await ours(['gateway', 'status', 'openclaw', '--check']);
      expect([peer.code, code]).toEqual([each.exits[generation], each.exits[generation]]);
    },
  );
});

asked('models auth order', { timeout: 300_000 }, () => {
  it('set by the peer is the order that gateway status tells', async () => {
    furnish(mixedStore);
    const order = ['anthropic:default', 'anthropic:manual'];
    await runPeer(env, ['models', 'auth', 'order', 'set', '--provider', 'anthropic', ...order]);
    expect(
      (await theirs(['models', 'auth', 'order', 'get', '--provider', 'anthropic'])).document,
    ).toMatchObject({ order });
    expect((await ours(['gateway', 'status', 'openclaw'])).document['order']).toMatchObject({
      anthropic: order,
    });
    await runPeer(env, ['models', 'auth', 'order', 'clear', '--provider', 'anthropic']);
    expect((await ours(['gateway', 'status', 'openclaw'])).document['order']).toMatchObject({
      anthropic: ['anthropic:manual', 'anthropic:default'],
    });
  });

  const rows = cases.selection.filter(
    ({ input }) => input.provider === 'anthropic' && !('preferredProfile' in input),
  );
  test.each(rows)('$id: $title', async ({ input, now }) => {
    const { store, cfg } = moved(input, Date.now() - now) as { store: PeerDocument; cfg?: object };
    furnish(store, cfg);
    const { code, document } = await theirs(['models', 'status', '--check']);
    const { missingProvidersInUse, oauth } = document['auth'] as {
      missingProvidersInUse: string[];
      oauth: { providers: { provider: string; effectiveProfiles?: Shown[] }[] };
    };
    const told = await ours(['gateway', 'status', 'openclaw', '--provider', 'anthropic', '--check']);
    expect(told.code).toBe(code);
    // Up to 2026.3.28 nothing it prints tells who would serve.
    const effective = oauth.providers.find(({ provider }) => provider === 'anthropic')?.effectiveProfiles;
    if (generation === '2026.3.13') return;
    // Where nobody would serve, it lists all there are.
    const serving = missingProvidersInUse.includes('anthropic') ? [] : (effective ?? []);
    expect(told.document['order']).toEqual({ anthropic: serving.map(({ profileId }) => profileId) });
  });
});

asked('secrets audit', { timeout: 1_500_000 }, () => {
  interface Audit {
    resolution?: { refsChecked: number };
    findings: { code: string; profileId?: string }[];
  }
  const audited = async () => {
    const allow = generation === '2026.3.13' ? [] : ['--allow-exec'];
    const { code, document } = await theirs(['secrets', 'audit', '--check', ...allow]);
    const { resolution, findings } = document as unknown as Audit;
    const of = (wanted: string) =>
      findings.flatMap(({ code: each, profileId }) => (each === wanted ? [profileId] : []));
    return {
      code,
      refs: resolution?.refsChecked ?? null,
      plaintext: of('PLAINTEXT_FOUND').toSorted(),
      unresolved: of('REF_UNRESOLVED'),
      shadowed: of('REF_SHADOWED'),
    };
  };
  const keys = {
    'anthropic:default': { type: 'api_key', provider: 'anthropic', key: keyOf('default') },
    'anthropic:manual': { type: 'token', provider: 'anthropic', token: linkableKeys[1] },
    'groq:spare': { type: 'api_key', provider: 'groq', key: keyOf('spare') },
  };

  it('finds keys in clear before gateway link, and none after it, each fetched through Keywatch', async () => {
    // Its plug-in for Groq is fetched from the network by 2026.9 whenever a profile of that provider is written.
    const isDatabase = generation === '2026.9.6';
    const { 'groq:spare': spare, ...ofAnthropic } = keys;
    const profiles = isDatabase ? ofAnthropic : { ...ofAnthropic, 'groq:spare': spare };
    const agents = {
      defaults: { model: { primary: 'anthropic/claude-opus-4-6' } },
      list: [{ id: 'main', default: true }, { id: 'ops' }],
    };
    furnish({ profiles }, isDatabase ? { agents } : {});
    const configured = readFileSync(join(stateDir(), 'openclaw.json'), 'utf8');
    const inClear = {
      code: 1,
      refs: generation === '2026.3.13' ? null : 0,
      plaintext: Object.keys(profiles),
      unresolved: [],
      shadowed: [],
    };
    expect(await audited()).toEqual(inClear);
    const before = isDatabase ? null : readFileSync(storePath(), 'utf8');
    const PATH = `${onPath(home)}:${env['PATH'] ?? ''}`;
    const link = await ours(['gateway', 'link', 'openclaw', '--yes', '--agree-policy'], { PATH });
    expect(link).toMatchObject({ code: 0, document: { done: true } });
    // Bytes that SQLite has not written over yet are told of, and stand nowhere else.
    const traces = JSON.stringify(link.document['notes']).includes('still holds bytes of a key');
    for (const key of linkableKeys)
      expect(
        leaksOf(key, filesBelow(home)).filter((leak) => !traces || !/\.sqlite(-wal)?:/.test(leak)),
      ).toEqual([]);
    expect(isDatabase || !traces).toBe(true);
    const refs = Object.keys(profiles).length;
    const clean = { ...inClear, code: 0, refs: generation === '2026.3.13' ? null : refs, plaintext: [] };
    expect(await audited()).toEqual(clean);
    const serving = await startServe(env, ['--no-browser']);
    try {
      expect(await audited()).toEqual(clean);
    } finally {
      await serving.stop('SIGTERM');
    }
    // Fetched by the peer itself, once without a running Keywatch and once with it.
    const { entries } = JSON.parse((await runCli(env, ['log', '--json'])).stdout) as {
      entries: { id: string; action: string; program: string }[];
    };
    const fetched = entries.filter(({ action, program }) => action === 'serve' && program === 'openclaw');
    const kept = (link.document['profiles'] as { as: string }[]).map(({ as }) => as);
    expect(fetched.map(({ id }) => id).toSorted()).toEqual([...kept, ...kept].toSorted());

    expect((await theirs(['models', 'status'])).document).toMatchObject({
      auth: { missingProvidersInUse: [] },
    });
    expect(await ours(['gateway', 'unlink', 'openclaw', '--yes'], { PATH })).toMatchObject({ code: 0 });
    if (before === null) {
      const path = join(stateDir(), 'state', 'openclaw.sqlite');
      expect(readDatabase(path, join(home, 'tmp'), storedIn)).toEqual(profiles);
    } else expect(readFileSync(storePath(), 'utf8')).toBe(before);
    expect(readFileSync(join(stateDir(), 'openclaw.json'), 'utf8')).toBe(configured);
    expect(await audited()).toEqual(inClear);
  });
});

asked('gateway import and export', { timeout: 300_000 }, () => {
  it('take a key from the peer and give it one it then has', async () => {
    furnish({ profiles: { 'groq:spare': { type: 'api_key', provider: 'groq', key: keyOf('spare') } } });
    const PATH = `${onPath(home)}:${env['PATH'] ?? ''}`;
    expect((await ours(['gateway', 'import', 'openclaw', '--yes'])).code).toBe(0);
    const added = [
      'auth',
      'add',
      '--provider',
      'mistral',
      '--id',
      'mistral:work',
      '--key',
      '-',
      '--no-probe',
    ];
    expect((await runCli(env, added, `${keyOf('work')}\n`)).code).toBe(0);
    expect(await ours(['gateway', 'export', 'openclaw', 'mistral:work', '--yes'], { PATH })).toMatchObject({
      code: 0,
    });
    const { document } = await theirs(['models', 'status']);
    const { oauth } = document['auth'] as { oauth: { profiles: Shown[] } };
    expect(oauth.profiles.map(({ profileId }) => profileId).toSorted()).toEqual([
      'groq:spare',
      'mistral:work',
    ]);
    const secret = await runCli(env, ['secret', 'get', 'groq:spare', '--no-newline']);
    expect(secret.stdout).toBe(keyOf('spare'));
    expect(existsSync(join(home, 'tmp'))).toBe(true);
  });
});
