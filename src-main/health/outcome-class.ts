import type { Outcome } from '../../src-shared/words.ts';

/**
 * What kind of evidence an outcome is:
 * `proof` the key was accepted · `recognition` known, but not for this · `throttle` its window is full ·
 * `billing` its money is gone · `accusation` it was refused for good · `trouble` the provider is unwell ·
 * `unreached` nobody of the provider's answered · `silence` an answer that says nothing about the key.
 */
export const outcomeClass = {
  ok: 'proof',
  forbidden: 'recognition',
  model_not_found: 'recognition',
  rate_limited: 'throttle',
  no_credit: 'billing',
  invalid: 'accusation',
  revoked: 'accusation',
  expired: 'accusation',
  overloaded: 'trouble',
  server_error: 'trouble',
  network: 'unreached',
  intercepted: 'unreached',
  region_blocked: 'silence',
  malformed: 'silence',
  unverifiable: 'silence',
} as const satisfies Record<Outcome, string>;

const speaking: ReadonlySet<string> = new Set(['proof', 'recognition', 'throttle', 'billing', 'accusation']);

/** Whether an answer speaks about the key itself; only such an answer can change its health. */
export function speaks(outcome: Outcome): boolean {
  return speaking.has(outcomeClass[outcome]);
}
