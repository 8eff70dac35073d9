import type { Expiry } from './contract-schema.ts';
import { readMoment } from './moment.ts';
import { dayMs } from './times.ts';
import type { ExpirySource } from './words.ts';

/** "Expires soon" means within this (D-B1). */
export const expiringWithinMs = 14 * dayMs;

/** Our own clock may be wrong by this much before a profile counts as expired. */
export const expiryGraceMs = 60_000;

/** A login whose owner renews it counts as expired when its file has not moved for this long after the end (D-A11). */
export const renewalGraceMs = dayMs;

/** A Claude setup token lives this long from its first day. */
export const setupTokenLifeMs = 365 * dayMs;

/** When a setup token made at `createdAt` ends. Epoch ms; say that it is inferred (`expiryFrom: 'rule'`). */
export function setupTokenExpiry(createdAt: number): number {
  return createdAt + setupTokenLifeMs;
}

/** Everything that is known of a credential's end. Moments in epoch ms; seconds are accepted. */
export interface ExpiryFacts {
  /** What a person, a rule or a file said; kept in the vault. */
  expiresAt: number | null;
  expiryFrom: ExpirySource | null;
  /** What an answer or the token itself said; kept in the history (D-B27). */
  learnedExpiresAt?: number | null;
  learnedFrom?: 'api' | 'jwt' | null;
  /** The tool that renews this login by itself, null for all others (D-A11). */
  renewedBy?: string | null;
}

/** Whether a stored end is no moment at all: such a profile cannot be judged and does not serve. */
export function isInvalidEnd(expiresAt: number | null): boolean {
  return readMoment(expiresAt) === 'invalid';
}

function endOf(facts: ExpiryFacts): { expiresAt: number | null; knownFrom: ExpirySource | null } {
  const learned = readMoment(facts.learnedExpiresAt ?? null);
  if (typeof learned === 'number') return { expiresAt: learned, knownFrom: facts.learnedFrom ?? 'api' };
  const stored = readMoment(facts.expiresAt);
  if (typeof stored === 'number') return { expiresAt: stored, knownFrom: facts.expiryFrom ?? 'user' };
  return { expiresAt: null, knownFrom: facts.expiryFrom };
}

/** Whether an end has passed: `now >= end` without a grace, as the gateways judge, else beyond the grace (D-B14). */
export function hasPassed(expiresAt: number, now: number, graceMs: number): boolean {
  return graceMs === 0 ? now >= expiresAt : now > expiresAt + graceMs;
}

/** The same end judged at another moment or with another idea of "soon". Milliseconds. */
export function judgeExpiry(
  expiry: Expiry,
  now: number,
  withinMs: number = expiringWithinMs,
  graceMs: number = expiryGraceMs,
): Expiry {
  const { expiresAt, renewedBy } = expiry;
  if (renewedBy !== null) {
    const stale = expiresAt !== null && hasPassed(expiresAt, now, renewalGraceMs);
    return { ...expiry, status: stale ? 'expired' : 'ok' };
  }
  if (expiresAt === null) return { ...expiry, status: 'none' };
  if (hasPassed(expiresAt, now, graceMs)) return { ...expiry, status: 'expired' };
  return { ...expiry, status: withinMs > 0 && expiresAt - now <= withinMs ? 'expiring' : 'ok' };
}

/**
 * What the doors say about a credential's end. API and token win over the person's date, that over an inferred one
 * (D-B27); `withinMs` is what "expiring" means (0: only what has passed), `graceMs` how far past the end the verdict
 * waits (D-B14).
 */
export function expiryOf(
  facts: ExpiryFacts,
  now: number,
  withinMs: number = expiringWithinMs,
  graceMs: number = expiryGraceMs,
): Expiry {
  const { expiresAt, knownFrom } = endOf(facts);
  const renewedBy = facts.renewedBy ?? null;
  return judgeExpiry(
    {
      status: 'none',
      expiresAt,
      knownFrom: renewedBy === null ? knownFrom : 'file',
      inferred: expiresAt !== null && knownFrom === 'rule' && renewedBy === null,
      renewedBy,
    },
    now,
    withinMs,
    graceMs,
  );
}
