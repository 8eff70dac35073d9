import { expiryGraceMs, hasPassed } from '../../src-shared/expiry.ts';
import type { HealthReason, Outcome } from '../../src-shared/words.ts';
import { countOf } from './cooldown.ts';
import type { JudgeContext } from './judge-context.ts';
import type { Answered } from './probing.ts';
import type { HealthRecord } from './record.ts';

/** Two keys refused within this look like the provider's fault rather than theirs (D-B12). */
const crowdWindowMs = 10 * 60_000;
/** The third answer of such keys comes after this many times the usual wait: 60 minutes for 60 seconds. */
const crowdFactor = 60;

const reasons: Partial<Record<Outcome, Extract<HealthReason, 'invalid' | 'revoked' | 'expired'>>> = {
  invalid: 'invalid',
  revoked: 'revoked',
  expired: 'expired',
};

type Change = Partial<HealthRecord>;

/** An answer against the key: confirmed by a second one at least a wait later, never by one that disagrees (D-B7). */
export function accuse(before: HealthRecord, reading: Answered, context: JudgeContext): Change {
  const { outcome } = reading;
  const reason = reasons[outcome];
  if (reason === undefined || before.state === 'disabled') return {};
  const { now, confirmAfterMs, askedAt = now, secretChangedAt = null } = context;
  // Its owner renewed the login while we asked about the one before (D-A11).
  if (secretChangedAt !== null && secretChangedAt > askedAt) return {};
  const end = reading.expiresAt ?? context.expiresAt;
  // Many providers answer `invalid` for a key whose time is over.
  if (end !== null && hasPassed(end, now, expiryGraceMs)) {
    return disable(before, reason === 'revoked' ? reason : 'expired');
  }

  const { confirming } = before;
  const stale = confirming !== null && secretChangedAt !== null && secretChangedAt > confirming.firstAt;
  if (confirming === null || confirming.outcome !== outcome || stale) {
    const failures = countOf(before, 'accusation');
    return {
      failures,
      confirming: { outcome, firstAt: now, answers: 1, askAgainAt: now + confirmAfterMs },
    };
  }
  if (now < confirming.askAgainAt) return {};
  if (confirming.answers === 1 && context.keysTurnedRecently > 0) {
    return {
      failures: before.failures + 1,
      confirming: { ...confirming, answers: 2, askAgainAt: now + crowdFactor * confirmAfterMs },
    };
  }
  return disable(before, reason);
}

function disable(before: HealthRecord, reason: HealthReason): Change {
  return {
    state: 'disabled',
    reason,
    cooldownUntil: null,
    cooledBy: null,
    confirming: null,
    failures: countOf(before, 'accusation'),
  };
}

/**
 * How many of a provider's other keys were refused for the first time within the last ten minutes; none, where any of
 * them was accepted since (D-B12).
 */
export function keysTurnedRecently(others: Iterable<HealthRecord>, now: number): number {
  const recent = (at: number | null | undefined) =>
    at !== null && at !== undefined && now - at <= crowdWindowMs;
  let turned = 0;
  for (const { state, reason, since, confirming, lastAnswer, provenAt } of others) {
    if (lastAnswer?.outcome === 'ok' && recent(provenAt)) return 0;
    const refused = state === 'disabled' && reason !== null && reason in reasons && recent(since);
    if (refused || recent(confirming?.firstAt)) turned++;
  }
  return turned;
}
