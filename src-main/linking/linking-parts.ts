import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import type { Env, FindStarts, Premises, Random } from '../ports.ts';
import type { CallParts } from '../profiles/calls.ts';

/** What changes in gateways' files are made with. */
export interface LinkingParts extends CallParts {
  premises: Premises;
  random: Random;
  /** What a launcher starts where whoever asks does not say; absent where nothing of this Keywatch can be started. */
  starts?: FindStarts;
  /** This machine as a gateway of that environment and home directory meets it. */
  aroundGateway(place: { env: Env; home: string }): Surroundings;
}

/** One thing that is done to a gateway's files: shown first, then done as it was shown. */
export interface GatewayAct {
  plan(): Promise<GatewayPlan>;
  /** Throws `busy` where the mark is not that of the plan any more. */
  apply(mark: string): Promise<GatewayPlan>;
}
