import type { Profile } from './contract-schema.ts';
import { providerName } from './provider-names.ts';
import { longDate } from './times.ts';
import type { ExpirySource, HealthReason } from './words.ts';
import { say, saying } from './say.ts';

/** A locked vault hides no heir: what would serve is told all the same. */
export function couldServe({ available, unavailableReason }: Profile): boolean {
  return available || unavailableReason === 'vault_locked';
}

/** Finds who serves in a profile's place: the first of its provider's order that can; null when none can. */
export type Heirs = (profile: Profile) => Profile | null;

/** Looks through all profiles once, so that asking for many heirs stays cheap. */
export function heirsOf(profiles: readonly Profile[]): Heirs {
  const serving = new Map<string, Profile[]>();
  for (const profile of profiles) {
    if (!couldServe(profile)) continue;
    const own = serving.get(profile.provider);
    if (own) own.push(profile);
    else serving.set(profile.provider, [profile]);
  }
  for (const own of serving.values()) own.sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  return ({ id, provider }) => serving.get(provider)?.find((heir) => heir.id !== id) ?? null;
}

/** "Work serves instead." */
export function servesInstead(heir: Profile | null): string {
  return heir ? say('{name} serves instead.', { name: heir.name }) : say('Nothing serves instead.');
}

/** What a person calls this credential at the start of a sentence. */
export function credentialWord({ provider, kind }: Profile): string {
  if (provider === 'claude-code' && kind === 'token') return say('Setup token');
  return kind === 'token' ? say('Token') : kind === 'oauth' ? say('Login') : say('Key');
}

const refusals: Partial<Record<HealthReason, string>> = {
  revoked: saying('{provider} revoked it; two answers agree.'),
  expired: saying('{provider} says it has expired; two answers agree.'),
  invalid: saying('{provider} does not accept it; two answers agree.'),
};
const refused = saying('{provider} refuses it; two answers agree.');

/** "Anthropic revoked it; two answers agree." */
export function refusal({ provider, health }: Profile): string {
  const message = (health.reason && refusals[health.reason]) ?? refused;
  return say(message as typeof refused, { provider: providerName(provider) });
}

const toldBy: Record<ExpirySource, (provider: string) => string> = {
  user: () => say('the date you set'),
  rule: () => say('inferred from its first day'),
  api: (provider) => say('as {provider} says', { provider: providerName(provider) }),
  jwt: () => say('as the token itself says'),
  file: () => say('as its file says'),
};

const reasonWords: Record<HealthReason, string> = {
  rate_limited: saying('rate limited'),
  billing: saying('no credit'),
  invalid: saying('invalid'),
  revoked: saying('revoked'),
  expired: saying('expired'),
  forbidden: saying('forbidden'),
  model_not_found: saying('model not found'),
};

/** Why health is what it is, in a word beside the state. */
export const healthReasonWord = (reason: HealthReason): string => say(reasonWords[reason]);

/** How an end is known: "inferred from its first day". */
export function howKnown({ provider, expiry }: Profile): string {
  return toldBy[expiry.knownFrom ?? 'user'](provider);
}

/** "Setup token ends on 22 November, inferred from its first day." */
export function willEnd(profile: Profile, now: number): string {
  return say('{credential} ends on {date}, {source}.', {
    credential: credentialWord(profile),
    date: longDate(profile.expiry.expiresAt, now),
    source: howKnown(profile),
  });
}

/** "Expired on the date you set." */
export function hasEnded(profile: Profile, now: number): string {
  const { expiresAt, knownFrom, renewedBy } = profile.expiry;
  const date = longDate(expiresAt, now);
  if (renewedBy !== null)
    return say('{owner} has not renewed it since {date}.', { owner: providerName(renewedBy), date });
  if (knownFrom === 'user') return say('Expired on the date you set.');
  return say('{credential} ended on {date}, {source}.', {
    credential: credentialWord(profile),
    date,
    source: howKnown(profile),
  });
}

/** A name that fits a title: cut at the end with an ellipsis, never within a character. */
export function shortName(name: string, length = 32): string {
  const characters = [...name];
  return characters.length <= length
    ? name
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
