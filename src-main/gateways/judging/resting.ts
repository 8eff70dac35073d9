import { isSince, type Generation } from '../generation.ts';
import type { UsageStats } from '../stores/peer-store.ts';

const windows = [
  ['cooldownUntil', ['cooldownReason', 'cooldownModel']],
  ['disabledUntil', ['disabledReason']],
  ['blockedUntil', ['blockedReason']],
] as const;

/**
 * What a peer makes of its own notes at a moment: windows that are over go, each by itself, and with the last of them the
 * counts (gateways.md §3.5). Its file may still hold them.
 */
export function sweptStats(stats: UsageStats, now: number, generation: Generation): UsageStats {
  const left = { ...stats };
  let ended = false;
  for (const [until, reasons] of windows) {
    const end = left[until];
    if (end === undefined || (end > now && end > 0)) continue;
    delete left[until];
    for (const reason of reasons) delete left[reason];
    ended = true;
  }
  if (!ended || windows.some(([until]) => left[until] !== undefined)) return left;
  const limited = left.failureCounts?.['rate_limit'];
  delete left.failureCounts;
  left.errorCount = 0;
  if (limited !== undefined && isSince(generation, '2026.9.6')) left.failureCounts = { rate_limit: limited };
  return left;
}

/** Providers that meter by themselves: the family asks them again whatever happened, since 2026.2.26. */
const neverResting = new Set(['openrouter', 'kilocode']);

/** Until when a profile does not serve, epoch ms; null where it may. */
export function restsUntil(
  stats: UsageStats | undefined,
  provider: string,
  now: number,
  generation: Generation,
): number | null {
  if (stats === undefined || (neverResting.has(provider) && isSince(generation, '2026.3.13'))) return null;
  const blocked = isSince(generation, '2026.5.28') ? (stats.blockedUntil ?? 0) : 0;
  const until = Math.max(stats.cooldownUntil ?? 0, stats.disabledUntil ?? 0, blocked);
  return until > now ? until : null;
}

/** Ties are won by what stands further up. */
const weight = [
  'auth_permanent',
  'auth',
  'session_expired',
  'billing',
  'format',
  'model_not_found',
  'overloaded',
  'timeout',
  'rate_limit',
];

function place(reason: string): number {
  const at = weight.indexOf(reason);
  return at === -1 ? weight.length : at;
}

/** Why a profile rests, by its peer's count (gateways.md §3.7): an active disablement outweighs every number of failures. */
export function restReason(stats: UsageStats, now: number): string {
  if (stats.disabledReason !== undefined && (stats.disabledUntil ?? 0) > now) return stats.disabledReason;
  if ((stats.blockedUntil ?? 0) > now) return 'rate_limit';
  const counted = Object.entries(stats.failureCounts ?? {}).filter(([, count]) => count > 0);
  const [most] = counted.toSorted(([a, m], [b, n]) => n - m || place(a) - place(b));
  return most?.[0] ?? stats.cooldownReason ?? 'unknown';
}
