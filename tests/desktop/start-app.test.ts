import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as electron from 'electron';
import type { Change } from '../../src-shared/contract-changes.ts';
import { createPeerClient } from '../../src-shared/peer-client.ts';
import { prepare, type Host } from '../../src-main/desktop/prepare.ts';
import { sayWhyNot } from '../../src-main/desktop/say-why-not.ts';
import { startApp } from '../../src-main/desktop/start-app.ts';
import { takeOwnership } from '../../src-main/vault/owner-lock.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import { sessionOf } from '../fixtures/electron-session.ts';
import { FakeMenu } from '../fixtures/electron-tray.ts';
import * as fake from '../fixtures/electron.fake.ts';
import { FakeApp, made, newMachine } from '../fixtures/electron.fake.ts';
import { freePort } from '../fixtures/free-port.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let appDirectory: string;
const running: { close(): Promise<void> }[] = [];

beforeEach(() => {
  newMachine({ ready: false });
  home = mkdtempSync(join(tmpdir(), 'kw-'));
  appDirectory = join(home, 'app');
  mkdirSync(join(appDirectory, 'dist', 'renderer'), { recursive: true });
  writeFileSync(
    join(appDirectory, 'dist', 'renderer', 'index.html'),
    '<meta property="csp-nonce" nonce="__STYLE_NONCE__">',
  );
  cpSync(join(import.meta.dirname, '../../build/tray'), join(appDirectory, 'build', 'tray'), {
    recursive: true,
  });
  FakeApp.current().appPath = appDirectory;
});
afterEach(async () => {
  for (const app of running.splice(0)) await app.close();
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

function host(argv: string[] = [], env: Record<string, string> = {}): Host {
  return {
    platform: 'linux',
    env: {
      HOME: home,
      KEYWATCH_HOME: join(home, 'data'),
      KEYWATCH_NO_KEYRING: '1',
      KEYWATCH_OFFLINE: '1',
      ...env,
    },
    argv: ['/opt/Keywatch/keywatch', ...argv],
    execPath: '/opt/Keywatch/keywatch',
    passwdHome: home,
  };
}

async function start(
  argv: string[] = [],
  env: Record<string, string> = {},
  platform: NodeJS.Platform = 'linux',
) {
  const where = { ...host(argv, env), platform };
  const paths = prepare(electron, where)!;
  FakeApp.current().becomeReady();
  const app = await startApp(electron, where, paths);
  running.push(app);
  return { ...app, paths };
}
const window = () => made.windows.at(-1)!;
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A client as the page has it: asks by its frame, gets the port, speaks the contract over it. */
function client() {
  const contents = window().webContents;
  fake.ipcMain.receives('keywatch:connect', contents, contents.mainFrame);
  const port = contents.mainFrame.received.at(-1)!.ports[0]!;
  return createPeerClient({
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => port.on('message', (data) => typeof data === 'string' && listener(data)),
    onClose: (listener) => port.on('close', () => listener('closed')),
  });
}

describe('before Electron is ready', () => {
  test('everything that must be said then is said, in a private directory, and SNAP is gone (D-A13)', () => {
    const where = host([], { SNAP: '/snap/code/1' });
    const paths = prepare(electron, where)!;
    expect(where.env['SNAP']).toBeUndefined();
    expect(FakeApp.current().sandboxed).toBe(true);
    expect(FakeMenu.applicationMenu()).toBeNull();
    expect(fake.protocol.privileged).not.toBeNull();
    // The lock follows userData, which lies in the data directory (D-B34).
    expect(FakeApp.current().lockedAt).toBe(join(home, 'data', 'electron'));
    expect(paths.data).toBe(join(home, 'data'));
    if (process.platform !== 'win32') {
      expect(statSync(paths.data).mode & 0o777).toBe(0o700);
      expect(statSync(paths.userData).mode & 0o777).toBe(0o700);
    }
  });

  test('a second start ends at once, before anything else is touched', () => {
    FakeApp.current().lockedElsewhere = true;
    expect(prepare(electron, host())).toBeNull();
    expect(FakeApp.current().sandboxed).toBe(false);
    expect(fake.protocol.privileged).toBeNull();
  });

  test('macOS keeps an Edit menu, or copying by keyboard would not work', () => {
    newMachine({ ready: false, platform: 'darwin' });
    FakeApp.current().appPath = appDirectory;
    prepare(electron, { ...host(), platform: 'darwin' });
    expect(FakeMenu.applicationMenu()?.items.map(({ role }) => role)).toEqual(['appMenu', 'editMenu']);
  });
});

describe('the running app', () => {
  test('shows its window, a tray, and serves its page under the policy', async () => {
    await start();
    await settle();
    expect(window().isVisible()).toBe(true);
    expect(window().webContents.session).toBe(sessionOf('window'));
    expect(made.trays).toHaveLength(1);
    expect(made.trays[0]!.menu?.items[0]?.label).toBe('Nothing to watch yet');
    expect(await sessionOf('window').passes('https://example.com/')).toBe(false);
  });

  test('started at login it is there without a window', async () => {
    await start(['--hidden']);
    expect(made.windows).toEqual([]);
    expect(made.trays).toHaveLength(1);
  });

  test('on macOS a start at login is told by the system, and the dock stays without it until there is a window', async () => {
    newMachine({ ready: false, platform: 'darwin' });
    Object.assign(FakeApp.current(), { appPath: appDirectory, openedAtLogin: true });
    await start([], {}, 'darwin');
    expect(made.windows).toEqual([]);
    expect(FakeApp.current().activationPolicy).toBe('accessory');
    electron.app.emit('activate', {}, false);
    await settle();
    expect(window().isVisible()).toBe(true);
    expect(FakeApp.current().activationPolicy).toBe('regular');
    window().close();
    expect(FakeApp.current().activationPolicy).toBe('accessory');
  });

  test('started again it shows its window; started again hidden it does not', async () => {
    await start(['--hidden']);
    FakeApp.current().launchedAgain({ hidden: true });
    expect(made.windows).toEqual([]);
    FakeApp.current().launchedAgain({ hidden: false });
    await settle();
    expect(window().isVisible()).toBe(true);
  });

  test('answers its page over the port, and the tray follows', async () => {
    await start();
    await settle();
    const keywatch = client();
    const { profile } = await keywatch.profiles.add({
      provider: 'anthropic',
      name: 'Work',
      secret: inventedKeys.anthropic,
    });
    expect(profile.id).toBe('anthropic:work');
    const changes = await keywatch.changes({});
    const first = (await changes.next()).value as Change;
    expect(first).toMatchObject({ n: 0, type: 'snapshot', profiles: [{ id: 'anthropic:work' }] });
    expect(JSON.stringify(first)).not.toContain(inventedKeys.anthropic);
    await expect.poll(() => made.trays[0]!.toolTip, { timeout: 3000 }).not.toContain('Nothing to watch');
    await changes.return?.();
    expect(readFileSync(join(home, 'data', 'vault.json'), 'utf8')).not.toContain(inventedKeys.anthropic);
  });

  test('keeps its log in a file of the data directory, for its user alone', async () => {
    const { paths } = await start();
    const foreign = new fake.FakeWebFrame('https://example.com/');
    fake.ipcMain.receives('keywatch:connect', window().webContents, foreign);
    const log = join(paths.logs, 'keywatch.log');
    expect(readFileSync(log, 'utf8')).toContain('not from our window');
    expect(statSync(log).mode & 0o777).toBe(0o600);
    expect(statSync(paths.logs).mode & 0o777).toBe(0o700);
  });

  test('says once, ever, that a closed window goes on watching', async () => {
    await start();
    await settle();
    window().close();
    const notices = () => made.notifications.map((held) => held.deref()?.options.title);
    expect(notices()).toEqual(['Keywatch keeps watching']);
    FakeApp.current().launchedAgain({ hidden: false });
    window().close();
    expect(notices()).toHaveLength(1);
    await running.splice(0)[0]!.close();
    newMachine({ ready: false });
    FakeApp.current().appPath = appDirectory;
    await start();
    await settle();
    window().close();
    expect(made.notifications).toHaveLength(0);
  });

  test('start at login is carried to the system when the setting changes, and not before', async () => {
    await start([], { XDG_CONFIG_HOME: join(home, 'config') });
    await settle();
    const file = join(home, 'config', 'autostart', 'keywatch.desktop');
    expect(() => statSync(file)).toThrow();
    await client().settings.set({ startAtLogin: true });
    expect(readFileSync(file, 'utf8')).toContain('Exec=/opt/Keywatch/keywatch --hidden');
    await client().settings.set({ startAtLogin: false });
    expect(() => statSync(file)).toThrow();
  });

  test('start at login that the system refuses is not kept as done, and says why', async () => {
    writeFileSync(join(home, 'config'), 'a file where a directory is wanted');
    await start([], { XDG_CONFIG_HOME: join(home, 'config') });
    await settle();
    await expect(client().settings.set({ startAtLogin: true })).rejects.toMatchObject({
      code: 'write_failed',
      message: expect.stringContaining('Start at login could not be changed'),
    });
    expect((await client().settings.get({})).settings.startAtLogin).toBe(false);
  });

  test('metrics are offered at a port from the moment the setting names one until it names none', async () => {
    await start();
    await settle();
    const port = await freePort();
    const scraped = () =>
      fetch(`http://127.0.0.1:${port}/metrics`).then(
        (response) => response.text(),
        () => 'nobody',
      );
    await client().settings.set({ metricsPort: port });
    await expect.poll(scraped).toMatch(/# EOF\n$/);
    await client().settings.set({ metricsPort: null });
    await expect.poll(scraped).toBe('nobody');
  });

  test('opens where the tray leads', async () => {
    await start();
    await settle();
    const item = made.trays[0]!.menu!.items.find(({ label }) => label === 'Add credential…')!;
    item.click();
    expect(window().webContents.sent).toEqual([{ channel: 'keywatch:go', args: ['#add'] }]);
  });

  test('pauses and resumes from the tray', async () => {
    await start();
    await settle();
    const menu = () => made.trays[0]!.menu!.items;
    menu()
      .find(({ label }) => label === 'Pause checking')!
      .submenu!.items[2]!.click();
    await expect.poll(() => menu().map(({ label }) => label)).toContain('Resume checking');
    menu()
      .find(({ label }) => label === 'Resume checking')!
      .click();
    await expect.poll(() => menu().map(({ label }) => label)).toContain('Pause checking');
  });

  test('ends in order when told to quit: windows gone, doors closed, the data directory free', async () => {
    const { paths } = await start();
    await settle();
    made.trays[0]!.menu!.items.at(-1)!.click();
    await expect.poll(() => FakeApp.current().ended).toBe(0);
    expect(window().isDestroyed()).toBe(true);
    const ownership = await takeOwnership(join(paths.data, 'owner.lock'), { waitMs: 0, clock: systemClock });
    expect(ownership).not.toBeNull();
    ownership?.release();
  });
});

describe('a start that cannot go on', () => {
  const said: [string, string][] = [];
  const shell = {
    app: electron.app,
    dialog: { showErrorBox: (title: string, text: string) => said.push([title, text]) },
  };

  test('because another program owns the data directory, says which and how to go on, and exits with its code', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const where = host();
    const paths = prepare(electron, where)!;
    FakeApp.current().becomeReady();
    const owner = await takeOwnership(join(paths.data, 'owner.lock'), { waitMs: 0, clock: systemClock });
    await startApp(electron, where, paths).catch((error: unknown) => sayWhyNot(shell, error));
    owner?.release();
    expect(said.at(-1)?.[0]).toBe('Keywatch could not start');
    expect(said.at(-1)?.[1]).toMatch(/keywatch serve.*nothing was changed; stop it/);
    expect(FakeApp.current().ended).toBe(75);
  });

  test('because of a mistake of ours, tells its kind and none of its words', () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    sayWhyNot(shell, new TypeError(`cannot read ${inventedKeys.openai}`));
    expect(said.at(-1)?.[1]).toContain('TypeError');
    expect(said.at(-1)?.[1]).not.toContain(inventedKeys.openai);
    expect(FakeApp.current().ended).toBe(70);
  });
});
