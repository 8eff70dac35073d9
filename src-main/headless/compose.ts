import { createRouterClient } from '@orpc/server';
import type { StandardRPCHandler } from '@orpc/server/standard';
import type { Client } from '../../src-shared/contract.ts';
import { createHandler, createRouter } from '../api/router.ts';
import type { Caller, Keywatch } from '../core.ts';
import type { Log } from '../ports.ts';
import { composeCore, type ComposeOptions } from './compose-core.ts';
import type { ComposedCore } from './owned-core.ts';

export interface Composed extends ComposedCore {
  /** The contract's client, in this process. */
  client: Client;
  handler: StandardRPCHandler<Caller>;
}

/** The contract's client over a core in this process: every input and answer checked, as at a door. */
export function contractClient(keywatch: Keywatch, log: Log, program: string): Client {
  const api = { keywatch, log, address: () => null };
  return createRouterClient(createRouter(api), { context: { door: 'local', program, pid: process.pid } });
}

/** The core on Node with the same client a door would give. Throws what {@link composeCore} throws. */
export async function composeHeadless(
  options: ComposeOptions & {
    /** What the access log calls this process: `keywatch serve`. */
    program: string;
    /** How the browser door is reached, if one is open. */
    address?: () => string | null;
  },
): Promise<Composed> {
  const core = await composeCore(options);
  const { log, program, address = () => null } = options;
  return {
    ...core,
    client: contractClient(core.keywatch, log, program),
    handler: createHandler({ keywatch: core.keywatch, log, address }),
  };
}
