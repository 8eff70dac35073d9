import { isSince, type Generation } from '../generation.ts';
import type { GatewayConfig } from '../stores/config.ts';
import type { CredentialType, PeerCredential } from '../stores/credential.ts';
import { eligibilityOf } from './eligibility.ts';
import type { PeerStore } from '../stores/peer-store.ts';
import { authProvider, underProvider } from '../provider-alias.ts';
import { restsUntil, sweptStats } from './resting.ts';

const rank: Readonly<Record<CredentialType, number>> = { oauth: 0, token: 1, api_key: 2 };

interface Circumstances {
  store: PeerStore;
  config: Pick<GatewayConfig, 'profiles' | 'order'>;
  now: number;
  generation: Generation;
  /** The profile a session is pinned to. */
  prefer?: string | null;
}

/** The list a peer starts from, and whether somebody wrote it down as an order. */
function baseOf(
  provider: string,
  { store, config }: Circumstances,
): { ids: readonly string[]; from: 'store' | 'config' | 'profiles' } {
  const stored = underProvider(store.order, provider);
  if (stored !== undefined) return { ids: stored, from: 'store' };
  const configured = underProvider(config.order, provider);
  if (configured !== undefined) return { ids: configured, from: 'config' };
  const wanted = authProvider(provider);
  const declared = [...config.profiles].filter(([, each]) => authProvider(each.provider) === wanted);
  if (declared.length > 0) return { ids: declared.map(([id]) => id), from: 'profiles' };
  return { ids: ofProvider(store, wanted), from: 'profiles' };
}

function ofProvider(store: PeerStore, wanted: string): string[] {
  return [...store.profiles.values()]
    .filter((each) => authProvider(each.provider) === wanted)
    .map(({ id }) => id);
}

/** 2026.9 lets fresh logins go before one that has to be renewed first. */
function isStale({ type, expires }: PeerCredential, { now, generation }: Circumstances): boolean {
  return isSince(generation, '2026.9.6') && type === 'oauth' && expires !== null && !(expires > now);
}

/**
 * The profiles of a provider in the order in which a peer of that generation tries them (gateways.md §2): what it would not use
 * is left out, what rests comes last by soonest end, a session's own profile first.
 */
export function peerOrder(provider: string, about: Circumstances): string[] {
  const { store, config, now, generation, prefer = null } = about;
  const wanted = authProvider(provider);
  const isEligible = (id: string) => eligibilityOf(id, provider, store, { config, now, generation }) === 'ok';
  const base = baseOf(provider, about);
  let ids = [...new Set(base.ids)].filter(isEligible);
  const lost = base.ids.length > 0 && base.ids.every((id) => !store.profiles.has(id));
  const fallsBack = config.profiles.size > 0 || (isSince(generation, '2026.9.6') && base.from === 'store');
  if (ids.length === 0 && lost && fallsBack) ids = ofProvider(store, wanted).filter(isEligible);

  const seen = new Map(
    ids.map((id) => {
      const credential = store.profiles.get(id);
      const stats = sweptStats(store.usage[id] ?? {}, now, generation);
      const until = restsUntil(stats, wanted, now, generation);
      const tier = credential === undefined ? 3 : rank[credential.type];
      const stale = credential !== undefined && isStale(credential, about);
      return [id, { until, lastUsed: stats.lastUsed ?? 0, tier: tier + (stale ? 0.5 : 0) }] as const;
    }),
  );
  const of = (id: string) => seen.get(id) ?? { until: null, lastUsed: 0, tier: 3 };
  const ready = ids.filter((id) => of(id).until === null);
  if (base.from === 'profiles')
    ready.sort((a, b) => of(a).tier - of(b).tier || of(a).lastUsed - of(b).lastUsed);
  const resting = ids
    .filter((id) => of(id).until !== null)
    .sort((a, b) => (of(a).until ?? 0) - (of(b).until ?? 0));
  const order = [...ready, ...resting];
  return prefer !== null && order.includes(prefer) ? [prefer, ...order.filter((id) => id !== prefer)] : order;
}
