import type { GatewayInput } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { PeerCredential } from '../gateways/stores/credential.ts';
import { authProvider } from '../gateways/provider-alias.ts';
import type { SecretRef } from '../gateways/references/secret-ref.ts';
import type { Agent } from '../gateways/stores/snapshot.ts';
import type { GatewayPlace } from './gateway-place.ts';
import { providerName } from './launcher.ts';

/** A profile of a gateway's store that is meant. */
export interface Chosen {
  agent: Agent;
  credential: PeerCredential;
}

/** The profiles that are meant, each store's once. Throws `not_found` for an id that no store has. */
export function chosenIn({ agents, snapshot }: GatewayPlace, { provider, ids }: GatewayInput): Chosen[] {
  const stores = new Map(agents.map((agent) => [agent.files.path, agent]));
  const all = [...stores.values()].flatMap((agent) =>
    [...agent.own.profiles.values()].map((credential) => ({ agent, credential })),
  );
  const unknown = ids.find((id) => !all.some(({ credential }) => credential.id === id));
  if (unknown !== undefined)
    throw new KeywatchError(
      'not_found',
      telling(
        '{name} has no profile of that id there; nothing was changed; keywatch gateway status {id} lists them',
        { name: snapshot.named.system.name, id: snapshot.named.system.id },
      ),
    );
  const wanted = provider === null ? null : authProvider(provider);
  return all.filter(
    ({ credential }) =>
      (wanted === null || authProvider(credential.provider) === wanted) &&
      (ids.length === 0 || ids.includes(credential.id)),
  );
}

/** The reference to a profile of ours as a gateway writes it: names of secrets have a `/` where our ids have a `:`. */
export const refTo = (id: string): SecretRef => ({
  source: 'exec',
  provider: providerName,
  id: id.replace(':', '/'),
});

export const isOurs = (ref: SecretRef | null): ref is SecretRef =>
  ref !== null && ref.source === 'exec' && ref.provider === providerName;
