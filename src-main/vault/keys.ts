import { telling } from '../../src-shared/say.ts';
import type { Hold } from './hold.ts';
import type { Turns } from './in-turn.ts';
import { rotateKey } from './rotate-key.ts';
import { addSlot, removeSlot, slotOffers, testSlot } from './slot-acts.ts';
import { listSlots } from './slot-list.ts';
import { opensAlone, slotStates } from './slot-report.ts';
import type { VaultKeys } from './vault-keys.ts';

/** The ways into the vault, one act at a time. See {@link VaultKeys}. */
export function createVaultKeys(hold: Hold, inTurn: Turns): VaultKeys {
  return {
    slots: () => slotStates(hold),
    offers: () => slotOffers(hold),
    add: (slot, given, consent) => inTurn(() => addSlot(hold, slot, given, consent)),
    remove: (selector, how) => inTurn(() => removeSlot(hold, selector, how)),
    test: (selector, given) => inTurn(() => testSlot(hold, selector, given)),
    rotate: (how) => inTurn(() => rotateKey(hold, how)),
    async whyNotLockable() {
      for (const slot of listSlots(hold.document().key.slots)) {
        if (!(await opensAlone(hold, slot))) return null;
      }
      return telling(
        'every slot of this vault opens without anyone, by a file that this machine reads by itself',
      );
    },
  };
}
