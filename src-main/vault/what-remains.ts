import { telling } from '../../src-shared/say.ts';
import { formerWaysSaid, type FormerWays } from './former-ways.ts';
import type { SlotState } from './vault-keys.ts';

/** What programs of the same user can do with a vault of these slots, in a sentence. */
export function whatRemains(
  slots: readonly SlotState[],
  state: 'open' | 'locked' | 'read_only',
  former: FormerWays | null,
): string {
  const unprotected = slots.find((slot) => !slot.protected);
  if (unprotected !== undefined) {
    return telling(
      'Whoever can read the data directory can open this vault by its {id} slot, and so can every program that runs as you.',
      { id: unprotected.id },
    );
  }
  if (former !== null && !former.protected) return formerWaysSaid(former);
  const keyring = slots.some(({ type }) => type === 'safe-storage' || type === 'os-keyring');
  const file = slots.some(({ type }) => type === 'key-file');
  const key = keyring
    ? telling('ask the unlocked keyring for the key')
    : file
      ? telling('read the key file')
      : telling('watch what you type');
  return state === 'open'
    ? telling(
        'Programs that run as you can ask this Keywatch for any secret while the vault is open, and {what}.',
        { what: key },
      )
    : telling(
        'Programs that run as you get no secret from this Keywatch while the vault is locked; they can still {what}.',
        { what: key },
      );
}
