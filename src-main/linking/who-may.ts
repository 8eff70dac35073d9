import { isDeepStrictEqual } from 'node:util';
import type { GatewayInput, LinkInput } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import { placeOf } from '../gateways/stores/place.ts';
import { gatewayNamed } from '../gateways/systems.ts';
import type { Starts } from '../ports.ts';
import type { LinkingParts } from './linking-parts.ts';

/**
 * What a launcher starts. Only a program of this user, at the local door, may name it; a window's launchers start this Keywatch.
 * Throws `not_permitted`, and what the port throws where it knows nothing to start.
 */
export async function startsFor(
  { starts: named }: Pick<LinkInput, 'starts'>,
  { door }: Pick<Caller, 'door'>,
  { starts }: Pick<LinkingParts, 'starts'>,
): Promise<Starts> {
  if (named !== undefined && door === 'local') return named;
  if (named !== undefined)
    throw new KeywatchError(
      'not_permitted',
      telling(
        'What a gateway starts is named by the command line alone; nothing was changed; type keywatch gateway link.',
      ),
    );
  if (starts !== undefined) return starts();
  throw new KeywatchError(
    'not_permitted',
    telling(
      'Nothing of this Keywatch lies where a gateway could start it; nothing was changed; type keywatch gateway link.',
    ),
  );
}

/**
 * A window changes a gateway only where the core itself finds it: a page names no path. Throws `not_permitted` for one that lies
 * elsewhere.
 */
export function refuseElsewhere(
  input: GatewayInput,
  { door }: Pick<Caller, 'door'>,
  { env, files, aroundGateway }: Pick<LinkingParts, 'env' | 'files' | 'aroundGateway'>,
): void {
  if (door === 'local') return;
  const { gateway, stateDir, configPath, agentDir, home } = input;
  const { id, name } = gatewayNamed(gateway).system;
  const found = placeOf(id, null, aroundGateway({ env, home: files.home }));
  if (isDeepStrictEqual({ ...found, gateway: id }, { gateway: id, stateDir, configPath, agentDir, home }))
    return;
  throw new KeywatchError(
    'not_permitted',
    telling(
      'A window changes {name} only where Keywatch finds it, at {stateDir}; nothing was changed; for another place type keywatch gateway {act} {id} --state-dir DIR.',
      { name, stateDir: found.stateDir, act: input.act, id },
    ),
  );
}
