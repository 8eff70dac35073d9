import { say, saying } from './say.ts';
import type { UnavailableReason } from './words.ts';

const reasons: Readonly<Record<UnavailableReason, string>> = {
  disabled_by_user: saying('disabled by you'),
  expired: saying('expired'),
  cooling: saying('cooling down'),
  disabled: saying('refused'),
  missing_credential: saying('no secret'),
  unresolved_ref: saying('reference leads nowhere'),
  unread_ref: saying('its store does not give it'),
  invalid_expires: saying('its date is none'),
  excluded_by_order: saying('not in the order'),
  vault_locked: saying('vault is locked'),
};

/** Why a profile cannot serve, in a word or two. */
export const whyNot = (reason: UnavailableReason): string => say(reasons[reason]);
