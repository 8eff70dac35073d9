import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, hour, minute, provider, second } from './answers.ts';
import { proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

const state = (id: string) => world.prober.record(id).state;
const test = async (...ids: string[]) => {
  void world.prober.testNow(ids);
  await world.time.pass(second);
};

describe('an unwell provider', () => {
  it('is left alone by all its keys, longer and longer, in one trouble', async () => {
    for (let n = 0; n < 20; n++) world.add(`example:k${n}`);
    world.add('other:a');
    world.prober.start();
    await world.time.pass(day);
    world.says((id) => (id.startsWith('example') ? 'overloaded' : 'ok'));
    const before = world.asked.length;
    await world.time.pass(10 * hour);
    const during = world.asked
      .slice(before)
      .filter(({ id, outcome }) => id.startsWith('example') && outcome !== 'ok');
    // Twenty keys in ten hours would ask some forty times; each by its own ladder some twelve hundred times.
    expect(during.length).toBeLessThan(75);
    const [trouble, ...more] = world.prober.troubles();
    expect(more).toEqual([]);
    expect(trouble).toMatchObject({ provider: 'example', since: (during[0]?.at ?? 0) + 200 });
    expect(new Set(trouble?.profiles)).toEqual(new Set([...world.targets.keys()].slice(0, 20)));
    const gaps = during.slice(1).map(({ at }, n) => at - (during[n]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30 * second);
    // From its tenth minute on.
    expect(Math.min(...gaps.slice(6))).toBeGreaterThanOrEqual(10 * minute);
    for (const id of world.targets.keys()) expect(state(id)).toBe('healthy');

    world.restart().start();
    expect(world.prober.troubles()).toEqual([trouble]);
    world.says('ok');
    await world.time.pass(20 * minute);
    expect(world.prober.troubles()).toEqual([]);
    world.restart().start();
    expect(world.prober.troubles()).toEqual([]);
  });

  it('is recognised by two keys that answer alike within a minute', async () => {
    world.says('server_error');
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) world.add(`example:${name}`);
    world.prober.start();
    await test('example:a');
    expect(world.prober.troubles()).toEqual([]);
    await test('example:b');
    expect(world.prober.troubles()).toHaveLength(1);
  });

  it('is not recognised by one key of many, which only steps back itself', async () => {
    world.says((id) => (id === 'example:a' ? 'server_error' : 'ok'));
    for (let n = 0; n < 5; n++) world.add(`example:${'abcde'[n] ?? ''}`);
    world.prober.start();
    await test(...world.targets.keys());
    const before = world.asked.length;
    await world.time.pass(10 * minute);
    expect(world.prober.troubles()).toEqual([]);
    expect(world.asked.slice(before).map(({ id }) => id)).toEqual(Array(4).fill('example:a'));
  });

  it('is not recognised where somebody was answered well between two that were not', async () => {
    let sick = 'example:a';
    world.says((id) => (id === sick ? 'overloaded' : 'ok'));
    for (const name of ['a', 'b', 'c', 'd', 'e']) world.add(`example:${name}`);
    world.prober.start();
    await test('example:a');
    await test('example:c');
    sick = 'example:b';
    await test('example:b');
    expect(world.asked.map(({ outcome }) => outcome)).toEqual(['overloaded', 'ok', 'overloaded']);
    expect(world.prober.troubles()).toEqual([]);
  });

  it('is recognised by its only key at once, and lasts as long as it lasts, however often it is asked', async () => {
    world.says('server_error');
    world.add('example:a', { provider: provider({ id: 'example' }) });
    const began = world.time.clock.now();
    for (let n = 0; n < 5; n++) {
      await test('example:a');
      const [trouble] = world.prober.troubles();
      expect((trouble?.since ?? 0) - began).toBeLessThan(second);
      expect((trouble?.seenAt ?? 0) - (trouble?.since ?? 0)).toBeGreaterThanOrEqual(n * 10 * second);
      await world.time.pass(10 * second);
    }
  });

  it('climbs no ladder because a person asks again and again', async () => {
    world.says('server_error');
    world.add('example:a');
    world.add('example:b');
    await test('example:a', 'example:b');
    for (let n = 0; n < 6; n++) {
      await world.time.pass(10 * second);
      await test('example:a');
    }
    const [trouble] = world.prober.troubles();
    const lasted = (trouble?.seenAt ?? 0) - (trouble?.since ?? 0);
    expect((trouble?.until ?? 0) - (trouble?.seenAt ?? 0)).toBe(30 * second + lasted);
  });
});

describe('a provider whose profiles bring their own hosts', () => {
  it('is not blamed as a whole: other hosts are asked on, and the trouble names its own', async () => {
    world.says((id) => (id.startsWith('custom:sick') ? 'server_error' : 'ok'));
    const custom = provider({ id: 'custom', baseUrl: null });
    world.add('custom:sick1', { provider: custom, host: 'sick.example.com' });
    world.add('custom:sick2', { provider: custom, host: 'sick.example.com' });
    world.add('custom:well', { provider: custom, host: 'well.example.com' });
    world.prober.start();
    await world.time.pass(day);
    expect(world.times('custom:well').length).toBeGreaterThanOrEqual(4);
    expect(world.prober.troubles()).toMatchObject([
      { provider: 'custom', host: 'sick.example.com', profiles: ['custom:sick1', 'custom:sick2'] },
    ]);
  });

  it('has no crowd of refused keys across hosts', async () => {
    world.says('invalid');
    const custom = provider({ id: 'custom', baseUrl: null });
    world.add('custom:a', { provider: custom, host: 'a.example.com' });
    world.add('custom:b', { provider: custom, host: 'b.example.com' });
    world.prober.start();
    void world.prober.testNow();
    await world.time.pass(5 * minute);
    expect([state('custom:a'), state('custom:b')]).toEqual(['disabled', 'disabled']);
  });
});

it('the host a provider’s keys usually go to is not named', async () => {
  world.says('overloaded');
  const own = provider({ id: 'example' });
  for (const name of ['a', 'b']) world.add(`example:${name}`, { provider: own, host: 'api.example.com' });
  await test('example:a', 'example:b');
  expect(world.prober.troubles()).toMatchObject([{ provider: 'example', host: null }]);
});
