import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as electron from 'electron';
import { exposeBridge } from '../../src-main/desktop/bridge.ts';
import { addressOf } from '../../src-main/desktop/open-page.ts';
import { providers } from '../../src-main/providers/index.ts';
import { permissions, type CheckHandler, type Permission } from '../fixtures/electron-permissions.ts';
import { sessionOf } from '../fixtures/electron-session.ts';
import * as fake from '../fixtures/electron.fake.ts';
import { FakeApp, FakeWebFrame, made } from '../fixtures/electron.fake.ts';
import { runningShell, type RunningShell } from '../fixtures/running-shell.ts';

// https://www.electronjs.org/docs/latest/tutorial/security, point by point, on the shell as it runs.

const root = join(import.meta.dirname, '../..');
let app: RunningShell;
beforeEach(async () => {
  app = await runningShell();
});
afterEach(() => app.end());

const window = () => made.windows[0]!;
const page = () => window().webContents;
const preferences = () => window().options.webPreferences ?? {};
/** Both sessions that could ever show a page. */
const sessions = () => [sessionOf('window'), sessionOf('')];

const checklist: readonly { point: number; rule: string; proof: () => void | Promise<void> }[] = [
  {
    point: 1,
    rule: 'Only load secure content: our own files and nothing else',
    async proof() {
      expect(window().loaded).toEqual(['app://bundle/index.html']);
      for (const session of sessions()) {
        expect(await session.passes('app://bundle/index.html')).toBe(true);
        for (const url of [
          'http://example.com/',
          'https://example.com/',
          'ws://127.0.0.1/',
          'file:///etc/passwd',
        ])
          expect(await session.passes(url), url).toBe(false);
      }
    },
  },
  {
    point: 2,
    rule: 'No Node integration',
    proof: () =>
      expect(preferences()).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
      }),
  },
  {
    point: 3,
    rule: 'Context isolation',
    proof: () => expect(preferences().contextIsolation).toBe(true),
  },
  {
    point: 4,
    rule: 'Process sandboxing, of our window and of every other',
    proof() {
      expect(preferences().sandbox).toBe(true);
      expect(FakeApp.current().sandboxed).toBe(true);
    },
  },
  {
    point: 5,
    rule: 'Permission requests are refused, but for what a copied key needs',
    proof() {
      const own = app.window.contents();
      for (const [name, granted] of Object.entries(permissions)) {
        const check = sessionOf('window').permissionCheckHandler;
        const details = { isMainFrame: true } as Parameters<CheckHandler>[3];
        expect(check?.(own, name as Permission, 'app://bundle', details), name).toBe(granted);
      }
      for (const session of sessions()) {
        expect(session.permissionRequestHandler).not.toBeNull();
        expect(session.devicePermissionHandler?.({ deviceType: 'usb' } as never)).toBe(false);
      }
    },
  },
  {
    point: 6,
    rule: 'webSecurity stays on',
    proof: () => expect(preferences().webSecurity).toBe(true),
  },
  {
    point: 7,
    rule: 'A content security policy, in the header of every answer',
    async proof() {
      for (const path of ['index.html', 'nothing-here']) {
        const url = `app://bundle/${path}`;
        const answer = await sessionOf('window').protocol.answer(new Request(url), url);
        const policy = answer?.headers.get('content-security-policy') ?? '';
        expect(policy).toMatch(
          /^default-src 'none'; script-src 'self';.*connect-src 'none'.*trusted-types 'none'$/,
        );
        expect(policy).not.toMatch(/unsafe-|\*/);
      }
    },
  },
  {
    point: 8,
    rule: 'allowRunningInsecureContent stays off',
    proof: () => expect(preferences().allowRunningInsecureContent).toBe(false),
  },
  {
    point: 9,
    rule: 'No experimental features',
    proof: () => expect(preferences().experimentalFeatures).toBe(false),
  },
  {
    point: 10,
    rule: 'No enableBlinkFeatures',
    proof: () => expect(preferences()).not.toHaveProperty('enableBlinkFeatures'),
  },
  {
    point: 11,
    rule: 'No webview, so none that may open windows',
    proof: () => expect(preferences().webviewTag).toBe(false),
  },
  {
    point: 12,
    rule: 'A webview that is attached all the same is refused',
    proof: () => expect(page().tries('will-attach-webview', 'https://example.com/')).toBe(false),
  },
  {
    point: 13,
    rule: 'The window goes nowhere, and may load its own page anew',
    proof() {
      for (const way of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const)
        expect(page().tries(way, 'https://example.com/'), way).toBe(false);
      for (const way of ['will-navigate', 'will-frame-navigate'] as const)
        expect(page().tries(way, 'app://bundle/index.html#unlock'), way).toBe(true);
      for (const url of [
        'app://bundle/other.html',
        'app://bundle/index.html?x',
        'app://bundle.evil/index.html',
      ])
        expect(page().tries('will-navigate', url), url).toBe(false);
      expect(page().tries('will-frame-navigate', 'app://bundle/index.html', false)).toBe(false);
      expect(preferences().navigateOnDragDrop).toBe(false);
    },
  },
  {
    point: 14,
    rule: 'No new windows',
    proof: () =>
      expect(page().windowOpenHandler?.({ url: 'https://example.com/' } as never)).toEqual({
        action: 'deny',
      }),
  },
  {
    point: 15,
    rule: 'openExternal opens pages of our own list, named by ids, https only',
    proof() {
      const ask = (...args: unknown[]) =>
        fake.ipcMain.receives('keywatch:open-page', page(), page().mainFrame, ...args);
      ask('https://example.com/', 'keys');
      ask('anthropic', 'file:///etc/passwd');
      expect(made.opened).toEqual([]);
      ask('anthropic', 'keys');
      expect(made.opened).toHaveLength(1);
      const insecure = { ...providers[0]!, links: { ...providers[0]!.links, keys: 'http://example.com/' } };
      expect(addressOf([insecure], insecure.id, 'keys')).toBeNull();
    },
  },
  {
    point: 16,
    rule: 'A current Electron: the line these rules were read for or a newer one, pinned to one version',
    proof() {
      const manifest = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
      const installed: string = manifest('node_modules/electron/package.json').version;
      expect(manifest('package.json').devDependencies.electron).toBe(installed);
      expect(Number(installed.split('.')[0])).toBeGreaterThanOrEqual(45);
    },
  },
  {
    point: 17,
    rule: 'The sender of every message is checked, on every channel there is',
    proof() {
      const channels = fake.ipcMain.eventNames().map(String);
      expect(channels.toSorted()).toEqual(['keywatch:connect', 'keywatch:open-page']);
      const strangers = [
        null,
        new FakeWebFrame('https://example.com/'),
        new FakeWebFrame('app://bundle/index.html', page().mainFrame),
      ];
      for (const frame of strangers)
        for (const channel of channels) fake.ipcMain.receives(channel, page(), frame, 'anthropic', 'keys');
      expect(strangers.flatMap((frame) => frame?.received ?? [])).toEqual([]);
      expect(page().mainFrame.received).toEqual([]);
      expect(made.opened).toEqual([]);
    },
  },
  {
    point: 18,
    rule: 'A scheme of our own instead of file://, with no more rights than it needs',
    proof() {
      const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
      expect(fake.protocol.privileged).toEqual([{ scheme: 'app', privileges }]);
    },
  },
  {
    point: 19,
    rule: 'All nine fuses are set by name (tests/packaging reads them back from what was packed)',
    async proof() {
      const { fuses } = (await import(join(root, 'build', 'after-pack.mjs'))) as { fuses: object };
      expect(Object.values(fuses).map(Number).join('')).toBe('010011001');
    },
  },
  {
    point: 20,
    rule: 'Nothing of Electron reaches the page: two functions that take no channel and no address',
    proof() {
      exposeBridge(electron, {
        location: { origin: 'app://bundle', hash: '' },
        postMessage: () => undefined,
      });
      expect([...fake.contextBridge.exposed.keys()]).toEqual(['keywatch']);
      const bridge = fake.contextBridge.exposed.get('keywatch') as Record<string, unknown>;
      expect(Object.entries(bridge).map(([name, what]) => [name, typeof what])).toEqual([
        ['connect', 'function'],
        ['openPage', 'function'],
      ]);
    },
  },
];

test.each(checklist)('$point: $rule', ({ proof }) => proof());

test('has every point, once', () => {
  expect(checklist.map(({ point }) => point)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test.each([
  [
    'speaks to no host past its policy, by WebRTC',
    () => expect(page().webRtcPolicy).toBe('disable_non_proxied_udp'),
  ],
  [
    'draws with no WebGL and runs no plug-in',
    () => expect(preferences()).toMatchObject({ webgl: false, plugins: false }),
  ],
  ['opens no box of its own making', () => expect(preferences().disableDialogs).toBe(true)],
  [
    'keeps nothing on disk: its session is in memory',
    () => expect(preferences().partition).not.toMatch(/^persist:/),
  ],
  ['has no developer tools once packaged', () => expect(preferences().devTools).toBe(false)],
  [
    'fetches no dictionary, in either session',
    () => expect(sessions().map(({ spellChecker }) => spellChecker.enabled)).toEqual([false, false]),
  ],
  [
    'downloads nothing, in either session',
    () => expect(sessions().map((session) => session.listenerCount('will-download'))).toEqual([1, 1]),
  ],
  [
    'gives no server a certificate of the person',
    () => expect(FakeApp.current().askedForCertificate(['mine'])).toBeNull(),
  ],
])('beyond the list, the app %s', (_what, proof) => proof());
