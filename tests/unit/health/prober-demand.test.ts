import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { day, hour, minute, second, start } from './answers.ts';
import { inTurn, proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

const state = (id: string) => world.prober.record(id).state;

describe('on demand', () => {
  it('asks at once and answers everybody who waits', async () => {
    world.add('example:a');
    const both = Promise.all([world.prober.testNow(['example:a']), world.prober.testNow(['example:a'])]);
    await world.time.pass(second);
    const [[first], [second_]] = await both;
    expect(first).toEqual(second_);
    expect(first?.problem).toBeNull();
    expect(first?.record.lastAnswer?.outcome).toBe('ok');
    expect(world.asked).toHaveLength(1);
  });

  it('asks one host one question at a time without waiting thirty seconds, three hosts at once', async () => {
    world.answersAfter(second);
    for (let n = 0; n < 12; n++) world.add(`h${n % 4}:k${n}`);
    const tested = world.prober.testNow();
    await world.time.pass(5 * second);
    expect(await tested).toHaveLength(12);
    expect(world.most).toBe(3);
    const [first = 0, second_ = 0] = world.asked.filter(({ id }) => id.startsWith('h0:')).map(({ at }) => at);
    expect(second_ - first).toBeLessThan(5 * second);
  });

  it('gives the last answer again within ten seconds, except on this machine', async () => {
    world.add('example:a');
    world.add('local:a', { host: 'localhost:1' });
    const test = async () => {
      const tested = world.prober.testNow();
      await world.time.pass(second);
      return tested;
    };
    await test();
    await world.time.pass(5 * second);
    const again = await test();
    expect(again.map(({ record }) => record.lastAnswer?.outcome)).toEqual(['ok', 'ok']);
    expect([world.times('example:a').length, world.times('local:a').length]).toEqual([1, 2]);
    await world.time.pass(10 * second);
    await test();
    expect(world.times('example:a')).toHaveLength(2);
  });

  it('asks about all that are scheduled, and about others only by name', async () => {
    world.add('example:a');
    world.add('other:b', { scheduled: false });
    const all = world.prober.testNow();
    await world.time.pass(second);
    expect((await all).map(({ id }) => id)).toEqual(['example:a']);
    const one = world.prober.testNow(['other:b']);
    await world.time.pass(second);
    expect((await one)[0]?.record.state).toBe('healthy');
    expect(world.prober.record('other:b').nextProbeAt).toBeNull();
  });

  it('says why it could not ask, tries again much later, and believes what it did', async () => {
    const missing = new KeywatchError('not_found', 'The variable is not set.');
    world.says(missing);
    world.add('example:a');
    world.prober.start();
    const tested = world.prober.testNow(['example:a', 'example:gone']);
    await world.time.pass(second);
    expect((await tested).map(({ problem }) => problem?.code)).toEqual(['not_found', 'not_found']);
    expect((await tested)[0]?.problem).toBe(missing);
    expect(world.prober.record('example:a')).toMatchObject({ state: 'unknown', lastAnswer: null });
    await world.time.pass(5 * hour);
    expect(world.asked.length).toBeGreaterThan(2);
    expect(world.asked.length).toBeLessThan(8);
  });

  it('outlives a fault of ours', async () => {
    world.says(new TypeError('x is not a function, the key is sk-nobody-should-see-this'));
    world.add('example:a');
    const tested = world.prober.testNow();
    await world.time.pass(second);
    expect((await tested)[0]?.problem?.code).toBe('fault');
    expect(world.remarks.join()).not.toContain('sk-nobody');
    expect(world.remarks).toHaveLength(1);
  });

  it('clears the count and the rest, when an answer about the key came', async () => {
    world.says(inTurn('rate_limited', 'rate_limited', 'network', 'rate_limited'));
    world.add('example:a');
    const test = async () => {
      const tested = world.prober.testNow();
      await world.time.pass(second);
      return (await tested)[0]?.record;
    };
    expect(await test()).toMatchObject({ failures: 1, cooldownUntil: start + 200 + minute });
    await world.time.pass(5 * minute);
    expect(await test()).toMatchObject({ failures: 1 });
    await world.time.pass(30 * second);
    expect(await test()).toMatchObject({ state: 'cooldown', failures: 1 });
    await world.time.pass(10 * second);
    expect(await test()).toMatchObject({ state: 'cooldown', failures: 1 });
  });

  it('never asks with KEYWATCH_OFFLINE, nor after the end', async () => {
    world.add('example:a');
    const tested = await world.restart({ neverAsks: true }).testNow(['example:a']);
    expect(tested[0]?.problem?.code).toBe('unreachable');
    const waiting = world.restart().testNow(['example:a']);
    world.prober.stop();
    expect((await waiting)[0]?.problem?.code).toBe('unreachable');
    await world.time.pass(hour);
    expect(world.told).toEqual([]);
  });

  it('tells that it is asking, and that it has asked', async () => {
    world.add('example:a');
    void world.prober.testNow();
    await world.time.pass(100);
    expect(world.prober.probing()).toEqual(['example:a']);
    const { changes } = world;
    expect(changes).toBeGreaterThan(0);
    await world.time.pass(second);
    expect(world.prober.probing()).toEqual([]);
    expect(world.changes).toBeGreaterThan(changes);
  });
});

describe('what a person does', () => {
  it('Reset clears a verdict and has the key asked about again', async () => {
    world.says('revoked');
    world.add('example:a');
    world.prober.start();
    await world.time.pass(2 * hour);
    world.says('ok');
    expect(world.prober.clear('example:a')).toMatchObject({ state: 'unknown', failures: 0 });
    world.prober.changed('example:a');
    await world.time.pass(second);
    expect(state('example:a')).toBe('healthy');
  });

  it('another secret drops the answer about the one before', async () => {
    world.says('invalid');
    world.add('example:a');
    world.prober.start();
    const tested = world.prober.testNow(['example:a']);
    await world.time.pass(100);
    world.says('ok');
    world.prober.renew('example:a');
    await world.time.pass(second);
    expect((await tested)[0]?.record.lastAnswer?.outcome).toBe('ok');
    expect(world.told.map(({ after }) => after.lastAnswer?.outcome)).toEqual(['ok']);
    expect(world.prober.record('example:a').trail).toHaveLength(1);
  });

  it('a removed profile is asked about no more, and forgotten when it is gone for good', async () => {
    world.add('example:a');
    world.prober.start();
    const tested = world.prober.testNow(['example:a']);
    await world.time.pass(100);
    world.targets.delete('example:a');
    world.prober.changed('example:a');
    expect((await tested)[0]?.problem?.code).toBe('not_found');
    await world.time.pass(day);
    expect(world.told).toEqual([]);
    world.prober.forget('example:a');
    expect(world.history.records().size).toBe(0);
  });

  it('another address moves the key to another lane', async () => {
    world.says('ok');
    world.add('custom:a', { host: 'one.example.com' });
    world.prober.start();
    await world.time.pass(2 * hour);
    world.add('custom:a', { host: 'two.example.com' });
    world.prober.renew('custom:a');
    world.prober.changed('custom:a');
    await world.time.pass(day);
    const seen = world.times('custom:a').length;
    expect(seen).toBeGreaterThan(4);
    expect(seen).toBeLessThan(9);
  });
});
