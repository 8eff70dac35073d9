import { KeywatchError, type ErrorCode } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { TransportReason } from '../ports.ts';

/**
 * Why a store does not give a secret now. None of it says anything of the secret itself, so none makes a profile refused or
 * missing: it cannot be read now.
 */
export const storeTroubles = {
  /** Its program is not here, or may not be trusted. */
  no_program: 'unreachable',
  /** Its program does not know what it was asked. */
  too_old: 'unreachable',
  /** Nobody said where it is. */
  not_set_up: 'unreachable',
  unreachable: 'unreachable',
  /** It answers, and cannot serve: a standby, a limit, a fault of its own. */
  unwell: 'unreachable',
  locked: 'unreachable',
  not_signed_in: 'not_permitted',
  denied: 'not_permitted',
  missing: 'not_found',
  /** What it gave cannot be one secret. */
  unusable: 'invalid_input',
} as const satisfies Readonly<Record<string, ErrorCode>>;

export type StoreTrouble = keyof typeof storeTroubles;

/** What happened and what to do, in words that are told. */
export interface StoreWords {
  what: string;
  remedy: string;
}

/** The error of a store that does not give a secret. Neither what it printed nor what it answered is in it. */
export function storeError(
  store: string,
  trouble: StoreTrouble,
  { what, remedy }: StoreWords,
): KeywatchError {
  return new KeywatchError(
    storeTroubles[trouble],
    telling('{what}; the profile was kept; {remedy}.', { what, remedy }),
    { store, trouble, what, remedy },
  );
}

/** The trouble that an error tells of a store; null of every other error. */
export function troubleOf(error: unknown): (StoreWords & { store: string; trouble: StoreTrouble }) | null {
  if (!(error instanceof KeywatchError)) return null;
  const { store, trouble, what, remedy } = error.details;
  const known = Object.keys(storeTroubles).find((each): each is StoreTrouble => each === trouble);
  if (known === undefined || typeof store !== 'string') return null;
  return { store, trouble: known, what: String(what), remedy: String(remedy) };
}

/** Why nobody answered over the network. */
export const unansweredBecause: Readonly<Record<TransportReason, string>> = {
  dns: telling('there is no host of that name'),
  refused: telling('nothing listens there'),
  reset: telling('it broke the connection off'),
  timeout: telling('it did not answer in time'),
  tls: telling('its certificate is not one this machine trusts'),
  offline: telling('this machine is offline'),
  other: telling('nobody answered'),
};
