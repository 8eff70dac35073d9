import { environmentAt } from '../gateways/stores/place.ts';
import { fileAt } from './file-writes.ts';
import type { GatewayPlace } from './gateway-place.ts';
import type { LinkingParts } from './linking-parts.ts';
import type { PeerPlace } from './peer-command.ts';
import { refuseIncludes } from './peer-papers.ts';

/** A gateway for its own command. Throws `invalid_input` where that cannot be given its configuration. */
export function peerPlace(
  { snapshot, around, configPath, agentDir }: GatewayPlace,
  { env, aroundGateway }: Pick<LinkingParts, 'env' | 'aroundGateway'>,
): PeerPlace {
  const config = fileAt(configPath).text ?? '{}';
  refuseIncludes(config, configPath);
  const { home } = around;
  const found = {
    gateway: snapshot.named.system.id,
    stateDir: snapshot.stateDir,
    configPath,
    agentDir,
    home,
  };
  return { snapshot, config, around: aroundGateway({ env: environmentAt(found, env), home }) };
}
