import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeProvider, modelList, type FakeProvider } from '../fixtures/fake-provider.ts';
import { fakeVault, type FakeVault } from '../fixtures/fake-vault.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

const key = inventedKeys.anthropic;
let home: string;
let vault: FakeVault;
let provider: FakeProvider;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-stores-'));
  vault = await fakeVault();
  vault.tokens.set('invented-token', true);
  vault.engines['secret'] = { version: '2', secrets: { 'team/ai': { anthropic: key } } };
  provider = await startFakeProvider();
  provider.script('*', [modelList]);
});
afterEach(async () => {
  await vault.close();
  await provider.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a key in a store that a team runs', () => {
  let core: RealCore;
  beforeEach(async () => {
    core = await realCore({ VAULT_ADDR: vault.url, VAULT_TOKEN: 'invented-token' }, home);
  });
  afterEach(() => core.end());

  const add = async () => {
    const { profile } = await core.client.profiles.add({
      reference: 'vault:secret/team/ai#anthropic',
      provider: 'anthropic',
      name: 'Team',
      baseUrl: provider.url,
      probe: false,
    });
    return profile.id;
  };
  const ask = async (id: string) => {
    const { answers } = await core.client.probes.test({ ids: [id] });
    return answers[0];
  };
  const get = async (id: string) => (await core.client.profiles.get({ id })).profile;

  it('is asked about, and kept nowhere on the disk', async () => {
    const id = await add();
    await ask(id);
    expect((await get(id)).health.state).toBe('healthy');
    expect(provider.requests().at(-1)?.key).toBe(key);
    expect(leaksOf(key, filesBelow(home))).toEqual([]);
    expect(core.log.lines.join('\n')).not.toContain(key);
  });

  it('is neither refused nor missing while its store does not give it, and is back with it', async () => {
    const id = await add();
    await ask(id);
    vault.status = 503;
    await expect(ask(id)).rejects.toThrow('is sealed');
    const silent = await get(id);
    expect(silent).toMatchObject({
      available: false,
      unavailableReason: 'unread_ref',
      health: { state: 'healthy' },
      unread: { what: expect.stringContaining('is sealed') as string },
    });
    expect((await core.client.status({})).summary).toMatchObject({
      missing: 0,
      healthy: 1,
      disabled: 0,
    });
    const found = (await core.client.doctor({ fix: false })).findings.filter(
      ({ id: kind }) => kind === 'store_silent',
    );
    expect(found).toMatchObject([{ severity: 'bad', remedy: 'have it unsealed by whoever runs it' }]);
    expect(found[0]?.what).toContain(id);
    vault.status = null;
    await ask(id);
    expect(await get(id)).toMatchObject({ available: true, unread: null });
  });

  it('is still served from memory while its store is away, and not after the settings changed', async () => {
    const id = await add();
    const reveal = () => core.client.profiles.reveal({ id, action: 'reveal' });
    expect((await reveal()).secret).toBe(key);
    vault.status = 503;
    expect((await reveal()).secret).toBe(key);
    // Settings that change may say another server and who asks it.
    core.keywatch.settings.set({ lockOnSuspend: true });
    await expect(reveal()).rejects.toThrow('is sealed');
  });
});

describe.skipIf(process.platform === 'win32')('the command line', { timeout: 60_000 }, () => {
  let env: Environment;
  const run = (...args: string[]) => runHere(env, args);
  beforeEach(() => {
    env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error' };
  });

  it('sets where Vault is and who asks it, and reads through that', async () => {
    writeFileSync(join(home, 'secret-id'), vault.role.secretId, { mode: 0o600 });
    const given = ['--role-id', vault.role.id, '--secret-id-at', `file:${join(home, 'secret-id')}`];
    await run('auth', 'add', '--provider', 'ollama', '--kind', 'none', '--no-probe');
    const set = await run('store', 'vault', vault.url, ...given, '--json');
    expect(JSON.parse(set.stdout)).toMatchObject({
      schema: 'keywatch.store-vault/1',
      vaultServer: { address: vault.url, roleId: vault.role.id, namespace: null },
    });
    const words = ['auth', 'add', '--provider', 'anthropic', '--name', 'Team', '--base-url', provider.url];
    const added = await run(...words, '--ref', 'vault:secret/team/ai#anthropic');
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(provider.requests().at(-1)?.key).toBe(key);
    expect((await run('store', 'vault')).stdout).toContain(`Vault is asked at ${vault.url}`);
    expect((await run('store', 'vault', 'none')).stdout).toContain('VAULT_ADDR');
    const test = await run('auth', 'test', 'anthropic:team');
    expect(test.stdout + test.stderr).toContain('nobody said where Vault is');
  });

  it.each([
    [['http://vault.example:8200'], 65, 'without encryption'],
    [['--token-at', 'hvs.invented'], 64, 'only where it lies'],
    [['none', '--role-id', 'x'], 64, 'nothing follows none'],
  ])('refuses %j', async (words, code, message) => {
    await run('auth', 'add', '--provider', 'ollama', '--kind', 'none', '--no-probe');
    if (words[0]?.startsWith('--') === true) words.unshift('https://vault.example');
    const refused = await run('store', 'vault', ...words);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(message);
  });

  it('finds by doctor that a program of a store is not here, and what to do', async () => {
    const bin = join(home, 'bin');
    mkdirSync(bin);
    env = { ...env, PATH: bin };
    await run('auth', 'add', '--provider', 'openai', '--ref', 'aws-sm:prod/keys#OPENAI', '--no-probe');
    const findings = async () =>
      (
        JSON.parse((await run('doctor', '--json')).stdout) as { findings: { id: string; remedy: string }[] }
      ).findings.filter(({ id }) => id === 'store_silent');
    expect(await findings()).toMatchObject([{ remedy: 'install the AWS command line' }]);
    writeFileSync(join(bin, 'aws'), '#!/bin/sh\n');
    chmodSync(join(bin, 'aws'), 0o700);
    expect(await findings()).toEqual([]);
  });
});
