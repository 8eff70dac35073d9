import { describe, expect, it } from 'vitest';
import { cleared } from '../../../src-main/health/cooldown.ts';
import { asHealth } from '../../../src-main/health/next-record.ts';
import type { HealthRecord } from '../../../src-main/health/record.ts';
import { hour, minute, second, start } from './answers.ts';
import { states, story } from './stories.ts';

const big = { from: 'traffic', model: 'big' } as const;
const small = { from: 'traffic', model: 'small' } as const;
const at = (record: HealthRecord, afterMs: number) => asHealth(record, start + afterMs);

describe('real traffic that is throttled for one model', () => {
  it('rests that model and never marks the key', () => {
    const record = story([[0, 'rate_limited', { ...big, retryAt: start + 37 * second }]], states.healthy);
    expect(at(record, 0)).toMatchObject({
      state: 'healthy',
      reason: null,
      cooldownUntil: null,
      restingModel: { model: 'big', until: start + 37 * second },
    });
  });

  it('tells no rest that is over', () => {
    const record = story([[0, 'rate_limited', big]], states.healthy);
    expect(at(record, minute - 1).restingModel).not.toBeNull();
    expect(at(record, minute).restingModel).toBeNull();
  });

  it('rests it longer each time in a row, and not for answers that come meanwhile', () => {
    let record = story(
      [
        [0, 'rate_limited', big],
        [second, 'rate_limited', big],
      ],
      states.healthy,
    );
    expect(record.modelRest).toEqual({ model: 'big', failures: 1, until: start + minute });
    record = story([[2 * minute, 'rate_limited', big]], record);
    expect(record.modelRest).toEqual({ model: 'big', failures: 2, until: start + 7 * minute });
    record = story([[hour, 'ok', big]], record);
    expect(record.modelRest).toBeNull();
  });

  it('widens to the whole key when a second model is throttled during the rest', () => {
    const record = story(
      [
        [0, 'rate_limited', big],
        [second, 'rate_limited', small],
      ],
      states.healthy,
    );
    expect(at(record, second)).toMatchObject({
      state: 'cooldown',
      reason: 'rate_limited',
      restingModel: null,
    });
  });

  it('does not widen once the first rest is over', () => {
    const record = story(
      [
        [0, 'rate_limited', big],
        [2 * minute, 'rate_limited', small],
      ],
      states.healthy,
    );
    expect(at(record, 2 * minute)).toMatchObject({ state: 'healthy', restingModel: { model: 'small' } });
  });

  it('goes on while another model, or a list of models, is answered', () => {
    const resting = story([[0, 'rate_limited', big]], states.healthy);
    expect(story([[second, 'ok', small]], resting).modelRest).toEqual(resting.modelRest);
    expect(story([[second, 'ok']], resting).modelRest).toEqual(resting.modelRest);
  });

  it('is forgotten when a person resets the key', () => {
    expect(cleared(story([[0, 'rate_limited', big]], states.healthy)).modelRest).toBeNull();
  });

  it('says nothing of the key that rests already, nor brings a refused one back', () => {
    expect(story([[0, 'rate_limited', big]], states.cooling)).toMatchObject({
      state: 'cooldown',
      modelRest: null,
    });
    expect(story([[0, 'rate_limited', big]], states.disabled)).toMatchObject({
      state: 'disabled',
      modelRest: null,
    });
  });
});
