import { grantsOf, withGrants } from './grants.ts';
import type { Hold } from './hold.ts';
import { entriesWith, entryOf, servingOf, withServing, type Serving } from './serving.ts';
import type { Vault } from './vault.ts';
import { vaultErrors } from './vault-errors.ts';

type ServingActs = Pick<Vault, 'serving' | 'setOrder' | 'setPin' | 'grants' | 'setGrants'>;

/** What a person says of who serves, and whom; each act whole. */
export function createServingActs(hold: Hold): ServingActs {
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
    grants: () => grantsOf(hold.document()),
    setGrants(reader, ids) {
      const opened = hold.opened();
      const document = hold.document();
      const unknown = ids?.find((id) => !document.profiles.has(id));
      if (unknown !== undefined) throw vaultErrors.notFound(unknown);
      const granted = ids === null || ids.length === 0 ? null : [...new Set(ids)];
      hold.save(opened, withGrants(document, entriesWith(grantsOf(document), reader, granted)), 'edit');
    },
  };
}
