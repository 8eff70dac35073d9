import { hold, type Held, type Seen } from './signal.ts';

/** Which of the states the list is narrowed to. */
export type StateFilter = 'all' | 'attention' | 'healthy' | 'cooldown' | 'disabled' | 'unknown';

/** The ways to add what has a key. */
export type KeyWay = 'key' | 'reference' | 'setup-token';
export type AddWay = KeyWay | 'no-key';

/** The sections of the settings. */
export type SettingsPage =
  | 'checking'
  | 'notices'
  | 'vault'
  | 'computer'
  | 'network'
  | 'gateways'
  | 'updates'
  | 'about';

/** The first steps, in the order of a person's first minutes. */
export type SetupStep = 'protect' | 'find' | 'add' | 'test' | 'link' | 'start';

/** What lies over the window. */
export type Open =
  | { readonly kind: 'add'; readonly way: AddWay; readonly provider: string | null }
  | { readonly kind: 'edit'; readonly id: string }
  | { readonly kind: 'replace'; readonly id: string }
  /** `about`: the profile it was opened from. */
  | { readonly kind: 'explain'; readonly about: string | null }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'discover' }
  | { readonly kind: 'setup' }
  /** `page`: where it opens. */
  | { readonly kind: 'protection'; readonly page: 'overview' | 'recovery' | 'change-key' }
  | { readonly kind: 'backups' }
  | { readonly kind: 'export' }
  | { readonly kind: 'import' }
  /** `first`: the gateway it opens at, and whether to link it; null for their list. */
  | { readonly kind: 'gateways'; readonly first: string | null; readonly links?: true }
  | { readonly kind: 'service' }
  /** What puts keys into the requests of tools. */
  | { readonly kind: 'relay' }
  | { readonly kind: 'accesses' }
  | { readonly kind: 'calendar' }
  /** What is wrong with the vault and around it. */
  | { readonly kind: 'doctor' }
  | { readonly kind: 'settings'; readonly page: SettingsPage }
  | { readonly kind: 'commands' }
  | { readonly kind: 'shortcuts' };

/** What this window shows now; nothing of it outlives the window. */
export interface View {
  readonly search: Held<string>;
  readonly state: Held<StateFilter>;
  /** Empty means every provider. */
  readonly providers: Held<ReadonlySet<string>>;
  /** The profile whose details are open. */
  readonly details: Held<string | null>;
  readonly over: Held<Open | null>;
  /** Opens one dialog out of another, to which closing it leads back. */
  lead(to: Open): void;
  /** Closes what lies over the window; where something else led there, that is open again. */
  back(): void;
  /** Where somebody was who has just come back: the button that led there takes the focus. */
  readonly cameFrom: Seen<Open | null>;
  readonly pasted: HandOver;
  /** First steps that were passed over; they come back with the next window. */
  readonly skipped: Held<ReadonlySet<SetupStep>>;
  /** Profiles that were picked for one act on all of them; null while nobody picks. */
  readonly picked: Held<ReadonlySet<string> | null>;
  /** How far one act on many is, which is told once, at its end; null while there is none. */
  readonly manyUnderWay: Held<{ readonly behind: number; readonly of: number } | null>;
}

/**
 * Carries a paste from where it fell to the form that takes it, once. It is no state: nothing renders it, and nothing
 * keeps it after it was taken.
 */
export interface HandOver {
  put(text: string): void;
  /** Takes what waits and whatever is put from now on; gives what ends it. */
  takeBy(taker: (text: string) => void): () => void;
}

function handOver(): HandOver {
  let waiting: string | null = null;
  let there: ((text: string) => void) | null = null;
  return {
    put(text) {
      if (there === null) waiting = text;
      else there(text);
    },
    takeBy(taker) {
      there = taker;
      const text = waiting;
      waiting = null;
      if (text !== null) taker(text);
      return () => {
        if (there === taker) there = null;
      };
    },
  };
}

/** What lies over the window, and the way back through what led there. */
function layers(): Pick<View, 'over' | 'lead' | 'back' | 'cameFrom'> {
  const over = hold<Open | null>(null);
  const cameFrom = hold<Open | null>(null);
  let under: readonly Open[] = [];
  return {
    cameFrom,
    over: {
      ...over,
      set(next) {
        // The same dialog at another of its pages was led to as before.
        if (next?.kind !== over.get()?.kind) under = [];
        cameFrom.set(null);
        over.set(next);
      },
    },
    lead(to) {
      const from = over.get();
      if (from !== null) under = [...under, from];
      over.set(to);
    },
    back() {
      const left = over.get();
      const before = under.at(-1) ?? null;
      under = under.slice(0, -1);
      cameFrom.set(before === null ? null : left);
      over.set(before);
    },
  };
}

/** A window that shows everything and has nothing open. */
export function createView(): View {
  return {
    ...layers(),
    search: hold(''),
    state: hold<StateFilter>('all'),
    providers: hold<ReadonlySet<string>>(new Set()),
    details: hold<string | null>(null),
    pasted: handOver(),
    skipped: hold<ReadonlySet<SetupStep>>(new Set()),
    picked: hold<ReadonlySet<string> | null>(null),
    manyUnderWay: hold<{ behind: number; of: number } | null>(null),
  };
}
