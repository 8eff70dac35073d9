import { hasPassed } from '../../../src-shared/expiry.ts';
import { isSince, type Generation } from '../generation.ts';
import { authProvider } from '../provider-alias.ts';
import type { GatewayConfig } from '../stores/config.ts';
import type { PeerCredential } from '../stores/credential.ts';
import type { PeerStore } from '../stores/peer-store.ts';

/** Why a peer uses a profile or passes it over; the codes are the family's. */
export type Eligibility =
  | 'ok'
  | 'profile_missing'
  | 'provider_mismatch'
  | 'mode_mismatch'
  | 'missing_credential'
  | 'expired'
  | 'invalid_expires'
  | 'malformed_api_key'
  | 'setup_inactive';

/** ECMAScript's last moment; only the latest generation minds. */
const lastMoment = 8.64e15;

/** What the expiry of a token says to its peer: it is over in the very millisecond it names (D-B14). */
export function expiryProblem(
  expires: number | null,
  now: number,
  generation: Generation,
): 'expired' | 'invalid_expires' | null {
  if (expires === null) return null;
  const isMoment =
    Number.isFinite(expires) && expires > 0 && (expires <= lastMoment || !isSince(generation, '2026.9.6'));
  if (!isMoment) return 'invalid_expires';
  return hasPassed(expires, now, 0) ? 'expired' : null;
}

/** A command line that was pasted where a key belongs. */
const commandLine = /^(?:\$\s+)?(?:export|set|npx|curl|sudo|openclaw|claude|codex)\s+\S/;

/** What is wrong with a credential by itself, whoever asks for it. */
export function credentialProblem(
  credential: PeerCredential,
  now: number,
  generation: Generation,
): 'missing_credential' | 'expired' | 'invalid_expires' | null {
  const { type, inline, ref, refresh, expires } = credential;
  const secret = inline.trim();
  if (type === 'oauth') return secret === '' && refresh.trim() === '' ? 'missing_credential' : null;
  if (secret === '' && ref === null) return 'missing_credential';
  return type === 'token' ? expiryProblem(expires, now, generation) : null;
}

/**
 * Whether a peer of a generation would use a profile for a provider (gateways.md §2). A login counts while it has an access or
 * a refresh token, however old.
 */
export function eligibilityOf(
  id: string,
  provider: string,
  store: PeerStore,
  {
    config,
    now,
    generation,
  }: { config: Pick<GatewayConfig, 'profiles'>; now: number; generation: Generation },
): Eligibility {
  const credential = store.profiles.get(id);
  if (credential === undefined) return 'profile_missing';
  const wanted = authProvider(provider);
  const told = config.profiles.get(id);
  if (authProvider(credential.provider) !== wanted) return 'provider_mismatch';
  if (told !== undefined && authProvider(told.provider) !== wanted) return 'provider_mismatch';
  const fits =
    told === undefined ||
    told.mode === credential.type ||
    (told.mode === 'oauth' && credential.type === 'token');
  if (!fits) return 'mode_mismatch';
  if (isSince(generation, '2026.9.6')) {
    if (credential.setup) return 'setup_inactive';
    if (credential.type === 'api_key' && commandLine.test(credential.inline.trim()))
      return 'malformed_api_key';
  }
  return credentialProblem(credential, now, generation) ?? 'ok';
}
