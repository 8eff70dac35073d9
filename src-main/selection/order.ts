import type { Kind, UnavailableReason } from '../../src-shared/words.ts';
import { keepsPlace } from './availability.ts';

/** One profile of a provider, as the order sees it. Times are epoch ms. */
export interface OrderCandidate {
  id: string;
  kind: Kind;
  createdAt: number;
  /** When it last served; absent when it never did. */
  lastUsedAt?: number | null;
  /** Why it cannot serve; null when it can. */
  why: UnavailableReason | null;
  cooldownUntil: number | null;
}

/** One line of "which credential next, and why not the others". */
export interface Place {
  id: string;
  /** 1-based; null when it cannot serve. */
  place: number | null;
  available: boolean;
  why: UnavailableReason | null;
}

const rank: Record<Kind, number> = { oauth: 0, token: 1, api_key: 2, none: 3 };

function byDefault(a: OrderCandidate, b: OrderCandidate): number {
  return (
    rank[a.kind] - rank[b.kind] ||
    (a.lastUsedAt ?? 0) - (b.lastUsedAt ?? 0) ||
    a.createdAt - b.createdAt ||
    (a.id < b.id ? -1 : 1)
  );
}

function bySoonestEnd(a: OrderCandidate, b: OrderCandidate): number {
  return (a.cooldownUntil ?? 0) - (b.cooldownUntil ?? 0);
}

/**
 * How many siblings, who stand in their places and of whom nobody said an order, stay before a newcomer that can serve: ten
 * thousand of them need not be sorted again for one.
 */
export function countBefore(
  newcomer: OrderCandidate,
  siblings: readonly string[],
  candidate: (id: string) => OrderCandidate | undefined,
  pinned: string | null,
): number {
  const staysBefore = (sibling: OrderCandidate | undefined) => {
    if (sibling === undefined || !keepsPlace(sibling.why) || sibling.why === 'cooling') return false;
    return newcomer.id !== pinned && (sibling.id === pinned || byDefault(sibling, newcomer) < 0);
  };
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (staysBefore(candidate(siblings[middle] ?? ''))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The explicit order of a provider as it applies to the profiles it has: null when there is none, or when none of what
 * it names is left. An empty one is a decision: nobody serves.
 */
export function effectiveOrder(
  explicit: readonly string[] | undefined,
  ids: ReadonlySet<string>,
): readonly string[] | null {
  if (explicit === undefined) return null;
  const known = [...new Set(explicit)].filter((id) => ids.has(id));
  return known.length === 0 && explicit.length > 0 ? null : known;
}

/**
 * Who serves first among the profiles of one provider: the pinned one, then the effective order, else logins before tokens
 * before keys, then the least recently used, then the oldest; cooling ones last by soonest end, a pinned one too, and the
 * rest without a place (D-B16).
 */
export function placesOf(
  candidates: readonly OrderCandidate[],
  effective: readonly string[] | null,
  pinned: string | null = null,
): Place[] {
  const position = new Map((effective ?? []).map((id, index) => [id, index]));
  const positionOf = ({ id }: OrderCandidate) => (id === pinned ? -1 : (position.get(id) ?? position.size));
  const sorted = candidates.toSorted((a, b) => positionOf(a) - positionOf(b) || byDefault(a, b));
  const ready = sorted.filter(({ why }) => keepsPlace(why) && why !== 'cooling');
  const cooling = sorted.filter(({ why }) => why === 'cooling').sort(bySoonestEnd);
  const placed = [...ready, ...cooling].map(({ id, why }, index) => ({
    id,
    place: index + 1,
    available: why === null,
    why,
  }));
  const out = sorted
    .filter(({ why }) => !keepsPlace(why))
    .map(({ id, why }) => ({ id, place: null, available: false, why }));
  return [...placed, ...out];
}

/** The one that serves next; null when none can. */
export function nextOf(places: readonly Pick<Place, 'id' | 'available'>[]): string | null {
  return places.find(({ available }) => available)?.id ?? null;
}
