import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, hour, minute, second } from './answers.ts';
import { proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

const calmDay = async (hosts: number) => {
  for (let n = 0; n < hosts; n++) world.add(`h${n}:k`);
  world.prober.start();
  await world.time.pass(day);
  return world.asked.length;
};

/** The most questions that began within any minute. */
function mostWithinAMinute(from: number): number {
  const times = world.asked.slice(from).map(({ at }) => at);
  return Math.max(
    0,
    ...times.map((at) => times.filter((other) => other >= at && other < at + minute).length),
  );
}

describe('on its battery', () => {
  it('a machine asks half as often, says so, and takes up its pace again without a crowd', async () => {
    await calmDay(60);
    expect(world.prober.record('h0:k').pace).toEqual({ everyMs: 6 * hour, slowedBy: null });
    world.around({ onBattery: true });
    expect(world.prober.record('h0:k').pace).toEqual({ everyMs: 12 * hour, slowedBy: 'battery' });
    const before = world.asked.length;
    await world.time.pass(2 * day);
    expect((world.asked.length - before) / 60).toBeLessThan(5);
    for (let n = 0; n < 60; n++) {
      const times = world.asked.slice(before).flatMap(({ id, at }) => (id === `h${n}:k` ? [at] : []));
      const gaps = times.slice(1).map((at, one) => at - (times[one] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9.6 * hour);
    }
    const after = world.asked.length;
    world.around({ onBattery: false });
    await world.time.pass(day);
    expect((world.asked.length - after) / 60).toBeGreaterThan(3.3);
    expect(mostWithinAMinute(after)).toBeLessThanOrEqual(40);
  });

  it('notices by itself where nobody tells', async () => {
    await calmDay(20);
    let onBattery = false;
    world
      .restart({ surroundings: { rest: () => null, isMetered: () => false, onBattery: () => onBattery } })
      .start();
    onBattery = true;
    await world.time.pass(3 * hour);
    expect(world.prober.record('h0:k').pace?.slowedBy).toBe('battery');
  });
});

describe('while the machine rests', () => {
  it('nobody is asked, no timer is armed, and a person may', async () => {
    const before = await calmDay(20);
    world.around({ asleep: true });
    expect(world.time.armed()).toEqual([]);
    await world.time.pass(2 * day);
    expect(world.asked).toHaveLength(before);
    void world.prober.testNow(['h3:k']);
    await world.time.pass(second);
    expect(world.asked).toHaveLength(before + 1);
    world.around({ asleep: false });
    await world.time.pass(minute);
    const woken = world.asked.slice(before + 1);
    expect(new Set(woken.map(({ id }) => id)).size).toBe(19);
    expect(new Set(woken.map(({ at }) => Math.floor(at / second))).size).toBeGreaterThan(15);
  });
});

describe('where what goes out costs', () => {
  it('only this machine is asked, and others when a person wishes', async () => {
    world.add('local:a', { host: '127.0.0.1:1' });
    const before = await calmDay(5);
    world.around({ metered: true });
    await world.time.pass(day);
    const during = world.asked.slice(before);
    expect(new Set(during.map(({ id }) => id))).toEqual(new Set(['local:a']));
    void world.prober.testNow(['h1:k']);
    await world.time.pass(second);
    expect(world.asked.at(-1)?.id).toBe('h1:k');
    world.around({ metered: false });
    await world.time.pass(minute);
    expect(
      new Set(world.asked.slice(before + during.length).map(({ id }) => id)).size,
    ).toBeGreaterThanOrEqual(5);
  });

  it('no timer is armed when nobody is here', async () => {
    await calmDay(5);
    world.around({ metered: true });
    expect(world.time.armed()).toEqual([]);
  });
});

describe('when no way leads out', () => {
  const lost = { outcome: 'network', failure: 'dns' } as const;

  it('one question goes ahead after sleep, and the others wait for its answer', async () => {
    const before = await calmDay(20);
    world.answersAfter(8 * second);
    world.time.jump(8 * hour);
    world.prober.resumed();
    await world.time.pass(12 * second);
    expect(world.asked).toHaveLength(before + 1);
    await world.time.pass(2 * minute);
    expect(world.asked).toHaveLength(before + 20);
  });

  it('names of two hosts that are not found mean offline: a question a minute, then ever fewer, until one is answered', async () => {
    const before = await calmDay(20);
    world.says(lost);
    await world.time.pass(12 * hour);
    expect(world.prober.isOnline()).toBe(false);
    const tried = world.asked.slice(before);
    // By their own ladders twenty keys would ask some three hundred and sixty times.
    expect(tried.length).toBeLessThan(160);
    const gaps = tried.slice(4).map(({ at }, n) => at - (tried[n + 3]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(minute);
    for (const id of world.targets.keys()) {
      expect(world.prober.record(id)).toMatchObject({ state: 'healthy', confirming: null });
    }
    world.says('ok');
    const back = world.asked.length;
    await world.time.pass(7 * minute);
    expect(world.prober.isOnline()).toBe(true);
    expect(new Set(world.asked.slice(back).map(({ id }) => id)).size).toBe(20);
    expect(mostWithinAMinute(back)).toBeLessThanOrEqual(40);
  });

  it('one host that is not found is its own affair', async () => {
    world.says((id) => (id === 'h0:k' ? lost : 'ok'));
    await calmDay(5);
    expect(world.prober.isOnline()).toBe(true);
    expect(world.times('h1:k').length).toBeGreaterThanOrEqual(4);
  });

  it('a host that is down does not keep the others waiting after sleep for long', async () => {
    world.says((id) => (id === 'h0:k' ? { outcome: 'network', failure: 'timeout' } : 'ok'));
    const before = await calmDay(5);
    world.time.jump(8 * hour);
    world.prober.resumed();
    await world.time.pass(5 * minute);
    expect(new Set(world.asked.slice(before).map(({ id }) => id)).size).toBe(5);
  });

  it('what a person asks goes out, and its answer ends the wait', async () => {
    await calmDay(20);
    world.says(lost);
    await world.time.pass(3 * hour);
    expect(world.prober.isOnline()).toBe(false);
    world.says('ok');
    void world.prober.testNow(['h7:k']);
    await world.time.pass(second);
    expect(world.prober.isOnline()).toBe(true);
  });
});
