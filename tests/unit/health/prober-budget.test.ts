import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askedToday } from '../../../src-main/health/budget.ts';
import { answered, day, hour, minute, second, start } from './answers.ts';
import { proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

const today = (id: string) => askedToday(world.prober.record(id).asked, world.time.clock.now());
const dayNumber = (at: number) => Math.floor(at / day);

/** Questions a UTC day, as they were put. */
function perDay(id: string): number[] {
  const days = new Map<number, number>();
  for (const one of world.asked) {
    if (one.id === id) days.set(dayNumber(one.at), (days.get(dayNumber(one.at)) ?? 0) + 1);
  }
  return [...days.values()];
}

describe('a day’s budget of questions', () => {
  it.each([1, 3, 24, 96])('of %i is kept, whatever the interval', async (probesPerDay) => {
    world.interval(15 * minute);
    world.add('example:a', { probesPerDay, expiresAt: start + 3 * day });
    world.prober.start();
    await world.time.pass(5 * day);
    expect(Math.max(...perDay('example:a'))).toBeLessThanOrEqual(probesPerDay);
    expect(world.asked.length).toBeGreaterThanOrEqual(Math.min(probesPerDay, 48) * 3);
  });

  it('is spread: a provider that is unwell all day does not leave a key unwatched until midnight', async () => {
    world.says('server_error');
    world.add('example:a');
    world.prober.start();
    await world.time.pass(36 * hour);
    const times = world.times('example:a').filter((at) => at >= 12 * hour);
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(times).toHaveLength(24);
    expect(Math.max(...gaps)).toBeLessThan(3 * hour);
  });

  it('moves what is announced to the day that has room', async () => {
    world.add('example:a', { probesPerDay: 1 });
    world.prober.start();
    await world.time.pass(hour);
    expect(today('example:a')).toBe(1);
    const { nextProbeAt } = world.prober.record('example:a');
    expect(dayNumber(nextProbeAt ?? 0)).toBe(dayNumber(start) + 1);
  });

  it('holds for the second answer about a refused key too, which then comes the next day', async () => {
    world.says('invalid');
    world.add('example:a', { probesPerDay: 1 });
    world.prober.start();
    await world.time.pass(11 * hour);
    expect(world.prober.record('example:a')).toMatchObject({ state: 'unknown' });
    expect(world.asked).toHaveLength(1);
    await world.time.pass(3 * hour);
    expect(world.prober.record('example:a').state).toBe('disabled');
  });

  it('counts what a person asks and never refuses it', async () => {
    world.add('example:a', { probesPerDay: 2 });
    world.prober.start();
    for (let n = 0; n < 5; n++) {
      void world.prober.testNow(['example:a']);
      await world.time.pass(11 * second);
    }
    expect(today('example:a')).toBe(5);
    await world.time.pass(11 * hour);
    expect(world.asked).toHaveLength(5);
  });

  it('counts neither real traffic nor a question that found no way to anybody', async () => {
    world.add('example:a');
    world.prober.report('example:a', answered('ok'));
    world.says({ outcome: 'network', failure: 'dns' });
    void world.prober.testNow();
    await world.time.pass(second);
    expect(today('example:a')).toBe(0);
  });

  it('outlives a restart and another secret, and begins anew at midnight', async () => {
    world.add('example:a', { probesPerDay: 2 });
    world.prober.start();
    void world.prober.testNow();
    await world.time.pass(11 * second);
    void world.prober.testNow();
    await world.time.pass(second);
    world.prober.renew('example:a');
    world.restart().start();
    expect(today('example:a')).toBe(2);
    await world.time.pass(11 * hour);
    expect(world.asked).toHaveLength(2);
    await world.time.pass(day);
    expect(perDay('example:a')).toEqual([2, 2]);
  });

  it('that a person raises gives way at once', async () => {
    world.add('example:a', { probesPerDay: 1 });
    world.prober.start();
    await world.time.pass(hour);
    world.add('example:a', { probesPerDay: 24 });
    world.prober.changed('example:a');
    await world.time.pass(2 * hour);
    expect(world.asked.length).toBeGreaterThan(1);
  });
});
