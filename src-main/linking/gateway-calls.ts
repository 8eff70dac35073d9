import type { Keywatch } from '../core.ts';
import type { LinkingParts } from './linking-parts.ts';

/** What Keywatch changes in the files of gateways; each act is loaded when it is asked for (D-C5). */
export function createGatewayCalls(parts: LinkingParts): Keywatch['gateways'] {
  return {
    async plan(input, caller) {
      const { actFor } = await import('./gateway-acts.ts');
      return actFor(input, caller, parts).plan();
    },
    async apply(input, caller) {
      const { actFor } = await import('./gateway-acts.ts');
      return actFor(input, caller, parts).apply(input.mark);
    },
  };
}
