import { userInfo } from 'node:os';
import { openBrowserDoor, type BrowserDoor } from '../api/browser-door.ts';
import { openLocalDoor, type LocalDoor } from '../api/local-door.ts';
import { followMetricsPort, openMetricsDoor, type MetricsDoor } from '../api/metrics-door.ts';
import { socketPlace } from '../api/socket-path.ts';
import { readStaticFiles } from '../api/static-files.ts';
import type { Sample } from '../demo/sample.ts';
import type { Env, Log, ServicePort } from '../ports.ts';
import { composeHeadless } from './compose.ts';
import { ownService } from './own-service.ts';
import { scratchDirectory } from './ports.ts';

/** A service started again waits this long for the one before it to end. Milliseconds. */
const ownerWaitMs = 2_000;

export interface Served {
  /** Null with `browser: false`. */
  url: string | null;
  port: number | null;
  /** Where a Prometheus finds the metrics, if `metricsPort` was given. */
  metricsUrl: string | null;
  socket: string;
  close(): Promise<void>;
}

/** The core as a service: owns the data directory, opens the local door and, unless told not to, the browser door. */
export async function serve(options: {
  env: Env;
  home: string;
  directory: string;
  log: Log;
  browser: boolean;
  /** 0 lets the system choose. */
  port: number;
  /** Where metrics are offered, whatever the settings say; absent, they decide. */
  metricsPort?: number | undefined;
  /** The built window. */
  windowDirectory: string;
  /** The file of the command line, which linked gateways start. */
  commandLine?: string | undefined;
  /** The built file of the relay's thread. */
  relayProgram?: string | undefined;
  /** One that is open already, as where the vault could not be read at first; it stays open where this throws. */
  door?: BrowserDoor;
  /** Served in place of the person's own vault. */
  sample?: Sample | undefined;
}): Promise<Served> {
  const { env, log, sample } = options;
  const directory = sample?.directory ?? options.directory;
  let browser: BrowserDoor | null = null;
  let local: LocalDoor | null = null;
  let metrics: MetricsDoor | ReturnType<typeof followMetricsPort> | null = null;
  const composed = await composeHeadless({
    env: sample?.env ?? env,
    home: sample?.home ?? options.home,
    sample,
    directory,
    log,
    program: 'keywatch serve',
    commandLine: options.commandLine,
    service: serviceOf(options, () => browser?.port ?? null),
    relayProgram: options.relayProgram,
    ownerWaitMs,
    address: () => browser?.url ?? null,
  });
  const close = async () => {
    await browser?.close();
    await metrics?.close();
    await local?.close();
    await composed.close();
    sample?.remove();
  };
  try {
    const { handler, keywatch } = composed;
    const place = socketPlace(directory, process.platform, userInfo().username, scratchDirectory(env));
    local = await openLocalDoor({ place, home: directory, handler, log });
    if (options.door !== undefined) {
      browser = options.door;
      browser.answerBy(handler);
    } else if (options.browser) {
      browser = await openBrowserDoor({
        port: options.port,
        files: readStaticFiles(options.windowDirectory),
        handler,
        log,
      });
    }
    const { metricsPort } = options;
    const offered =
      metricsPort === undefined ? null : await openMetricsDoor({ port: metricsPort, text: keywatch.metrics });
    metrics = offered ?? followMetricsPort(keywatch, log);
    if (sample === undefined) keywatch.start();
    else await sample.live(keywatch);
    return {
      url: browser?.url ?? null,
      port: browser?.port ?? null,
      metricsUrl: offered?.url ?? null,
      socket: local.address,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A sample is started by nobody, and a test's core has no command line. */
function serviceOf(
  { env, home, directory, commandLine, sample }: Parameters<typeof serve>[0],
  port: () => number | null,
): ServicePort | undefined {
  if (sample !== undefined || commandLine === undefined) return undefined;
  return ownService({ env, home, directory, commandLine, port, platform: process.platform });
}
