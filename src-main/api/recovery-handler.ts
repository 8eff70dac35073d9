import { implement } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { contract } from '../../src-shared/contract.ts';
import type { Recovered, RestoreInput, Unreadable } from '../../src-shared/contract-keeping.ts';
import type { KeywatchError } from '../../src-shared/errors.ts';
import type { Caller } from '../core.ts';
import type { Log } from '../ports.ts';
import { asTypedError } from './router.ts';

/** The way back for a vault that cannot be read. */
export interface Recovery {
  /** Why there is no core to ask. */
  whyNot(): KeywatchError;
  look(): Promise<Unreadable>;
  restore(input: RestoreInput): Promise<Recovered>;
}

/** The calls with which a window begins, and those that help it on. */
const { changes, providers, settings, recovery, ping } = contract;
const begun = {
  changes,
  providers: { list: providers.list },
  settings: { get: settings.get },
  recovery,
  ping,
};

/** What a door hands its frames to while no core can be opened: a window is told why, and offered the backups. */
export function createRecoveryHandler(parts: {
  recovery: Recovery;
  version: string;
  log: Log;
}): StandardRPCHandler<Caller> {
  const { recovery: way, version, log } = parts;
  const os = implement(begun)
    .$context<Caller>()
    .use(async ({ next, path }) => {
      try {
        return await next();
      } catch (error) {
        throw asTypedError(error, path.join('.'), log);
      }
    });
  const notNow = (): never => {
    throw way.whyNot();
  };
  return new StandardRPCHandler<Caller>(
    os.router({
      changes: os.changes.handler(notNow),
      providers: { list: os.providers.list.handler(notNow) },
      settings: { get: os.settings.get.handler(notNow) },
      recovery: {
        look: os.recovery.look.handler(() => way.look()),
        restore: os.recovery.restore.handler(({ input }) => way.restore(input)),
      },
      ping: os.ping.handler(() => ({ version })),
    }),
  );
}
