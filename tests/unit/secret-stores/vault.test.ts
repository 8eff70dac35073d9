import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { createSecretStores, type SecretStores } from '../../../src-main/secret-stores/secret-stores.ts';
import { troubleOf } from '../../../src-main/secret-stores/trouble.ts';
import { fakeVault, type FakeVault } from '../../fixtures/fake-vault.ts';
import { inStore, storeReach } from '../../fixtures/store-reach.ts';

const secret = 'invented-secret-0123456789';
let home: string;
let env: Record<string, string>;
let vault: FakeVault;
let around: ReturnType<typeof storeReach>;
let stores: SecretStores;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keywatch-vault-server-'));
  env = {};
  vault = await fakeVault();
  vault.engines['secret'] = { version: '2', secrets: { 'team/anthropic': { key: secret, user: 'me' } } };
  around = storeReach(home, env);
  stores = createSecretStores(around.reach);
});
afterEach(async () => {
  await vault.close();
  await rm(home, { recursive: true });
});

const place = 'vault:secret/team/anthropic#key';
const read = (text = place, fresh = true) => stores.read(inStore(text), fresh);

async function trouble(attempt: Promise<unknown>) {
  const error: unknown = await attempt.then(
    (given) => new Error(`it gave ${String(given)}`),
    (thrown: unknown) => thrown,
  );
  const told = troubleOf(error);
  if (told === null) throw error;
  expect(String(error)).not.toContain(secret);
  expect(String(error)).not.toMatch(/invented-token|invented-secret-id/);
  return told;
}

async function byRole(): Promise<void> {
  const path = join(home, 'secret-id');
  await writeFile(path, `${vault.role.secretId}\n`, { mode: 0o600 });
  around.set({ address: vault.url, roleId: vault.role.id, secretIdAt: `file:${path}` });
}

function byToken(mayRead = true): void {
  vault.tokens.set('invented-token', mayRead);
  env['VAULT_ADDR'] = vault.url;
  env['VAULT_TOKEN'] = 'invented-token';
}

it('gives a field of the newest version to a token of the environment', async () => {
  byToken();
  expect(await read()).toBe(secret);
  expect(vault.asked).toEqual(['secret/data/team/anthropic']);
});

it('takes the token that `vault login` left, where it lies for its person alone', async () => {
  env['VAULT_ADDR'] = vault.url;
  vault.tokens.set('invented-token', true);
  await writeFile(join(home, '.vault-token'), 'invented-token', { mode: 0o600 });
  expect(await read()).toBe(secret);
});

it('goes by what was set before the environment, with the namespace', async () => {
  byToken();
  env['VAULT_ADDR'] = 'https://elsewhere.invalid';
  vault.role.namespace = 'team-a';
  around.set({ address: `${vault.url}/`, namespace: 'team-a', tokenAt: 'env:VAULT_TOKEN' });
  expect(await read()).toBe(secret);
});

it('logs in by its role once, and uses that token for the next secret', async () => {
  await byRole();
  vault.engines['secret']!.secrets['other'] = { only: 'another-invented-secret' };
  expect(await read()).toBe(secret);
  expect(await read('vault:secret/other')).toBe('another-invented-secret');
  expect(vault.logins).toBe(1);
});

it('logs in again before its token ends by the clock', async () => {
  vault.role.lastsS = 60;
  await byRole();
  await read();
  around.pass(55_000);
  expect(await read()).toBe(secret);
  expect(vault.logins).toBe(2);
});

it('logs in again once where the server ended its token, and not for every question', async () => {
  await byRole();
  await read();
  vault.tokens.clear();
  expect(await read()).toBe(secret);
  expect(vault.logins).toBe(2);
  vault.tokens.set('invented-token-2', false);
  vault.role.secretId = 'another';
  expect((await trouble(read())).trouble).toBe('not_signed_in');
  expect(vault.logins).toBe(2);
});

it('finds an engine that is mounted deeper than the first part', async () => {
  byToken();
  vault.engines['teams/blue/kv'] = { version: '2', secrets: { 'prod key': { key: secret } } };
  expect(await read('vault:teams/blue/kv/prod key#key')).toBe(secret);
});

it('says of a KV of version 1 that it is one', async () => {
  byToken();
  vault.engines['old'] = { version: '1', secrets: { x: { key: secret } } };
  const told = await trouble(read('vault:old/x#key'));
  expect(told).toMatchObject({
    trouble: 'unusable',
    what: 'the engine at old is a KV of version 1, and Keywatch reads version 2',
  });
});

test.each([
  ['vault:secret/nothing#key', 'missing'],
  ['vault:secret/team/anthropic#none', 'missing'],
  ['vault:secret/deleted#key', 'missing'],
  ['vault:secret/team/anthropic', 'unusable'],
  ['vault:secret/lines#key', 'unusable'],
  ['vault:secret/nested#key', 'unusable'],
])('of %s it says %s', async (text, why) => {
  byToken();
  Object.assign(vault.engines['secret']!.secrets, {
    deleted: {},
    lines: { key: `${secret}\n${secret}` },
    nested: { key: { deeper: secret } },
  });
  expect((await trouble(read(text))).trouble).toBe(why);
});

it('tells a token that is not in force from one that may not read this', async () => {
  byToken(false);
  expect((await trouble(read())).trouble).toBe('denied');
  env['VAULT_TOKEN'] = 'invented-token-of-last-year';
  expect(await trouble(read())).toMatchObject({
    trouble: 'not_signed_in',
    remedy: expect.stringContaining('vault login') as string,
  });
});

it('tells a role that is refused, and where its secret id lies', async () => {
  await byRole();
  vault.role.secretId = 'another';
  const told = await trouble(read());
  expect(told).toMatchObject({ trouble: 'not_signed_in' });
  expect(told.remedy).toContain(join(home, 'secret-id'));
});

it('reads no secret id that others can read', async () => {
  const path = join(home, 'open');
  await writeFile(path, vault.role.secretId, { mode: 0o644 });
  around.set({ address: vault.url, roleId: vault.role.id, secretIdAt: `file:${path}` });
  expect((await trouble(read())).trouble).toBe('not_signed_in');
});

test.each([
  [503, 'locked'],
  [429, 'unwell'],
  [472, 'unwell'],
  [473, 'unwell'],
  [307, 'unwell'],
  [500, 'unwell'],
])('a server that answers %d is %s', async (status, why) => {
  byToken();
  vault.status = status;
  expect((await trouble(read())).trouble).toBe(why);
});

it('says that nobody listens', async () => {
  byToken();
  await vault.close();
  expect(await trouble(read())).toMatchObject({
    trouble: 'unreachable',
    what: `Vault (${new URL(vault.url).host}) could not be asked: nothing listens there`,
  });
  vault = await fakeVault();
});

it('gives up on a server that says nothing', async () => {
  byToken();
  vault.silent = true;
  const attempt = trouble(read());
  await expect.poll(() => vault.asked.length).toBe(1);
  around.pass(10_000);
  expect((await attempt).trouble).toBe('unreachable');
  const others = vault.asked.length;
  expect((await trouble(read())).trouble).toBe('unreachable');
  expect(vault.asked).toHaveLength(others);
  vault.silent = false;
  around.pass(10_000);
  expect(await read()).toBe(secret);
});

it('stops reading an answer that is too long', async () => {
  byToken();
  vault.body = `{"data":"${'x'.repeat(2 * 1024 * 1024)}"}`;
  expect((await trouble(read())).trouble).toBe('unusable');
});

test.each([
  ['', 'nobody said where Vault is'],
  ['vault.example', 'the address of Vault is no web address'],
  ['http://vault.example:8200', 'Vault at vault.example:8200 would be asked without encryption'],
])('does not ask at %j', async (address, what) => {
  env['VAULT_ADDR'] = address;
  const told = await trouble(read());
  expect(told.trouble).toBe('not_set_up');
  expect(told.what).toContain(what);
});

it('names a file of certificates that is none', async () => {
  byToken();
  env['VAULT_CACERT'] = join(home, 'ca.pem');
  expect((await trouble(read())).trouble).toBe('not_set_up');
});

it('keeps what it read for a while, and longer while the server is away', async () => {
  byToken();
  await read();
  vault.engines['secret']!.secrets['team/anthropic'] = { key: 'the-next-invented-secret' };
  expect(await read(place, false)).toBe(secret);
  around.pass(5 * 60_000 + 1);
  expect(await read(place, false)).toBe('the-next-invented-secret');
  vault.status = 503;
  around.pass(20 * 60_000);
  expect(await read(place, false)).toBe('the-next-invented-secret');
  expect((await trouble(read(place, true))).trouble).toBe('locked');
  around.pass(11 * 60_000);
  expect((await trouble(read(place, false))).trouble).toBe('locked');
});

it('keeps nothing that may not be read any more, and nothing after the vault was locked', async () => {
  byToken();
  await read();
  vault.tokens.set('invented-token', false);
  expect((await trouble(read(place, true))).trouble).toBe('denied');
  expect((await trouble(read(place, false))).trouble).toBe('denied');
  vault.tokens.set('invented-token', true);
  await read();
  stores.forget();
  vault.status = 503;
  expect((await trouble(read(place, false))).trouble).toBe('locked');
});

it('asks once for many who want the same at once', async () => {
  byToken();
  await Promise.all(Array.from({ length: 20 }, () => read(place, false)));
  expect(vault.asked).toHaveLength(1);
});
