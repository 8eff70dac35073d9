import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cooldownOver, farthestStatedMs } from '../../../src-main/health/cooldown.ts';
import { asHealth, nextRecord } from '../../../src-main/health/next-record.ts';
import { outcomeClass } from '../../../src-main/health/outcome-class.ts';
import { unseen, type HealthRecord } from '../../../src-main/health/record.ts';
import { outcomes, type Outcome } from '../../../src-shared/words.ts';
import { answered, day, start } from './answers.ts';
import { context, states } from './stories.ts';

interface Step {
  outcome: Outcome;
  afterMs: number;
  from: 'probe' | 'traffic';
  ownLimits: boolean;
  crowd: number;
  retryAt: number | null;
  resetAt: number | null;
}

const isAccusation = (outcome: Outcome) => outcomeClass[outcome] === 'accusation';
const accusing = outcomes.filter(isAccusation);
const others = outcomes.filter((outcome) => !isAccusation(outcome));

/** Times a provider may state: none, past, soon, years ahead, nonsense. */
const stated = fc.oneof(
  fc.constantFrom(null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY),
  fc.integer({ min: start - day, max: start + 4_000 * day }),
);

const step = (among: readonly Outcome[]): fc.Arbitrary<Step> =>
  fc.record({
    outcome: fc.constantFrom(...among),
    afterMs: fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 3 * day })),
    from: fc.constantFrom('probe', 'traffic'),
    ownLimits: fc.boolean(),
    crowd: fc.constantFrom(0, 0, 1, 5),
    retryAt: stated,
    resetAt: stated,
  });

/** Every record of a story, with the moment it is believed at. */
function told(steps: readonly Step[], before: HealthRecord): { record: HealthRecord; now: number }[] {
  let record = before;
  let now = start;
  return steps.map(({ outcome, afterMs, from, ownLimits, crowd, retryAt, resetAt }) => {
    now += afterMs;
    record = nextRecord(
      record,
      answered(outcome, { retryAt, resetAt }),
      context({ now, from, keysTurnedRecently: crowd, provider: { probeHasOwnLimits: ownLimits } }),
    );
    return { record, now };
  });
}

const beginnings = Object.entries(states).filter(([name]) => name !== 'disabled' && name !== 'confirming');
const calm = fc.constantFrom(...beginnings.map(([, record]) => record));
const any = fc.constantFrom(...Object.values(states));

describe('whatever the answers and their order', () => {
  it('no row of answers that do not accuse the key disables it', () => {
    fc.assert(
      fc.property(fc.oneof(calm, fc.constant(states.confirming)), fc.array(step(others)), (before, steps) => {
        for (const { record } of told(steps, before)) expect(record.state).not.toBe('disabled');
      }),
    );
  });

  it('a key is not disabled while every accusation is followed by an answer that recognises it', () => {
    const recognising = step(['ok', 'forbidden', 'rate_limited', 'no_credit']).map((one) => ({
      ...one,
      ownLimits: false,
    }));
    fc.assert(
      fc.property(calm, fc.array(fc.tuple(step(accusing), recognising)), (before, pairs) => {
        for (const { record } of told(pairs.flat(), before)) expect(record.state).not.toBe('disabled');
      }),
    );
  });

  it('a key is not disabled by accusations none of which repeats the one before', () => {
    const turns = (steps: readonly Step[]) =>
      steps.map((one, n) => ({ ...one, outcome: accusing[n % accusing.length] ?? one.outcome }));
    fc.assert(
      fc.property(calm, fc.array(step(accusing)), (before, steps) => {
        for (const { record } of told(turns(steps), before)) expect(record.state).not.toBe('disabled');
      }),
    );
  });

  it('two accusations less than a minute apart disable nobody', () => {
    fc.assert(
      fc.property(calm, fc.array(step(accusing), { maxLength: 12 }), (before, steps) => {
        const hasty = steps.map((one) => ({ ...one, afterMs: Math.floor(59_999 / 12) }));
        for (const { record } of told(hasty, before)) expect(record.state).not.toBe('disabled');
      }),
    );
  });

  it('every cooldown has an end, a month ahead at most, and is over then', () => {
    fc.assert(
      fc.property(any, fc.array(step(outcomes)), (before, steps) => {
        for (const { record, now } of told(steps, before)) {
          if (record.state !== 'cooldown') {
            expect(record.cooldownUntil).toBeNull();
            continue;
          }
          const until = record.cooldownUntil ?? Number.NaN;
          expect(until).toBeGreaterThan(now);
          expect(until - now).toBeLessThanOrEqual(farthestStatedMs);
          expect(cooldownOver(record, until).state).not.toBe('cooldown');
          expect(asHealth(record, until).cooldownUntil).toBeNull();
        }
      }),
    );
  });

  it('an answer that says nothing about the key changes nothing that is believed of it', () => {
    const silent = outcomes.filter((outcome) =>
      ['trouble', 'unreached', 'silence'].includes(outcomeClass[outcome]),
    );
    fc.assert(
      fc.property(any, step(silent), (before, one) => {
        const [after] = told([one], before);
        const now = after?.now ?? 0;
        const rested = cooldownOver(before, now);
        expect({ ...after?.record, lastAnswer: null, trail: [] }).toEqual({
          ...rested,
          lastAnswer: null,
          trail: [],
        });
      }),
    );
  });

  it('a model that real traffic does not find changes nothing but the evidence', () => {
    fc.assert(
      fc.property(any, step(['model_not_found']), (before, one) => {
        const [after] = told([{ ...one, from: 'traffic' }], before);
        const now = after?.now ?? 0;
        expect(asHealth(after?.record ?? unseen(''), now)).toEqual(asHealth(before, now));
      }),
    );
  });

  it('an accepted key is back, whatever was believed, unless real traffic ran into a limit', () => {
    fc.assert(
      fc.property(any, fc.array(step(outcomes)), step(['ok']), (before, steps, last) => {
        const records = told([...steps, last], before);
        const after = records.at(-1)?.record;
        if (after?.state === 'cooldown') expect([after.cooledBy, last.from]).toEqual(['traffic', 'probe']);
        else expect(after).toMatchObject({ state: 'healthy', confirming: null });
      }),
    );
  });
});

it('a cooldown that a clock since put back left far ahead is over', () => {
  const far = { ...states.cooling, cooldownUntil: start + 400 * day };
  expect(cooldownOver(far, start)).toMatchObject({ state: 'healthy', cooldownUntil: null, since: start });
});
