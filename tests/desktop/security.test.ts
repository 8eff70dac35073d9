import { beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import {
  blockDownloads,
  blockNetwork,
  blockPermissions,
  blockSpellChecker,
  guardSession,
  trustedFrame,
} from '../../src-main/desktop/security.ts';
import { windowOptions } from '../../src-main/desktop/window-options.ts';
import { contentSecurityPolicy } from '../../src-main/api/content-security-policy.ts';
import { FakeEvent, FakeWebFrame, made, newMachine } from '../fixtures/electron.fake.ts';
import { asElectron } from '../fixtures/electron-faithful.ts';
import { sessionOf } from '../fixtures/electron-session.ts';

beforeEach(() => newMachine());

const options = windowOptions({
  preload: '/p.cjs',
  icon: '/i.png',
  bounds: null,
  dark: false,
  packaged: true,
});

// Every point at least once, on the running shell: security-checklist.test.ts. Here are those with more to say.
describe('the security checklist of Electron, in detail', () => {
  test('developer tools are there in development and never in a packaged app', () => {
    expect(options.webPreferences?.devTools).toBe(false);
    const unpackaged = windowOptions({ preload: '', icon: '', bounds: null, dark: true, packaged: false });
    expect(unpackaged.webPreferences?.devTools).toBe(true);
  });

  test.each([
    ['app://bundle/index.html', true],
    ['app://bundle/assets/main.js', true],
    ['blob:app://bundle/0b1f', true],
    ['blob:https://example.com/0b1f', false],
    ['app://bundle.evil/index.html', false],
    ['app://other/index.html', false],
    ['https://example.com/', false],
    ['http://127.0.0.1:8080/', false],
    ['file:///etc/passwd', false],
    ['data:text/html,hi', false],
    ['ws://127.0.0.1/', false],
    ['devtools://devtools/bundled/inspector.html', false],
  ])('1: the window may load %s: %s', async (url, allowed) => {
    blockNetwork(electron.session.fromPartition('window'));
    expect(await sessionOf('window').passes(url)).toBe(allowed);
  });

  type Permission = 'media' | 'clipboard-read' | 'notifications' | 'clipboard-sanitized-write';

  /** Asks as a page does, by request and by check, which must agree. */
  function asks(permission: Permission, how: { url?: string; isMainFrame?: boolean; stranger?: boolean }) {
    const { url = 'app://bundle/', isMainFrame = true, stranger = false } = how;
    const inWindow = () =>
      new electron.BrowserWindow({ webPreferences: { partition: 'window' } }).webContents;
    const own = inWindow();
    blockPermissions(electron.session.fromPartition('window'), () => own);
    const { permissionRequestHandler, permissionCheckHandler } = sessionOf('window');
    const contents = stranger ? inWindow() : own;
    let granted: boolean | null = null;
    permissionRequestHandler!(contents, permission, (answer) => (granted = answer), {
      isMainFrame,
      requestingUrl: url,
    });
    const checked = permissionCheckHandler!(contents, permission, url, {
      isMainFrame,
    } as Parameters<NonNullable<typeof permissionCheckHandler>>[3]);
    expect(checked).toBe(granted);
    return granted;
  }

  test.each([
    ['media', false],
    ['notifications', false],
    ['clipboard-sanitized-write', true],
    ['clipboard-read', true],
  ] as const)('5: our own page asks for %s: %s', (permission, granted) => {
    expect(asks(permission, {})).toBe(granted);
  });

  test.each([
    ['a page from elsewhere', { url: 'https://example.com/' }],
    ['a page whose address only begins like ours', { url: 'app://bundle.evil/' }],
    ['a frame inside our page', { isMainFrame: false }],
    ['our page in a window that is not ours', { stranger: true }],
  ])('5: %s does not read the clipboard', (_who, how) => {
    expect(asks('clipboard-read', how)).toBe(false);
  });

  test('5: nobody reads the clipboard while there is no window, and no device is ever handed out', () => {
    blockPermissions(electron.session.fromPartition('window'), () => null);
    const { permissionCheckHandler, devicePermissionHandler } = sessionOf('window');
    expect(
      permissionCheckHandler!(null, 'clipboard-read', 'app://bundle', {
        isMainFrame: true,
      } as Parameters<NonNullable<typeof permissionCheckHandler>>[3]),
    ).toBe(false);
    expect(
      devicePermissionHandler!({
        deviceType: 'usb',
        origin: 'app://bundle',
      } as Parameters<NonNullable<typeof devicePermissionHandler>>[0]),
    ).toBe(false);
  });

  test('5: what the window shows keeps these rules when the session is guarded as a whole', async () => {
    guardSession(electron.session.fromPartition('window'), () => null);
    const session = sessionOf('window');
    expect(session.permissionRequestHandler).not.toBeNull();
    expect(session.permissionCheckHandler).not.toBeNull();
    expect(session.devicePermissionHandler).not.toBeNull();
    expect(await session.passes('https://example.com/')).toBe(false);
    expect(session.spellChecker.enabled).toBe(false);
    expect(session.listenerCount('will-download')).toBe(1);
  });

  test('7: the policy of the desktop lets nothing connect and only our own scripts run', () => {
    expect(contentSecurityPolicy('desktop', 'N').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-N'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    const browser = contentSecurityPolicy('browser', 'N');
    expect(browser.replace("connect-src 'self'", "connect-src 'none'")).toBe(
      contentSecurityPolicy('desktop', 'N'),
    );
  });

  describe('17: a message is heard from our own page alone', () => {
    const ask = (url: string, parent: FakeWebFrame | null = null) => {
      const window = new electron.BrowserWindow({});
      const own = made.windows.at(-1)!;
      const senderFrame = new FakeWebFrame(url, parent);
      const event = asElectron<Parameters<typeof trustedFrame>[0]>({
        sender: window.webContents,
        senderFrame,
      });
      return { own, senderFrame, answer: () => trustedFrame(event, window.webContents), event };
    };

    test('from its top frame it is', () => {
      const { answer, senderFrame } = ask('app://bundle/index.html');
      expect(answer()).toBe(senderFrame);
    });
    test.each(['https://example.com/', 'app://other/index.html', 'app://bundle.evil/', 'file:///x', ''])(
      'from the origin of %s it is not',
      (url) => expect(ask(url).answer()).toBeNull(),
    );
    test('from a frame inside the page it is not', () => {
      expect(ask('app://bundle/index.html', new FakeWebFrame('app://bundle/index.html')).answer()).toBeNull();
    });
    test('from a frame that is going away it is not', () => {
      const { answer, senderFrame } = ask('app://bundle/index.html');
      senderFrame.detached = true;
      expect(answer()).toBeNull();
    });
    test('from a frame that went away before we looked it is not', () => {
      const { event } = ask('app://bundle/index.html');
      expect(trustedFrame({ sender: event.sender, senderFrame: null }, event.sender)).toBeNull();
    });
    test('from another window it is not, nor when there is no window', () => {
      const { event } = ask('app://bundle/index.html');
      expect(trustedFrame(event, new electron.BrowserWindow({}).webContents)).toBeNull();
      expect(trustedFrame(event, null)).toBeNull();
    });
    test('from a page that was destroyed it is not', () => {
      const { own, event } = ask('app://bundle/index.html');
      own.destroy();
      expect(trustedFrame(event, event.sender)).toBeNull();
    });
  });
});

test('no dictionary is fetched for what is typed, a secret perhaps', () => {
  blockSpellChecker(electron.session.fromPartition('window'));
  expect(sessionOf('window').spellChecker.enabled).toBe(false);
  expect(sessionOf('window').spellChecker.dictionaries).toMatch(/^app:\/\/bundle\//);
});

test('nothing is downloaded through the window but what our own page made itself', () => {
  const window = new electron.BrowserWindow({});
  const contents = window.webContents;
  blockDownloads(electron.session.fromPartition('window'), () => contents);
  const isStopped = (url: string, by: unknown) => {
    const event = new FakeEvent();
    sessionOf('window').emit('will-download', event, { getURL: () => url }, by);
    return event.defaultPrevented;
  };
  expect(isStopped('blob:app://bundle/0b1f', contents)).toBe(false);
  expect(isStopped('blob:app://bundle/0b1f', {})).toBe(true);
  for (const url of ['https://example.com/x.zip', 'app://bundle/index.html', 'blob:https://example.com/0b1f'])
    expect(isStopped(url, contents)).toBe(true);
});
