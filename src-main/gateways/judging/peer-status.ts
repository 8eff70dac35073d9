import { dayMs } from '../../../src-shared/times.ts';
import type { PeerCredential } from '../stores/credential.ts';
import { credentialProblem, expiryProblem } from './eligibility.ts';
import { isSince, type Generation } from '../generation.ts';

/** How a peer shows the end of a profile. */
export type PeerStatus = 'ok' | 'expiring' | 'expired' | 'missing' | 'static';

/** The family warns a day ahead, whatever the lifetime. */
export const warnAfterMs = dayMs;
/** From 2026.9 a login this close to its end is as good as ended: it is renewed before it is used. */
export const renewedBeforeMs = 5 * 60_000;

function byEnd(expires: number, now: number): PeerStatus {
  return expires - now <= warnAfterMs ? 'expiring' : 'ok';
}

/** The status a peer of a generation gives a profile (gateways.md §4). */
export function peerStatus(credential: PeerCredential, now: number, generation: Generation): PeerStatus {
  const { type, expires, refresh } = credential;
  if (type === 'api_key') return 'static';
  const isLogin = type === 'oauth';
  // A login always has an end; until 2026.9 that alone is shown, whatever else it lacks.
  if (isLogin && expires === null) return 'missing';
  const lacks =
    isLogin && !isSince(generation, '2026.9.6') ? null : credentialProblem(credential, now, generation);
  const problem = lacks ?? expiryProblem(expires, now, generation);
  if (problem === 'missing_credential' || problem === 'invalid_expires') return 'missing';
  const status = problem === 'expired' ? 'expired' : expires === null ? 'static' : byEnd(expires, now);
  // Until 2026.3.28 what can be renewed is shown as well, and never warned about.
  const isRenewed = isLogin && refresh.trim() !== '' && !isSince(generation, '2026.5.28');
  return isRenewed && status !== 'static' ? 'ok' : status;
}
