import type { Profile } from '../../src-shared/contract-schema.ts';
import { expiryOf, type ExpiryFacts } from '../../src-shared/expiry.ts';
import { trueNow, type WrongClock } from '../../src-shared/wrong-clock.ts';
import { defaultSettings } from '../../src-shared/settings.ts';
import { askedToday } from '../health/budget.ts';
import { cooldownOver } from '../health/cooldown.ts';
import { asHealth } from '../health/next-record.ts';
import { unseen, type HealthRecord } from '../health/record.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { whyNotAvailable } from './availability.ts';
import { effectiveOrder, placesOf, type OrderCandidate } from './order.ts';

/** What was read where a secret lies that is not kept here. */
export interface Linked {
  /** The tool that renews this login by itself; null where nobody does (D-A11). */
  renewedBy: string | null;
  /** When the owner's file says it ends; null where it says nothing. Epoch ms. */
  expiresAt: number | null;
  /** When what was read there last changed; absent or null where that is not known. Epoch ms. */
  changedAt?: number | null;
  /** HMAC of what lies there; absent or null of a login, which its owner renews. */
  fingerprint?: string | null;
  /** It was looked for and is not there, or cannot be read. */
  unresolved: boolean;
  /** Why its store does not give it now; null or absent where it does, and of what lies in none. */
  unread?: Profile['unread'];
}

/** What is stored and what was seen of one profile. Times are epoch ms. */
export interface ProfileParts {
  stored: StoredProfile;
  record: HealthRecord | null | undefined;
  /** By our own clock, which dated the record. */
  now: number;
  /** Set where that clock is wrong: what ends is judged without its error. */
  wrongClock?: WrongClock | null;
  linked?: Linked | null;
  /** Its record fails its check (D-A2). */
  damaged?: boolean;
  locked?: boolean;
  /** The explicit order leaves it out. */
  excluded?: boolean;
  place?: number | null;
  usedBy?: readonly string[];
  /** What "expires soon" means. Milliseconds. */
  withinMs?: number;
  /** How many questions a day the schedule may put about one that says nothing of its own. */
  probesPerDay?: number;
}

/** The characters of a fingerprint a door shows (D-B33). */
const fingerprintLength = 8;

// Nobody looked where the login lies, as in a command without an owner: its owner is taken to renew it.
function renewerOf({ kind, owner }: StoredProfile, linked: Linked | null): string | null {
  if (linked !== null) return linked.renewedBy;
  return kind === 'oauth' ? owner : null;
}

function endFacts(stored: StoredProfile, record: HealthRecord, linked: Linked | null): ExpiryFacts {
  const { learnedExpiresAt, learnedFrom } = record;
  const renewedBy = renewerOf(stored, linked);
  const told = linked?.expiresAt ?? null;
  return told === null
    ? { expiresAt: stored.expiresAt, expiryFrom: stored.expiryFrom, learnedExpiresAt, learnedFrom, renewedBy }
    : { expiresAt: told, expiryFrom: 'file', renewedBy };
}

/** What the doors show of one profile: what is stored, what was seen, judged now. */
export function viewProfile(parts: ProfileParts): Profile {
  const { stored, now, linked = null, damaged = false } = parts;
  const record = cooldownOver(parts.record ?? unseen(stored.id), now);
  const expiry = expiryOf(endFacts(stored, record, linked), trueNow(now, parts.wrongClock), parts.withinMs);
  const health = asHealth(record, now);
  const unavailableReason = whyNotAvailable({
    stored,
    expiry,
    health,
    unusable: record.unusable,
    damaged,
    unresolved: linked?.unresolved ?? false,
    unread: (linked?.unread ?? null) !== null,
    excluded: parts.excluded ?? false,
    locked: parts.locked ?? false,
  });
  return {
    id: stored.id,
    name: stored.name,
    provider: stored.provider,
    kind: stored.kind,
    source: stored.source,
    owner: stored.owner,
    mask: stored.mask,
    fingerprint: stored.fingerprint?.slice(0, fingerprintLength) ?? null,
    reference: stored.reference,
    unread: linked?.unread ?? null,
    enabled: stored.enabled,
    disabledNote: stored.disabledNote,
    tags: stored.tags,
    notes: stored.notes,
    baseUrl: stored.baseUrl,
    api: stored.api,
    config: stored.config,
    rotateEveryMs: stored.rotateEveryMs,
    secretAt: stored.secretAt ?? stored.createdAt,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    expiry,
    health,
    lastAnswer: record.lastAnswer,
    verdictAt: record.verdictAt,
    nextProbeAt: record.nextProbeAt,
    probing: {
      budget: stored.probesPerDay ?? parts.probesPerDay ?? defaultSettings.probesPerDay,
      usedToday: askedToday(record.asked, now),
      ownBudget: stored.probesPerDay,
      everyMs: record.pace?.everyMs ?? null,
      slowedBy: record.pace?.slowedBy ?? null,
    },
    available: unavailableReason === null,
    unavailableReason,
    order: parts.place ?? null,
    usedBy: [...(parts.usedBy ?? [])],
    damaged,
    facts: record.facts,
    trail: record.trail,
  };
}

/** What its place hangs on. `lastUsedAt` is when it last served; null when it never did. Epoch ms. */
export function candidateOf(
  { id, kind, createdAt, unavailableReason, health: { cooldownUntil } }: Profile,
  lastUsedAt: number | null,
): OrderCandidate {
  return { id, kind, createdAt, lastUsedAt, why: unavailableReason, cooldownUntil };
}

/** A view before its place is known, and with it. */
export interface Sight {
  view: Profile;
  at(place: number | null): Profile;
}

/** Places hang on what its siblings look like, so each is seen first and placed then. */
export function sightOf(parts: ProfileParts): Sight {
  const view = viewProfile(parts);
  return { view, at: (place) => (view.order === place ? view : { ...view, order: place }) };
}

const nobody: readonly string[] = [];

/** Everything the vault and the history hold; what is absent is empty. */
export interface WholePicture {
  profiles: Iterable<StoredProfile>;
  /** What was seen of a profile; nothing where nobody asked yet. */
  record(id: string): HealthRecord | null | undefined;
  now: number;
  wrongClock?: WrongClock | null;
  /** What was read of a profile whose secret lies elsewhere; null or absent where nobody looked. */
  linked?(id: string): Linked | null;
  /** The explicit order per provider. */
  order?: Readonly<Record<string, readonly string[]>>;
  /** The one that goes first, per provider. */
  pins?: Readonly<Record<string, string>>;
  damaged?: ReadonlySet<string>;
  locked?: boolean;
  usedBy?(id: string): readonly string[];
  withinMs?: number;
  probesPerDay?: number;
  /** Looks at each; {@link sightOf} unless told. */
  see?(parts: ProfileParts): Sight;
}

function viewProvider(
  stored: readonly StoredProfile[],
  set: { explicit: readonly string[] | undefined; pinned: string | null },
  picture: WholePicture,
): Profile[] {
  const effective = effectiveOrder(set.explicit, new Set(stored.map(({ id }) => id)));
  const listed = effective && new Set(effective);
  const { now, withinMs, probesPerDay, wrongClock = null, see = sightOf } = picture;
  const sights = new Map(
    stored.map((profile) => {
      const { id } = profile;
      const sight = see({
        stored: profile,
        record: picture.record(id),
        now,
        wrongClock,
        linked: picture.linked?.(id) ?? null,
        damaged: picture.damaged?.has(id) ?? false,
        locked: picture.locked ?? false,
        excluded: listed !== null && !listed.has(id),
        usedBy: picture.usedBy?.(id) ?? nobody,
        ...(withinMs === undefined ? {} : { withinMs }),
        ...(probesPerDay === undefined ? {} : { probesPerDay }),
      });
      return [id, sight] as const;
    }),
  );
  const candidates = Array.from(sights.values(), ({ view }) =>
    candidateOf(view, picture.record(view.id)?.lastUsedAt ?? null),
  );
  return placesOf(candidates, effective, set.pinned).flatMap(({ id, place }) => {
    const sight = sights.get(id);
    return sight === undefined ? [] : [sight.at(place)];
  });
}

/**
 * Every profile as the doors show it, by provider and place: the one way from what is stored and seen to what is
 * shown, for the core and for commands that read without an owner. The profiles of one provider alone give the same.
 */
export function viewProfiles(picture: WholePicture): Profile[] {
  const byProvider = Map.groupBy(picture.profiles, ({ provider }) => provider);
  const explicit = new Map(Object.entries(picture.order ?? {}));
  const pins = new Map(Object.entries(picture.pins ?? {}));
  return [...byProvider]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([provider, stored]) =>
      viewProvider(stored, { explicit: explicit.get(provider), pinned: pins.get(provider) ?? null }, picture),
    );
}
