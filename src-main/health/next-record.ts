import type { Health, LastAnswer } from '../../src-shared/contract-schema.ts';
import type { HealthReason, Outcome } from '../../src-shared/words.ts';
import { accuse } from './accuse.ts';
import type { JudgeContext } from './judge-context.ts';
import { billingLadderMs, cooldownOver, countOf, rung, statedTime, throttleLadderMs } from './cooldown.ts';
import { modelRestAfter, modelRestNow } from './model-rest.ts';
import { speaks } from './outcome-class.ts';
import type { Answered } from './probing.ts';
import type { AnswerFrom, HealthRecord } from './record.ts';

/** The newest answers a record keeps for the sparkline. */
const trailLength = 24;

type Change = Partial<HealthRecord>;
type Effect = (before: HealthRecord, reading: Answered, context: JudgeContext) => Change;

const servingAgain = {
  state: 'healthy',
  reason: null,
  cooldownUntil: null,
  cooledBy: null,
  failures: 0,
} as const;

/** Real traffic ran into a limit that our probe, asking elsewhere, does not see: its answers do not end that rest. */
const restsByTraffic = (before: HealthRecord, from: AnswerFrom) =>
  before.cooledBy === 'traffic' && from === 'probe';

const accepted: Effect = (before, _, { now, from = 'probe', model = null }) => ({
  confirming: null,
  provenAt: now,
  ...(restsByTraffic(before, from) ? {} : { ...servingAgain, limited: false, unusable: false }),
  ...(model !== null && before.modelRest?.model === model ? { modelRest: null } : {}),
});

const recognised =
  (reason: Extract<HealthReason, 'forbidden' | 'model_not_found'>): Effect =>
  (before, _, { from = 'probe' }) => {
    const real = from === 'traffic';
    // A program that asks for a model that is not there says nothing about the key (D-B9).
    if (real && reason === 'model_not_found') return {};
    // Forbidden where the work is done: the key cannot serve until a later ok (D-B10).
    const unusable = before.unusable || real;
    const marks = { confirming: null, limited: true, unusable };
    if (restsByTraffic(before, from)) return marks;
    return { ...servingAgain, ...marks, reason: unusable ? 'forbidden' : reason };
  };

/** The question's own window is full, not the key's: only the next question waits (D-B11). */
function isOwnLimit(outcome: Outcome, provider: JudgeContext['provider'], from: AnswerFrom): boolean {
  return outcome === 'rate_limited' && from === 'probe' && provider.probeHasOwnLimits === true;
}

const throttled: Effect = (before, reading, { now, provider, from = 'probe', model = null }) => {
  const { retryAt, resetAt } = reading;
  if (isOwnLimit('rate_limited', provider, from)) return {};
  // Hosts throttle strangers too: a key that was refused twice is not brought back by a 429.
  if (before.state === 'disabled') return {};
  // A minute's wait does not stand in for money that is gone.
  if (before.state === 'cooldown' && before.reason === 'billing') return { confirming: null };
  const modelRest =
    from === 'traffic' && model !== null && before.state !== 'cooldown'
      ? modelRestAfter(before, model, reading, now)
      : null;
  if (modelRest !== null) return { modelRest, confirming: null };
  const whole = rest(before, 'rate_limited', statedTime(retryAt, now) ?? statedTime(resetAt, now), now, from);
  return { ...whole, modelRest: null };
};

const outOfCredit: Effect = (before, { retryAt, resetAt }, { now, from = 'probe' }) =>
  rest(before, 'billing', statedTime(resetAt, now) ?? statedTime(retryAt, now), now, from);

const nothing: Effect = () => ({});

/** The table of docs/architecture.md, "Health": what each outcome does to what we believed. */
const effects: Readonly<Record<Outcome, Effect>> = {
  ok: accepted,
  forbidden: recognised('forbidden'),
  model_not_found: recognised('model_not_found'),
  rate_limited: throttled,
  no_credit: outOfCredit,
  invalid: accuse,
  revoked: accuse,
  expired: accuse,
  overloaded: nothing,
  server_error: nothing,
  network: nothing,
  intercepted: nothing,
  region_blocked: nothing,
  malformed: nothing,
  unverifiable: nothing,
};

/** A rest until the stated time, else by the ladder; answers that come during one do not climb it. */
function rest(
  before: HealthRecord,
  reason: 'rate_limited' | 'billing',
  stated: number | null,
  now: number,
  from: AnswerFrom,
): Change {
  const [kind, ladder] =
    reason === 'billing'
      ? (['billing', billingLadderMs] as const)
      : (['throttle', throttleLadderMs] as const);
  const resting = before.state === 'cooldown' && before.reason === reason;
  const failures = resting ? before.failures : countOf(before, kind);
  const own = resting ? before.cooldownUntil : now + rung(ladder, failures);
  const kept = restsByTraffic(before, from) ? (before.cooldownUntil ?? 0) : 0;
  return {
    state: 'cooldown',
    reason,
    cooldownUntil: Math.max(stated ?? own ?? 0, kept),
    cooledBy: kept > 0 ? 'traffic' : from,
    failures,
    confirming: null,
  };
}

function lastAnswer(before: HealthRecord, reading: Answered, now: number): LastAnswer {
  const { outcome, httpStatus, message, latencyMs, host, retryAt } = reading;
  const streak = before.lastAnswer?.outcome === outcome ? before.lastAnswer.streak + 1 : 1;
  return { outcome, at: now, httpStatus, message, latencyMs, host, retryAt, streak };
}

/** What we believe after one answer. Pure; the rules are the table of docs/architecture.md and D-B7 to D-B12. */
export function nextRecord(before: HealthRecord, reading: Answered, context: JudgeContext): HealthRecord {
  const { now, provider, from = 'probe' } = context;
  const { outcome, latencyMs, expiresAt } = reading;
  const aboutTheKey = speaks(outcome) && !isOwnLimit(outcome, provider, from);
  const rested = cooldownOver(before, now);
  const change = effects[outcome](rested, reading, context);
  const after: HealthRecord = {
    ...rested,
    ...change,
    lastAnswer: lastAnswer(before, reading, now),
    verdictAt: aboutTheKey ? now : before.verdictAt,
    facts: { ...before.facts, ...reading.facts },
    ...(expiresAt === null
      ? {}
      : { learnedExpiresAt: expiresAt, learnedFrom: reading.expiryFrom ?? ('api' as const) }),
    trail: [...before.trail, { at: now, outcome, latencyMs }].slice(-trailLength),
  };
  const moved = after.state !== rested.state || after.reason !== rested.reason;
  return moved ? { ...after, since: now } : after;
}

/** A record as the contract tells it, with cooldowns that are over read as over. */
export function asHealth(record: HealthRecord, now: number): Health {
  const { state, reason, since, cooldownUntil, confirming, limited, failures } = cooldownOver(record, now);
  return {
    state,
    reason,
    since,
    cooldownUntil,
    confirming: confirming !== null,
    confirmAt: confirming?.askAgainAt ?? null,
    limited,
    restingModel: modelRestNow(record, now),
    failures,
  };
}
