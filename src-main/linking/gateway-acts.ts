import { setTimeout } from 'node:timers/promises';
import type { GatewayInput, GatewayPlan } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Caller } from '../core.ts';
import { carryOut } from './carry-out.ts';
import { clearLeftovers } from './file-writes.ts';
import type { GatewayAct, LinkingParts } from './linking-parts.ts';
import { planLink } from './plan-link.ts';
import { planUnlink } from './plan-unlink.ts';
import { lockStores } from './store-locks.ts';
import type { Work } from './work.ts';

/** What is to be done to a gateway's files, by its name. Throws `not_permitted` at a door that may not ask for it. */
export function actFor(input: GatewayInput, { door }: Caller, parts: LinkingParts): GatewayAct {
  switch (input.act) {
    case 'link':
      // What it names is started by the gateway later: only programs of this user on this machine may name it.
      if (door !== 'local')
        throw new KeywatchError(
          'not_permitted',
          'A gateway is linked by the command line alone; nothing was changed; type keywatch gateway link.',
        );
      return inStores(() => planLink(input, parts), parts);
    case 'unlink':
      return inStores(() => planUnlink(input, parts), parts);
  }
}

/** What changes stores: planned freely, done under the gateway's own locks and only as it was shown. */
function inStores(planned: () => Work<GatewayPlan>, parts: LinkingParts): GatewayAct {
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
            'The gateway or the vault was changed since this was shown; nothing was changed; look at it anew.',
          );
        clearLeftovers(work.touches, isAlive);
        if (work.plan.changes) carryOut(work, parts);
        return work.plan;
      } finally {
        release();
      }
    },
  };
}
