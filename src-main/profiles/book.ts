import type { Profile } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { viewProfiles } from '../selection/profile-view.ts';
import type { Clock } from '../ports.ts';
import type { HealthRecord } from '../health/record.ts';
import type { Vault } from '../vault/vault.ts';

/** What the core believes of every profile, as all doors show it: kept ready, and compared to tell what changed. */
export interface Book {
  /** In the vault's order; of one provider, if named. */
  list(provider?: string): Profile[];
  find(id: string): Profile | null;
  /** Throws `not_found`. */
  get(id: string): Profile;
  /** Looks again at one provider's profiles, since a change to one moves the places of the others; or at all. */
  look(provider?: string): void;
  /** When the next profile changes by the clock alone (a cooldown or a date is reached); null when none will. Epoch ms. */
  nextMoment(): number | null;
}

export interface Linked {
  /** The tool that renews this login by itself. */
  renewedBy: string | null;
  /** When the owner's file says its access token ends; epoch ms. */
  expiresAt: number | null;
  /** The reference could not be read when last tried. */
  unresolved: boolean;
}

export function createBook(parts: {
  vault: Vault;
  clock: Clock;
  record: (id: string) => HealthRecord;
  linked: (id: string) => Linked | null;
  onTouched: (id: string) => void;
}): Book {
  const { vault, clock } = parts;
  const views = new Map<string, Profile>();

  const look = (provider?: string) => {
    const locked = vault.state() === 'locked';
    const damaged = new Set(vault.damage().map(({ id }) => id));
    const stored = [...vault.profiles().values()].filter(
      (profile) => provider === undefined || profile.provider === provider,
    );
    const seen = viewProfiles({
      profiles: stored,
      record: parts.record,
      linked: parts.linked,
      order: vault.order(),
      damaged,
      locked,
      now: clock.now(),
    });
    const gone = new Set(
      [...views.values()].filter((view) => provider === undefined || view.provider === provider).map(({ id }) => id),
    );
    for (const view of seen) {
      gone.delete(view.id);
      const before = views.get(view.id);
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(view)) continue;
      views.set(view.id, view);
      parts.onTouched(view.id);
    }
    for (const id of gone) {
      views.delete(id);
      parts.onTouched(id);
    }
  };
  look();

  return {
    list: (provider) => [...views.values()].filter((view) => provider === undefined || view.provider === provider),
    find: (id) => views.get(id) ?? null,
    get(id) {
      const view = views.get(id);
      if (view === undefined) {
        throw new KeywatchError('not_found', `There is no profile ${id}; nothing was changed; \`keywatch auth list\` shows them.`);
      }
      return view;
    },
    look,
    nextMoment() {
      const now = clock.now();
      let next: number | null = null;
      for (const view of views.values()) {
        for (const moment of momentsOf(view)) {
          if (moment > now && (next === null || moment < next)) next = moment;
        }
      }
      return next;
    },
  };
}

const dayMs = 86_400_000;
/** Past its end by our grace, a profile counts as expired; a renewed login a day after (D-A11, D-B14). */
const graceMs = 60_000;

/** The moments at which a profile's view changes though nothing happens to it. */
function momentsOf(view: Profile): number[] {
  const { expiresAt } = view.expiry;
  const moments = expiresAt === null ? [] : [expiresAt - 14 * dayMs, expiresAt, expiresAt + graceMs + 1, expiresAt + dayMs + 1];
  if (view.health.cooldownUntil !== null) moments.push(view.health.cooldownUntil);
  return moments;
}
