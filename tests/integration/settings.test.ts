import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let core: RealCore;
let provider: FakeProvider;
beforeEach(async () => {
  provider = await startFakeProvider();
  core = await realCore();
  core.keywatch.start();
});
afterEach(async () => {
  await core.end();
  await provider.close();
});

const add = (more: object = {}) =>
  core.client.profiles.add({
    id: 'anthropic:work',
    secret: inventedKeys.anthropic,
    baseUrl: provider.url,
    probe: false,
    ...more,
  });

it('are kept, over a start too, and hold at once: the ladder of notices', async () => {
  const { client } = core;
  await client.settings.set({ ladderDays: [7] });
  await add({ expiresAt: Date.now() + 20 * dayMs });
  expect((await client.alerts.list({})).alerts).toEqual([]);
  await client.settings.set({ ladderDays: [30, 7] });
  expect((await client.alerts.list({})).alerts).toMatchObject([
    { kind: 'expiry', profile: 'anthropic:work' },
  ]);
  await core.close();
  core = await realCore({}, core.directory);
  expect((await core.client.settings.get({})).settings.ladderDays).toEqual([30, 7]);
});

it('hold at once: how often a key is asked about', async () => {
  const { client } = core;
  await client.settings.set({ probeIntervalMs: 7 * dayMs });
  await add();
  // Twice, since what has just changed is looked at again within the hour.
  for (let round = 0; round < 2; round++) await client.probes.test({ ids: ['anthropic:work'] });
  const plannedIn = async () =>
    ((await client.profiles.get({ id: 'anthropic:work' })).profile.nextProbeAt ?? 0) - Date.now();
  expect(await plannedIn()).toBeGreaterThan(5 * dayMs);
  await client.settings.set({ probeIntervalMs: hourMs });
  expect(await plannedIn()).toBeLessThan(2 * hourMs);
  expect(await plannedIn()).toBeGreaterThan(0);
});
