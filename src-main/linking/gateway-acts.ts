import { setTimeout } from 'node:timers/promises';
import type { GatewayInput, GatewayPlan } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import { carryOut } from './carry-out.ts';
import { clearLeftovers } from './file-writes.ts';
import type { GatewayAct, LinkingParts } from './linking-parts.ts';
import { planLink } from './plan-link.ts';
import { planUnlink } from './plan-unlink.ts';
import { lockStores } from './store-locks.ts';
import { throughCommand } from './through-command.ts';
import { refuseElsewhere, startsFor } from './who-may.ts';
import type { Work } from './work.ts';

/** What is to be done to a gateway's files, by its name. Throws `not_permitted` for what that door may not ask for. */
export async function actFor(input: GatewayInput, caller: Caller, parts: LinkingParts): Promise<GatewayAct> {
  refuseElsewhere(input, caller, parts);
  switch (input.act) {
    case 'link': {
      const starts = await startsFor(input, caller, parts);
      return inStores(() => planLink(input, starts, parts), caller, parts);
    }
    case 'unlink':
      return inStores(() => planUnlink(input, parts), caller, parts);
  }
}

/** What changes stores: planned freely, done under the gateway's own locks and only as it was shown. */
function inStores(planned: () => Work<GatewayPlan>, caller: Caller, parts: LinkingParts): GatewayAct {
  return {
    plan: async () => planned().plan,
    async apply(mark) {
      const { clock, aroundGateway } = parts;
      const { isAlive } = aroundGateway({ env: {}, home: '/' });
      const release = await lockStores(planned().stores, {
        now: clock.now,
        pid: process.pid,
        isAlive,
        wait: setTimeout,
      });
      try {
        const work = planned();
        if (work.plan.mark !== mark)
          throw new KeywatchError(
            'busy',
            telling(
              'The gateway or the vault was changed since this was shown; nothing was changed; look at it anew.',
            ),
          );
        clearLeftovers(work.touches, isAlive);
        note(work.plan, caller, parts);
        if (work.database !== null) return await throughCommand(work, work.database, parts);
        if (work.plan.changes) carryOut(work, parts);
        return work.plan;
      } finally {
        release();
      }
    },
  };
}

/** Whose key a gateway may fetch from now on, or has in clear again: written down, with the door, before it is so. */
function note({ act, profiles }: GatewayPlan, caller: Caller, { history, clock }: LinkingParts): void {
  const ids = profiles.flatMap(({ state, as }) => (state === act && as !== null ? [as] : []));
  for (const id of new Set(ids)) history.addAccess({ at: clock.now(), id, action: act, ...caller });
}
