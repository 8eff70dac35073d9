import { hold, type Held } from './signal.ts';

/** Which of the states the list is narrowed to. */
export type StateFilter = 'all' | 'attention' | 'healthy' | 'cooldown' | 'disabled' | 'unknown';

/** The ways to add what has a key. */
export type KeyWay = 'key' | 'reference' | 'setup-token';
export type AddWay = KeyWay | 'no-key';

/** What lies over the window. */
export type Open =
  | { readonly kind: 'add'; readonly way: AddWay; readonly provider: string | null }
  | { readonly kind: 'edit'; readonly id: string }
  | { readonly kind: 'replace'; readonly id: string }
  /** `about`: the profile it was opened from. */
  | { readonly kind: 'explain'; readonly about: string | null }
  | { readonly kind: 'unlock' }
  /** `page`: where it opens. */
  | { readonly kind: 'protection'; readonly page: 'overview' | 'recovery' }
  | { readonly kind: 'backups' }
  | { readonly kind: 'export' }
  | { readonly kind: 'import' }
  | { readonly kind: 'gateways' }
  | { readonly kind: 'accesses' };

/** What this window shows now; nothing of it outlives the window. */
export interface View {
  readonly search: Held<string>;
  readonly state: Held<StateFilter>;
  /** Empty means every provider. */
  readonly providers: Held<ReadonlySet<string>>;
  /** The profile whose details are open. */
  readonly details: Held<string | null>;
  readonly over: Held<Open | null>;
  /** The settings menu is open. */
  readonly settings: Held<boolean>;
  readonly pasted: HandOver;
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
    settings: hold(false),
    pasted: handOver(),
  };
}
