import type { Alert, Profile } from './contract-schema.ts';
import { providerName } from './provider-names.ts';
import { heard, say } from './say.ts';
import { age, dayMs, nearMoment, relativeTime, span } from './times.ts';
import { hasEnded, healthReasonWord, refusal, willEnd } from './wording.ts';

/** What can need a person. */
export type Matter =
  | 'refused'
  | 'missing'
  | 'unread'
  | 'expired'
  | 'no_credit'
  | 'forbidden'
  | 'trouble'
  | 'expiring'
  | 'rotate';

interface AttentionCase {
  matter: Matter;
  holds(profile: Profile, now: number): boolean;
  what(profile: Profile, now: number): string;
  /** Whether what serves instead belongs to it. */
  heir: boolean;
  /** The moment that orders lines of one kind and stands beside them; epoch ms. */
  at(profile: Profile): number | null;
  when(at: number | null, now: number): string;
  brief(profile: Profile, now: number): string;
  action(profile: Profile): Alert['action'];
  tone: 'bad' | 'warn';
  /** It is about an end, which is seen from the true time where our clock is wrong. */
  dated?: true;
}

/** "since yesterday, 23:20"; nothing where that is not known. Epoch ms. */
export const since = (at: number | null, now: number) =>
  at === null ? '' : say('since {moment}', { moment: nearMoment(at, now) });
const kept = ({ reference, owner }: Profile) => reference === null && owner === null;
const rotateAt = ({ secretAt, rotateEveryMs }: Profile) => secretAt + (rotateEveryMs ?? 0);

/** Most urgent first; the first that holds of a profile is its line. */
export const attentionCases: readonly AttentionCase[] = [
  {
    matter: 'refused',
    holds: ({ expiry, health }) =>
      health.state === 'disabled' && (expiry.status !== 'expired' || health.reason === 'revoked'),
    what: refusal,
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: ({ health }) => (health.reason === null ? say('refused') : healthReasonWord(health.reason)),
    // What lies elsewhere is mended there, then asked about again.
    action: (profile) => (kept(profile) ? 'replace' : 'try'),
    tone: 'bad',
  },
  {
    matter: 'missing',
    holds: ({ damaged, unavailableReason }) =>
      damaged || unavailableReason === 'missing_credential' || unavailableReason === 'unresolved_ref',
    what: ({ damaged, reference, owner }) => {
      if (damaged) return say('Its record was changed outside Keywatch, so its key is not used.');
      if (owner !== null) return say('{owner} is not logged in here.', { owner: providerName(owner) });
      return reference === null
        ? say('Its key is not in the vault.')
        : say('Nothing is found at {reference}.', { reference });
    },
    heir: true,
    at: () => null,
    when: since,
    brief: ({ damaged }) => (damaged ? say('damaged') : say('missing')),
    action: (profile) => (kept(profile) ? 'replace' : 'open'),
    tone: 'bad',
  },
  {
    matter: 'unread',
    holds: ({ unavailableReason }) => unavailableReason === 'unread_ref',
    what: ({ unread }) => say('It cannot be read now: {why}.', { why: heard(unread?.what ?? '') }),
    heir: true,
    at: () => null,
    when: since,
    brief: () => say('cannot be read now'),
    action: () => 'try',
    tone: 'warn',
  },
  {
    matter: 'expired',
    dated: true,
    holds: ({ expiry, unavailableReason }) =>
      expiry.status === 'expired' || unavailableReason === 'invalid_expires',
    what: (profile, now) =>
      profile.expiry.status === 'expired'
        ? hasEnded(profile, now)
        : say('Its stored end is no date, so it is not used.'),
    heir: true,
    at: ({ expiry }) => expiry.expiresAt,
    when: (at, now) => (at === null ? '' : relativeTime(at, now)),
    brief: ({ expiry }, now) =>
      expiry.expiresAt === null
        ? say('no valid date')
        : say('expired {when}', { when: relativeTime(expiry.expiresAt, now) }),
    action: (profile) => (kept(profile) ? 'renew' : 'open'),
    tone: 'bad',
  },
  {
    matter: 'no_credit',
    holds: ({ health }) => health.state === 'cooldown' && health.reason === 'billing',
    what: ({ provider }) => say('{provider} says no credit is left.', { provider: providerName(provider) }),
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: () => say('no credit'),
    action: () => 'billing',
    tone: 'warn',
  },
  {
    matter: 'forbidden',
    holds: ({ health, unavailableReason }) =>
      health.reason === 'forbidden' && unavailableReason === 'disabled',
    what: ({ provider }) =>
      say('{provider} recognises it and does not let it work.', { provider: providerName(provider) }),
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: () => say('not allowed'),
    action: () => 'open',
    tone: 'warn',
  },
  {
    matter: 'expiring',
    dated: true,
    holds: ({ expiry }) => expiry.status === 'expiring',
    what: willEnd,
    heir: false,
    at: ({ expiry }) => expiry.expiresAt,
    when: relativeTime,
    brief: ({ expiry }, now) => say('expires {when}', { when: relativeTime(expiry.expiresAt, now) }),
    action: (profile) => (kept(profile) ? 'renew' : 'open'),
    tone: 'warn',
  },
  {
    matter: 'rotate',
    holds: (profile, now) => profile.rotateEveryMs !== null && now >= rotateAt(profile),
    what: ({ secretAt, rotateEveryMs }, now) =>
      say('{age} old; you asked for a new one every {interval}.', {
        age: age(secretAt, now),
        interval: inDays(rotateEveryMs ?? 0),
      }),
    heir: false,
    at: rotateAt,
    when: since,
    brief: () => say('due for a new key'),
    action: (profile) => (kept(profile) ? 'replace' : 'open'),
    tone: 'warn',
  },
];

/** A person who said 90 days reads 90 days. */
function inDays(ms: number): string {
  const count = ms / dayMs;
  if (count < 2 || !Number.isInteger(count)) return span(ms);
  return say('{count, plural, one {# day} other {# days}}', { count });
}
