import { mkdirSync } from 'node:fs';
import type { App, Menu, Protocol } from 'electron';
import { makeSampleDirectory, sampleArgument } from '../demo/sample-directory.ts';
import { scratchDirectory } from '../headless/ports.ts';
import type { Env } from '../ports.ts';
import { dataDirectory, makePrivateDirectory } from '../vault/data-directory.ts';
import { hiddenArgument } from './login-item.ts';
import { shellPaths, type ShellPaths } from './paths.ts';
import { registerOwnScheme, sandboxEverything } from './security.ts';
import { refuseSwitches } from './switches.ts';

/** The process the shell runs in. */
export interface Host {
  platform: NodeJS.Platform;
  /** The process's own environment, of which two variables are removed. */
  env: Record<string, string | undefined>;
  argv: readonly string[];
  execPath: string;
  /** The home directory of the account, as the system's user list has it. */
  passwdHome: string;
}

/** What a second start tells the first. Chromium reorders and adds to arguments on the way, data arrives as given. */
export interface SecondStart extends Record<string, unknown> {
  hidden: boolean;
}

/** The name decides which keyring entry safeStorage uses: it never changes, packaged or not. */
const name = 'Keywatch';
const appId = 'dev.keywatch.app';

/**
 * Everything that must be said before Electron is ready, and nothing heavy. Gives null when another Keywatch of this
 * data directory is running; it was told to show itself. Throws a KeywatchError when the data directory cannot be made,
 * and when it was started with a switch that is refused.
 */
export function prepare(
  electron: { app: App; Menu: typeof Menu; protocol: Pick<Protocol, 'registerSchemesAsPrivileged'> },
  host: Host,
): ShellPaths | null {
  const { app, protocol } = electron;
  refuseSwitches(app);
  // Chromium writes what opens its connections into the file this names, and probes carry keys.
  delete host.env['SSLKEYLOGFILE'];
  // Inside a snap, conf's writer would write in place instead of replacing the file (D-A13).
  delete host.env['SNAP'];
  app.setName(name);
  if (host.platform === 'win32') app.setAppUserModelId(appId);
  if (host.platform === 'linux') app.setDesktopName('keywatch.desktop');
  const env: Env = host.env;
  const directory = showsSample(host)
    ? makeSampleDirectory(scratchDirectory(env))
    : dataDirectory({ platform: host.platform, env, passwdHome: host.passwdHome });
  const paths = shellPaths(directory, app.getAppPath());
  makePrivateDirectory(paths.data);
  mkdirSync(paths.userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', paths.userData);
  const told: SecondStart = { hidden: startsHidden(host) };
  if (!app.requestSingleInstanceLock(told)) return null;
  registerOwnScheme(protocol);
  sandboxEverything(app);
  setMenu(electron.Menu, host.platform);
  return paths;
}

/** Whether this start came from the login item: the tray alone, no window. */
export function startsHidden({ argv }: Pick<Host, 'argv'>): boolean {
  return argv.includes(hiddenArgument);
}

/** Whether this start is to show the sample vault: beside the person's own Keywatch, and never in its directory. */
export function showsSample({ argv }: Pick<Host, 'argv'>): boolean {
  return argv.includes(sampleArgument);
}

/** No menu bar; macOS needs an Edit menu, or copying and pasting by keyboard does not work. */
function setMenu(menu: typeof Menu, platform: NodeJS.Platform): void {
  menu.setApplicationMenu(
    platform === 'darwin' ? menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null,
  );
}
