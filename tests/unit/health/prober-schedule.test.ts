import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, hour, minute, provider, second, start } from './answers.ts';
import { inTurn, proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

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

  it('asks one host every thirty seconds at most even when all its keys are due at once', async () => {
    world.says((_, now) => (now < start + hour ? { outcome: 'no_credit', resetAt: start + 3 * hour } : 'ok'));
    for (let n = 0; n < 10; n++) world.add(`example:k${n}`);
    void world.prober.testNow();
    await world.time.pass(minute);
    world.prober.start();
    await world.time.pass(3 * hour);
    const times = world.asked.slice(10).map(({ at }) => at - start);
    expect(times.slice(0, 10)).toEqual(times.slice(0, 10).map((_, n) => 3 * hour + n * 30 * second));
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
