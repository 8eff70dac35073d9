import { describe, expect, it } from 'vitest';
import { nextRecord } from '../../../src-main/health/next-record.ts';
import type { Answered } from '../../../src-main/health/probing.ts';
import { unseen, type HealthRecord } from '../../../src-main/health/record.ts';
import {
  isLoopbackHost,
  nextProbeAt,
  outwardGapMs,
  paceOf,
  troubleStepMs,
  type ScheduleContext,
} from '../../../src-main/health/schedule.ts';
import type { Outcome } from '../../../src-shared/words.ts';
import { answered, day, hour, minute, second, start } from './answers.ts';

const context = (more: Partial<ScheduleContext> = {}): ScheduleContext => ({
  now: start,
  expiresAt: null,
  settings: { probeIntervalMs: 6 * hour },
  provider: {},
  jitter: 0.5,
  ...more,
});

/** A key after such answers, the last of them just now. */
function after(...told: (Outcome | [Outcome, Partial<Answered>])[]): HealthRecord {
  const settled = told.length > 1 && told[0] === 'ok' ? -day : 0;
  return told.reduce<HealthRecord>((record, one, n) => {
    const [outcome, more] = typeof one === 'string' ? [one, {}] : one;
    const now = start - (told.length - 1 - n) * 2 * minute + (n === 0 ? settled : 0);
    return nextRecord(record, answered(outcome, more), {
      now,
      provider: {},
      expiresAt: null,
      confirmAfterMs: minute,
      keysTurnedRecently: 0,
    });
  }, unseen('example:a'));
}
const waitOf = (record: HealthRecord, more: Partial<ScheduleContext> = {}) => {
  const at = nextProbeAt(record, context(more));
  return at === null ? null : at - start;
};

describe('the next question', () => {
  it.each<[string, HealthRecord, Partial<ScheduleContext>, number | null]>([
    ['comes after six hours', after('ok', 'ok'), {}, 6 * hour],
    ['a fifth earlier at the least', after('ok', 'ok'), { jitter: 0 }, 4.8 * hour],
    ['a fifth later at the most', after('ok', 'ok'), { jitter: 1 }, 7.2 * hour],
    ['as often as a person wants', after('ok', 'ok'), { settings: { probeIntervalMs: 2 * day } }, 2 * day],
    ['after an hour when something changed', after('ok'), {}, hour],
    ['sooner if a person wants it', after('ok'), { settings: { probeIntervalMs: 15 * minute } }, 15 * minute],
    ['every hour within seven days of the end', after('ok', 'ok'), { expiresAt: start + 7 * day }, hour],
    ['as usual before that', after('ok', 'ok'), { expiresAt: start + 7 * day + 1 }, 6 * hour],
    ['as usual long after the end', after('ok', 'ok'), { expiresAt: start - 8 * day }, 6 * hour],
    [
      'at the end of a cooldown',
      after('ok', ['rate_limited', { retryAt: start + 37 * second }]),
      {},
      37 * second,
    ],
    ['within a day even then', after('ok', ['no_credit', { resetAt: start + 9 * day }]), {}, day],
    ['a minute later to confirm', after('ok', 'invalid'), {}, minute],
    ['daily when it is refused', after('ok', 'invalid', 'invalid'), {}, day],
    ['not by itself when it was revoked', after('ok', 'revoked', 'revoked'), {}, null],
    ['not by itself when it is over', after('ok', 'expired', 'expired'), {}, null],
    ['daily when it may not do much', after('ok', 'forbidden', 'forbidden'), {}, day],
    ['as usual when only a model is missing', after('model_not_found', 'model_not_found'), {}, 6 * hour],
    ['a minute after nobody was reached', after('ok', 'network'), {}, minute],
    ['later and later while nobody is', after('ok', 'network', 'network', 'network'), {}, 4 * minute],
    ['never later than usual', after('ok', ...Array<Outcome>(20).fill('intercepted')), {}, hour],
    ['half a minute after a bad day of the provider', after('ok', 'server_error'), {}, 30 * second],
    ['ten minutes after many', after('ok', ...Array<Outcome>(9).fill('overloaded')), {}, 10 * minute],
    [
      'when the unwell provider said',
      after('ok', ['overloaded', { retryAt: start + 90 * second }]),
      {},
      90 * second,
    ],
    ['as usual after an answer that says nothing', after('ok', 'unverifiable'), {}, 6 * hour],
    ['rarer where the provider wants it', after('ok', 'ok'), { provider: { minIntervalMs: day } }, day],
    ['rarer even to confirm', after('ok', 'invalid'), { provider: { minIntervalMs: hour } }, hour],
    ['at once for one never asked', unseen('example:a'), { jitter: 0 }, 0],
    ['within an hour for many never asked', unseen('example:a'), { jitter: 0.999 }, 0.999 * hour],
  ])('%s', (_, record, more, wait) => {
    expect(waitOf(record, more)).toBe(wait);
  });

  it('waits at the time a probe with limits of its own was told', () => {
    const provider = { probeHasOwnLimits: true };
    const told = (outcome: Outcome, more: Partial<Answered>) =>
      nextRecord(after('ok', 'ok'), answered(outcome, more), {
        now: start,
        provider,
        expiresAt: null,
        confirmAfterMs: minute,
        keysTurnedRecently: 0,
      });
    expect(waitOf(told('rate_limited', { retryAt: start + 2 * hour }), { provider })).toBe(2 * hour);
    expect(waitOf(told('rate_limited', { retryAt: start + 9 * day }), { provider })).toBe(day);
    expect(waitOf(told('rate_limited', {}), { provider })).toBe(minute);
  });

  it('does not wait longer because the clock was set back', () => {
    const future = after('ok', 'ok');
    expect(nextProbeAt(future, context({ now: start - 30 * day }))).toBe(start - 30 * day + 6 * hour);
  });
});

describe('a host with many keys', () => {
  it('stretches their interval to thirty seconds a key', () => {
    expect(paceOf(context({ keysOnHost: 720 }))).toEqual({ everyMs: 6 * hour, slowedBy: null });
    expect(paceOf(context({ keysOnHost: 1_000 }))).toEqual({ everyMs: 30_000 * second, slowedBy: 'host' });
    expect(paceOf(context({ keysOnHost: 1_000, loopback: true })).everyMs).toBe(6 * hour);
    expect(waitOf(after('ok', 'ok'), { keysOnHost: 1_440 })).toBe(12 * hour);
    expect(waitOf(after('ok'), { keysOnHost: 240 })).toBe(2 * hour);
  });
});

describe('on its battery', () => {
  it('a machine asks half as often', () => {
    expect(paceOf(context({ onBattery: true }))).toEqual({ everyMs: 12 * hour, slowedBy: 'battery' });
    expect(paceOf(context({ onBattery: true, keysOnHost: 2_880 })).slowedBy).toBe('host');
    expect(waitOf(after('ok', 'ok'), { onBattery: true })).toBe(12 * hour);
    expect(waitOf(after('ok'), { onBattery: true })).toBe(2 * hour);
  });

  it('a second answer about a refused key, and a rest that is over, wait no longer', () => {
    for (const outcome of ['invalid', 'rate_limited'] as const) {
      expect(waitOf(after(outcome), { onBattery: true })).toBe(waitOf(after(outcome)));
    }
  });
});

it('an unwell provider is left alone as long as it has been unwell and 30 s, to 10 min', () => {
  const steps: number[] = [];
  for (let lasted = 0; steps.length < 7; lasted += steps.at(-1) ?? 0) steps.push(troubleStepMs(lasted));
  expect(steps.map((ms) => ms / second)).toEqual([30, 60, 120, 240, 480, 600, 600]);
});

it.each([
  [1, 1_500],
  [1_000, 1_500],
  [10_000, 150],
])('of %i keys one goes out every %i ms at most: no crowd within a minute', (keys, gapMs) => {
  expect(outwardGapMs(keys)).toBe(gapMs);
  expect(minute / gapMs).toBeLessThanOrEqual(Math.max(0.04 * keys, 40));
});

it.each([
  ['127.0.0.1:8080', true],
  ['localhost', true],
  ['localhost:11434', true],
  ['[::1]:99', true],
  ['127.9.9.9', true],
  ['api.example.com', false],
  ['localhost.example.com', false],
  ['10.0.0.1', false],
  [null, false],
])('%s is this machine: %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
