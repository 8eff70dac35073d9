import type { UnavailableReason } from './words.ts';

/** Why a profile cannot serve, in a word or two. */
export const whyNot: Readonly<Record<UnavailableReason, string>> = {
  disabled_by_user: 'disabled by you',
  expired: 'expired',
  cooling: 'cooling down',
  disabled: 'refused',
  missing_credential: 'no secret',
  unresolved_ref: 'reference leads nowhere',
  invalid_expires: 'its date is none',
  excluded_by_order: 'not in the order',
  vault_locked: 'vault is locked',
};
