import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import type { RestoreInput } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { openBrowserDoor } from '../api/browser-door.ts';
import { createRecoveryHandler } from '../api/recovery-handler.ts';
import { socketPlace } from '../api/socket-path.ts';
import { readStaticFiles } from '../api/static-files.ts';
import { systemClock } from '../machine/clock.ts';
import { createAttempts } from '../vault/attempts.ts';
import { listBackupFiles, recover } from './look-after.ts';
import { scratchDirectory } from './ports.ts';
import { serve, type Served } from './serve.ts';

/** Long enough for an answer to leave before the window is sent away to come again. Milliseconds. */
const beginAfterMs = 200;

type Options = Parameters<typeof serve>[0] & {
  /** Somebody is told the address of the window, with its token. */
  recovers: boolean;
};

/** A core that is served, or the way back to one. */
export type ServedOrNot = Served & {
  /** Why there is no core yet; null where there is. */
  unreadable: string | null;
};

/**
 * Serves the core; where its vault cannot be read, the window to recover it by, and the core once that is done. Where
 * nobody would see that window it throws what {@link serve} throws.
 */
export async function serveOrRecover(options: Options): Promise<ServedOrNot> {
  try {
    return { ...(await serve(options)), unreadable: null };
  } catch (error) {
    if (!options.browser || !options.recovers || !isUnreadable(error)) throw error;
    return serveRecovery(options, error);
  }
}

/** The data directory is nobody's meanwhile: `keywatch backup restore` may recover it as well. */
async function serveRecovery(options: Options, unreadable: KeywatchError): Promise<ServedOrNot> {
  const { env, directory, log } = options;
  const path = join(directory, 'vault.json');
  const attempts = createAttempts(systemClock);
  let why = unreadable;
  let seen = signOf(path);
  let served: Served | null = null;
  let beginning: Promise<void> | null = null;

  const begin = () => {
    beginning ??= (async () => {
      try {
        served ??= await serve({ ...options, door });
      } catch (error) {
        if (error instanceof KeywatchError) why = error;
        log.error('the vault could not be opened yet', { why: messageOf(error) });
      } finally {
        seen = signOf(path);
        beginning = null;
      }
    })();
    return beginning;
  };
  const door = await openBrowserDoor({
    port: options.port,
    files: readStaticFiles(options.windowDirectory),
    log,
    handler: createRecoveryHandler({
      version,
      log,
      recovery: {
        whyNot() {
          // Recovered by the command line, or held by it for the moment.
          const mayBegin = signOf(path) !== seen || why.code !== 'vault_unreadable';
          if (served === null && mayBegin) void begin();
          // A window asks for the way back by this code, whatever else keeps the core from beginning.
          return why.code === 'vault_unreadable' ? why : new KeywatchError('vault_unreadable', why.message);
        },
        look: async () => ({ path, why: why.message, backups: await listBackupFiles(directory) }),
        async restore({ id, ...given }: RestoreInput) {
          if (given.passphrase !== undefined) attempts.check();
          const done = await recover({ env, directory, selector: id, given, log }).catch((error: unknown) => {
            if (given.passphrase !== undefined) attempts.failed();
            throw error;
          });
          setTimeout(() => void begin(), beginAfterMs);
          return done;
        },
      },
    }),
  });
  const place = socketPlace(directory, process.platform, userInfo().username, scratchDirectory(env));
  return {
    url: door.url,
    port: door.port,
    metricsUrl: null,
    socket: place.address,
    unreadable: unreadable.message,
    async close() {
      await beginning;
      await (served ?? door).close();
    },
  };
}

/** What changes with a file that another one takes the place of. */
function signOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

function isUnreadable(error: unknown): error is KeywatchError {
  return error instanceof KeywatchError && error.code === 'vault_unreadable';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error;
}
