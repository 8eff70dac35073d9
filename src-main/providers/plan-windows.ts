import type { Learned } from '../../src-shared/fact-words.ts';
import { telling } from '../../src-shared/say.ts';
import type { Reading } from './provider.ts';

/** One window of a plan: how much of it is used, in percent, and when it begins anew, in epoch ms. */
export interface PlanWindow {
  usedPercent: number | null;
  resetsAt: number | null;
}

/** A window of which nothing is known. */
export const noWindow: PlanWindow = { usedPercent: null, resetsAt: null };

/** Facts out of a plan's short window and its week; a full one that is not over yet is a limit that was met. */
export function readPlan(
  window: PlanWindow,
  week: PlanWindow,
  now: number,
): Partial<Reading> & { facts: Learned } {
  const facts: Record<string, number> = {};
  for (const [name, value] of [
    ['usedPercent', window.usedPercent],
    ['resetsAt', window.resetsAt],
    ['usedPercentWeekly', week.usedPercent],
    ['weekResetsAt', week.resetsAt],
  ] as const)
    if (value !== null) facts[name] = value;
  const ends = [window, week].flatMap(({ usedPercent, resetsAt }) =>
    usedPercent !== null && usedPercent >= 100 && resetsAt !== null && resetsAt > now ? [resetsAt] : [],
  );
  if (ends.length === 0) return { facts };
  const resetAt = Math.max(...ends);
  return {
    facts,
    outcome: 'rate_limited',
    message: telling('The window of this plan is used up'),
    resetAt,
    retryAt: resetAt,
  };
}
