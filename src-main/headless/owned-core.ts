import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Keywatch } from '../core.ts';
import { openHistory } from '../health/open-history.ts';
import type { KeywatchPorts } from '../keywatch-ports.ts';
import { createKeywatch } from '../keywatch.ts';
import { systemFiles } from '../machine/files.ts';
import { systemGrounds } from '../machine/grounds.ts';
import { systemSurroundings } from '../machine/gateway-surroundings.ts';
import { systemPremises } from '../machine/premises.ts';
import { systemSpawn } from '../machine/spawn.ts';
import { openWindowFile } from '../machine/window-file.ts';
import type { Clock, Env, Log } from '../ports.ts';
import { makePrivateDirectory } from '../vault/data-directory.ts';
import { lockName, takeOwnership, type Ownership } from '../vault/owner-lock.ts';
import { systemRandom } from './ports.ts';

/** The core, and what gives the data directory back. */
export interface ComposedCore {
  keywatch: Keywatch;
  close(): Promise<void>;
}

export interface Host {
  env: Env;
  /** The person's home directory. */
  home: string;
  /** The data directory. */
  directory: string;
  clock: Clock;
  log: Log;
  /** The data directory, where the caller has taken it already. */
  ownership?: Ownership | undefined;
  /** How long to wait for another owner to finish. Milliseconds; 0 when the caller tries again by itself. */
  ownerWaitMs: number;
  /** What to say when another process owns the data directory and does not finish. */
  busy: string;
  /** Stands in for the machine's: the sample vault brings a world of its own. */
  instead?: Partial<KeywatchPorts>;
}

type AlikeEverywhere =
  | 'backups'
  | 'history'
  | 'windowFile'
  | 'premises'
  | 'spawn'
  | 'clock'
  | 'random'
  | 'jitter'
  | 'env'
  | 'aroundGateway'
  | 'files'
  | 'grounds'
  | 'log';

/** What differs from host to host; made once the data directory is ours. */
export type OwnPorts = Omit<KeywatchPorts, AlikeEverywhere>;

/**
 * Takes the data directory and composes the core in it: what every host opens alike, and the ports it brings. Throws
 * `busy` when another process owns the directory, and what opening throws; then nothing stays open.
 */
export async function composeOwned(host: Host, own: () => OwnPorts): Promise<ComposedCore> {
  const { env, directory, clock, log } = host;
  makePrivateDirectory(directory);
  const ownership =
    host.ownership ?? (await takeOwnership(join(directory, lockName), { waitMs: host.ownerWaitMs, clock }));
  if (ownership === null) throw new KeywatchError('busy', host.busy);
  try {
    const history = openHistory(join(directory, 'history.sqlite'), {
      log,
      later: (act) => void clock.after(0, act),
    });
    try {
      const keywatch = await createKeywatch({
        ...own(),
        backups: join(directory, 'backups'),
        history,
        windowFile: openWindowFile(join(directory, 'window.json'), log),
        premises: systemPremises(directory),
        spawn: systemSpawn(env),
        clock,
        random: systemRandom,
        jitter: Math.random,
        env,
        aroundGateway: (place) => systemSurroundings({ ...place, now: clock.now() }),
        files: systemFiles(host.home),
        grounds: (named) => systemGrounds({ env, home: host.home, cwd: host.home, now: clock.now(), named }),
        log,
        ...host.instead,
      });
      return {
        keywatch,
        async close() {
          await keywatch.close();
          ownership.release();
        },
      };
    } catch (error) {
      history.close();
      throw error;
    }
  } catch (error) {
    ownership.release();
    throw error;
  }
}
