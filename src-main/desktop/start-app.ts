import { userInfo } from 'node:os';
import type * as Electron from 'electron';
import type { Alert } from '../../src-shared/contract-schema.ts';
import { followMetricsPort } from '../api/metrics-door.ts';
import { openLocalDoor } from '../api/local-door.ts';
import { createHandler, type Api } from '../api/router.ts';
import { serveConnection } from '../api/serve-connection.ts';
import { socketPlace } from '../api/socket-path.ts';
import { readStaticFiles } from '../api/static-files.ts';
import { homeDirectory, scratchDirectory, systemRandom } from '../headless/ports.ts';
import type { Keywatch } from '../core.ts';
import { openSample } from '../demo/sample.ts';
import { systemClock } from '../machine/clock.ts';
import { openLogFile } from '../machine/log-file.ts';
import { createLog, logLevel } from '../machine/log.ts';
import type { Clock } from '../ports.ts';
import { providers } from '../providers/index.ts';
import { composeDesktop, desktopSlots } from './compose.ts';
import { openDesktopDoor } from './desktop-door.ts';
import { followLanguage, speakAsSystem } from './language.ts';
import { createLoginItem } from './login-item.ts';
import { createNotifier } from './notifications.ts';
import { composeOrRecover } from './offer-backup.ts';
import { openPage, openPagesOnRequest } from './open-page.ts';
import type { ShellPaths } from './paths.ts';
import { showsSample, startsHidden, type Host } from './prepare.ts';
import { serveBundle } from './protocol.ts';
import { guardAllContents, guardSession, keepCertificates } from './security.ts';
import { followSettings } from './settings.ts';
import { showInTray } from './tray-acts.ts';
import { createTray } from './tray.ts';
import { windowOptions, windowPartition } from './window-options.ts';
import { forgetWhenLocked, guardReveals } from './window-secrets.ts';
import { createShellWindow, type Place, type ShellWindow } from './window.ts';

/** The running app, for tests to hold. */
export interface RunningApp {
  keywatch: Keywatch;
  window: ShellWindow;
  close(): Promise<void>;
}

/** Composes the core and the shell round it, once Electron is ready; shows the window unless started at login. */
export async function startApp(
  electron: typeof Electron,
  host: Host,
  paths: ShellPaths,
  clock: Clock = systemClock,
): Promise<RunningApp> {
  const { app } = electron;
  const { platform, env } = host;
  const intoFile = openLogFile(paths.logs);
  const log = createLog(logLevel(env['KEYWATCH_LOG'], 'warn'), (line) => {
    process.stderr.write(line);
    intoFile(line);
  });

  guardAllContents(app);
  keepCertificates(app);
  // Nothing of ours is in the default session: there it is where a mistake would end up.
  guardSession(electron.session.defaultSession, () => null);
  const session = electron.session.fromPartition(windowPartition);
  guardSession(session, () => window.contents());
  serveBundle(session.protocol, readStaticFiles(paths.window), systemRandom);

  await speakAsSystem(app);
  const notifier = createNotifier(electron, { icon: paths.icon, platform, log });
  const sample = showsSample(host)
    ? openSample({ directory: paths.data, clock, random: systemRandom })
    : undefined;
  const loginItem = createLoginItem(app, {
    platform,
    env,
    home: homeDirectory(env),
    command: app.isPackaged ? [host.execPath] : [host.execPath, app.getAppPath()],
  });
  const compose = () =>
    composeDesktop(electron, {
      sample,
      version: app.getVersion(),
      platform,
      env,
      home: homeDirectory(env),
      directory: paths.data,
      relayProgram: paths.relay,
      notifier,
      startAtLogin: loginItem.set,
      onOpenNotice: ({ profile, provider, action }) => {
        if (action === 'billing' && openPage(electron.shell, { providers, log }, provider, action)) return;
        window.show(placeOf(profile, action));
      },
      clock,
      log,
    });
  const { keywatch, close: closeCore } = await composeOrRecover(electron.dialog, compose, {
    directory: paths.data,
    env,
    slots: desktopSlots(electron.safeStorage, { platform, env, directory: paths.data }),
    log,
  });

  const policy = (shown: boolean) => {
    // A dock icon only as long as there is a window: https://github.com/electron/electron/issues/16093
    if (platform === 'darwin') app.setActivationPolicy(shown ? 'regular' : 'accessory');
  };
  const settings = followSettings(keywatch, { loginItem, log });
  const window = createShellWindow(electron, {
    clock,
    log,
    options: (bounds) =>
      windowOptions({
        preload: paths.preload,
        icon: paths.icon,
        bounds,
        dark: settings.isDark(electron.nativeTheme.shouldUseDarkColors),
        packaged: app.isPackaged,
      }),
    onShown: () => policy(true),
    onHidden: () => {
      policy(false);
      settings.explainClosing((notice) => notifier.show(notice, () => window.show()));
    },
  });

  const api: Api = { keywatch, log, address: () => null };
  const handler = createHandler(api);
  const reveals = guardReveals(keywatch, {
    window,
    clipboard: electron.clipboard,
    clock,
    log,
    onPrivacy(isWanted) {
      trayActs.sayAnew();
      // What was shown before names its profile; the window still lists it.
      if (isWanted) notifier.withdraw();
    },
  });
  const windowHandler = createHandler({ ...api, keywatch: reveals.keywatch });
  const stopForgetting = forgetWhenLocked(keywatch, async () => {
    window.forget();
    await reveals.clearClipboard();
  });
  openDesktopDoor(electron, {
    contents: window.contents,
    log,
    serve: (connection) =>
      serveConnection(
        connection,
        windowHandler,
        { door: 'desktop', program: 'window', pid: process.pid },
        log,
      ),
  });
  openPagesOnRequest(electron, { contents: window.contents, providers, log });
  const place = socketPlace(paths.data, platform, userInfo().username, scratchDirectory(env));
  const localDoor = await openLocalDoor({ place, home: paths.data, handler, log });
  const metrics = followMetricsPort(keywatch, log);

  const tray = createTray(electron, {
    clock,
    images: paths.trayImages,
    platform,
    desktop: env['XDG_CURRENT_DESKTOP'] ?? '',
    act: (act) => trayActs.do(act),
  });
  const trayActs = showInTray(tray, keywatch, {
    clock,
    log,
    show: window.show,
    tell: (title, body) => notifier.show({ id: 'tray', title, body }, () => window.show()),
    quit: () => app.quit(),
  });

  const stopFollowing = await followLanguage(keywatch, { app, log, onSpoken: () => trayActs.sayAnew() });
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= (async () => {
      trayActs.stop();
      stopFollowing();
      stopForgetting();
      await reveals.clearClipboard();
      await localDoor.close();
      await metrics.close();
      await closeCore();
      sample?.remove();
    })();
    return closing;
  };

  app.on('second-instance', (_event, _argv, _directory, told) => {
    const hidden = typeof told === 'object' && told !== null && 'hidden' in told && told.hidden === true;
    if (!hidden) window.show();
  });
  app.on('activate', () => window.show());
  // The tray keeps the app alive, and a listener keeps Electron from ending it.
  app.on('window-all-closed', () => {});
  // Without this, hiding instead of closing would hold up the end of the session.
  app.on('before-quit', window.letGo);
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    close()
      .catch((error: unknown) => {
        log.error('The end was not orderly', { error: error instanceof Error ? error.name : typeof error });
      })
      .finally(() => {
        closed = true;
        app.quit();
      });
  });

  if (sample === undefined) keywatch.start();
  else await sample.live(keywatch);
  // macOS passes no arguments to a login item and tells it this way.
  const atLogin = platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  if (startsHidden(host) || atLogin) policy(false);
  else window.show();
  return { keywatch, window, close };
}

/** Where a notice leads: to the profile it is about, or to what puts another key into it. */
function placeOf(profile: string | null, action: Alert['action']): Place | undefined {
  if (profile === null) return undefined;
  return { at: action === 'renew' || action === 'replace' ? 'replace' : 'profile', id: profile };
}
