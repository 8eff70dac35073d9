import type { GatewayInput } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Caller } from '../core.ts';
import type { GatewayAct, LinkingParts } from './linking-parts.ts';

/** What is to be done to a gateway's files, by its name. */
export function actFor(input: GatewayInput, _caller: Caller, _parts: LinkingParts): GatewayAct {
  switch (input.act) {
    case 'link':
    case 'unlink':
      throw new KeywatchError('fault', 'Linking is being built; nothing was changed.');
  }
}
