import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../src-shared/contract.ts';
import type { Change } from '../../src-shared/contract-changes.ts';
import { clientOf, testDoors, type RawClient, type TestDoor } from '../fixtures/doors.ts';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

/** The error a call ended with, as a client sees it. */
async function errorOf(call: Promise<unknown>): Promise<{ code: unknown; message: string; data: unknown }> {
  try {
    await call;
  } catch (error) {
    const { code, message, data } = error as { code: unknown; message: string; data: unknown };
    return { code, message, data };
  }
  throw new Error('The call succeeded.');
}

// One suite, three doors: what one can do, the others can, and it looks the same.
describe.each(Object.keys(testDoors) as (keyof typeof testDoors)[])('the contract at the %s door', (name) => {
  let core: RealCore;
  let door: TestDoor;
  let raw: RawClient;
  let client: Client;
  let provider: FakeProvider;

  beforeAll(async () => {
    provider = await startFakeProvider();
    core = await realCore();
    door = await testDoors[name](core);
    raw = await door.enter();
    client = clientOf(raw);
  });
  afterAll(async () => {
    raw.close();
    await door.close();
    await core.end();
    await provider.close();
  });

  const addWork = (more: object = {}) =>
    client.profiles.add({
      secret: inventedKeys.anthropic,
      name: 'Work',
      baseUrl: provider.url,
      probe: false,
      ...more,
    });

  it('answers a ping with its version', async () => {
    expect(await client.ping({})).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it('takes a file in pieces, shows what it would change, and gives a sealed one out', async () => {
    const records = Array.from({ length: 2000 }, (_, index) => ({
      provider: 'custom',
      name: `Server ${index}`,
      key: `k${String(index).padStart(30, '0')}`,
      url: `${provider.url}/v1`,
      notes: 'long '.repeat(120),
    }));
    const text = JSON.stringify(records);
    expect(text.length).toBeGreaterThan(1024 * 1024);
    let upload: string | null = null;
    for (let from = 0; from < text.length; from += 128 * 1024)
      ({ upload } = await client.transfer.put({ upload, piece: text.slice(from, from + 128 * 1024) }));
    const plan = await client.transfer.preview({ upload: upload ?? '' });
    expect(plan).toMatchObject({ importable: true, counts: { new: 2000 } });
    expect((await client.profiles.list({})).profiles).toEqual([]);
    const { content } = await client.transfer.export({ secrets: false, passphrase: 'a passphrase' });
    expect(JSON.parse(content)).toMatchObject({ schema: 'keywatch.export/1', cipher: 'aes-256-gcm' });
    await expect(
      client.transfer.put({ upload: null, piece: 'x'.repeat(128 * 1024 + 1) }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(client.backups.preview({ id: '../vault' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await client.backups.list({})).toEqual({ backups: [] });
    expect(await client.doctor({})).toMatchObject({ exit: 2, tools: [], services: [] });
    const around = await client.doctor({ around: true });
    expect(around.findings.map(({ id }) => id)).toContain('not_protected');
    expect(Array.isArray(around.tools)).toBe(true);
  });

  it('recognises a paste without giving the secret back', async () => {
    const { found, cleaned } = await client.profiles.recognise({
      text: `$ export ANTHROPIC_API_KEY="${inventedKeys.anthropic}"\n`,
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ provider: 'anthropic', kind: 'api_key', storedAs: null, problem: null });
    expect(cleaned.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(inventedKeys.anthropic);
  });

  it('adds, lists, shows, edits, switches, replaces, reveals, removes and restores a profile', async () => {
    const { profile } = await addWork();
    expect(profile).toMatchObject({
      id: 'anthropic:work',
      name: 'Work',
      provider: 'anthropic',
      available: true,
      enabled: true,
      order: 1,
    });
    expect(JSON.stringify(profile)).not.toContain(inventedKeys.anthropic);
    expect((await client.profiles.list({})).profiles.map(({ id }) => id)).toEqual(['anthropic:work']);
    expect((await client.profiles.get({ id: profile.id })).profile).toEqual(profile);

    const expiresAt = Date.now() + 5 * 86_400_000;
    const edited = await client.profiles.edit({
      id: profile.id,
      name: 'Office',
      expiresAt,
      tags: ['team'],
      notes: 'from Ann',
    });
    expect(edited.profile).toMatchObject({ name: 'Office', tags: ['team'], notes: 'from Ann' });
    expect(edited.profile.expiry).toMatchObject({
      status: 'expiring',
      expiresAt,
      knownFrom: 'user',
      inferred: false,
    });

    expect((await client.profiles.disable({ id: profile.id, note: 'on leave' })).profile).toMatchObject({
      enabled: false,
      disabledNote: 'on leave',
      available: false,
      unavailableReason: 'disabled_by_user',
    });
    expect((await client.profiles.enable({ id: profile.id })).profile).toMatchObject({
      enabled: true,
      available: true,
    });
    expect((await client.profiles.reset({ id: profile.id })).profile.health.state).toBe('unknown');

    expect(await client.profiles.reveal({ id: profile.id })).toEqual({ secret: inventedKeys.anthropic });
    await client.profiles.replaceSecret({
      id: profile.id,
      secret: inventedKeys.anthropicOther,
      probe: false,
    });
    expect(await client.profiles.reveal({ id: profile.id, action: 'copy' })).toEqual({
      secret: inventedKeys.anthropicOther,
    });
    const { entries } = await client.profiles.accesses({ id: profile.id });
    expect(entries.map(({ action, door: through }) => [action, through])).toEqual(
      expect.arrayContaining([
        ['reveal', name],
        ['copy', name],
      ]),
    );

    const { restorableUntil } = await client.profiles.remove({ id: profile.id });
    expect(restorableUntil).toBeGreaterThan(Date.now() + 20_000);
    expect((await client.profiles.list({})).profiles).toEqual([]);
    expect((await client.profiles.restore({ id: profile.id })).profile).toMatchObject({
      id: profile.id,
      name: 'Office',
    });
    expect(await client.profiles.reveal({ id: profile.id })).toEqual({ secret: inventedKeys.anthropicOther });
    await client.profiles.remove({ id: profile.id });
  });

  it('asks the provider on demand and keeps the evidence', async () => {
    await addWork();
    provider.script('*', [{ status: 200, body: { data: [], has_more: false } }]);
    const { answers } = await client.probes.test({ ids: ['anthropic:work'] });
    expect(answers).toEqual([
      expect.objectContaining({
        id: 'anthropic:work',
        outcome: 'ok',
        httpStatus: 200,
        health: expect.objectContaining({ state: 'healthy' }),
      }),
    ]);
    const { profile } = await client.profiles.get({ id: 'anthropic:work' });
    expect(profile.lastAnswer).toMatchObject({
      outcome: 'ok',
      httpStatus: 200,
      host: new URL(provider.url).host,
      streak: 1,
    });
    const history = await client.profiles.history({ id: 'anthropic:work' });
    expect(history.rows).toHaveLength(1);
    await client.profiles.remove({ id: 'anthropic:work' });
  });

  it('tries a key that is not stored, and stores nothing', async () => {
    provider.script('*', [
      {
        status: 401,
        body: { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
      },
    ]);
    const trial = await client.probes.trial({
      provider: 'anthropic',
      secret: inventedKeys.anthropic,
      baseUrl: provider.url,
    });
    expect(trial).toMatchObject({ outcome: 'invalid', httpStatus: 401 });
    expect((await client.profiles.list({})).profiles).toEqual([]);
  });

  it.each([
    ['an unknown profile', 'not_found', (c: Client) => c.profiles.get({ id: 'anthropic:nobody' })],
    [
      'an unknown provider',
      'unknown_provider',
      (c: Client) => c.profiles.add({ secret: 'something-long-enough', provider: 'acme' }),
    ],
    ['a paste without a key', 'invalid_input', (c: Client) => c.profiles.add({ secret: '   ' })],
    [
      'a setup token without the tick',
      'policy_not_agreed',
      (c: Client) => c.profiles.add({ secret: inventedKeys.setupToken }),
    ],
    [
      'http to a foreign host',
      'invalid_input',
      (c: Client) => c.profiles.add({ secret: inventedKeys.openai, baseUrl: 'http://example.com' }),
    ],
    [
      'a restore of what was never removed',
      'not_found',
      (c: Client) => c.profiles.restore({ id: 'anthropic:nobody' }),
    ],
    [
      'a field of the wrong type',
      'invalid_input',
      (c: Client) => c.profiles.edit({ id: 'a:b', name: 7 } as never),
    ],
    [
      'a secret beyond 64 KiB',
      'invalid_input',
      (c: Client) => c.profiles.add({ secret: 'k'.repeat(70_000), provider: 'openai' }),
    ],
  ])('answers %s with %s and a sentence', async (_, code, act) => {
    const error = await errorOf(act(client));
    expect(error.code).toBe(code);
    expect(error.message.length).toBeGreaterThan(20);
    expect((await client.profiles.list({})).profiles).toEqual([]);
  });

  it('refuses the same key twice, naming the profile that has it', async () => {
    await addWork();
    expect(await errorOf(addWork({ name: 'Again' }))).toMatchObject({
      code: 'duplicate',
      data: { id: 'anthropic:work' },
    });
    await client.profiles.remove({ id: 'anthropic:work' });
  });

  it('pauses and resumes checking, and tells it in its state', async () => {
    await client.probes.pause({ until: null });
    expect(await firstSnapshot(client)).toMatchObject({ state: { pausedIndefinitely: true } });
    await client.probes.resume({});
    expect(await firstSnapshot(client)).toMatchObject({
      state: { pausedIndefinitely: false, pausedUntil: null },
    });
  });

  it('keeps settings and how the window was left', async () => {
    const { settings } = await client.settings.set({ theme: 'dark' });
    expect(settings.theme).toBe('dark');
    await client.settings.setWindow({ hidden: ['latency'] });
    expect(await client.settings.get({})).toMatchObject({
      settings: { theme: 'dark' },
      window: { hidden: ['latency'] },
    });
    await client.settings.set({ theme: 'system' });
  });

  it('lists alerts and providers, and a status with an exit code', async () => {
    expect(await client.alerts.list({})).toEqual({ alerts: [], undelivered: null });
    const { providers } = await client.providers.list({});
    expect(providers.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['anthropic', 'claude-code', 'openai', 'google', 'openrouter']),
    );
    const status = await client.status({});
    expect(status).toMatchObject({
      summary: { total: 0 },
      exit: 0,
      vault: { state: 'open', slot: 'key-file', protected: false },
    });
    expect(status.sentence).not.toBe('');
  });

  it('gives only what JSON keeps', async () => {
    await addWork();
    for (const answer of [
      await client.status({}),
      await client.profiles.list({}),
      await client.settings.get({}),
    ]) {
      expect(isDeepStrictEqual(JSON.parse(JSON.stringify(answer)), answer)).toBe(true);
    }
    await client.profiles.remove({ id: 'anthropic:work' });
  });

  it('tells a subscriber a snapshot first, then every change, numbered without gaps', async () => {
    const heard: Change[] = [];
    const stop = new AbortController();
    const listening = (async () => {
      for await (const change of await client.changes({}, { signal: stop.signal })) heard.push(change);
    })().catch(() => undefined);
    await until(() => heard.length > 0);
    expect(heard[0]).toMatchObject({ n: 0, type: 'snapshot', complete: true, profiles: [] });

    await addWork();
    await until(() => heard.some((change) => change.type === 'profile'));
    await client.profiles.edit({ id: 'anthropic:work', name: 'Desk' });
    await until(() => heard.some((change) => change.type === 'profile' && change.profile.name === 'Desk'));
    await client.settings.set({ notifications: false });
    await client.profiles.remove({ id: 'anthropic:work' });
    await until(() => heard.some((change) => change.type === 'removed'));
    expect(heard.map(({ n }) => n)).toEqual(heard.map((_, index) => index));
    expect(heard.some((change) => change.type === 'settings')).toBe(true);
    stop.abort();
    await listening;
  });
});

async function firstSnapshot(client: Client): Promise<Change> {
  const stop = new AbortController();
  for await (const change of await client.changes({}, { signal: stop.signal })) {
    stop.abort();
    return change;
  }
  throw new Error('No snapshot came.');
}

async function until(holds: () => boolean): Promise<void> {
  const endsAt = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > endsAt) throw new Error('It did not happen within 5 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
