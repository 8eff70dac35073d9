import type { Profile } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { onOurClock, type WrongClock } from '../../src-shared/wrong-clock.ts';
import { expiringWithinMs, expiryGraceMs, renewalGraceMs } from '../../src-shared/expiry.ts';
import { telling } from '../../src-shared/say.ts';
import type { HealthRecord } from '../health/record.ts';
import { dayMs, dayStart } from '../health/roll-up.ts';
import type { TrueTime } from '../health/true-time.ts';
import type { Clock } from '../ports.ts';
import { keepsPlace } from '../selection/availability.ts';
import { countBefore } from '../selection/order.ts';
import { keepViews } from '../selection/kept-views.ts';
import { servingFor } from '../selection/in-force.ts';
import { candidateOf, viewProfile, viewProfiles, type Linked } from '../selection/profile-view.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { entryOf, type Serving } from '../vault/serving.ts';
import type { Vault } from '../vault/vault.ts';

/** What the core believes of every profile, as all doors show it: kept ready, and compared to tell what changed. */
export interface Book {
  /** By provider and place; of one provider, if named. */
  list(provider?: string): Profile[];
  /** The same as that word on who serves has it, for one agent or for nobody in particular. */
  listFor(serving: Serving, agent: string | null, provider?: string): Profile[];
  /** As it was last looked at: its place may have moved since, when it is one of thousands. */
  find(id: string): Profile | null;
  /** Throws `not_found`. */
  get(id: string): Profile;
  /** Looks again at one provider's profiles, since a change to one moves the places of the others; or at all. */
  look(provider?: string): void;
  /** Looks again at one profile after an answer, or for the first time; at its siblings when their places are asked for. */
  lookAt(id: string): void;
  /** When the next profile changes by the clock alone (a cooldown or a date is reached); null when none will. Epoch ms. */
  nextMoment(): number | null;
  /** When anybody answered last; epoch ms. */
  lastAnswerAt(): number | null;
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
  const byId = new Map<string, Profile>();
  /** The ids of each provider, by place. */
  const places = new Map<string, readonly string[]>();
  /** Providers whose places hang on an answer that came since. */
  const moved = new Set<string>();
  /** When each served last, as its place was told by; epoch ms. */
  const usedAt = new Map<string, number | null>();

  const see = keepViews((view, { now, wrongClock = null }) =>
    Math.min(...momentsOf(view, wrongClock, now).filter((moment) => moment > now)),
  );

  const circumstances = () => ({
    locked: vault.state() === 'locked',
    now: clock.now(),
    wrongClock: time.wrong(),
    probesPerDay: parts.probesPerDay(),
  });

  const viewsFor = (serving: Serving, agent: string | null, provider?: string) => {
    const stored = [...vault.profiles().values()].filter(
      (profile) => provider === undefined || profile.provider === provider,
    );
    return viewProfiles({
      profiles: stored,
      linked: (id) => linked.get(id) ?? null,
      ...servingFor(serving, agent, vault.grants()),
      damaged: new Set(vault.damage().map(({ id }) => id)),
      record: parts.record,
      see,
      ...circumstances(),
    });
  };

  const show = (view: Profile) => {
    const before = byId.get(view.id);
    if (before === view) return;
    byId.set(view.id, view);
    usedAt.set(view.id, parts.record(view.id).lastUsedAt);
    if (!isSame(before, view)) parts.onTouched(view.id);
  };

  const look = (provider?: string) => {
    if (provider === undefined) moved.clear();
    else moved.delete(provider);
    const seen = Map.groupBy(viewsFor(vault.serving(), null, provider), (view) => view.provider);
    const scope = provider === undefined ? new Set([...places.keys(), ...seen.keys()]) : [provider];
    for (const each of scope) {
      const views = seen.get(each) ?? [];
      const gone = new Set(places.get(each));
      for (const view of views) {
        gone.delete(view.id);
        show(view);
      }
      for (const id of gone) {
        byId.delete(id);
        usedAt.delete(id);
        parts.onTouched(id);
      }
      if (views.length === 0) places.delete(each);
      else
        places.set(
          each,
          views.map(({ id }) => id),
        );
    }
  };
  look();

  const idsOf = (provider: string) => places.get(provider) ?? [];

  const standing = (id: string) => {
    const view = byId.get(id);
    return view && candidateOf(view, usedAt.get(id) ?? null);
  };

  /** Of ten thousand siblings only those behind a newcomer move (D-C2). False where more than that is to be looked at. */
  function join(stored: StoredProfile): boolean {
    const { id, provider } = stored;
    const { order, pins, usedBy } = servingFor(vault.serving(), null, vault.grants());
    if (moved.has(provider) || entryOf(order, provider) !== null) return false;
    const record = parts.record(id);
    const facts = { linked: linked.get(id) ?? null, damaged: false, excluded: false, usedBy: usedBy(id) };
    const sight = see({ stored, record, ...facts, ...circumstances() });
    if (!sight.view.available) return false;
    const siblings = idsOf(provider);
    const newcomer = candidateOf(sight.view, record.lastUsedAt);
    const before = countBefore(newcomer, siblings, standing, entryOf(pins, provider));
    for (const view of siblings.slice(before).flatMap((behind) => byId.get(behind) ?? []))
      if (view.order !== null) show({ ...view, order: view.order + 1 });
    show(sight.at(before + 1));
    places.set(provider, siblings.toSpliced(before, 0, id));
    return true;
  }

  /** An answer changes neither what is stored nor the order; when it served, and whether and until when it rests, may move its siblings. */
  function lookAt(id: string): void {
    const before = byId.get(id);
    const stored = vault.profiles().get(id);
    if (stored === undefined) return;
    if (before === undefined) {
      if (!join(stored)) look(stored.provider);
      return;
    }
    const view = viewProfile({
      stored,
      record: parts.record(id),
      linked: linked.get(id) ?? null,
      damaged: before.damaged,
      excluded: before.unavailableReason === 'excluded_by_order',
      place: before.order,
      usedBy: before.usedBy,
      ...circumstances(),
    });
    const { lastUsedAt } = parts.record(id);
    const stays =
      lastUsedAt === (usedAt.get(id) ?? null) &&
      view.unavailableReason === before.unavailableReason &&
      view.health.cooldownUntil === before.health.cooldownUntil;
    if (!stays) moved.add(stored.provider);
    byId.set(id, stays || keepsPlace(view.unavailableReason) ? view : { ...view, order: null });
    parts.onTouched(id);
  }

  const settle = () => {
    for (const provider of moved) look(provider);
  };

  return {
    list(provider) {
      settle();
      const ids = provider === undefined ? [...places.keys()].sort().flatMap(idsOf) : idsOf(provider);
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    listFor: viewsFor,
    find: (id) => byId.get(id) ?? null,
    get(id) {
      settle();
      const view = byId.get(id);
      if (view === undefined) throw noSuchProfile(id);
      return view;
    },
    look,
    lookAt,
    lastAnswerAt() {
      let last: number | null = null;
      for (const { lastAnswer } of byId.values())
        if (lastAnswer !== null && (last === null || lastAnswer.at > last)) last = lastAnswer.at;
      return last;
    },
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

/** Whether two views say the same, member by member: to write ten thousand out and compare takes longer than all else. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isComposed(a) || !isComposed(b)) return false;
  let more = 0;
  for (const name in a) {
    if (!isSame(a[name], b[name])) return false;
    more += 1;
  }
  // Listing the members of plain objects in a loop makes no copies.
  for (const _ in b) more -= 1;
  return more === 0;
}

function isComposed(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The same sentence wherever a profile is asked for that is not there. */
export function noSuchProfile(id: string): KeywatchError {
  const shown = repeatable(id);
  return new KeywatchError(
    'not_found',
    telling('There is no profile {which}; nothing was changed; keywatch auth list shows them.', {
      which: shown ?? telling('of that id'),
    }),
    { id: shown },
  );
}

/** The moments, by our clock, at which a profile's view changes though nothing happens to it. */
function momentsOf(view: Profile, wrong: WrongClock | null, now: number): number[] {
  const { cooldownUntil, restingModel } = view.health;
  const end = view.expiry.expiresAt === null ? null : onOurClock(view.expiry.expiresAt, wrong);
  const ends =
    end === null ? [] : [end - expiringWithinMs, end + expiryGraceMs + 1, end + renewalGraceMs + 1];
  // A new day has a budget of its own.
  const days = view.probing.usedToday > 0 ? [dayStart(now) + dayMs] : [];
  const rests = [cooldownUntil, restingModel?.until ?? null].filter((until) => until !== null);
  return [...ends, ...days, ...rests];
}
