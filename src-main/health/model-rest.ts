import { rung, statedTime, throttleLadderMs } from './cooldown.ts';
import type { Answered } from './probing.ts';
import type { HealthRecord } from './record.ts';

/** One model is throttled for this key; all others are served. */
export interface ModelRest {
  model: string;
  /** Epoch ms. */
  until: number;
  /** How often in a row it had to rest. */
  failures: number;
}

/**
 * The rest of the one model that real traffic was throttled for; null where a second model is throttled during the rest
 * of a first: then it is the key's own limit, whatever the model (docs/architecture.md, "Health").
 */
export function modelRestAfter(
  before: HealthRecord,
  model: string,
  { retryAt, resetAt }: Answered,
  now: number,
): ModelRest | null {
  const { modelRest } = before;
  const running = modelRest !== null && modelRest.until > now ? modelRest : null;
  if (running !== null && running.model !== model) return null;
  // Answers that come during a rest do not climb the ladder.
  const failures = running?.failures ?? (modelRest?.model === model ? modelRest.failures + 1 : 1);
  const stated = statedTime(retryAt, now) ?? statedTime(resetAt, now);
  return { model, failures, until: stated ?? running?.until ?? now + rung(throttleLadderMs, failures) };
}

/** The rest that is told: none outlives its time. */
export function modelRestNow(record: HealthRecord, now: number): { model: string; until: number } | null {
  const { modelRest } = record;
  return modelRest !== null && modelRest.until > now
    ? { model: modelRest.model, until: modelRest.until }
    : null;
}
