import { checkExit, type Checked, type Exit } from './judging/check.ts';
import type { PeerCredential } from './stores/credential.ts';
import { eligibilityOf, type Eligibility } from './judging/eligibility.ts';
import type { Variable } from './environment/environment.ts';
import { isSince, type Generation } from './generation.ts';
import { mainAgent } from './stores/layout.ts';
import { peerOrder } from './judging/peer-order.ts';
import { peerStatus, type PeerStatus } from './judging/peer-status.ts';
import { authProvider, underProvider } from './provider-alias.ts';
import { variablesOf } from './environment/provider-variables.ts';
import { restReason, restsUntil, sweptStats } from './judging/resting.ts';
import { nameOfRef } from './references/secret-ref.ts';
import type { Agent, Snapshot } from './stores/snapshot.ts';

/** A profile of a gateway as documents show it: no secret. Times are epoch ms. */
export interface ReportedProfile {
  id: string;
  provider: string;
  type: PeerCredential['type'];
  /** The agent whose store holds it: inherited where that is not the one asked about. */
  from: string;
  email: string | null;
  /** Its gateway would use it at all. */
  eligible: boolean;
  reasonCode: Eligibility | 'unresolved_ref' | 'disabled';
  status: PeerStatus;
  expiresAt: number | null;
  /** Its gateway would use it now. */
  usable: boolean;
  /** Why not: its eligibility, or what it rests for. */
  unusableReason: string | null;
  cooldownUntil: number | null;
  disabledUntil: number | null;
  blockedUntil: number | null;
  lastUsedAt: number | null;
  /** Its secret stands in the store in clear. */
  plaintext: boolean;
  ref: string | null;
}

export interface Judged {
  profiles: readonly ReportedProfile[];
  /** Per provider, who serves after whom. */
  order: Readonly<Record<string, readonly string[]>>;
  providersInUse: readonly string[];
  exit: Exit;
}

export interface Question {
  provider: string | null;
  /** The profile a session is pinned to. */
  prefer: string | null;
}

/** Whose model a release takes where the configuration names none. */
const usualProvider = (generation: Generation) => (isSince(generation, '2026.5.28') ? 'openai' : 'anthropic');

type Variables = ReadonlyMap<string, Variable>;

/** What is known without running anything: a variable that is unset, or a program that would have to be run. */
function isIndeterminate({ ref, inline }: PeerCredential, variables: Variables): boolean {
  if (ref === null || inline.trim() !== '') return false;
  return ref.source === 'env' ? (variables.get(ref.id)?.value.trim() ?? '') === '' : ref.source !== 'file';
}

const isUnset = (credential: PeerCredential, variables: Variables) =>
  credential.ref?.source === 'env' && isIndeterminate(credential, variables);

function later(at: number | undefined, now: number): number | null {
  return at !== undefined && at > now ? at : null;
}

function reported(
  credential: PeerCredential,
  agent: Agent,
  variables: Variables,
  { config, generation }: Snapshot,
  now: number,
): ReportedProfile {
  const { id, type, expires, inline, ref } = credential;
  const provider = authProvider(credential.provider);
  const eligibility = eligibilityOf(id, provider, agent.effective, { config, now, generation });
  const stats = sweptStats(agent.effective.usage[id] ?? {}, now, generation);
  const rests = restsUntil(stats, provider, now, generation);
  const unset = isUnset(credential, variables);
  const eligible = eligibility === 'ok';
  const unusableReason = !eligible
    ? eligibility
    : unset
      ? 'unresolved_ref'
      : rests === null
        ? null
        : restReason(stats, now);
  return {
    id,
    provider,
    type,
    from: agent.own.profiles.has(id) ? agent.id : mainAgent,
    email: credential.email,
    eligible,
    reasonCode: eligible && unset ? 'unresolved_ref' : eligibility,
    status: peerStatus(credential, now, generation),
    expiresAt: expires !== null && Number.isFinite(expires) && expires > 0 ? expires : null,
    usable: unusableReason === null,
    unusableReason,
    cooldownUntil: later(stats.cooldownUntil, now),
    disabledUntil: later(stats.disabledUntil, now),
    blockedUntil: later(stats.blockedUntil, now),
    lastUsedAt: stats.lastUsed ?? null,
    plaintext: inline.trim() !== '',
    ref: ref === null ? null : nameOfRef(ref),
  };
}

/** What a gateway's own rules make of one agent's profiles at a moment: stored, eligible and usable now, told apart. */
export function judge(
  snapshot: Snapshot,
  agent: Agent,
  variables: Variables,
  question: Question,
  now: number,
): Judged {
  const { config, generation, plugins } = snapshot;
  const wanted = question.provider === null ? null : authProvider(question.provider);
  const credentials = [...agent.effective.profiles.values()].filter(
    (each) => wanted === null || authProvider(each.provider) === wanted,
  );
  const profiles = credentials.map((each) => reported(each, agent, variables, snapshot, now));
  const checked = (credential: PeerCredential): Checked => ({
    id: credential.id,
    credential,
    status: peerStatus(credential, now, generation),
    resting:
      restsUntil(
        sweptStats(agent.effective.usage[credential.id] ?? {}, now, generation),
        authProvider(credential.provider),
        now,
        generation,
      ) !== null,
    indeterminate: isIndeterminate(credential, variables),
  });

  const about = { store: agent.effective, config, now, generation, prefer: question.prefer };
  const inConfig = config.providersInUse.length > 0 ? config.providersInUse : [usualProvider(generation)];
  const providersInUse = wanted === null ? [...new Set(inConfig.map(authProvider))] : [wanted];
  const stored = [...new Set(profiles.map(({ provider }) => provider))];
  const order = Object.fromEntries(
    [...new Set([...stored, ...(wanted === null ? [] : [wanted])])].map((provider) => [
      provider,
      peerOrder(provider, about),
    ]),
  );
  const elsewhere = (provider: string) =>
    variablesOf(provider).some((name) => (variables.get(name)?.value.trim() ?? '') !== '') ||
    underProvider(Object.fromEntries(config.keysInConfig.map((name) => [name, true])), provider) === true;
  const inUse = providersInUse.map((provider) => ({
    stored: credentials.filter((each) => authProvider(each.provider) === provider).map(checked),
    order: (order[provider] ?? peerOrder(provider, about)).flatMap((id) => {
      const credential = agent.effective.profiles.get(id);
      return credential === undefined ? [] : [checked(credential)];
    }),
    elsewhere: elsewhere(provider),
    lacksRuntime: provider === 'openai' && config.openAiByCodex && !plugins.includes('codex'),
  }));
  const exit = checkExit(inUse, credentials.map(checked), now, generation);
  return { profiles, order, providersInUse, exit };
}
