import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import type { Outcome } from '../../../src-shared/words.ts';
import { provider, answered, day, hour, minute, second, start } from './answers.ts';
import { proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

/** What is said at the nth question of all, the last one from then on. */
function inTurn(...outcomes: Outcome[]) {
  let n = 0;
  return () => outcomes[Math.min(n++, outcomes.length - 1)] ?? 'ok';
}
const state = (id: string) => world.prober.record(id).state;

describe('on schedule', () => {
  it('asks soon, once more after an hour, then about every six hours', async () => {
    world.add('example:a');
    world.prober.start();
    await world.time.pass(3 * day);
    const times = world.times('example:a');
    const [first = 0, second_ = 0] = times;
    expect(first).toBeLessThanOrEqual(hour);
    expect(second_ - first).toBeGreaterThanOrEqual(0.8 * hour);
    expect(second_ - first).toBeLessThanOrEqual(1.2 * hour + second);
    const rests = times.slice(2).map((at, n) => at - (times[n + 1] ?? 0));
    expect(rests.length).toBeGreaterThan(8);
    for (const rest of rests) {
      expect(rest).toBeGreaterThanOrEqual(4.8 * hour);
      expect(rest).toBeLessThanOrEqual(7.2 * hour + second);
    }
    expect(new Set(rests).size).toBeGreaterThan(5);
    expect(world.history.answers('example:a', 0, 99)).toHaveLength(times.length);
  });

  it('says when it will ask next, and keeps to it', async () => {
    world.add('example:a');
    world.prober.start();
    const at = world.prober.record('example:a').nextProbeAt;
    expect(at).not.toBeNull();
    await world.time.pass(2 * hour);
    expect(world.times('example:a')[0]).toBe((at ?? 0) - start);
  });

  it('asks one host every thirty seconds at most, and three at once at most', async () => {
    world.answersAfter(2 * minute);
    for (let n = 0; n < 40; n++) world.add(`h${n % 4}:k${n}`);
    world.prober.start();
    await world.time.pass(2 * day);
    for (let host = 0; host < 4; host++) {
      const times = world.asked.filter(({ id }) => id.startsWith(`h${host}:`)).map(({ at }) => at);
      const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
      expect(times.length).toBeGreaterThan(80);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30 * second);
    }
    expect(world.most).toBe(3);
  });

  it('spares no time for a host of this machine', async () => {
    for (let n = 0; n < 300; n++) world.add(`local:k${n}`, { host: '127.0.0.1:9999' });
    world.prober.start();
    await world.time.pass(hour + minute);
    // At thirty seconds each they would take two hours and a half.
    expect(new Set(world.asked.map(({ id }) => id)).size).toBe(300);
  });

  it('keeps every interval for two hundred keys over ten days, and asks of nobody in crowds', async () => {
    world.answersAfter(0);
    for (let n = 0; n < 200; n++) world.add(`h${n % 20}:k${n}`);
    world.prober.start();
    await world.time.pass(10 * day);
    const aMinute = new Map<number, number>();
    for (const { at } of world.asked) {
      aMinute.set(Math.floor(at / minute), (aMinute.get(Math.floor(at / minute)) ?? 0) + 1);
    }
    expect(world.asked.length).toBeGreaterThan((200 * 10 * 24) / 7.2);
    expect(world.asked.length).toBeLessThan((200 * 10 * 24) / 4.8 + 400);
    expect(Math.max(...aMinute.values())).toBeLessThanOrEqual(0.05 * world.asked.length);
    for (const id of world.targets.keys()) {
      const times = world.times(id).slice(1);
      const rests = times.slice(1).map((at, n) => at - (times[n] ?? 0));
      expect(Math.min(...rests)).toBeGreaterThanOrEqual(4.8 * hour);
      // Late by no more than its host was busy with others.
      expect(Math.max(...rests)).toBeLessThanOrEqual(7.2 * hour + 5 * minute);
    }
    expect(world.time.armed()).toHaveLength(1);
  }, 30_000);

  it('looks more often as the end comes near', async () => {
    world.add('example:a', { expiresAt: start + 6 * day });
    world.prober.start();
    await world.time.pass(2 * day);
    expect(world.times('example:a').length).toBeGreaterThan(38);
  });

  it('follows another interval from now on', async () => {
    world.add('example:a');
    world.prober.start();
    await world.time.pass(3 * hour);
    world.interval(15 * minute);
    world.prober.changed();
    const before = world.asked.length;
    await world.time.pass(3 * hour);
    expect(world.asked.length - before).toBeGreaterThanOrEqual(10);
  });

  it.each([
    ['there are no profiles', () => world.prober.start()],
    [
      'nobody is to be asked',
      () => {
        world.add('example:a', { scheduled: false });
        world.prober.start();
      },
    ],
    [
      'it rests until a person says so',
      () => {
        world.add('example:a');
        world.prober.start();
        world.prober.pause(null);
      },
    ],
    [
      'KEYWATCH_OFFLINE is set',
      () => {
        world.add('example:a');
        world.restart({ neverAsks: true }).start();
      },
    ],
    [
      'it has not been started',
      () => {
        world.add('example:a');
        world.prober.changed();
      },
    ],
    [
      'the last profile went',
      () => {
        world.add('example:a');
        world.prober.start();
        world.targets.clear();
        world.prober.changed('example:a');
      },
    ],
    [
      'it has ended',
      () => {
        world.add('example:a');
        world.prober.start();
        world.prober.stop();
      },
    ],
  ])('arms no timer when %s', async (_, arrange) => {
    arrange();
    expect(world.time.armed()).toEqual([]);
    await world.time.pass(3 * day);
    expect(world.asked).toEqual([]);
  });

  it('asks nobody about a key that was revoked', async () => {
    world.says('revoked');
    world.add('example:a');
    world.prober.start();
    await world.time.pass(30 * day);
    expect(world.asked).toHaveLength(2);
    expect(state('example:a')).toBe('disabled');
    expect(world.time.armed()).toEqual([]);
  });
});

describe('a key that is refused', () => {
  it('is asked again after a minute, disabled, then looked at daily, and is back when it is accepted', async () => {
    let outcome: Outcome = 'invalid';
    world.says(() => outcome);
    world.add('example:a');
    world.prober.start();
    await world.time.pass(3 * hour);
    const [first = 0, second_ = 0, ...more] = world.times('example:a');
    expect(second_ - first).toBe(minute + 200);
    expect(more).toEqual([]);
    expect(world.told.map(({ before, after }) => [before.state, after.state])).toEqual([
      ['unknown', 'unknown'],
      ['unknown', 'disabled'],
    ]);
    outcome = 'ok';
    await world.time.pass(30 * hour);
    expect(state('example:a')).toBe('healthy');
  });

  it('is not disabled when the second answer disagrees', async () => {
    world.says(inTurn('ok', 'invalid', 'ok'));
    world.add('example:a');
    world.prober.start();
    await world.time.pass(5 * day);
    expect(world.told.map(({ after }) => after.state)).not.toContain('disabled');
    expect(world.prober.record('example:a').confirming).toBeNull();
  });

  it('stays as it was while nobody can be reached to confirm it', async () => {
    world.says(inTurn('ok', 'invalid', 'network', 'intercepted', 'network', 'ok'));
    world.add('example:a');
    world.prober.start();
    await world.time.pass(2 * day);
    expect(world.told.map(({ after }) => after.state)).not.toContain('disabled');
    expect(state('example:a')).toBe('healthy');
  });

  it('waits for a third answer after an hour when another key of the provider is refused too', async () => {
    world.says('invalid');
    world.add('example:a');
    world.add('example:b');
    world.prober.start();
    void world.prober.testNow();
    await world.time.pass(30 * minute);
    expect([state('example:a'), state('example:b')]).toEqual(['unknown', 'unknown']);
    expect(world.asked).toHaveLength(4);
    await world.time.pass(45 * minute);
    expect([state('example:a'), state('example:b')]).toEqual(['disabled', 'disabled']);
  });

  it('does not wait for keys of other providers', async () => {
    world.says('invalid');
    world.add('example:a');
    world.add('other:b');
    world.prober.start();
    void world.prober.testNow();
    await world.time.pass(5 * minute);
    expect([state('example:a'), state('other:b')]).toEqual(['disabled', 'disabled']);
  });

  it('is confirmed sooner for tests on this machine, and only there', async () => {
    world.says('invalid');
    world.add('local:a', { host: '127.0.0.1:1' });
    world.add('example:a');
    const prober = world.restart({ confirmAfterMs: 2 * second });
    prober.start();
    void prober.testNow();
    await world.time.pass(10 * second);
    expect([state('local:a'), state('example:a')]).toEqual(['disabled', 'unknown']);
    await world.time.pass(minute);
    expect(state('example:a')).toBe('disabled');
  });
});

describe('a key that rests', () => {
  it('is asked again when its time is over, and not before', async () => {
    world.says(inTurn('ok', 'no_credit', 'ok'));
    world.add('example:a');
    world.prober.start();
    await world.time.pass(12 * hour);
    const [, second_ = 0, third = 0] = world.times('example:a');
    expect(third - second_).toBe(5 * hour + 200);
    expect(state('example:a')).toBe('healthy');
  });

  it('reads as rested the moment it is, without any answer', async () => {
    world.says(inTurn('ok', 'rate_limited', 'network'));
    world.add('example:a');
    world.prober.start();
    while (state('example:a') !== 'cooldown') await world.time.pass(second);
    world.prober.pause(null);
    await world.time.pass(minute);
    expect(state('example:a')).toBe('healthy');
  });
});

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

describe('an unwell provider', () => {
  it('is left alone by all its keys, longer and longer, in one trouble', async () => {
    world.says('ok');
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
    const gaps = during.slice(1).map(({ at }, n) => at - (during[n]?.at ?? 0));
    expect(gaps.slice(0, 5).map((gap) => Math.floor(gap / second))).toEqual([30, 60, 120, 240, 480]);
    expect(Math.min(...gaps.slice(5))).toBeGreaterThanOrEqual(10 * minute);
    const [trouble, ...more] = world.prober.troubles();
    expect(more).toEqual([]);
    expect(trouble).toMatchObject({ provider: 'example', since: (during[0]?.at ?? 0) + 200 });
    for (const id of world.targets.keys()) expect(state(id)).toBe('healthy');

    world.restart().start();
    expect(world.prober.troubles()).toEqual([trouble]);
    world.says('ok');
    await world.time.pass(20 * minute);
    expect(world.prober.troubles()).toEqual([]);
    world.restart().start();
    expect(world.prober.troubles()).toEqual([]);
  });

  it('does not keep other hosts of the same provider waiting', async () => {
    world.says((id) => (id === 'custom:sick' ? 'server_error' : 'ok'));
    world.add('custom:sick', { host: 'sick.example.com' });
    world.add('custom:well', { host: 'well.example.com' });
    world.prober.start();
    await world.time.pass(day);
    expect(world.times('custom:well').length).toBeGreaterThanOrEqual(4);
    expect(world.times('custom:sick').length).toBeGreaterThan(100);
  });
});

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
    await world.time.pass(31 * second);
    const round = world.asked.slice(before);
    expect(round).toHaveLength(20);
    expect(new Set(round.map((one) => Math.floor((one.at - at) / second))).size).toBeGreaterThan(8);
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

describe('what real traffic tells', () => {
  it('is believed and kept', async () => {
    world.add('example:a');
    world.prober.start();
    await world.time.pass(2 * hour);
    const record = world.prober.report('example:a', answered('no_credit', { resetAt: start + day }));
    expect(record).toMatchObject({ state: 'cooldown', reason: 'billing', cooledBy: 'traffic' });
    expect(world.told.at(-1)?.after).toEqual(record);
    expect(world.history.answers('example:a', 0, 99).at(-1)?.outcome).toBe('no_credit');
    expect(world.prober.report('example:gone', answered('ok'))).toBeNull();
  });
});

it('goes on watching when the history cannot be written', async () => {
  world.add('example:a');
  const keepAnswer = () => {
    throw new KeywatchError('write_failed', 'The disk is full.');
  };
  world.restart((history) => ({ history: { ...history, keepAnswer } })).start();
  void world.prober.testNow();
  await world.time.pass(day);
  expect(state('example:a')).toBe('healthy');
  expect(world.asked.length).toBeGreaterThan(3);
  expect(world.remarks).toEqual(['what was seen could not be kept']);
});

it('respects what a provider wants at the least between two questions', async () => {
  world.add('example:a', { provider: provider({ minIntervalMs: day }) });
  world.says(inTurn('ok', 'invalid', 'ok'));
  world.prober.start();
  await world.time.pass(10 * day);
  const times = world.times('example:a');
  const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
  expect(times.length).toBeGreaterThan(7);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(day);
});
