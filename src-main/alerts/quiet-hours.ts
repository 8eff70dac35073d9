import type { Settings } from '../../src-shared/contract-schema.ts';

function atMinute(day: number, minute: number): number {
  return new Date(day).setHours(Math.floor(minute / 60), minute % 60, 0, 0);
}

/** When the quiet hours that hold now are over, in epoch ms of the local clock; null outside them. */
export function quietUntil(quietHours: Settings['quietHours'], now: number): number | null {
  if (quietHours === null || quietHours.from === quietHours.to) return null;
  const { from, to } = quietHours;
  const start = atMinute(now, from);
  const end = atMinute(now, to);
  if (from < to) return now >= start && now < end ? end : null;
  if (now < end) return end;
  if (now < start) return null;
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  return atMinute(tomorrow.getTime(), to);
}
