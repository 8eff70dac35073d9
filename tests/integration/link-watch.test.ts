import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { invented } from '../fixtures/discovery-home.ts';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { put, putConfig, putJson } from '../fixtures/gateway-homes.ts';
import { leaksOf } from '../fixtures/leaks.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';

const [one, other] = [invented('one').openai, invented('other').openai];
let home: string;
let core: RealCore;
let provider: FakeProvider;
let path: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-links-'));
  path = put(join(home, '.env'), `OPENAI_API_KEY=${one}\n`);
  provider = await startFakeProvider();
  core = await realCore({}, home);
});
afterEach(async () => {
  await core.end();
  await provider.close();
  rmSync(home, { recursive: true, force: true });
});

const rewrite = (secret: string) => writeFileSync(path, `OPENAI_API_KEY=${secret}\n`, { mode: 0o600 });
const seen = () => ({
  source: 'dotenv',
  provider: 'openai',
  kind: 'api_key' as const,
  secret: null,
  link: `file:${path}#/OPENAI_API_KEY`,
  baseUrl: provider.url,
  config: {},
  expiresAt: null,
});
async function linked(): Promise<string> {
  const { profile } = await core.client.discovery.take({ as: 'link', seen: seen(), probe: false });
  return profile.id;
}
const ask = () => core.client.probes.test({});
const alerts = async () =>
  (await core.client.alerts.list({})).alerts.map(({ kind, severity, id }) => ({ kind, severity, id }));
const get = async (id: string) => (await core.client.profiles.get({ id })).profile;

describe('a link whose source changes', () => {
  it('is followed, and told of once somebody reads it, by fingerprints alone', async () => {
    core.keywatch.start();
    const id = await linked();
    const before = (await get(id)).fingerprint;
    await ask();
    expect(await alerts()).toEqual([]);
    rewrite(other);
    await ask();
    await vi.waitFor(async () =>
      expect(await alerts()).toEqual([
        {
          kind: 'changed',
          severity: 'warn',
          id: expect.stringMatching(new RegExp(`^changed:${id}:[0-9a-f]{8}$`)),
        },
      ]),
    );
    expect((await alerts())[0]?.id).not.toContain(before ?? '');
    expect(provider.requests().at(-1)?.key).toBe(other);
    const content = JSON.stringify(await core.client.alerts.list({})) + core.log.lines.join('\n');
    for (const secret of [one, other])
      expect(leaksOf(secret, [{ where: 'what is told', content }])).toEqual([]);
  });

  it('is told of after a start too, and never again once it is dismissed', async () => {
    const id = await linked();
    await core.close();
    rewrite(other);
    core = await realCore({}, home);
    core.keywatch.start();
    await vi.waitFor(async () => expect(await alerts()).toMatchObject([{ kind: 'changed' }]));
    const [alert] = await alerts();
    await core.client.alerts.dismiss({ id: alert?.id ?? '' });
    await core.close();
    core = await realCore({}, home);
    core.keywatch.start();
    await ask();
    expect(await alerts()).toEqual([]);
    expect((await get(id)).available).toBe(true);
  });

  it('is told of nothing where it changes back', async () => {
    core.keywatch.start();
    await linked();
    rewrite(other);
    await ask();
    await vi.waitFor(async () => expect(await alerts()).toHaveLength(1));
    rewrite(one);
    await ask();
    await vi.waitFor(async () => expect(await alerts()).toEqual([]));
  });
});

describe('a link that came in', () => {
  const reference = () => `file:${path}#/OPENAI_API_KEY`;
  const profiles = () => [
    { id: 'openai:linked', name: 'Linked', provider: 'openai', kind: 'api_key', reference: reference() },
  ];
  const content = () => JSON.stringify({ entries: profiles() });
  const ways = {
    'with a file': () => core.client.transfer.import({ content: content() }),
    async 'from a gateway'() {
      const keys = put(join(home, 'keys.json'), JSON.stringify({ openai: one }));
      path = keys;
      const state = join(home, '.remoteclaw');
      putConfig(
        state,
        'remoteclaw',
        `{ secrets: { providers: { vault: { source: 'file', path: '${keys}' } } } }`,
      );
      const keyRef = { source: 'file', provider: 'vault', id: '/openai' };
      putJson(state, {
        version: 1,
        profiles: { 'openai:linked': { type: 'api_key', provider: 'openai', keyRef } },
      });
      const { gateways } = await core.client.gateways.list({});
      const { place } = gateways.find(({ id }) => id === 'remoteclaw')!;
      return core.client.gateways.import({ ...place, agent: null, provider: null, ids: [] });
    },
  };

  it.each(Object.entries(ways))('%s keeps the fingerprint of its source', async (_way, come) => {
    expect((await come()).counts).toMatchObject({ new: 1 });
    const { fingerprint } = await get('openai:linked');
    expect(fingerprint).toMatch(/^[0-9a-f]{8}$/);
    writeFileSync(path, readFileSync(path, 'utf8').replace(one, other));
    await core.close();
    core = await realCore({ KEYWATCH_OFFLINE: '1' }, home);
    core.keywatch.start();
    await vi.waitFor(async () => expect(await alerts()).toMatchObject([{ kind: 'changed' }]));
    expect((await get('openai:linked')).fingerprint).toBe(fingerprint);
  });

  it('is the one that was linked by hand before, not a second one', async () => {
    const [{ id, name, ...linkedBefore }] = profiles() as [ReturnType<typeof profiles>[number]];
    await core.client.profiles.add({ ...linkedBefore, kind: 'api_key', id, name, probe: false });
    const plan = await core.client.transfer.import({ content: content() });
    expect(plan.counts).toMatchObject({ new: 0, same: 1 });
  });
});

describe('a link that a person made by hand', () => {
  const reference = () => `file:${path}#/OPENAI_API_KEY`;
  const added = async () => {
    const { profile } = await core.client.profiles.add({
      provider: 'openai',
      reference: reference(),
      baseUrl: provider.url,
      probe: false,
    });
    return profile.id;
  };
  async function toldAfterAStart(): Promise<unknown> {
    await core.close();
    core = await realCore({}, home);
    core.keywatch.start();
    await vi.waitFor(async () => expect(await alerts()).toHaveLength(1));
    return (await alerts())[0];
  }

  it('keeps the fingerprint of its source, and a change while nothing runs is told of', async () => {
    const id = await added();
    expect((await get(id)).fingerprint).toMatch(/^[0-9a-f]{8}$/);
    rewrite(other);
    expect(await toldAfterAStart()).toMatchObject({
      kind: 'changed',
      id: expect.stringMatching(/^changed:/),
    });
  });

  it('is told of when its source vanishes while nothing runs', async () => {
    await added();
    unlinkSync(path);
    expect(await toldAfterAStart()).toMatchObject({
      kind: 'changed',
      id: expect.stringMatching(/^vanished:/),
    });
  });

  it('keeps it too where it takes the place of a key', async () => {
    const { profile } = await core.client.profiles.add({
      secret: other,
      baseUrl: provider.url,
      probe: false,
    });
    const before = profile.fingerprint;
    await core.client.profiles.replaceSecret({ id: profile.id, reference: reference(), probe: false });
    const after = (await get(profile.id)).fingerprint;
    expect(after).toMatch(/^[0-9a-f]{8}$/);
    expect(after).not.toBe(before);
    rewrite(other);
    expect(await toldAfterAStart()).toMatchObject({ kind: 'changed' });
  });

  it('is recognised where it leads to a key that is stored already', async () => {
    await core.client.profiles.add({ secret: one, baseUrl: provider.url, probe: false });
    await expect(added()).rejects.toMatchObject({ code: 'duplicate' });
  });

  it('is stored without one where nothing can be read yet, and so is one that takes a program', async () => {
    unlinkSync(path);
    expect((await get(await added())).fingerprint).toBeNull();
    const { profile } = await core.client.profiles.add({
      provider: 'openai',
      reference: `exec:${join(home, 'never-started')}`,
      probe: false,
    });
    expect(profile.fingerprint).toBeNull();
  });
});

describe('a link whose source vanishes', () => {
  it('cannot serve, says why, and is told of without anybody asking a provider', async () => {
    const id = await linked();
    await core.close();
    unlinkSync(path);
    core = await realCore({ KEYWATCH_OFFLINE: '1' }, home);
    core.keywatch.start();
    await vi.waitFor(async () => expect((await get(id)).unavailableReason).toBe('unresolved_ref'));
    expect(await alerts()).toMatchObject([
      { kind: 'changed', severity: 'bad', id: expect.stringMatching(/^vanished:/) },
    ]);
    expect(provider.requests()).toEqual([]);
  });

  it('is well again when it is back', async () => {
    core.keywatch.start();
    const id = await linked();
    unlinkSync(path);
    await ask();
    expect((await get(id)).unavailableReason).toBe('unresolved_ref');
    rewrite(one);
    await ask();
    await vi.waitFor(async () => expect(await alerts()).toEqual([]));
    expect((await get(id)).available).toBe(true);
  });
});

describe('a login', () => {
  it('whose owner renews it is no changed link', async () => {
    const login = (token: string) =>
      put(
        join(home, '.claude', '.credentials.json'),
        JSON.stringify({ claudeAiOauth: { accessToken: token, refreshToken: 'r'.repeat(40), scopes: [] } }),
      );
    login(invented('first').login);
    core.keywatch.start();
    const { profile } = await core.client.discovery.take({
      as: 'link',
      selector: 'claude-code',
      probe: false,
    });
    await core.client.profiles.reveal({ id: profile.id });
    login(invented('renewed').login);
    await core.client.profiles.reveal({ id: profile.id });
    expect(await alerts()).toEqual([]);
    expect((await get(profile.id)).fingerprint).toBeNull();
  });
});
