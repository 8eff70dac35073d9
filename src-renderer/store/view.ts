import { hold, type Held } from './signal.ts';

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

/** The first steps of an empty vault. */
export type SetupStep = 'protect' | 'find' | 'add';

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
  /** `first`: the gateway it opens at; null for their list. */
  | { readonly kind: 'gateways'; readonly first: string | null }
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
  take(): string | null;
}

function handOver(): HandOver {
  let waiting: string | null = null;
  return {
    put(text) {
      waiting = text;
    },
    take() {
      const text = waiting;
      waiting = null;
      return text;
    },
  };
}

/** A window that shows everything and has nothing open. */
export function createView(): View {
  return {
    search: hold(''),
    state: hold<StateFilter>('all'),
    providers: hold<ReadonlySet<string>>(new Set()),
    details: hold<string | null>(null),
    over: hold<Open | null>(null),
    pasted: handOver(),
    skipped: hold<ReadonlySet<SetupStep>>(new Set()),
    picked: hold<ReadonlySet<string> | null>(null),
    manyUnderWay: hold<{ behind: number; of: number } | null>(null),
  };
}
