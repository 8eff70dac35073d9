import type { Generation } from '../generation.ts';
import { fieldsOf, readCredential, type PeerCredential, type WhyDropped } from './credential.ts';

/** What a peer remembers of a profile's use. Times are epoch ms; what was no number is left out. */
export interface UsageStats {
  lastUsed?: number;
  cooldownUntil?: number;
  cooldownReason?: string;
  cooldownModel?: string;
  disabledUntil?: number;
  disabledReason?: string;
  blockedUntil?: number;
  blockedReason?: string;
  errorCount?: number;
  failureCounts?: Readonly<Record<string, number>>;
  lastFailureAt?: number;
}

/** One store of one agent, or what several come to. Its credentials hold secrets. */
export interface PeerStore {
  profiles: ReadonlyMap<string, PeerCredential>;
  /** Entries the peer leaves out. */
  dropped: readonly { id: string; why: WhyDropped }[];
  order: Readonly<Record<string, readonly string[]>>;
  lastGood: Readonly<Record<string, string>>;
  usage: Readonly<Record<string, UsageStats>>;
}

export const emptyStore: PeerStore = { profiles: new Map(), dropped: [], order: {}, lastGood: {}, usage: {} };

const numbers = [
  'lastUsed',
  'cooldownUntil',
  'disabledUntil',
  'blockedUntil',
  'errorCount',
  'lastFailureAt',
] as const;
const texts = ['cooldownReason', 'cooldownModel', 'disabledReason', 'blockedReason'] as const;

function statsOf(raw: unknown): UsageStats {
  const fields = fieldsOf(raw);
  const stats: UsageStats = {};
  for (const name of numbers) {
    const value = fields?.[name];
    if (typeof value === 'number' && Number.isFinite(value)) stats[name] = value;
  }
  for (const name of texts) {
    const value = fields?.[name];
    if (typeof value === 'string') stats[name] = value;
  }
  const counts = Object.entries(fieldsOf(fields?.['failureCounts']) ?? {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  if (counts.length > 0) stats.failureCounts = Object.fromEntries(counts);
  return stats;
}

function idLists(raw: unknown): PeerStore['order'] {
  return Object.fromEntries(
    Object.entries(fieldsOf(raw) ?? {}).flatMap(([provider, ids]) =>
      Array.isArray(ids) ? [[provider, ids.filter((id): id is string => typeof id === 'string')]] : [],
    ),
  );
}

/** What a peer keeps beside its credentials, in the same document or in one of its own. */
export function readState(raw: unknown): Pick<PeerStore, 'order' | 'lastGood' | 'usage'> {
  const fields = fieldsOf(raw);
  const lastGood = Object.entries(fieldsOf(fields?.['lastGood']) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const usage = Object.entries(fieldsOf(fields?.['usageStats']) ?? {}).map(
    ([id, stats]) => [id, statsOf(stats)] as const,
  );
  return {
    order: idLists(fields?.['order']),
    lastGood: Object.fromEntries(lastGood),
    usage: Object.fromEntries(usage),
  };
}

/** A store as its peer reads it; what a peer does not know is passed over. Null where the document is no store at all. */
export function readStore(raw: unknown, generation: Generation): PeerStore | null {
  const fields = fieldsOf(raw);
  const entries = fieldsOf(fields?.['profiles']);
  if (fields === null || (fields['profiles'] !== undefined && entries === null)) return null;
  const profiles = new Map<string, PeerCredential>();
  const dropped: { id: string; why: WhyDropped }[] = [];
  for (const [id, entry] of Object.entries(entries ?? {})) {
    const read = readCredential(id, entry, generation);
    if (typeof read === 'string') dropped.push({ id, why: read });
    else profiles.set(id, read);
  }
  return { profiles, dropped, ...readState(fields) };
}

/** What an agent works with: the main agent's store, and its own where it says something else (gateways.md §1.5). */
export function inherited(main: PeerStore, own: PeerStore): PeerStore {
  return {
    profiles: new Map([...main.profiles, ...own.profiles]),
    dropped: own.dropped,
    order: { ...main.order, ...own.order },
    lastGood: { ...main.lastGood, ...own.lastGood },
    usage: { ...main.usage, ...own.usage },
  };
}
