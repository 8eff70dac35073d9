import { describe, expect, it } from 'vitest';
import { cleared, tried } from '../../../src-main/health/cooldown.ts';
import { asHealth } from '../../../src-main/health/next-record.ts';
import type { HealthRecord } from '../../../src-main/health/record.ts';
import { day, hour, minute, second, start } from './answers.ts';
import { states, story } from './stories.ts';

describe('a key that has to rest', () => {
  const restOf = (record: HealthRecord) => (record.cooldownUntil ?? 0) - (record.lastAnswer?.at ?? 0);

  it.each([
    ['rate_limited', [minute, 5 * minute, 25 * minute, hour, hour]],
    ['no_credit', [5 * hour, 10 * hour, 20 * hour, 24 * hour, 24 * hour]],
  ] as const)('rests longer each time in a row: %s', (outcome, rests) => {
    let record = states.healthy;
    let at = 0;
    for (const rest of rests) {
      record = story([[at, outcome]], record);
      expect(restOf(record)).toBe(rest);
      at += rest;
    }
    expect(record.failures).toBe(rests.length);
    expect(
      restOf(
        story(
          [
            [at, 'ok'],
            [at + 1, outcome],
          ],
          record,
        ),
      ),
    ).toBe(rests[0]);
  });

  it('does not climb with answers that come during the rest', () => {
    const record = story([
      [0, 'rate_limited'],
      [10, 'rate_limited'],
      [20, 'rate_limited'],
    ]);
    expect(record).toMatchObject({ failures: 1, cooldownUntil: start + minute });
  });

  it('begins the ladder anew for another reason', () => {
    const limited = story([
      [0, 'rate_limited'],
      [minute, 'rate_limited'],
    ]);
    expect(restOf(story([[hour, 'no_credit']], limited))).toBe(5 * hour);
  });

  it.each([
    ['rate_limited', { retryAt: start + 37 * second }, 37 * second],
    ['rate_limited', { retryAt: null, resetAt: start + 7 * second }, 7 * second],
    ['rate_limited', { retryAt: start - second }, minute],
    ['rate_limited', { retryAt: start - second, resetAt: start + 9 * second }, 9 * second],
    ['rate_limited', { retryAt: Number.NaN }, minute],
    ['rate_limited', { retryAt: start + 400 * day }, 31 * day],
    ['no_credit', { resetAt: start + 3 * day, retryAt: start + second }, 3 * day],
    ['no_credit', { retryAt: start + 2 * hour }, 2 * hour],
  ] as const)('rests until the stated time: %s %j', (outcome, stated, rest) => {
    expect(restOf(story([[0, outcome, stated]]))).toBe(rest);
  });

  it('is back by itself the moment it ends, as what it was', () => {
    const cooling = story([[0, 'rate_limited']], states.healthy);
    expect(asHealth(cooling, start + minute - 1)).toMatchObject({
      state: 'cooldown',
      cooldownUntil: start + minute,
    });
    expect(asHealth(cooling, start + minute)).toMatchObject({
      state: 'healthy',
      reason: null,
      cooldownUntil: null,
      since: start + minute,
    });
    expect(asHealth(story([[0, 'rate_limited']]), start + minute).state).toBe('unknown');
    expect(
      asHealth(
        story([
          [0, 'forbidden'],
          [1, 'rate_limited'],
        ]),
        start + hour,
      ),
    ).toMatchObject({
      state: 'healthy',
      reason: 'forbidden',
      limited: true,
    });
  });

  it('waits only with the next question where the probe has limits of its own', () => {
    const own = { provider: { probeHasOwnLimits: true } };
    const after = story([[0, 'rate_limited', { ...own, retryAt: start + hour }]], states.healthy);
    expect(after).toMatchObject({ state: 'healthy', failures: 0, verdictAt: states.healthy.verdictAt });
    expect(after.lastAnswer?.retryAt).toBe(start + hour);
    const real = story([[0, 'rate_limited', { ...own, from: 'traffic' }]], states.healthy);
    expect(real.state).toBe('cooldown');
  });
});

describe('what real traffic tells', () => {
  const real = { from: 'traffic' } as const;

  it('forbids the key for its use until a later ok', () => {
    const record = story([[0, 'forbidden', real]], states.healthy);
    expect(record).toMatchObject({ state: 'healthy', limited: true, unusable: true, reason: 'forbidden' });
    expect(story([[1, 'model_not_found']], record)).toMatchObject({ unusable: true, reason: 'forbidden' });
    expect(story([[2, 'ok']], record)).toMatchObject({ limited: false, unusable: false, reason: null });
    expect(story([[0, 'forbidden']], states.healthy).unusable).toBe(false);
  });

  it('says nothing of the key when only a model is missing', () => {
    expect(story([[0, 'model_not_found', real]], states.healthy)).toMatchObject({
      state: 'healthy',
      limited: false,
    });
    expect(story([[0, 'model_not_found', real]])).toMatchObject({ state: 'unknown' });
  });

  it('sets a rest that a probe asking elsewhere does not end', () => {
    const resting = story([[0, 'no_credit', real]], states.healthy);
    const probed = story([[hour, 'ok']], resting);
    expect(probed).toMatchObject({ state: 'cooldown', reason: 'billing', cooldownUntil: start + 5 * hour });
    expect(story([[hour, 'forbidden']], resting)).toMatchObject({ state: 'cooldown', limited: true });
    expect(story([[hour, 'ok', real]], resting)).toMatchObject({ state: 'healthy', failures: 0 });
    expect(story([[6 * hour, 'ok']], resting)).toMatchObject({ state: 'healthy' });
    const limited = story([[0, 'rate_limited', { ...real, retryAt: start + 3 * hour }]], states.healthy);
    const again = story([[hour, 'rate_limited', { retryAt: start + hour + second }]], limited);
    expect(again).toMatchObject({ cooledBy: 'traffic', cooldownUntil: start + 3 * hour });
  });
});

describe('what a person clears', () => {
  it('with Enable or Reset: cooldown, count, verdict, and the wait for a second answer', () => {
    expect(cleared(states.disabled)).toMatchObject({
      state: 'unknown',
      reason: null,
      failures: 0,
      cooldownUntil: null,
    });
    expect(cleared(states.broke)).toMatchObject({
      state: 'healthy',
      reason: null,
      failures: 0,
      cooldownUntil: null,
    });
    expect(cleared(states.confirming)).toMatchObject({ state: 'healthy', confirming: null, failures: 0 });
    for (const record of Object.values(states)) {
      expect(cleared(record)).toMatchObject({ lastAnswer: record.lastAnswer, trail: record.trail });
    }
  });

  it('with Try now: cooldown and count, not the verdict of two answers', () => {
    expect(tried(states.cooling, start)).toMatchObject({
      state: 'healthy',
      failures: 0,
      cooldownUntil: null,
    });
    expect(tried(states.disabled, start)).toMatchObject({ state: 'disabled', failures: 0 });
    expect(tried(states.confirming, start).confirming).toEqual(states.confirming.confirming);
  });
});
