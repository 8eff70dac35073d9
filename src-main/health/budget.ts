import type { Asked } from './record.ts';
import { dayMs, dayStart } from './roll-up.ts';

/** How many questions were put on the day of `now`, whoever wished for them. */
export function askedToday(asked: Asked | null, now: number): number {
  return asked?.day === dayStart(now) ? asked.times : 0;
}

/** With one more question, put at that moment. */
export function withQuestion(asked: Asked | null, at: number): Asked {
  return { day: dayStart(at), times: askedToday(asked, at) + 1 };
}

/**
 * When a question that is due `at` fits into the day's budget: the first half is there for whatever comes up, the
 * second is spread over what is left of the day, and a budget that is used up waits for the next. Epoch ms.
 */
export function withinBudget(
  at: number,
  {
    asked,
    perDay,
    now,
    lastAt,
    isConfirmation,
    spreadMs,
  }: {
    asked: Asked | null;
    perDay: number;
    now: number;
    /** When it was asked last; epoch ms. */
    lastAt: number;
    /** The second answer about a refused key is worth more than an even spread. */
    isConfirmation: boolean;
    /** How long after midnight one whose budget was used up comes: not all of them at once. */
    spreadMs: number;
  },
): number {
  const moment = Math.max(at, now);
  const left = perDay - askedToday(asked, moment);
  const nextDay = dayStart(moment) + dayMs;
  if (left <= 0) return nextDay + spreadMs;
  if (isConfirmation || left >= perDay / 2) return at;
  return Math.max(at, lastAt + (nextDay - lastAt) / (left + 1));
}
