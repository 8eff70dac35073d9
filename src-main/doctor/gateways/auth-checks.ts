import { telling } from '../../../src-shared/say.ts';
import type { ReportedProfile } from '../../gateways/report.ts';
import { remainingSpan } from '../../gateways/judging/remaining-span.ts';
import type { Found } from '../circumstances.ts';

/** What the family's own doctor says of a rest, by its reason (gateways.md §9.4). */
function hintOfRest(reason: string, isDisabled: boolean): string {
  if (reason === 'billing') return telling('Top up credits (provider billing) or switch provider.');
  return isDisabled && (reason === 'auth' || reason === 'auth_permanent')
    ? telling('Refresh or replace credentials, then retry.')
    : telling('Wait for cooldown or switch provider.');
}

function resting(profile: ReportedProfile, now: number): Omit<Found, 'where' | 'severity'> | null {
  const { id, eligible, usable, unusableReason, disabledUntil, cooldownUntil, blockedUntil } = profile;
  if (!eligible || usable || unusableReason === null || unusableReason === 'unresolved_ref') return null;
  const isDisabled = disabledUntil !== null;
  const until = Math.max(disabledUntil ?? 0, cooldownUntil ?? 0, blockedUntil ?? 0);
  const kind = isDisabled ? 'disabled' : blockedUntil !== null ? 'blocked' : 'cooldown';
  return {
    id: 'profile_unusable',
    what: `${id}: ${kind} [${unusableReason}] (${remainingSpan(until - now)})`,
    remedy: hintOfRest(unusableReason, isDisabled),
  };
}

const signIn = telling(
  'Sign in again or store it again with the gateway’s own command (configure, onboard).',
);
const renewed = telling(
  'The gateway renews it when it uses it next; if it cannot, sign in again. Keywatch never renews it.',
);

/** The facts of a profile that is not used, or soon will not be. */
function outOfUse(
  profile: ReportedProfile,
  now: number,
  renews: boolean,
): Omit<Found, 'where' | 'severity'> | null {
  const { id, status, reasonCode, expiresAt, type } = profile;
  const left = expiresAt === null ? '' : ` (${remainingSpan(expiresAt - now)})`;
  const line = `${id}: ${status} [${reasonCode}]${left}`;
  if (reasonCode === 'invalid_expires')
    return {
      id: 'invalid_expires',
      what: line,
      remedy: telling('Set expires to a future Unix ms timestamp, or remove it.'),
    };
  if (reasonCode === 'missing_credential') return { id: 'profile_missing', what: line, remedy: signIn };
  if (status === 'expired')
    return {
      id: 'profile_expired',
      what: reasonCode === 'expired' ? line : `${id}: expired${left}`,
      remedy: type === 'oauth' && renews ? renewed : signIn,
    };
  if (!profile.eligible) return { id: 'profile_ineligible', what: line, remedy: signIn };
  if (status === 'expiring')
    return {
      id: 'profile_ending',
      what: `${id}: expiring${left}`,
      remedy: type === 'oauth' && renews ? renewed : signIn,
    };
  return null;
}

/**
 * The family's auth checks of one agent's own profiles: a line a problem, in its facts. `bad` is what leaves a provider
 * that is in use with nothing that serves.
 */
export function authFindings(
  profiles: readonly ReportedProfile[],
  inUse: ReadonlySet<string>,
  /** Providers that something else serves: another profile, a variable, the configuration. */
  served: ReadonlySet<string>,
  about: { where: string; now: number; renews(id: string): boolean },
): Found[] {
  const { where, now } = about;
  return profiles.flatMap((profile): Found[] => {
    const found = resting(profile, now) ?? outOfUse(profile, now, about.renews(profile.id));
    if (found === null) return [];
    const isAlone = inUse.has(profile.provider) && !served.has(profile.provider);
    const severity = isAlone && found.id !== 'profile_ending' ? 'bad' : 'warn';
    return [{ ...found, severity, where }];
  });
}
