import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { fakeVault, type FakeVault } from '../fixtures/fake-vault.ts';
import { grantIn } from '../fixtures/granted.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';
import { openaiKey, relayProgram } from '../fixtures/relay.ts';

const shared = openaiKey('s');
const own = openaiKey('o');
const ids = { team: 'openai:team', own: 'openai:own' };
const caller = { door: 'local', program: 'a test', pid: null } as const;

let home: string;
let vault: FakeVault;
let provider: FakeProvider;
let core: RealCore;

/** A vault with the key of a team, which lies in its store, and a key of one's own after it. */
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-stores-work-'));
  vault = await fakeVault();
  vault.tokens.set('invented-token', true);
  vault.engines['secret'] = { version: '2', secrets: { 'team/ai': { openai: shared } } };
  provider = await startFakeProvider();
  const env = { VAULT_ADDR: vault.url, VAULT_TOKEN: 'invented-token' };
  core = await realCore(env, home, { relayProgram });
  const place = { provider: 'openai', baseUrl: provider.url, probe: false, force: true };
  await core.client.profiles.add({ ...place, name: 'Team', reference: 'vault:secret/team/ai#openai' });
  await core.client.profiles.add({ ...place, name: 'Own', secret: own });
  await core.client.order.set({ provider: 'openai', ids: [ids.team, ids.own] });
  await core.close();
  await grantIn(home, { openclaw: [ids.team, ids.own] });
  core = await realCore(env, home, { relayProgram });
  vault.asked.length = 0;
});
afterEach(async () => {
  await core.end();
  await vault.close();
  await provider.close();
  rmSync(home, { recursive: true, force: true });
});

const run = (profile: string | null = null) =>
  core.keywatch.secrets.run(
    { profile, provider: profile === null ? 'openai' : null, agent: null, program: 'aider' },
    caller,
  );
const serve = async () =>
  core.keywatch.secrets.serve({ reader: 'openclaw', ids: [ids.team, ids.own] }, caller);
const team = async () => (await core.client.profiles.get({ id: ids.team })).profile;
const unread = {
  available: false,
  unavailableReason: 'unread_ref',
  unread: { what: expect.stringContaining('is sealed') as string },
};

describe('a program that is run', () => {
  it('gets the key of a store, and keeps it off the disk', async () => {
    expect(await run()).toMatchObject({ id: ids.team, secret: shared, passedOver: [] });
    expect(leaksOf(shared, filesBelow(home))).toEqual([]);
    expect(core.log.lines.join('\n')).not.toContain(shared);
  });

  it('gets the next key while the store is sealed, and the profile says so from then on', async () => {
    vault.status = 503;
    expect(await run()).toMatchObject({
      id: ids.own,
      secret: own,
      passedOver: [{ id: ids.team, message: expect.stringContaining('have it unsealed') as string }],
    });
    expect(await team()).toMatchObject(unread);
    const asked = vault.asked.length;
    expect(await run()).toMatchObject({ id: ids.own, passedOver: [] });
    expect(vault.asked).toHaveLength(asked);
    await expect(run(ids.team)).rejects.toThrow('is sealed, or down for maintenance');
  });
});

describe('a gateway that fetches', () => {
  it('gets the key of a store, and of a sealed one the reason beside the others', async () => {
    expect((await serve()).values).toEqual({ [ids.team]: shared, [ids.own]: own });
    core.keywatch.settings.set({ lockOnSuspend: true });
    vault.status = 503;
    const { values, errors } = await serve();
    expect(values).toEqual({ [ids.own]: own });
    expect(errors[ids.team]?.message).toContain('is sealed');
    expect(await team()).toMatchObject(unread);
  });
});

describe('the relay', () => {
  let url: string;
  let token: string;
  beforeEach(async () => {
    url = (await core.client.relay.open({ port: 0 })).url ?? '';
    ({ token } = await core.client.relay.addToken({ name: 'aider' }));
    provider.script(
      '*',
      Array.from({ length: 9 }, () => ({ status: 200, body: { ok: true } })),
    );
  });
  const ask = () =>
    fetch(`${url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"model":"gpt-x","messages":[]}',
    });
  const keysUsed = () => provider.requests().map(({ key }) => key);

  it('puts the key of a store into what a tool sends, and asks the store once for many requests', async () => {
    for (let each = 0; each < 4; each++) expect((await ask()).status).toBe(200);
    expect(keysUsed()).toEqual([shared, shared, shared, shared]);
    expect(vault.asked).toHaveLength(1);
    expect(leaksOf(shared, filesBelow(home))).toEqual([]);
  });

  it('serves by the next key while the store is sealed, without asking it for every request', async () => {
    vault.status = 503;
    expect((await ask()).status).toBe(200);
    expect(await team()).toMatchObject(unread);
    expect((await ask()).status).toBe(200);
    expect(keysUsed()).toEqual([own, own]);
    expect(vault.asked).toHaveLength(1);
    vault.status = null;
    await core.client.probes.test({ ids: [ids.team] });
    expect((await team()).available).toBe(true);
    expect((await ask()).status).toBe(200);
    expect(keysUsed().at(-1)).toBe(shared);
  });

  it('says that the store does not give its key where there is no other', async () => {
    core.keywatch.start();
    await core.client.profiles.disable({ id: ids.own });
    vault.status = 503;
    const answer = await ask();
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('openai:team: unread_ref');
    expect(keysUsed()).toEqual([]);
  });
});

it('asks the store again after the vault was locked, and not while it is', { timeout: 60_000 }, async () => {
  const { client } = core;
  await client.vault.protect({ act: 'add', slot: 'passphrase', passphrase: 'a long enough passphrase' });
  const { vault: status } = await client.vault.status({});
  const file = status.slots.find(({ type }) => type === 'key-file');
  await client.vault.protect({ act: 'remove', slot: file?.id ?? 'key-file' });
  await run(ids.team);
  await run(ids.team);
  expect(vault.asked).toHaveLength(1);
  await client.vault.lock({});
  await expect(run(ids.team)).rejects.toMatchObject({ code: 'vault_locked' });
  await expect(client.profiles.reveal({ id: ids.team, action: 'reveal' })).rejects.toMatchObject({
    code: 'vault_locked',
  });
  expect(vault.asked).toHaveLength(1);
  await client.vault.unlock({ passphrase: 'a long enough passphrase' });
  vault.engines['secret']!.secrets['team/ai'] = { openai: openaiKey('n') };
  expect(await run(ids.team)).toMatchObject({ secret: openaiKey('n') });
});

it.skipIf(process.platform === 'win32')(
  'a store that asks its person is believed again as soon as it gives them the key',
  async () => {
    await core.close();
    const bin = join(home, 'bin');
    mkdirSync(bin, { mode: 0o700 });
    writeFileSync(
      join(bin, 'op'),
      `#!/bin/sh\n[ -e '${home}/unlocked' ] && { printf '%s' '${shared}'; exit; }\necho '[ERROR] authorization timeout' >&2; exit 1\n`,
      { mode: 0o700 },
    );
    core = await realCore({ PATH: bin }, home);
    const { profile } = await core.client.profiles.add({
      reference: 'op://Team/AI/credential',
      provider: 'groq',
      force: true,
      name: 'Op',
      baseUrl: provider.url,
      probe: false,
    });
    const state = async () => (await core.client.profiles.get({ id: profile.id })).profile;
    const reveal = () => core.client.profiles.reveal({ id: profile.id, action: 'reveal' });
    await expect(reveal()).rejects.toThrow('1Password is locked');
    expect(await state()).toMatchObject({ available: false, unavailableReason: 'unread_ref' });
    writeFileSync(join(home, 'unlocked'), '');
    expect((await reveal()).secret).toBe(shared);
    expect(await state()).toMatchObject({ available: true, unread: null });
  },
);
