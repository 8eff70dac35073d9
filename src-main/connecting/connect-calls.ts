import type { Keywatch } from '../core.ts';
import type { Found } from '../doctor/circumstances.ts';
import type { ConnectingParts } from './connecting-parts.ts';

const acts = () => import('./connect-acts.ts');

/** Pointing tools at the relay, and putting them back; loaded when it is asked for (D-C5). */
export function createConnectCalls(parts: ConnectingParts): Keywatch['connections'] {
  return {
    list: async (input, caller) => (await acts()).connections(input, caller, parts),
    plan: async (input, caller) => (await acts()).planFor(input, caller, parts).plan,
    apply: async (input, caller) => (await acts()).apply(input, caller, parts),
  };
}

/** What is wrong with connected tools, for the doctor. */
export const createConnectionCheck = (parts: ConnectingParts) => async (): Promise<Found[]> =>
  (await import('./connection-findings.ts')).connectionFindings(parts);
