import type { JudgeContext } from '../../../src-main/health/judge-context.ts';
import { nextRecord } from '../../../src-main/health/next-record.ts';
import type { Answered } from '../../../src-main/health/probing.ts';
import { unseen, type HealthRecord } from '../../../src-main/health/record.ts';
import type { Outcome } from '../../../src-shared/words.ts';
import { answered, hour, minute, second, start } from './answers.ts';

export const context = (more: Partial<JudgeContext> = {}): JudgeContext => ({
  now: start,
  provider: {},
  expiresAt: null,
  confirmAfterMs: minute,
  keysTurnedRecently: 0,
  ...more,
});

/** Tells a key's story: answers at moments after the start, in order. */
export function story(
  steps: readonly [afterMs: number, outcome: Outcome, more?: Partial<Answered> & Partial<JudgeContext>][],
  from: HealthRecord = unseen('example:a'),
): HealthRecord {
  return steps.reduce((record, [afterMs, outcome, more = {}]) => {
    return nextRecord(record, answered(outcome, more), context({ now: start + afterMs, ...more }));
  }, from);
}

export const states = {
  unknown: unseen('example:a'),
  healthy: story([[-hour, 'ok']]),
  cooling: story([
    [-hour, 'ok'],
    [-second, 'rate_limited'],
  ]),
  broke: story([
    [-hour, 'ok'],
    [-second, 'no_credit'],
  ]),
  confirming: story([
    [-hour, 'ok'],
    [-2 * minute, 'invalid'],
  ]),
  disabled: story([
    [-hour, 'ok'],
    [-10 * minute, 'invalid'],
    [-5 * minute, 'invalid'],
  ]),
} satisfies Record<string, HealthRecord>;
