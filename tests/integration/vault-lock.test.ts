import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractClient } from '../../src-main/headless/compose.ts';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { nodeFetch } from '../../src-main/headless/node-fetch.ts';
import { composeOwned, type ComposedCore } from '../../src-main/headless/owned-core.ts';
import { noNotifier, noPower } from '../../src-main/headless/ports.ts';
import type { Client } from '../../src-shared/contract.ts';
import type { Change } from '../../src-shared/contract-changes.ts';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { inventedKeys, listeningLog } from '../fixtures/real-core.ts';
import { standingClock, testSlot, type TestSlot } from '../fixtures/vaults/memory-vault.ts';

const minute = 60_000;

// The lock as every door meets it: the real core behind the contract, over a clock that stands until it is moved.
describe('a core whose vault is locked', () => {
  let home: string;
  let provider: FakeProvider;
  let core: ComposedCore;
  let client: Client;
  let keyring: TestSlot;
  let suspend: () => void;
  const clock = standingClock();
  const log = listeningLog();

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'keywatch-lock-'));
    provider = await startFakeProvider();
    keyring = testSlot();
    const host = { env: {}, home, directory: home, clock, log, ownerWaitMs: 0, busy: 'busy' };
    core = await composeOwned(host, () => ({
      version: '0.0.0',
      capabilities: { tray: false, loginItem: false, notifications: false },
      document: openConfStore(home),
      keySlots: [keyring],
      fetch: nodeFetch,
      online: { isOnline: () => true },
      notifier: noNotifier,
      power: {
        ...noPower,
        on(event, act) {
          if (event === 'suspend') suspend = act;
          return () => {};
        },
      },
    }));
    client = contractClient(core.keywatch, log, 'the tests');
    const { profile } = await client.profiles.add({
      secret: inventedKeys.openai,
      name: 'Work',
      baseUrl: provider.url,
      probe: false,
    });
    expect(profile.id).toBe('openai:work');
    core.keywatch.start();
  });
  afterEach(async () => {
    await core.close();
    await provider.close();
    await rm(home, { recursive: true, force: true });
  });

  const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
  async function pass(ms: number) {
    clock.move(ms);
    await settled();
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: unknown) => (error as { code: string }).code,
    );

  it('tells it to whoever follows the changes, and lists what is in clear', async () => {
    const heard: Change[] = [];
    const leave = new AbortController();
    const changes = await client.changes({}, { signal: leave.signal });
    const following = (async () => {
      for await (const change of changes) heard.push(change);
    })().catch(() => undefined);
    await settled();
    expect((await client.vault.lock({})).vault).toMatchObject({
      state: 'locked',
      reason: 'it was locked on demand',
      slots: [{ id: 'os-keyring', opens: 'yes', openedNow: false }],
    });
    await settled();
    const states = heard.flatMap((change) => (change.type === 'state' ? [change.state.vault.state] : []));
    expect(states.at(-1)).toBe('locked');
    expect(heard).toContainEqual(
      expect.objectContaining({
        type: 'profile',
        profile: expect.objectContaining({ id: 'openai:work', unavailableReason: 'vault_locked' }),
      }),
    );
    expect((await client.profiles.list({})).profiles).toMatchObject([{ name: 'Work', available: false }]);
    await client.vault.unlock({});
    await settled();
    expect(heard.at(-1)).toMatchObject({ type: 'state', state: { vault: { state: 'open', reason: null } } });
    expect((await client.profiles.get({ id: 'openai:work' })).profile.available).toBe(true);
    leave.abort();
    await following;
  });

  it('answers vault_locked to whatever needs a secret or writes, and the rest as ever', async () => {
    await client.vault.lock({});
    const id = 'openai:work';
    const refused = [
      client.profiles.reveal({ id }),
      client.profiles.add({ secret: inventedKeys.anthropic, probe: false }),
      client.profiles.edit({ id, notes: 'changed' }),
      client.profiles.replaceSecret({ id, secret: inventedKeys.openai }),
      client.profiles.remove({ id }),
      client.profiles.disable({ id }),
      client.settings.set({ notifications: false }),
      client.vault.protect({ act: 'add', slot: 'recovery' }),
      client.vault.protect({ act: 'remove', slot: 'os-keyring' }),
      client.vault.rotateKey({}),
      client.probes.test({ ids: [id] }),
    ];
    for (const call of refused) expect(await codeOf(call)).toBe('vault_locked');
    expect((await client.status({})).profiles).toHaveLength(1);
    expect((await client.profiles.history({ id })).id).toBe(id);
    expect((await client.settings.get({})).settings.notifications).toBe(true);
    expect((await client.profiles.recognise({ text: inventedKeys.openai })).found).toMatchObject([
      { storedAs: null },
    ]);
    expect((await client.vault.lock({})).vault.state).toBe('locked');
  });

  it('asks no provider, and begins again once it is open', async () => {
    await client.vault.lock({});
    const before = provider.requests().length;
    for (let passed = 0; passed < 24; passed += 1) await pass(60 * minute);
    expect(provider.requests().length).toBe(before);
    await client.vault.unlock({});
    for (let passed = 0; passed < 24; passed += 1) await pass(60 * minute);
    expect(provider.requests().length).toBeGreaterThan(before);
  });

  it('was locked by a rule: after so long without a call, or before sleep', async () => {
    await client.settings.set({ lockAfterIdleMs: 10 * minute });
    await pass(9 * minute);
    await client.status({});
    await pass(9 * minute);
    expect((await client.vault.status({})).vault.state).toBe('open');
    await pass(9 * minute);
    // Machines do so all day, whoever is there.
    await client.ping({});
    await client.metrics({});
    await pass(minute);
    const { text } = await client.metrics({});
    expect(text).toContain('\nkeywatch_vault_locked 1\n');
    expect(text).toContain('\nkeywatch_profile_available{profile="openai:work",provider="openai"} 0\n');
    expect((await client.vault.status({})).vault).toMatchObject({
      state: 'locked',
      reason: 'nobody was there for 10 min',
    });
    await client.vault.unlock({});
    suspend();
    await settled();
    expect(core.keywatch.state().vault.state).toBe('open');
    await client.settings.set({ lockAfterIdleMs: null, lockOnSuspend: true });
    suspend();
    await settled();
    expect(core.keywatch.state().vault.reason).toBe('the machine went to sleep');
  });

  it('stays so while its keyring does not answer, and says why it was not unlocked', async () => {
    await client.vault.lock({});
    keyring.fail('unavailable');
    expect(await codeOf(client.vault.unlock({}))).toBe('keyring_unavailable');
    keyring.fail(null);
    for (let passed = 0; passed < 5; passed += 1) await pass(10 * minute);
    expect(core.keywatch.state().vault.state).toBe('locked');
    expect(await codeOf(client.vault.unlock({ slot: 'passphrase' }))).toBe('not_found');
    await client.vault.unlock({ slot: 'os-keyring' });
    expect((await client.profiles.reveal({ id: 'openai:work' })).secret).toBe(inventedKeys.openai);
  });
});
