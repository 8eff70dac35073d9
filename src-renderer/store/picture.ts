import type { Change } from '../../src-shared/contract-changes.ts';
import type { Alert, CoreState, Profile, Settings } from '../../src-shared/contract-schema.ts';
import { createSignal, hold, type Held, type Seen, type Signal } from './signal.ts';

/** What this window believes about the core: the last snapshot with every change since. Holds no secret. */
export interface Picture {
  readonly profiles: Seen<readonly Profile[]>;
  readonly alerts: Seen<readonly Alert[]>;
  readonly settings: Held<Settings | null>;
  readonly state: Held<CoreState | null>;
  /** Why the picture cannot be kept up to date; null while it can. */
  readonly fault: Held<string | null>;
  /** Why there is nothing to show: the vault cannot be read; null while it can. */
  readonly unreadable: Held<string | null>;
  /** True once a whole snapshot has arrived. */
  readonly whole: Held<boolean>;
  profile(id: string): Profile | undefined;
  subscribeProfile(id: string, listener: () => void): () => void;
  /** Takes one change; false when numbers are missing and a new snapshot is needed. */
  apply(change: Change): boolean;
}

/** An empty picture. `soon` runs its argument a little later, once for many calls. */
export function createPicture(soon: (act: () => void) => void): Picture {
  let known = new Map<string, Profile>();
  let coming = new Map<string, Profile>();
  let lastNumber = 0;
  let collecting = false;
  const rows = new Map<string, Signal>();
  const profiles = hold<readonly Profile[]>([]);
  const alerts = hold<readonly Alert[]>([]);
  const settings = hold<Settings | null>(null);
  const state = hold<CoreState | null>(null);
  const whole = hold(false);
  const fault = hold<string | null>(null);
  const unreadable = hold<string | null>(null);

  const listAgain = () => profiles.set([...known.values()]);
  const tellRow = (id: string) => rows.get(id)?.tell();

  const replaceAll = (next: Map<string, Profile>) => {
    const before = known;
    known = next;
    listAgain();
    for (const id of rows.keys()) if (before.get(id) !== next.get(id)) tellRow(id);
  };

  return {
    profiles,
    alerts,
    settings,
    state,
    whole,
    fault,
    unreadable,
    profile: (id) => known.get(id),
    subscribeProfile(id, listener) {
      const signal = rows.get(id) ?? createSignal();
      rows.set(id, signal);
      return signal.subscribe(listener);
    },
    apply(change) {
      if (change.type !== 'snapshot' && change.n !== lastNumber + 1) return false;
      lastNumber = change.n;
      fault.set(null);
      unreadable.set(null);
      switch (change.type) {
        case 'snapshot':
          if (!collecting) coming = new Map();
          collecting = !change.complete;
          for (const profile of change.profiles) coming.set(profile.id, profile);
          if (change.complete || known.size === 0) replaceAll(new Map(coming));
          alerts.set(change.alerts);
          settings.set(change.settings);
          state.set(change.state);
          if (change.complete) whole.set(true);
          break;
        case 'profile':
          known.set(change.profile.id, change.profile);
          tellRow(change.profile.id);
          soon(listAgain);
          break;
        case 'removed':
          known.delete(change.id);
          tellRow(change.id);
          soon(listAgain);
          break;
        case 'alerts':
          alerts.set(change.alerts);
          break;
        case 'settings':
          settings.set(change.settings);
          break;
        case 'state':
          state.set(change.state);
          break;
      }
      return true;
    },
  };
}

/** Runs an act once after the current burst of changes: with the next frame, or soon when no frame is drawn. */
export function oncePerFrame(): (act: () => void) => void {
  const waiting = new Set<() => void>();
  let planned = false;
  const run = () => {
    if (!planned) return;
    planned = false;
    const acts = [...waiting];
    waiting.clear();
    for (const act of acts) act();
  };
  return (act) => {
    waiting.add(act);
    if (planned) return;
    planned = true;
    requestAnimationFrame(run);
    setTimeout(run, 100);
  };
}
