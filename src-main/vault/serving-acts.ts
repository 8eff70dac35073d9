import type { Hold } from './hold.ts';
import { entriesWith, entryOf, servingOf, withServing, type Serving } from './serving.ts';
import type { Vault } from './vault.ts';

/** What a person says of who serves, each act whole. */
export function createServingActs(hold: Hold): Pick<Vault, 'serving' | 'setOrder' | 'setPin'> {
  const serving = () => servingOf(hold.document());

  function save(change: Partial<Serving>): void {
    const opened = hold.opened();
    hold.save(opened, withServing(hold.document(), { ...serving(), ...change }), 'edit');
  }

  return {
    serving,
    setOrder(provider, ids, agent) {
      const { order, agentOrder } = serving();
      if (agent === null) return save({ order: entriesWith(order, provider, ids) });
      const own = entriesWith(entryOf(agentOrder, agent) ?? {}, provider, ids);
      save({ agentOrder: entriesWith(agentOrder, agent, own) });
    },
    setPin(provider, id) {
      save({ pins: entriesWith(serving().pins, provider, id) });
    },
  };
}
