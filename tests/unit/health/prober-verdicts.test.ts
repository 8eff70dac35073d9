import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import type { Outcome } from '../../../src-shared/words.ts';
import { answered, day, hour, minute, second, start } from './answers.ts';
import { inTurn, proberWorld } from './prober-world.ts';

let world: ReturnType<typeof proberWorld>;
beforeEach(() => {
  world = proberWorld();
});
afterEach(() => world.end());

const state = (id: string) => world.prober.record(id).state;

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
