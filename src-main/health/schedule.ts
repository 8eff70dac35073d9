import type { LastAnswer } from '../../src-shared/contract-schema.ts';
import { isLoopback } from '../providers/base-url.ts';
import type { Provider } from '../providers/provider.ts';
import { rung, throttleLadderMs } from './cooldown.ts';
import { withinBudget } from './budget.ts';
import { outcomeClass } from './outcome-class.ts';
import type { HealthRecord, Pace } from './record.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The numbers of the probing policy (docs/architecture.md, "Asking"). Milliseconds. */
export const policy = {
  /** Between scheduled probes of a healthy key, unless a person set another. */
  intervalMs: 6 * hour,
  /** A scheduled probe comes up to this part of its interval earlier or later. */
  spread: 0.2,
  /** Near the end and after a change we look closer. */
  closeMs: hour,
  nearEndMs: 7 * day,
  /** A key that is refused, or may not do much, is looked at now and then. */
  seldomMs: day,
  /** On its battery a machine asks this many times less often. */
  batteryFactor: 2,
  /** How many questions a day the schedule may put about one profile, unless a person set another number. */
  probesPerDay: 24,
  /** Between two scheduled probes out there, whatever the hosts: many keys may come due at once. */
  outwardGapMs: 1_500,
  /** Of very many keys so many may be asked out there within one minute; with those on this machine a twentieth. */
  crowdPart: 0.04,
  /** Between two scheduled probes of one host, whatever the keys (D-B6). */
  hostGapMs: 30 * second,
  /** Between two probes of one profile on demand (D-B6). */
  demandGapMs: 10 * second,
  /** Between the answers that disable a key (D-B7). */
  confirmAfterMs: minute,
  /** A stated wait counts at most this long for the schedule. */
  farthestMs: day,
  /** Concurrent probes over all hosts. */
  concurrency: 3,
} as const;

/** One key's own steps back: while its provider answers with faults, and while nobody is reached. */
const troubleLadderMs = [30, 60, 120, 240, 480, 600].map((seconds) => seconds * second);
const unreachedLadderMs = [1, 2, 4, 8, 16, 32, 60].map((minutes) => minutes * minute);

/** How long an unwell provider is left alone when it has been unwell for so long: 30 s, doubling to 10 min. */
export function troubleStepMs(lastedMs: number): number {
  return Math.min(30 * second + Math.max(lastedMs, 0), 10 * minute);
}

/** Between two scheduled probes out there: 1.5 s, or less where so many keys could not be asked in time. */
export function outwardGapMs(keys: number): number {
  return Math.min(policy.outwardGapMs, minute / (policy.crowdPart * Math.max(keys, 1)));
}

export interface ScheduleContext {
  now: number;
  /** When the credential ends; epoch ms. */
  expiresAt: number | null;
  settings: { probeIntervalMs: number };
  provider: Pick<Provider, 'minIntervalMs' | 'probeHasOwnLimits'>;
  /** In [0, 1). */
  jitter: number;
  /** How many scheduled keys share the host; their interval stretches to 30 s × this (D-B6). */
  keysOnHost?: number;
  loopback?: boolean;
  onBattery?: boolean;
  /** How many questions a day the schedule may put. */
  probesPerDay?: number;
}

/** Whether such a host is this machine: it has neither the gap of hosts nor that of questions on demand (D-B6). */
export function isLoopbackHost(host: string | null): boolean {
  return host !== null && isLoopback(URL.parse(`http://${host}`)?.hostname ?? '');
}

/** The interval of a host's keys, stretched where they could not all be asked within it (D-B6). Milliseconds. */
function stretchedMs(intervalMs: number, { keysOnHost = 1, loopback = false }: ScheduleContext): number {
  return loopback ? intervalMs : Math.max(intervalMs, keysOnHost * policy.hostGapMs);
}

/** The interval a person set, or a shorter one, as it is kept now: slower on battery, and where a host has many keys. */
export function paceOf(context: ScheduleContext, intervalMs = context.settings.probeIntervalMs): Pace {
  const { onBattery = false } = context;
  const own = onBattery ? intervalMs * policy.batteryFactor : intervalMs;
  const everyMs = stretchedMs(own, context);
  return { everyMs, slowedBy: everyMs > own ? 'host' : onBattery ? 'battery' : null };
}

/**
 * When to ask next by the schedule; null where only an edit or a person's wish makes a question worth it. Epoch ms, and
 * in the past when it is overdue. Pure; jitter is spent only where no moment is stated.
 */
export function nextProbeAt(record: HealthRecord, context: ScheduleContext): number | null {
  const { now, provider } = context;
  // An answer from the future was dated by a clock that has since been set back.
  const lastAt = Math.min(record.lastAnswer?.at ?? now, now);
  const due = dueAt(record, lastAt, context);
  if (due === null) return null;
  const earliest = record.lastAnswer === null ? due : Math.max(due, lastAt + (provider.minIntervalMs ?? 0));
  return Math.round(affordableAt(earliest, record, context));
}

/** When the day's budget allows a question that is due `at`. Epoch ms. */
export function affordableAt(at: number, record: HealthRecord, context: ScheduleContext): number {
  const { now, jitter, probesPerDay = policy.probesPerDay } = context;
  const { asked, confirming, lastAnswer } = record;
  return withinBudget(at, {
    asked,
    perDay: probesPerDay,
    now,
    lastAt: Math.min(lastAnswer?.at ?? now, now),
    isConfirmation: confirming !== null,
    spreadMs: jitter * policy.closeMs,
  });
}

function dueAt(record: HealthRecord, lastAt: number, context: ScheduleContext): number | null {
  const { now, provider, jitter } = context;
  const { lastAnswer, confirming, state, cooldownUntil } = record;
  if (state === 'disabled' && record.reason !== 'invalid') return null;
  // Many keys that come at once are asked about over an hour, or as long as their host needs.
  if (lastAnswer === null) return now + jitter * stretchedMs(policy.closeMs, context);
  const retry = retryAfterFault(lastAnswer, lastAt, context);
  if (confirming !== null) return Math.max(Math.min(confirming.askAgainAt, lastAt + hour), retry ?? 0);
  if (state === 'cooldown' && cooldownUntil !== null) {
    return Math.max(Math.min(cooldownUntil, lastAt + policy.farthestMs), retry ?? 0);
  }
  if (retry !== null) return retry;
  if (lastAnswer.outcome === 'rate_limited' && provider.probeHasOwnLimits === true) {
    const stated = lastAnswer.retryAt ?? lastAt + rung(throttleLadderMs, lastAnswer.streak);
    return Math.min(stated, lastAt + policy.farthestMs);
  }
  return lastAt + intervalOf(record, lastAnswer.at, context);
}

/** While the provider is unwell or not reached: soon, then less and less often; null when the last answer came. */
function retryAfterFault(
  { outcome, streak, retryAt }: LastAnswer,
  lastAt: number,
  context: ScheduleContext,
): number | null {
  const kind = outcomeClass[outcome];
  if (kind === 'trouble') {
    const step = rung(troubleLadderMs, streak);
    return Math.min(Math.max(lastAt + step, retryAt ?? 0), lastAt + policy.farthestMs);
  }
  if (kind !== 'unreached') return null;
  const step = Math.min(rung(unreachedLadderMs, streak), context.settings.probeIntervalMs);
  return lastAt + step * spreadOf(context.jitter);
}

/** A factor around 1: 0.8 to 1.2. */
function spreadOf(jitter: number): number {
  return 1 - policy.spread + 2 * policy.spread * jitter;
}

/** Milliseconds to the next look at a key that neither rests nor is being confirmed. */
function intervalOf(record: HealthRecord, answeredAt: number, context: ScheduleContext): number {
  const { now, expiresAt, settings, jitter } = context;
  const nearEnd = expiresAt !== null && Math.abs(expiresAt - now) <= policy.nearEndMs;
  const changed = record.since !== null && record.since >= answeredAt;
  const seldom = record.state === 'disabled' || (record.limited && record.reason === 'forbidden');
  const own = settings.probeIntervalMs;
  const wanted = seldom
    ? Math.max(own, policy.seldomMs)
    : nearEnd || changed
      ? Math.min(own, policy.closeMs)
      : own;
  return paceOf(context, wanted).everyMs * spreadOf(jitter);
}
