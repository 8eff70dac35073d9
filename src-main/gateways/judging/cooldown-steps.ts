import { isSince, type Generation } from '../generation.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** What a person set in `auth.cooldowns`; releases from 2026.8 on have none of it. */
export interface CooldownSettings {
  billingBackoffHours?: number;
  billingBackoffHoursByProvider?: Readonly<Record<string, number>>;
  billingMaxHours?: number;
  authPermanentBackoffMinutes?: number;
  authPermanentMaxMinutes?: number;
}

interface Ladder {
  /** Each step is so many times the one before. */
  factor: number;
  baseMs: number;
  capMs: number;
}

/** An exponent beyond this is not reached, so that no number overflows. */
const furthestStep = 10;
const shortestBaseMs = minute;

const billing: Ladder = { factor: 2, baseMs: 5 * hour, capMs: 24 * hour };
const permanent: Ladder = { factor: 2, baseMs: 10 * minute, capMs: hour };

/** Thirty seconds, a minute, then five: no ladder of one factor. */
const shortSteps = [30 * second, minute];

function ladderOf(
  generation: Generation,
  reason: string,
  settings: CooldownSettings,
  provider: string | null,
): Ladder | null {
  const settable = !isSince(generation, '2026.9.6');
  if (reason === 'billing') {
    if (!settable) return { ...billing, baseMs: 10 * minute };
    return set(
      billing,
      hour,
      (provider === null ? undefined : settings.billingBackoffHoursByProvider?.[provider]) ??
        settings.billingBackoffHours,
      settings.billingMaxHours,
    );
  }
  if (reason === 'auth_permanent') {
    if (!isSince(generation, '2026.5.28')) return billing;
    return settable
      ? set(permanent, minute, settings.authPermanentBackoffMinutes, settings.authPermanentMaxMinutes)
      : permanent;
  }
  if (reason === 'rate_limit' && isSince(generation, '2026.9.6'))
    return { factor: 2, baseMs: 30 * second, capMs: 24 * hour };
  return isSince(generation, '2026.5.28') ? null : { factor: 5, baseMs: minute, capMs: hour };
}

function set(ladder: Ladder, unit: number, base: number | undefined, most: number | undefined): Ladder {
  const isSet = (value: number | undefined) =>
    value !== undefined && Number.isFinite(value) && value > 0 ? value * unit : null;
  const baseMs = Math.max(shortestBaseMs, isSet(base) ?? ladder.baseMs);
  return { ...ladder, baseMs, capMs: Math.max(baseMs, isSet(most) ?? ladder.capMs) };
}

/**
 * How long a profile rests after its nth failure for a reason, in ms, by the ladders of gateways.md §3.1. Billing and
 * auth_permanent disable it for that long, everything else is a cooldown.
 */
export function cooldownStepMs(
  generation: Generation,
  reason: string,
  failures: number,
  { settings = {}, provider = null }: { settings?: CooldownSettings; provider?: string | null } = {},
): number {
  const step = Math.min(furthestStep, Math.max(1, failures) - 1);
  const ladder = ladderOf(generation, reason, settings, provider);
  if (ladder === null) return shortSteps[step] ?? 5 * minute;
  return Math.min(ladder.capMs, ladder.baseMs * ladder.factor ** step);
}
