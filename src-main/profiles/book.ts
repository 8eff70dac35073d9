import type { Profile } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { onOurClock, type WrongClock } from '../../src-shared/wrong-clock.ts';
import { expiringWithinMs, expiryGraceMs, renewalGraceMs } from '../../src-shared/expiry.ts';
import type { HealthRecord } from '../health/record.ts';
import { dayMs, dayStart } from '../health/roll-up.ts';
import type { TrueTime } from '../health/true-time.ts';
import type { Clock } from '../ports.ts';
import { viewProfiles, type Linked } from '../selection/profile-view.ts';
import type { Vault } from '../vault/vault.ts';

/** What the core believes of every profile, as all doors show it: kept ready, and compared to tell what changed. */
export interface Book {
  /** By provider and place; of one provider, if named. */
  list(provider?: string): Profile[];
  find(id: string): Profile | null;
  /** Throws `not_found`. */
  get(id: string): Profile;
  /** Looks again at one provider's profiles, since a change to one moves the places of the others; or at all. */
  look(provider?: string): void;
  /** When the next profile changes by the clock alone (a cooldown or a date is reached); null when none will. Epoch ms. */
  nextMoment(): number | null;
}

export function createBook(parts: {
  vault: Vault;
  clock: Clock;
  time: Pick<TrueTime, 'wrong'>;
  record: (id: string) => HealthRecord;
  linked: ReadonlyMap<string, Linked>;
  probesPerDay: () => number;
  onTouched: (id: string) => void;
}): Book {
  const { vault, clock, time, linked } = parts;
  let groups = new Map<string, Profile[]>();
  let byId = new Map<string, Profile>();

  const look = (provider?: string) => {
    const stored = [...vault.profiles().values()].filter(
      (profile) => provider === undefined || profile.provider === provider,
    );
    const seen = viewProfiles({
      profiles: stored,
      record: parts.record,
      linked: (id) => linked.get(id) ?? null,
      order: vault.order(),
      damaged: new Set(vault.damage().map(({ id }) => id)),
      locked: vault.state() === 'locked',
      now: clock.now(),
      wrongClock: time.wrong(),
      probesPerDay: parts.probesPerDay(),
    });
    const fresh = Map.groupBy(seen, (view) => view.provider);
    if (provider === undefined) groups = fresh;
    else groups.set(provider, seen);
    groups = new Map(
      [...groups].filter(([, views]) => views.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    const before = byId;
    byId = new Map([...groups.values()].flat().map((view) => [view.id, view]));
    const inScope = (view: Profile) => provider === undefined || view.provider === provider;
    for (const view of seen) {
      if (JSON.stringify(before.get(view.id)) !== JSON.stringify(view)) parts.onTouched(view.id);
    }
    for (const view of before.values()) {
      if (inScope(view) && !byId.has(view.id)) parts.onTouched(view.id);
    }
  };
  look();

  return {
    list: (provider) => (provider === undefined ? [...byId.values()] : [...(groups.get(provider) ?? [])]),
    find: (id) => byId.get(id) ?? null,
    get(id) {
      const view = byId.get(id);
      if (view === undefined) throw noSuchProfile(id);
      return view;
    },
    look,
    nextMoment() {
      const now = clock.now();
      const wrong = time.wrong();
      let next: number | null = null;
      for (const view of byId.values()) {
        for (const moment of momentsOf(view, wrong, now)) {
          if (moment > now && (next === null || moment < next)) next = moment;
        }
      }
      return next;
    },
  };
}

/** The same sentence wherever a profile is asked for that is not there. */
export function noSuchProfile(id: string): KeywatchError {
  const shown = repeatable(id);
  return new KeywatchError(
    'not_found',
    `There is no profile ${shown ?? 'of that id'}; nothing was changed; \`keywatch auth list\` shows them.`,
    { id: shown },
  );
}

/** The moments, by our clock, at which a profile's view changes though nothing happens to it. */
function momentsOf(view: Profile, wrong: WrongClock | null, now: number): number[] {
  const { cooldownUntil } = view.health;
  const end = view.expiry.expiresAt === null ? null : onOurClock(view.expiry.expiresAt, wrong);
  const ends =
    end === null ? [] : [end - expiringWithinMs, end + expiryGraceMs + 1, end + renewalGraceMs + 1];
  // A new day has a budget of its own.
  const days = view.probing.usedToday > 0 ? [dayStart(now) + dayMs] : [];
  return [...ends, ...days, ...(cooldownUntil === null ? [] : [cooldownUntil])];
}
