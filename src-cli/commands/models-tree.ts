import { remainingSpan } from '../../src-main/gateways/judging/remaining-span.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Kind, UnavailableReason } from '../../src-shared/words.ts';

/** The family warns so long before an end (gateways.md §4). */
export const warnAfterMs = 24 * 60 * 60_000;

/** Why the family would not use a profile, in its own words (gateways.md §5). */
export type ReasonCode =
  | 'excluded_by_auth_order'
  | 'missing_credential'
  | 'expired'
  | 'invalid_expires'
  | 'unresolved_ref'
  | 'ineligible_profile'
  | 'no_model';

/** Null where the family takes it for eligible: what rests or was refused is another matter there. */
const reasonCodes: Readonly<Record<UnavailableReason, ReasonCode | null>> = {
  disabled_by_user: 'ineligible_profile',
  excluded_by_order: 'excluded_by_auth_order',
  missing_credential: 'missing_credential',
  unresolved_ref: 'unresolved_ref',
  // Gateways know no store that is silent for a while.
  unread_ref: 'unresolved_ref',
  invalid_expires: 'invalid_expires',
  expired: 'expired',
  disabled: null,
  cooling: null,
  vault_locked: null,
};

/** Why the family would not take a profile into its order; null when it would. */
export function reasonCodeOf({ unavailableReason }: Profile): ReasonCode | null {
  return unavailableReason === null ? null : reasonCodes[unavailableReason];
}

type OAuthStatus = 'ok' | 'expiring' | 'expired' | 'missing' | 'static';

function statusOf(profile: Profile): OAuthStatus {
  const code = reasonCodeOf(profile);
  if (code === 'missing_credential' || code === 'unresolved_ref' || code === 'invalid_expires')
    return 'missing';
  return profile.expiry.status === 'none' ? 'static' : profile.expiry.status;
}

const worstFirst: readonly OAuthStatus[] = ['expired', 'expiring', 'ok', 'static'];

const shownSecret = {
  api_key: ({ mask }) => mask ?? '',
  token: ({ mask }) => `token:${mask ?? ''}`,
  oauth: ({ owner, name }) => `OAuth (${owner ?? name})`,
  none: () => 'no key needed',
} as const satisfies Readonly<Record<Kind, (profile: Profile) => string>>;

/** `id=sk-…9fQA [cooldown 10m]`, or `[disabled:billing 5h]` as releases write it, by our own shorter mask. */
export function labelOf(profile: Profile, now: number): string {
  const { id, kind, reference, health } = profile;
  const shown = reference !== null && kind !== 'oauth' ? `ref(${reference})` : shownSecret[kind](profile);
  const until = health.state === 'cooldown' ? health.cooldownUntil : null;
  const rest = health.reason === 'billing' ? 'disabled:billing' : 'cooldown';
  return `${id}=${shown}${until === null ? '' : ` [${rest} ${remainingSpan(until - now)}]`}`;
}

const wait = 'Wait for cooldown or switch provider.';
const renew = 'Refresh or replace credentials, then retry.';
const topUp = 'Top up credits (provider billing) or switch provider.';

/** A rest or a refusal as the family tells it; null for a profile that has neither. */
export function unusableOf({ id, provider, health }: Profile, now: number) {
  const { state, reason, cooldownUntil } = health;
  if (state !== 'cooldown' && state !== 'disabled') return null;
  const until = state === 'cooldown' ? cooldownUntil : null;
  const told =
    state === 'disabled'
      ? { kind: 'disabled', reason: reason === 'revoked' ? 'auth_permanent' : 'auth', recoveryHint: renew }
      : reason === 'billing'
        ? { kind: 'disabled', reason: 'billing', recoveryHint: topUp }
        : { kind: 'cooldown', reason: 'rate_limit', recoveryHint: wait };
  return { profileId: id, provider, ...told, until, remainingMs: until === null ? null : until - now };
}

/** What the order of a provider would use, whether it rests or not. */
export function effectiveOf(profiles: readonly Profile[]): Profile[] {
  return profiles.filter((profile) => reasonCodeOf(profile) === null);
}

function oauthProfile(profile: Profile, now: number) {
  const { id, provider, kind, expiry } = profile;
  const reasonCode = reasonCodeOf(profile);
  return {
    profileId: id,
    provider,
    type: kind,
    status: statusOf(profile),
    ...(reasonCode === null ? {} : { reasonCode }),
    expiresAt: expiry.expiresAt,
    remainingMs: expiry.expiresAt === null ? null : expiry.expiresAt - now,
    source: 'store',
    label: labelOf(profile, now),
  };
}

function providerStatus(provider: string, profiles: readonly Profile[], now: number) {
  const shown = profiles.map((profile) => oauthProfile(profile, now));
  const effective = effectiveOf(profiles).map((profile) => oauthProfile(profile, now));
  const ends = effective.flatMap(({ expiresAt }) => expiresAt ?? []);
  const expiresAt = ends.length === 0 ? null : Math.min(...ends);
  const judged = effective.length > 0 ? effective : shown;
  return {
    provider,
    status: worstFirst.find((status) => judged.some((each) => each.status === status)) ?? 'missing',
    profiles: shown,
    effectiveProfiles: effective,
    expiresAt,
    remainingMs: expiresAt === null ? null : expiresAt - now,
  };
}

const count = (own: readonly Profile[], kind: Kind): number =>
  own.filter((each) => each.kind === kind).length;

/**
 * `models status --json` as release 5.28 has it (D-B4), of what Keywatch keeps. It chooses no models: their members are
 * there and empty. Times are epoch ms, as there.
 */
export function modelsTree(
  profiles: readonly Profile[],
  { directory, path, agent, now }: { directory: string; path: string; agent: string; now: number },
) {
  const groups = [...Map.groupBy(profiles, ({ provider }) => provider)];
  return {
    configPath: path,
    agentId: agent,
    agentDir: directory,
    defaultModel: null,
    resolvedDefault: null,
    fallbacks: [],
    imageModel: null,
    imageFallbacks: [],
    aliases: {},
    allowed: [],
    auth: {
      storePath: path,
      shellEnvFallback: { enabled: false, appliedKeys: [] },
      providersWithOAuth: groups
        .map(([provider, own]) => ({
          provider,
          logins: own.filter(({ kind }) => kind !== 'api_key' && kind !== 'none'),
        }))
        .filter(({ logins }) => logins.length > 0)
        .map(({ provider, logins }) => `${provider} (${logins.length})`),
      missingProvidersInUse: groups
        .filter(([, own]) => own.some(({ enabled }) => enabled) && effectiveOf(own).length === 0)
        .map(([provider]) => provider),
      providers: groups.map(([provider, own]) => ({
        provider,
        effective:
          effectiveOf(own).length > 0
            ? { kind: 'profiles', detail: path }
            : { kind: 'missing', detail: 'missing' },
        profiles: {
          count: own.length,
          oauth: count(own, 'oauth'),
          token: count(own, 'token'),
          apiKey: count(own, 'api_key'),
          labels: own.map((profile) => labelOf(profile, now)),
        },
      })),
      unusableProfiles: profiles.flatMap((profile) => unusableOf(profile, now) ?? []),
      oauth: {
        warnAfterMs,
        profiles: profiles.map((profile) => oauthProfile(profile, now)),
        providers: groups.map(([provider, own]) => providerStatus(provider, own, now)),
      },
    },
  };
}

export type ModelsTree = ReturnType<typeof modelsTree>;
