import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { headlessSlots } from '../../src-main/headless/headless-slots.ts';
import { nodeFetch } from '../../src-main/headless/node-fetch.ts';
import { composeOwned, type ComposedCore } from '../../src-main/headless/owned-core.ts';
import { noPower } from '../../src-main/headless/ports.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import {
  captivePortal,
  badGateway,
  invalidKey,
  modelList,
  startFakeProvider,
} from '../fixtures/fake-provider.ts';
import type { FakeProvider } from '../fixtures/fake-provider.ts';
import { inventedKeys, listeningLog } from '../fixtures/real-core.ts';

// The whole way from a provider's answer to what a person is told, on real parts: only the screen is a list here.
describe('a person is told', () => {
  let home: string;
  let provider: FakeProvider;
  let core: ComposedCore;
  let told: { title: string; body: string }[];

  const compose = () =>
    composeOwned(
      {
        env: { KEYWATCH_NO_KEYRING: '1', KEYWATCH_CONFIRM_AFTER: '300ms' },
        home,
        directory: home,
        clock: systemClock,
        log: listeningLog(),
        ownerWaitMs: 0,
        busy: 'busy',
      },
      () => ({
        version: '0.0.0',
        capabilities: { tray: true, loginItem: false, notifications: true },
        document: openConfStore(home),
        keySlots: headlessSlots({ env: { KEYWATCH_NO_KEYRING: '1' }, directory: home }),
        fetch: nodeFetch,
        online: { isOnline: () => true },
        notifier: { shows: true, show: ({ title, body }) => void told.push({ title, body }) },
        power: noPower,
      }),
    );

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'keywatch-told-'));
    provider = await startFakeProvider();
    told = [];
    core = await compose();
    core.keywatch.start();
  });
  afterEach(async () => {
    await core.close();
    await provider.close();
    await rm(home, { recursive: true, force: true });
  });

  const add = (more: object = {}) =>
    core.keywatch.profiles.add({
      secret: inventedKeys.anthropic,
      name: 'Work',
      baseUrl: provider.url,
      probe: false,
      ...more,
    });
  const state = () => core.keywatch.profiles.get('anthropic:work').health;
  const test = () => core.keywatch.probes.test(['anthropic:work']);

  it('in the language that was chosen, also by a process that speaks English', async () => {
    core.keywatch.settings.set({ language: 'zh-CN' });
    provider.script('*', [invalidKey]);
    await add();
    await test();
    await expect.poll(() => state().state, { timeout: 10_000 }).toBe('disabled');
    await expect.poll(() => told.map(({ title }) => title)).toEqual(['Work 已失效']);
    expect(told[0]?.body).toBe('Anthropic 不接受它；两次回应一致。没有可代替的。');
  });

  it('once that a key stopped working, once that it works again, and neither again after a restart', async () => {
    await add();
    provider.script('*', [modelList]);
    await test();
    expect(state().state).toBe('healthy');

    provider.script('*', [invalidKey]);
    await test();
    expect(state()).toMatchObject({ state: 'healthy', confirming: true });
    expect(told).toEqual([]);
    // The second question comes by itself.
    await expect.poll(() => state().state, { timeout: 10_000 }).toBe('disabled');
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]?.title).toContain('Work');
    await test();
    await test();
    expect(told).toHaveLength(1);

    await core.close();
    core = await compose();
    core.keywatch.start();
    expect(state()).toMatchObject({ state: 'disabled', reason: 'invalid' });
    expect(told).toHaveLength(1);

    provider.script('*', [modelList]);
    await test();
    expect(state().state).toBe('healthy');
    await expect.poll(() => told.length).toBe(2);
    expect(told[1]?.title).toContain('Work');
    expect(told[1]?.title).not.toBe(told[0]?.title);
    await core.close();
    core = await compose();
    core.keywatch.start();
    await test();
    expect(told).toHaveLength(2);
    expect(JSON.stringify(told)).not.toContain(inventedKeys.anthropic);
  });

  it('nothing of a captive portal or a 502, however often a person asks within seconds: neither changes the key', async () => {
    await add();
    provider.script('*', [modelList]);
    await test();
    const before = core.keywatch.profiles.get('anthropic:work');
    const expectUnchanged = () => {
      const after = core.keywatch.profiles.get('anthropic:work');
      expect(after.health).toEqual(before.health);
      expect(after.verdictAt).toBe(before.verdictAt);
      expect(after.available).toBe(true);
    };
    for (const answer of [captivePortal, captivePortal, badGateway]) {
      provider.script('*', [answer]);
      await test();
      expectUnchanged();
      expect(told).toEqual([]);
    }
    for (let n = 0; n < 4; n++) await test();
    expectUnchanged();
    expect(core.keywatch.state().troubledProviders).toMatchObject([{ provider: 'anthropic' }]);
    expect(told).toEqual([]);
  });

  it('that a provider is in trouble for two keys at once, in the window at once and outside it only if it lasts', async () => {
    await add();
    await add({ name: 'Home', secret: inventedKeys.anthropicOther });
    provider.script('*', [badGateway]);
    await core.keywatch.probes.test(['anthropic:work', 'anthropic:home']);
    expect(core.keywatch.state().troubledProviders).toMatchObject([
      { provider: 'anthropic', profiles: ['anthropic:work', 'anthropic:home'] },
    ]);
    expect(core.keywatch.status({}).sentence).toMatch(/ is in trouble · since .* · 2 keys not blamed$/);
    expect(told).toEqual([]);
  });

  it('once, in the words of its rung, that a key ends in five days', async () => {
    await add({ expiresAt: Date.now() + 5 * 86_400_000 });
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]?.title).toMatch(/^Work expires in 5 days$/);
    core.keywatch.profiles.edit({ id: 'anthropic:work', notes: 'seen' });
    await core.close();
    core = await compose();
    core.keywatch.start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told).toHaveLength(1);
  });
});
