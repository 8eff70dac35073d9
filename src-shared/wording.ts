import type { Profile } from './contract-schema.ts';
import { providerName } from './provider-names.ts';
import { longDate } from './times.ts';
import type { ExpirySource, HealthReason } from './words.ts';
import { language } from './say.ts';

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
  return heir ? `${heir.name} serves instead.` : 'Nothing serves instead.';
}

/** What a person calls this credential at the start of a sentence. */
export function credentialWord({ provider, kind }: Profile): string {
  if (provider === 'claude-code' && kind === 'token') return 'Setup token';
  return kind === 'token' ? 'Token' : kind === 'oauth' ? 'Login' : 'Key';
}

const refusals: Partial<Record<HealthReason, string>> = {
  revoked: 'revoked it',
  expired: 'says it has expired',
  invalid: 'does not accept it',
};

/** "Anthropic revoked it; two answers agree." */
export function refusal({ provider, health }: Profile): string {
  const did = (health.reason && refusals[health.reason]) ?? 'refuses it';
  return `${providerName(provider)} ${did}; two answers agree.`;
}

const toldBy: Record<ExpirySource, (provider: string) => string> = {
  user: () => 'the date you set',
  rule: () => 'inferred from its first day',
  api: (provider) => `as ${providerName(provider)} says`,
  jwt: () => 'as the token itself says',
  file: () => 'as its file says',
};

/** How an end is known: "inferred from its first day". */
export function howKnown({ provider, expiry }: Profile): string {
  return toldBy[expiry.knownFrom ?? 'user'](provider);
}

/** "Setup token ends on 22 November, inferred from its first day." */
export function willEnd(profile: Profile, now: number, locale: string = language()): string {
  const date = longDate(profile.expiry.expiresAt, now, locale);
  return `${credentialWord(profile)} ends on ${date}, ${howKnown(profile)}.`;
}

/** "Expired on the date you set." */
export function hasEnded(profile: Profile, now: number, locale: string = language()): string {
  const { expiresAt, knownFrom, renewedBy } = profile.expiry;
  const date = longDate(expiresAt, now, locale);
  if (renewedBy !== null) return `${providerName(renewedBy)} has not renewed it since ${date}.`;
  if (knownFrom === 'user') return 'Expired on the date you set.';
  return `${credentialWord(profile)} ended on ${date}, ${howKnown(profile)}.`;
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
