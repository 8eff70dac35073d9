import type {
  Profile,
  ProviderStatus,
  Status,
  Summary,
  VaultState,
} from '../../src-shared/contract-schema.ts';
import { expiringWithinMs, judgeExpiry } from '../../src-shared/expiry.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';
import { sentenceOf, type Circumstances } from '../../src-shared/sentence.ts';
import { trueNow } from '../../src-shared/wrong-clock.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { nextOf } from './order.ts';

/** What a status is about. */
export interface StatusQuestion {
  /** What "expires soon" means for this call; 0: only what has expired (D-B1). Milliseconds. */
  withinMs?: number | undefined;
  provider?: string | undefined;
  /** A full id, or an unambiguous beginning of an id or name. */
  profile?: string | undefined;
  /** What the header sentence is made of beside the profiles. */
  circumstances?: Circumstances;
}

type Verdict = ProviderStatus['status'];

// From fine to worst (D-B26).
const severity: Record<Verdict, number> = { ok: 0, expiring: 1, expired: 2, unavailable: 3, missing: 4 };
const exits: Record<Verdict, Status['exit']> = { ok: 0, expiring: 2, expired: 1, unavailable: 1, missing: 1 };

/** A locked vault does not change what a check says (D-B2). */
function wouldServe({ available, unavailableReason }: Profile): boolean {
  return available || unavailableReason === 'vault_locked';
}

function isMissing({ unavailableReason, damaged }: Profile): boolean {
  return damaged || unavailableReason === 'missing_credential' || unavailableReason === 'unresolved_ref';
}

function verdictOf(profile: Profile): Verdict {
  if (wouldServe(profile)) return profile.expiry.status === 'expiring' ? 'expiring' : 'ok';
  if (isMissing(profile)) return 'missing';
  return profile.unavailableReason === 'expired' ? 'expired' : 'unavailable';
}

function counts({ unavailableReason }: Profile): boolean {
  return unavailableReason !== 'disabled_by_user' && unavailableReason !== 'excluded_by_order';
}

/** The worst of what would serve; where nothing would, the worst of what stands in its way. */
function worst(profiles: readonly Profile[]): Verdict {
  const serving = profiles.filter(wouldServe);
  const verdicts = (serving.length > 0 ? serving : profiles).map(verdictOf);
  return verdicts.reduce<Verdict>((a, b) => (severity[b] > severity[a] ? b : a), 'ok');
}

interface Judged extends ProviderStatus {
  /** Null where nothing counts: every profile was switched off or left out by a person. */
  exit: Status['exit'] | null;
}

function judgeProvider(provider: string, profiles: readonly Profile[]): Judged {
  const counting = profiles.filter(counts);
  const inOrder = profiles.toSorted(
    (a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER),
  );
  const status = counting.length === 0 ? 'unavailable' : worst(counting);
  return {
    provider,
    status,
    next: nextOf(inOrder),
    profiles: profiles.map(({ id }) => id),
    exit: counting.length === 0 ? null : exits[status],
  };
}

const stateOf = ({ enabled, health }: Profile) => (enabled ? health.state : 'disabled');

/** How many profiles are in which state; one that was switched off counts as disabled. */
export function summaryOf(profiles: readonly Profile[]): Summary {
  const count = (holds: (profile: Profile) => boolean) => profiles.filter(holds).length;
  return {
    total: profiles.length,
    available: count(({ available }) => available),
    healthy: count((profile) => stateOf(profile) === 'healthy'),
    unknown: count((profile) => stateOf(profile) === 'unknown'),
    cooldown: count((profile) => stateOf(profile) === 'cooldown'),
    disabled: count((profile) => stateOf(profile) === 'disabled'),
    expiring: count(({ expiry }) => expiry.status === 'expiring'),
    expired: count(({ expiry }) => expiry.status === 'expired'),
    missing: count(isMissing),
  };
}

function chosen(profiles: readonly Profile[], { provider, profile }: StatusQuestion): readonly Profile[] {
  const ofProvider =
    provider === undefined ? profiles : profiles.filter((each) => each.provider === provider);
  if (profile === undefined) return ofProvider;
  try {
    return [selectProfile(profile, ofProvider)];
  } catch (error) {
    // Asked about by name and not there is a finding, exit 1, and no mistake of the person (D-B2).
    if (error instanceof KeywatchError && error.code === 'not_found') return [];
    throw error;
  }
}

/** 1 beats 2 (D-B2); what was asked for by name and does not count is not fine. */
function exitOf(judged: readonly Judged[], byName: boolean): Status['exit'] {
  const found = judged.flatMap(({ exit }) => (exit === null ? [] : [exit]));
  if (found.length === 0) return byName ? 1 : 0;
  return found.includes(1) ? 1 : found.includes(2) ? 2 : 0;
}

/**
 * The status document: counts, what each provider would serve, and the exit code of `status --check` (D-B2, D-B26).
 * Throws KeywatchError `ambiguous` or `bad_usage` for a profile selector that does not name one.
 */
export function statusOf(
  profiles: readonly Profile[],
  vault: VaultState,
  now: number,
  question: StatusQuestion = {},
): Status {
  const { withinMs = expiringWithinMs } = question;
  const clock = question.circumstances?.clock ?? null;
  const judgedNow = profiles.map((profile) => ({
    ...profile,
    expiry: judgeExpiry(profile.expiry, trueNow(now, clock), withinMs),
  }));
  const about = chosen(judgedNow, question);
  const providers = [...Map.groupBy(about, ({ provider }) => provider)].map(([provider, own]) =>
    judgeProvider(provider, own),
  );
  const byName = question.provider !== undefined || question.profile !== undefined;
  return {
    generatedAt: now,
    sentence: sentenceOf(judgedNow, { ...question.circumstances, vault }, now),
    vault,
    clock,
    summary: summaryOf(about),
    providers: providers.map(({ provider, status, next, profiles: ids }) => ({
      provider,
      status,
      next,
      profiles: ids,
    })),
    profiles: [...about],
    exit: exitOf(providers, byName),
  };
}
