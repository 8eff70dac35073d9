import { describe, expect, it } from 'vitest';
import { keysTurnedRecently } from '../../../src-main/health/accuse.ts';
import { cooldownOver } from '../../../src-main/health/cooldown.ts';
import { asHealth, nextRecord } from '../../../src-main/health/next-record.ts';
import { unseen } from '../../../src-main/health/record.ts';
import { outcomes, type HealthReason, type HealthState, type Outcome } from '../../../src-shared/words.ts';
import { answered, day, hour, minute, second, start } from './answers.ts';
import { context, states, story } from './stories.ts';

type Expected = [state: HealthState, reason: HealthReason | null, mark?: 'confirming' | 'limited'];
type Row = Record<keyof typeof states, Expected>;

const same: Row = {
  unknown: ['unknown', null],
  healthy: ['healthy', null],
  cooling: ['cooldown', 'rate_limited'],
  broke: ['cooldown', 'billing'],
  confirming: ['healthy', null, 'confirming'],
  disabled: ['disabled', 'invalid'],
};
const all = (expected: Expected): Row => ({
  unknown: expected,
  healthy: expected,
  cooling: expected,
  broke: expected,
  confirming: expected,
  disabled: expected,
});
const accused = (reason: 'invalid' | 'revoked' | 'expired'): Row => ({
  unknown: ['unknown', null, 'confirming'],
  healthy: ['healthy', null, 'confirming'],
  cooling: ['cooldown', 'rate_limited', 'confirming'],
  broke: ['cooldown', 'billing', 'confirming'],
  // Only an answer that agrees with the first one confirms it.
  confirming: reason === 'invalid' ? ['disabled', 'invalid'] : ['healthy', null, 'confirming'],
  disabled: ['disabled', 'invalid'],
});

const table: Record<Outcome, Row> = {
  ok: all(['healthy', null]),
  forbidden: all(['healthy', 'forbidden', 'limited']),
  model_not_found: all(['healthy', 'model_not_found', 'limited']),
  rate_limited: {
    ...all(['cooldown', 'rate_limited']),
    broke: ['cooldown', 'billing'],
    disabled: ['disabled', 'invalid'],
  },
  no_credit: all(['cooldown', 'billing']),
  invalid: accused('invalid'),
  revoked: accused('revoked'),
  expired: accused('expired'),
  overloaded: same,
  server_error: same,
  network: same,
  intercepted: same,
  region_blocked: same,
  malformed: same,
  unverifiable: same,
};

describe('one answer', () => {
  const cases = outcomes.flatMap((outcome) =>
    (Object.keys(states) as (keyof typeof states)[]).map((name) => ({ outcome, name })),
  );

  it.each(cases)('$outcome finds a key $name', ({ outcome, name }) => {
    const before = states[name];
    const after = nextRecord(before, answered(outcome, { message: 'said so' }), context());
    const [state, reason, mark] = table[outcome][name];
    expect({ state: after.state, reason: after.reason }).toEqual({ state, reason });
    expect(after.confirming !== null).toBe(mark === 'confirming');
    expect(after.limited).toBe(mark === 'limited');
    expect(after.cooldownUntil !== null).toBe(state === 'cooldown');
    expect(after.lastAnswer).toMatchObject({ outcome, at: start, message: 'said so' });
    expect(after.trail.at(-1)).toEqual({ at: start, outcome, latencyMs: 120 });
    const moved = before.state !== after.state || before.reason !== after.reason;
    expect(after.since).toBe(moved ? start : before.since);
    expect(before).toEqual(states[name]);
  });

  it.each([
    'network',
    'intercepted',
    'overloaded',
    'server_error',
    'region_blocked',
    'malformed',
    'unverifiable',
  ] as const)('%s changes nothing but the evidence and keeps the age of the verdict', (outcome) => {
    for (const before of Object.values(states)) {
      const after = nextRecord(before, answered(outcome), context({ now: start + second }));
      const { lastAnswer: _answer, trail: _trail, ...rest } = cooldownOver(before, start + second);
      expect(after).toMatchObject(rest);
      expect(after.verdictAt).toBe(before.verdictAt);
    }
  });

  it('counts how often in a row it was the same', () => {
    const record = story([
      [0, 'network'],
      [1, 'network'],
      [2, 'network'],
    ]);
    expect(record.lastAnswer?.streak).toBe(3);
    expect(story([[3, 'ok']], record).lastAnswer?.streak).toBe(1);
  });

  it('is kept among the newest 24', () => {
    const record = story(
      Array.from({ length: 30 }, (_, n) => [n, 'ok'] as const satisfies [number, Outcome]),
    );
    expect(record.trail).toHaveLength(24);
    expect(record.trail[0]?.at).toBe(start + 6);
  });

  it('teaches facts and the end, and forgets neither when a later one is silent', () => {
    const record = story([
      [0, 'ok', { facts: { plan: 'pro', balance: 5 } }],
      [1, 'ok', { facts: { balance: 4 } }],
    ]);
    const taught = nextRecord(record, answered('ok', { expiresAt: start + day }), context());
    const after = nextRecord(taught, answered('network'), context());
    expect(after.facts).toEqual({ plan: 'pro', balance: 4 });
    expect(after).toMatchObject({ learnedExpiresAt: start + day, learnedFrom: 'api' });
  });
});

describe('answers against a key', () => {
  it.each(['invalid', 'revoked', 'expired'] as const)('two of %s a minute apart disable it', (outcome) => {
    const first = story([
      [-hour, 'ok'],
      [0, outcome],
    ]);
    expect(asHealth(first, start)).toMatchObject({
      state: 'healthy',
      confirming: true,
      confirmAt: start + minute,
      failures: 1,
    });
    const second = story([[minute, outcome]], first);
    expect(asHealth(second, start + minute)).toMatchObject({
      state: 'disabled',
      reason: outcome,
      since: start + minute,
      confirming: false,
      failures: 2,
    });
  });

  it('within the minute refresh only the evidence', () => {
    const early = story([
      [0, 'invalid'],
      [59_999, 'invalid'],
    ]);
    expect(early).toMatchObject({ state: 'unknown', failures: 1, lastAnswer: { streak: 2 } });
    expect(early.confirming).toEqual({
      outcome: 'invalid',
      firstAt: start,
      answers: 1,
      askAgainAt: start + minute,
    });
    expect(story([[minute, 'invalid']], early).state).toBe('disabled');
  });

  it.each([
    ['an ok between', ['invalid', 'ok', 'invalid']],
    ['a forbidden between', ['invalid', 'forbidden', 'invalid']],
    ['no credit between', ['expired', 'no_credit', 'expired']],
    ['a full window between', ['invalid', 'rate_limited', 'invalid']],
    ['another accusation between', ['invalid', 'revoked', 'invalid']],
  ] as const)('that disagree never disable it: %s', (_, told) => {
    const record = story(
      told.map((outcome, n) => [n * 2 * minute, outcome] as const satisfies [number, Outcome]),
    );
    expect(record.state).not.toBe('disabled');
    expect(record.confirming?.answers).toBe(1);
  });

  it.each(['network', 'intercepted', 'server_error', 'malformed', 'region_blocked'] as const)(
    'still count when %s came between',
    (silence) => {
      expect(
        story([
          [0, 'invalid'],
          [minute, silence],
          [2 * minute, 'invalid'],
        ]).state,
      ).toBe('disabled');
    },
  );

  it.each([
    ['invalid', 'expired'],
    ['expired', 'expired'],
    ['revoked', 'revoked'],
  ] as const)('one %s is enough when its own end has passed, and reads as %s', (outcome, reason) => {
    const expiresAt = start - minute - 1;
    expect(story([[0, outcome, { expiresAt }]])).toMatchObject({ state: 'disabled', reason });
    expect(
      nextRecord(unseen('example:a'), answered(outcome), context({ expiresAt: start - minute })).state,
    ).toBe('unknown');
    expect(nextRecord(unseen('example:a'), answered(outcome), context({ expiresAt })).state).toBe('disabled');
  });

  it('believe the end an answer tells over the one known before', () => {
    const context_ = context({ expiresAt: start - day });
    const after = nextRecord(unseen('example:a'), answered('invalid', { expiresAt: start + day }), context_);
    expect(after.state).toBe('unknown');
  });

  it('of many keys at once wait for a third one after an hour', () => {
    const twice = story([
      [0, 'invalid'],
      [minute, 'invalid', { keysTurnedRecently: 1 }],
    ]);
    expect(twice).toMatchObject({ state: 'unknown', failures: 2 });
    expect(twice.confirming).toMatchObject({ answers: 2, askAgainAt: start + minute + hour });
    expect(story([[hour, 'invalid']], twice).state).toBe('unknown');
    expect(story([[minute + hour, 'invalid']], twice).state).toBe('disabled');
    expect(story([[hour, 'ok']], twice)).toMatchObject({ state: 'healthy', confirming: null });
  });

  it('do not count from before the owner renewed the login', () => {
    const first = story([[0, 'expired']]);
    const renewed = { secretChangedAt: start + second };
    const after = story([[minute, 'expired', renewed]], first);
    expect(after).toMatchObject({ state: 'unknown', confirming: { answers: 1, firstAt: start + minute } });
    expect(story([[2 * minute, 'expired', renewed]], after).state).toBe('disabled');
    const underWay = { askedAt: start - second, secretChangedAt: start };
    expect(story([[0, 'invalid', underWay]]).confirming).toBeNull();
  });

  it('are lifted by the first answer that accepts the key', () => {
    for (const outcome of ['ok', 'forbidden', 'model_not_found'] as const) {
      expect(story([[0, outcome]], states.disabled)).toMatchObject({ state: 'healthy', failures: 0 });
    }
  });
});

describe('keys that turn together', () => {
  const now = start;
  const turning = (agoMs: number) => story([[-agoMs, 'invalid']]);
  const disabledAgo = (agoMs: number) =>
    story([
      [-agoMs - minute, 'invalid'],
      [-agoMs, 'invalid'],
    ]);
  it.each([
    ['none', [], 0],
    ['one that is well', [states.unknown], 0],
    ['one that turned a minute ago', [turning(minute)], 1],
    ['one that turned too long ago', [turning(10 * minute + 1)], 0],
    ['one that was disabled lately', [disabledAgo(minute)], 1],
    ['one that was disabled long ago', [disabledAgo(hour)], 0],
    ['two', [turning(minute), disabledAgo(minute)], 2],
    [
      'two, and one that was accepted meanwhile',
      [turning(minute), turning(second), story([[-minute, 'ok']])],
      0,
    ],
    ['one, and one that was accepted an hour ago', [turning(minute), story([[-hour, 'ok']])], 1],
  ])('counts %s', (_, others, expected) => {
    expect(keysTurnedRecently(others, now)).toBe(expected);
  });
});
