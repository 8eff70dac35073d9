import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

it('hold at once: how many questions a day a key may cost, all alike or one of its own', async () => {
  const { client } = core;
  await add();
  await client.probes.test({ ids: ['anthropic:work'] });
  const probing = async () => (await core.client.profiles.get({ id: 'anthropic:work' })).profile.probing;
  expect(await probing()).toEqual({
    budget: 24,
    usedToday: 1,
    ownBudget: null,
    everyMs: 6 * hourMs,
    slowedBy: null,
  });
  await client.settings.set({ probesPerDay: 12 });
  expect(await probing()).toMatchObject({ budget: 12, ownBudget: null });
  await client.profiles.edit({ id: 'anthropic:work', probesPerDay: 1 });
  expect(await probing()).toMatchObject({ budget: 1, ownBudget: 1, usedToday: 1 });
  const { nextProbeAt } = (await client.profiles.get({ id: 'anthropic:work' })).profile;
  expect(Math.floor((nextProbeAt ?? 0) / dayMs)).toBeGreaterThan(Math.floor(Date.now() / dayMs));
  await expect(client.profiles.edit({ id: 'anthropic:work', probesPerDay: 0 })).rejects.toThrow();
  await core.close();
  core = await realCore({}, core.directory);
  expect(await probing()).toMatchObject({ budget: 1, ownBudget: 1, usedToday: 1 });

  await core.close();
  const path = join(core.directory, 'vault.json');
  const vault = await readFile(path, 'utf8');
  expect(vault).toMatch(/"probesPerDay":\s*1\b/);
  await writeFile(path, vault.replace(/"probesPerDay":\s*1\b/, '"probesPerDay": 96'));
  core = await realCore({}, core.directory);
  expect((await core.client.profiles.get({ id: 'anthropic:work' })).profile.damaged).toBe(true);
});

it('hold at once: nobody out there is asked where the connection is metered', async () => {
  const { client } = core;
  expect(core.keywatch.state()).toMatchObject({ restsWhile: null, onBattery: false });
  await client.settings.set({ metered: true });
  expect(core.keywatch.state().restsWhile).toBe('metered');
  await client.settings.set({ metered: false });
  expect(core.keywatch.state().restsWhile).toBeNull();
});
