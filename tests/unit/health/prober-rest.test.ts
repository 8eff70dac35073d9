import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src-shared/words.ts';
import { day, hour, minute, second, start } from './answers.ts';
import { proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

const state = (id: string) => world.prober.record(id).state;

describe('pause', () => {
  it('rests until the time said, outlives a restart, and lets a person ask', async () => {
    world.add('example:a');
    world.prober.start();
    world.prober.pause(start + 5 * hour);
    world.restart().start();
    expect(world.prober.paused()).toEqual({ until: start + 5 * hour });
    const tested = world.prober.testNow();
    await world.time.pass(second);
    expect((await tested)[0]?.record.state).toBe('healthy');
    await world.time.pass(5 * hour - 2 * second);
    expect(world.asked).toHaveLength(1);
    const { changes } = world;
    await world.time.pass(minute);
    expect(world.asked).toHaveLength(2);
    expect(world.prober.paused()).toBeNull();
    expect(world.changes).toBeGreaterThan(changes);
  });

  it('without a time rests until resumed', async () => {
    world.add('example:a');
    world.prober.start();
    world.prober.pause(null);
    await world.time.pass(9 * day);
    world.restart().start();
    expect(world.prober.paused()).toEqual({ until: null });
    await world.time.pass(day);
    expect(world.asked).toEqual([]);
    world.prober.resume();
    await world.time.pass(minute);
    expect(world.asked).toHaveLength(1);
    expect(world.restart().paused()).toBeNull();
  });
});

describe('offline', () => {
  it('asks nobody but this machine, and all within minutes once it is over', async () => {
    world.add('example:a');
    world.add('local:a', { host: '127.0.0.1:1' });
    world.online(false);
    world.prober.start();
    await world.time.pass(5 * hour);
    expect(world.times('example:a')).toEqual([]);
    expect(world.times('local:a').length).toBeGreaterThan(1);
    world.online(true);
    await world.time.pass(minute + second);
    expect(world.times('example:a')).toHaveLength(1);
  });
});

describe('after sleep', () => {
  const sleepers = 20;
  const prepare = async () => {
    for (let n = 0; n < sleepers; n++) world.add(`h${n}:k`);
    world.prober.start();
    await world.time.pass(day);
    return world.asked.length;
  };

  it('waits a few seconds, then looks at all in one round, one after the other', async () => {
    const before = await prepare();
    world.time.jump(8 * hour);
    const at = world.time.clock.now();
    world.prober.resumed();
    await world.time.pass(5 * second - 1);
    expect(world.asked.length).toBe(before);
    await world.time.pass(minute);
    const round = world.asked.slice(before);
    expect(new Set(round.map(({ id }) => id)).size).toBe(sleepers);
    expect(round).toHaveLength(sleepers);
    expect(new Set(round.map((one) => Math.floor((one.at - at) / second))).size).toBeGreaterThan(5);
  });

  it('notices by itself where nobody tells', async () => {
    const before = await prepare();
    world.time.jump(8 * hour);
    await world.time.pass(hour);
    expect(world.asked.length - before).toBeGreaterThanOrEqual(sleepers);
    const first = world.asked[before]?.at ?? 0;
    const crowd = world.asked.slice(before).filter(({ at }) => at - first < 2 * second);
    expect(crowd.length).toBeLessThan(8);
  });

  it('does not ask again what was asked a moment ago, nor one that rests', async () => {
    world.says((id) => (id === 'h1:k' ? { outcome: 'no_credit', resetAt: start + 40 * hour } : 'ok'));
    await prepare();
    void world.prober.testNow(['h0:k', 'h1:k']);
    await world.time.pass(minute);
    const before = world.asked.length;
    world.prober.resumed();
    await world.time.pass(2 * minute);
    const ids = world.asked.slice(before).map(({ id }) => id);
    expect(ids).toContain('h2:k');
    expect(ids).not.toContain('h0:k');
    expect(ids).not.toContain('h1:k');
  });

  it('goes on when the clock was set back', async () => {
    await prepare();
    world.time.jump(-30 * day);
    world.prober.resumed();
    const before = world.asked.length;
    await world.time.pass(12 * hour);
    expect(new Set(world.asked.slice(before).map(({ id }) => id)).size).toBe(sleepers);
  });
});

describe('a restart', () => {
  it('loses nothing: verdicts, rests, second answers that are awaited, the next moment', async () => {
    world.says(
      (id) => ({ 'a:dead': 'invalid', 'b:broke': 'no_credit', 'c:new': 'invalid' }[id] as Outcome) ?? 'ok',
    );
    for (const id of ['a:dead', 'b:broke', 'd:well']) world.add(id);
    world.prober.start();
    void world.prober.testNow();
    await world.time.pass(2 * minute);
    world.add('c:new');
    world.prober.changed('c:new');
    void world.prober.testNow(['c:new']);
    await world.time.pass(10 * second);
    const ids = [...world.targets.keys()];
    const before = ids.map((id) => world.prober.record(id));
    expect(before.map(({ state }) => state)).toEqual(['disabled', 'cooldown', 'healthy', 'unknown']);
    world.restart();
    expect(ids.map((id) => world.prober.record(id))).toEqual(before);
    world.prober.start();
    expect(ids.map((id) => world.prober.record(id))).toEqual(before);
    await world.time.pass(minute);
    expect(state('c:new')).toBe('disabled');
  });

  it('long after asks about everything that is overdue, spread over a while', async () => {
    for (let n = 0; n < 20; n++) world.add(`h${n}:k`);
    world.prober.start();
    await world.time.pass(day);
    world.prober.stop();
    await world.time.pass(day);
    const before = world.asked.length;
    const at = world.time.clock.now();
    world.restart().start();
    await world.time.pass(2 * minute);
    const round = world.asked.slice(before);
    expect(round).toHaveLength(20);
    expect(new Set(round.map((one) => Math.floor((one.at - at) / second))).size).toBeGreaterThan(8);
  });
});
