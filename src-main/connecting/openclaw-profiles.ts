import { peerOrder } from '../gateways/judging/peer-order.ts';
import { readGateway } from '../gateways/stores/snapshot.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import { gatewayNamed } from '../gateways/systems.ts';

/** Profiles of OpenClaw's own stores that go before the key of its configuration, for one provider. */
export interface Ahead {
  provider: string;
  /** Those that an empty `auth.order` passes over. */
  passedOver: string[];
  /** Those that an order of the store keeps ahead whatever the configuration says. */
  staying: string[];
}

/** Whom each agent would ask for these providers before the configuration, now and with an empty order in it (gateways.md §2). */
export function profilesAhead(providers: readonly string[], around: Surroundings): Ahead[] {
  const { agents, config, generation } = readGateway(
    gatewayNamed('openclaw'),
    { stateDir: null, agent: null },
    around,
  );
  const { now } = around;
  return providers.map((provider) => {
    const tried = (order: typeof config.order) => {
      const about = { config: { ...config, order }, now, generation };
      return [...agents.values()].flatMap(({ effective }) =>
        peerOrder(provider, { ...about, store: effective }),
      );
    };
    const staying = new Set(tried({ [provider]: [] }));
    const serving = new Set(tried(config.order));
    return { provider, passedOver: [...serving].filter((id) => !staying.has(id)), staying: [...staying] };
  });
}
