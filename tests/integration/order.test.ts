import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../src-shared/contract.ts';
import cases from '../fixtures/gateway-cases.json' with { type: 'json' };
import { clientOf, testDoors, type RawClient, type TestDoor } from '../fixtures/doors.ts';
import { invalidKey, startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

describe.each(Object.keys(testDoors) as (keyof typeof testDoors)[])('who serves, at the %s door', (name) => {
  let core: RealCore;
  let door: TestDoor;
  let raw: RawClient;
  let client: Client;

  beforeAll(async () => {
    core = await realCore({ KEYWATCH_OFFLINE: '1' });
    door = await testDoors[name](core);
    raw = await door.enter();
    client = clientOf(raw);
    const add = (id: string, secret: string) => client.profiles.add({ id, secret, probe: false });
    await add('anthropic:a', inventedKeys.anthropic);
    await add('anthropic:b', inventedKeys.anthropicOther);
    await add('openai:o', inventedKeys.openai);
  });
  afterAll(async () => {
    raw.close();
    await door.close();
    await core.end();
  });

  const order = async (more: { agent?: string; prefer?: string } = {}) =>
    (await client.order.explain({ provider: 'anthropic', ...more })).order.map(
      ({ id, place, why }) => `${place ?? '-'} ${id}${why === null ? '' : ` ${why}`}`,
    );

  it('is set for all and for one agent, and every answer of the core goes by it', async () => {
    await client.order.set({ provider: 'anthropic', ids: ['anthropic:b', 'anthropic:a', 'anthropic:b'] });
    expect(await client.order.get({ provider: 'anthropic' })).toEqual({
      provider: 'anthropic',
      agent: null,
      explicit: ['anthropic:b', 'anthropic:a'],
    });
    await client.order.set({ provider: 'anthropic', agent: 'work', ids: ['anthropic:a'] });
    expect(await order()).toEqual(['1 anthropic:b', '2 anthropic:a']);
    expect(await order({ agent: 'work' })).toEqual(['1 anthropic:a', '- anthropic:b excluded_by_order']);
    expect(await order({ agent: 'other' })).toEqual(['1 anthropic:b', '2 anthropic:a']);
    const next = async (agent?: string) =>
      (await client.status({ provider: 'anthropic', ...(agent === undefined ? {} : { agent }) })).providers[0]
        ?.next;
    expect([await next(), await next('work')]).toEqual(['anthropic:b', 'anthropic:a']);
    expect((await client.profiles.get({ id: 'anthropic:a' })).profile.order).toBe(2);
    await client.order.clear({ provider: 'anthropic', agent: 'work' });
    expect(await order({ agent: 'work' })).toEqual(['1 anthropic:b', '2 anthropic:a']);
    await client.order.clear({ provider: 'anthropic' });
    expect(await client.order.explain({ provider: 'anthropic' })).toMatchObject({
      from: 'kind',
      explicit: null,
    });
  });

  it('gives a new one its place at once, and moves those behind it', async () => {
    const places = async () =>
      (await client.profiles.list({ provider: 'openai' })).profiles.map(({ id, order: place }) => ({
        id,
        place,
      }));
    const anew = async () =>
      (await client.order.explain({ provider: 'openai' })).order.map(({ id, place }) => ({ id, place }));
    core.keywatch.profiles.reveal('openai:o', { door: 'local', program: null, pid: null, action: 'run' });
    for (const id of ['openai:new', 'openai:newer']) {
      const secret = `${inventedKeys.openai}${id.slice('openai:'.length)}`;
      const { profile } = await client.profiles.add({ id, secret, probe: false });
      expect(await places()).toContainEqual({ id, place: profile.order });
      expect(await places()).toEqual(await anew());
    }
    // The one that served goes last.
    expect((await places()).map(({ id }) => id)).toEqual(['openai:new', 'openai:newer', 'openai:o']);
    for (const id of ['openai:new', 'openai:newer']) await client.profiles.remove({ id });
  });

  it('is led by the pinned one, or by the one a session prefers', async () => {
    expect(await client.order.pin({ id: 'anthropic:b' })).toMatchObject({
      pinned: 'anthropic:b',
      next: 'anthropic:b',
    });
    expect(await order({ prefer: 'anthropic:a' })).toEqual(['1 anthropic:a', '2 anthropic:b']);
    expect(await client.order.unpin({ provider: 'anthropic' })).toMatchObject({
      pinned: null,
      next: 'anthropic:a',
    });
  });

  it('goes round: what was given to a program serves last', async () => {
    expect(await order()).toEqual(['1 anthropic:a', '2 anthropic:b']);
    await core.keywatch.profiles.reveal('anthropic:a', {
      door: 'local',
      program: null,
      pid: null,
      action: 'run',
    });
    expect(await order()).toEqual(['1 anthropic:b', '2 anthropic:a']);
    expect((await client.profiles.get({ id: 'anthropic:b' })).profile.order).toBe(1);
    const told = (method: string, id: string) =>
      client.probes.report({
        id,
        from: 'gateway',
        method,
        path: '/v1/messages',
        answer: { status: 200, headers: {}, body: '{}' },
      });
    await told('GET', 'anthropic:b');
    expect(await order()).toEqual(['1 anthropic:b', '2 anthropic:a']);
    await told('POST', 'anthropic:b');
    expect(await order()).toEqual(['1 anthropic:a', '2 anthropic:b']);
    await told('POST', 'anthropic:a');
    // A person who looks at a key does not work with it.
    await client.profiles.reveal({ id: 'anthropic:b', action: 'copy' });
    expect(await order()).toEqual(['1 anthropic:b', '2 anthropic:a']);
  });

  it('knows a provider by any of its names, and refuses what is none of its own', async () => {
    expect((await client.order.explain({ provider: ' OpenAI ' })).next).toBe('openai:o');
    expect((await client.order.explain({ provider: 'gemini' })).provider).toBe('google');
    await expect(client.order.explain({ provider: 'nobody' })).rejects.toMatchObject({
      code: 'unknown_provider',
    });
    await expect(client.order.set({ provider: 'anthropic', ids: ['openai:o'] })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('Auth profile "openai:o" is for openai, not anthropic'),
    });
    await expect(client.order.pin({ id: 'anthropic:gone' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      client.order.set({ provider: 'anthropic', agent: inventedKeys.setupToken.slice(0, 60), ids: [] }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the commands of the gateways', () => {
  let home: string;
  let env: Environment;
  let provider: FakeProvider;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'kw-order-'));
    env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error' };
    provider = await startFakeProvider();
  });
  afterEach(async () => {
    await provider.close();
    rmSync(home, { recursive: true, force: true });
  });

  async function run(line: string, input = '') {
    const ran = await runHere(env, line.split(' '), input);
    const document = ran.stdout.startsWith('{') ? (JSON.parse(ran.stdout) as Record<string, unknown>) : {};
    return { ...ran, document };
  }
  const add = (id: string, secret: string, more = '') =>
    run(
      `auth add --id ${id} --provider ${id.split(':')[0]} --key - --no-probe --base-url ${provider.url}${more}`,
      secret,
    );
  const three = async (third = provider.url) => {
    await add('anthropic:a', inventedKeys.anthropic);
    await add('anthropic:b', inventedKeys.anthropicOther);
    await run(
      `auth add --id openai:o --provider openai --key - --no-probe --base-url ${third}`,
      inventedKeys.openai,
    );
  };

  it('set, get and clear an order as P1 to P9 have it', { timeout: 60_000 }, async () => {
    await three();
    const order = 'models auth order';
    expect((await run(`${order} get --provider anthropic`)).stdout).toContain('Order override: (none)');
    const set = await run(`${order} set --provider anthropic anthropic:b anthropic:a`);
    expect(set).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Order override: anthropic:b, anthropic:a'),
    });
    expect((await run(`${order} get --provider anthropic --json`)).document).toEqual({
      schema: 'keywatch.models-auth-order-get/1',
      agentId: 'main',
      agentDir: join(home, 'data'),
      provider: 'anthropic',
      authStatePath: join(home, 'data', 'vault.json'),
      order: ['anthropic:b', 'anthropic:a'],
    });
    const missing = await run(`${order} set --provider anthropic anthropic:zz`);
    expect(missing).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('Auth profile "anthropic:zz" not found in'),
    });
    const others = await run(`${order} set --provider anthropic openai:o`);
    expect(others).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('is for openai, not anthropic'),
    });
    expect((await run(`${order} set --provider anthropic`)).code).toBe(64);
    expect((await run(`${order} get`)).code).toBe(64);
    expect(await run(`${order} clear --provider anthropic`)).toMatchObject({
      code: 0,
      stdout: 'Cleared per-agent order override.\n',
    });
    expect((await run(`${order} get --provider anthropic --json`)).document['order']).toBeNull();
    const twice = await run('auth order set --provider anthropic anthropic:b anthropic:b --json');
    expect(twice.document).toEqual({
      schema: 'keywatch.explicit-order/1',
      provider: 'anthropic',
      agent: null,
      order: ['anthropic:b'],
    });
  });

  it(
    'explain from the files alone what the core explains, and say why not',
    { timeout: 60_000 },
    async () => {
      await three();
      await run('auth order set --provider anthropic --agent work anthropic:a');
      await run('auth pin anthropic:b');
      const explained = await run('auth order explain --provider anthropic --agent work --json');
      expect(explained.document).toEqual({
        schema: 'keywatch.order/1',
        provider: 'anthropic',
        agent: 'work',
        from: 'agent',
        explicit: ['anthropic:a'],
        pinned: 'anthropic:b',
        order: [
          { id: 'anthropic:a', place: 1, available: true, why: null, cooldownUntil: null },
          { id: 'anthropic:b', place: null, available: false, why: 'excluded_by_order', cooldownUntil: null },
        ],
        next: 'anthropic:a',
      });
      expect((await run('auth order explain --provider anthropic')).stdout).toContain(
        'anthropic:b serves next.',
      );
      const session = await run(
        'auth order explain --provider anthropic --model anthropic/claude@20260514@a --json',
      );
      expect(session.document['next']).toBe('anthropic:a');
      expect((await run('auth unpin --provider anthropic')).stdout).toContain('anthropic:a serves next.');
      const status = await run('status --agent work --provider anthropic --json');
      expect(status.document).toMatchObject({ providers: [{ next: 'anthropic:a' }] });
      expect((await run(`auth order explain --provider ${inventedKeys.openrouter}`)).stderr).not.toContain(
        '0e6a1c96',
      );
    },
  );

  it('print the trees of models status and models auth list', { timeout: 60_000 }, async () => {
    await three();
    const status = await run('models status --json');
    expect(status.document).toMatchObject({
      schema: 'keywatch.models-status/1',
      defaultModel: null,
      auth: { storePath: join(home, 'data', 'vault.json'), missingProvidersInUse: [] },
    });
    const list = await run('models auth list --provider openai --json');
    expect(list.document).toMatchObject({
      schema: 'keywatch.models-auth-list/1',
      provider: 'openai',
      profiles: [{ id: 'openai:o', type: 'api_key', expiresAt: null, cooldownUntil: null }],
    });
    expect(`${status.stdout}${list.stdout}`).not.toContain(inventedKeys.openai.slice(12, 40));
    expect((await run('models status --check')).code).toBe(0);
    expect((await run('models status --check --provider google')).code).toBe(1);
  });

  it(
    'probe without spending, within the time that was given, and never call silence ok',
    { timeout: 60_000 },
    async () => {
      const silent = await startFakeProvider();
      silent.script('*', [{ hang: true }]);
      await three(silent.url);
      await add('openrouter:gone', inventedKeys.openrouter, ' --expires 2020-01-01');
      expect((await run('auth add --provider groq --ref env:NOBODY_SETS_THIS --no-probe')).code).toBe(0);
      provider.script('*', [invalidKey], { key: inventedKeys.anthropicOther });
      const began = Date.now();
      const { document, stdout } = await run(
        'models status --probe --probe-timeout 1500 --probe-concurrency 4 --json',
      );
      const { probes } = document['auth'] as {
        probes: { results: Record<string, unknown>[]; options: unknown };
      };
      const byId = new Map(probes.results.map((each) => [each['profileId'], each]));
      expect(byId.get('anthropic:a')).toMatchObject({ status: 'ok', source: 'profile', mode: 'api_key' });
      expect(byId.get('anthropic:b')).toMatchObject({ status: 'auth' });
      expect(byId.get('openai:o')).toMatchObject({ status: 'timeout' });
      expect(byId.get('openrouter:gone')).toMatchObject({
        status: 'unknown',
        reasonCode: 'expired',
        latencyMs: null,
        error: expect.stringMatching(
          /^Auth profile credentials are missing or expired\.\n↳ Auth reason \[expired\]: /,
        ),
      });
      expect(byId.get('groq:env-nobody-sets-this')).toMatchObject({
        status: 'unknown',
        reasonCode: 'unresolved_ref',
        latencyMs: null,
        error: expect.stringContaining('NOBODY_SETS_THIS is not set'),
      });
      expect(probes.options).toMatchObject({ timeoutMs: 1500, concurrency: 4, maxTokens: 0 });
      expect(Date.now() - began).toBeLessThan(15_000);
      await silent.close();
      // Lists of models and accounts are asked for, work never.
      expect(provider.requests().map(({ method }) => method)).not.toContain('POST');
      expect(stdout).not.toContain(inventedKeys.anthropic.slice(13, 40));
      const chosen = await run(
        'models status --probe --probe-profile anthropic:a,openai --probe-provider anthropic --probe-timeout 700 --json',
      );
      expect(chosen.document).toMatchObject({
        auth: { probes: { totalTargets: 1, results: [{ profileId: 'anthropic:a' }] } },
      });
      const named = 'models status --probe --probe-profile anthropic:a,anthropic:b --probe-timeout 1 --json';
      expect((await run(named)).document).toMatchObject({
        auth: { probes: { options: { profileIds: ['anthropic:a', 'anthropic:b'] } } },
      });
    },
  );

  it('read durations and setup tokens as the cases have them', { timeout: 120_000 }, async () => {
    const day = 86_400_000;
    for (const [at, { input, ms }] of cases.durations.entries()) {
      const began = Date.now();
      const stored = await run(
        `models auth paste-token --provider openrouter --expires-in=${input} --no-probe --json`,
        `short${at}`,
      );
      if (ms === null) {
        expect(stored, input).toMatchObject({
          code: 65,
          stderr: expect.stringContaining('Invalid duration'),
        });
        continue;
      }
      const { expiry } = stored.document['profile'] as { expiry: { expiresAt: string } };
      const livesMs = Date.parse(expiry.expiresAt) - began;
      expect(livesMs, input).toBeGreaterThanOrEqual(ms);
      expect(livesMs, input).toBeLessThan(ms + day / 48);
    }
    const says = {
      required: 'Required',
      prefix: 'Expected token starting with sk-ant-oat01-',
      too_short: 'Token looks too short',
    };
    for (const { input, prefix = '', length = 0, error } of cases.setupToken) {
      const token = input ?? prefix.padEnd(length, 'x');
      // What a peer takes at 80 characters is still cut off: ours are 108 long (D-B8).
      const said = says[(error ?? 'too_short') as keyof typeof says];
      for (const command of [
        'auth setup-token',
        'models auth setup-token',
        'models auth paste-token --provider anthropic',
      ])
        expect(await run(command, `${token}\n`), command).toMatchObject({
          code: 65,
          stderr: expect.stringContaining(said),
        });
    }
    const whole = await run(
      'auth setup-token --agent main --agree-policy --no-probe --json',
      inventedKeys.setupToken,
    );
    expect(whole.document).toMatchObject({ profile: { id: 'claude-code:manual', kind: 'token' } });
    const login = await run('models auth login --provider openai-codex --no-probe --json');
    expect(login.document).toMatchObject({
      profile: { provider: 'openai-codex', kind: 'oauth', reference: 'login:codex' },
    });
    const again =
      'models auth login --provider codex --method oauth --set-default --force --agent main --no-probe';
    expect(await run(again)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('(openai-codex/oauth)'),
      stderr: expect.stringContaining(
        '--method, --agent, --set-default, --force: nothing here is set by that',
      ),
    });
    expect((await run('auth list --provider openai-codex --json')).document['profiles']).toHaveLength(1);
    expect((await run('models auth login --provider groq')).code).toBe(64);
    expect((await run('help models auth paste-token')).stdout).toContain('--expires-in');
  });
});
