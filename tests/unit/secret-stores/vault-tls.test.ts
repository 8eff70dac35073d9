import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretStores, type SecretStores } from '../../../src-main/secret-stores/secret-stores.ts';
import { troubleOf } from '../../../src-main/secret-stores/trouble.ts';
import { makeAuthority, makeCertificate } from '../../fixtures/fake-provider/certificates.ts';
import { fakeVault, type FakeVault } from '../../fixtures/fake-vault.ts';
import { inStore, storeReach } from '../../fixtures/store-reach.ts';

const secret = 'invented-secret-0123456789';
const authority = makeAuthority('An authority of a company');
const another = makeAuthority('Another authority');
const day = 86_400_000;

let home: string;
let vault: FakeVault;
let stores: SecretStores;
let env: Record<string, string>;
let set: ReturnType<typeof storeReach>['set'];

/** A Vault with a certificate, and a Keywatch that may read there. */
async function behind(certificate: { key: string; cert: string }): Promise<void> {
  vault = await fakeVault(certificate);
  vault.tokens.set('invented-token', true);
  vault.engines['secret'] = { version: '2', secrets: { team: { key: secret } } };
  env = { VAULT_ADDR: vault.url, VAULT_TOKEN: 'invented-token' };
  const around = storeReach(home, env);
  set = around.set;
  stores = createSecretStores(around.reach);
}
const file = (name: string) => join(home, name);
const read = () => stores.read(inStore('vault:secret/team#key'), true);
const refusal = () =>
  read().then(
    (given) => ({ gave: given }),
    (error: unknown) => troubleOf(error),
  );

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keywatch-vault-tls-'));
  await writeFile(file('ours.pem'), authority.cert);
  await writeFile(file('another.pem'), another.cert);
  await writeFile(file('both.pem'), `${another.cert}\n${authority.cert}`);
});
afterEach(async () => {
  await vault.close();
  await rm(home, { recursive: true });
});

describe('a Vault whose certificate an authority of its own signed', () => {
  beforeEach(() => behind(makeCertificate('127.0.0.1', authority)));

  it.each(['ours.pem', 'both.pem'])('is asked where VAULT_CACERT names %s', async (name) => {
    env['VAULT_CACERT'] = file(name);
    expect(await read()).toBe(secret);
  });

  it('is asked where the settings name it, whatever the environment says', async () => {
    env['VAULT_CACERT'] = file('another.pem');
    set({ address: vault.url, caFile: file('ours.pem') });
    expect(await read()).toBe(secret);
  });

  it.each([null, 'another.pem'])('is shown no token where %s is what it is believed by', async (name) => {
    if (name !== null) env['VAULT_CACERT'] = file(name);
    expect(await refusal()).toEqual({
      store: 'vault',
      trouble: 'unreachable',
      what: `Vault (${new URL(vault.url).host}) could not be asked: its certificate is not one this machine trusts`,
      remedy: 'name its certificates with keywatch store vault --ca-file',
    });
    expect(vault.asked).toEqual([]);
  });
});

it.each([
  ['is for another host', () => makeCertificate('vault.example', authority)],
  ['has ended', () => makeCertificate('127.0.0.1', authority, [Date.now() - 2 * day, Date.now() - day])],
])('a certificate that %s is believed by no authority', async (_, certificate) => {
  await behind(certificate());
  env['VAULT_CACERT'] = file('ours.pem');
  expect(await refusal()).toMatchObject({ trouble: 'unreachable' });
  expect(vault.asked).toEqual([]);
});
