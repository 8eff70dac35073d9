import type { Profile } from '../../src-shared/contract-schema.ts';
import { hasPassed, renewalGraceMs } from '../../src-shared/expiry.ts';
import { dayMs, isMoment } from '../../src-shared/times.ts';
import { dayOf } from './months.ts';

/** How an end is told: by shape, ground and weight. */
export const shapes = ['over', 'soon', 'later', 'off'] as const;
export type Shape = (typeof shapes)[number];

/** The end of one profile. */
export interface End {
  readonly profile: Profile;
  /** Epoch ms. */
  readonly at: number;
  readonly day: number;
  readonly shape: Shape;
}

/** What the vault holds, seen by its dates. */
export interface Dates {
  /** By their moment. */
  readonly ends: readonly End[];
  readonly byDay: ReadonlyMap<number, readonly End[]>;
  readonly undated: readonly Profile[];
  /** Logins whose owners renew them: their dates ask nothing of anybody. */
  readonly renewed: readonly Profile[];
}

/** From here on an end is near: the first rung of the notices. */
const soonMs = 30 * dayMs;

function shapeOf({ enabled, expiry }: Profile, at: number, now: number): Shape {
  if (!enabled) return 'off';
  if (expiry.status === 'expired' || hasPassed(at, now, 0)) return 'over';
  return at - now <= soonMs ? 'soon' : 'later';
}

/** Every profile by its date. `now` is the true time where our clock is wrong. */
export function datesOf(profiles: readonly Profile[], now: number): Dates {
  const ends: End[] = [];
  const undated: Profile[] = [];
  const renewed: Profile[] = [];
  for (const profile of profiles) {
    const { expiresAt, renewedBy } = profile.expiry;
    if (!isMoment(expiresAt)) undated.push(profile);
    else if (renewedBy !== null && !hasPassed(expiresAt, now, renewalGraceMs)) renewed.push(profile);
    else
      ends.push({ profile, at: expiresAt, day: dayOf(expiresAt), shape: shapeOf(profile, expiresAt, now) });
  }
  ends.sort((a, b) => a.at - b.at || (a.profile.name < b.profile.name ? -1 : 1));
  return { ends, byDay: Map.groupBy(ends, ({ day }) => day), undated, renewed };
}

/** What stands for several on one day: the worst of them. */
export function worstShape(ends: readonly End[]): Shape {
  return shapes.find((shape) => ends.some((end) => end.shape === shape)) ?? 'later';
}

/** A heading of the agenda and what stands below it. */
export interface Chapter {
  readonly part: 'before' | 'month' | 'after';
  /** The day its first end falls on. */
  readonly day: number;
  readonly ends: readonly End[];
}

/** The ends month by month, what lies before and after the months shown in one chapter each. `to` is the last day. */
export function chaptersOf(ends: readonly End[], from: number, to: number): Chapter[] {
  const groups = Map.groupBy(ends, ({ day }) => {
    if (day < from) return 'before';
    if (day > to) return 'after';
    const date = new Date(day);
    return date.getFullYear() * 12 + date.getMonth();
  });
  return [...groups].map(([group, within]) => ({
    part: typeof group === 'string' ? group : 'month',
    day: within[0]?.day ?? from,
    ends: within,
  }));
}

/** The days on which a notice of an end is due, from a ladder of days before it. */
export function rungsOf({ at }: End, ladderDays: readonly number[]): { days: number; day: number }[] {
  return ladderDays.toSorted((a, b) => b - a).map((days) => ({ days, day: dayOf(at - days * dayMs) }));
}
