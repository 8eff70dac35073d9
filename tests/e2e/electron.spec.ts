import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type ElectronApplication } from '@playwright/test';
import { runCli } from '../fixtures/keywatch-process.ts';
import { electronProgram, root, whyNoElectron } from './real-electron.ts';

/** The real thing: whatever these find, the fake in tests/fixtures has to learn. They run where Electron itself can. */
const whyNot = whyNoElectron();

test.describe('the app in Electron', () => {
  test.skip(whyNot !== null, whyNot ?? '');

  let home: string;
  let app: ElectronApplication;

  const env = () => ({
    ...(process.env as Record<string, string>),
    KEYWATCH_HOME: join(home, 'data'),
    KEYWATCH_NO_KEYRING: '1',
    KEYWATCH_OFFLINE: '1',
  });
  const launch = (...args: string[]) =>
    _electron.launch({ executablePath: electronProgram(), args: [root, ...args], env: env() });
  const opened = async () => {
    app = await launch();
    const window = await app.firstWindow();
    await expect(window.getByText('Nothing to watch yet').first()).toBeVisible();
    return window;
  };

  test.beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'kw-'));
  });
  test.afterEach(async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('opens its window from app://bundle, sandboxed and isolated, and answers over the port', async () => {
    const window = await opened();
    expect(window.url()).toBe('app://bundle/index.html');
    expect(await window.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined');
    // A sandboxed, isolated page has no process, and of the preload nothing but its two functions.
    expect(await window.evaluate(() => typeof Reflect.get(globalThis, 'process'))).toBe('undefined');
    const bridge = await window.evaluate(() => Object.keys(Reflect.get(globalThis, 'keywatch') as object));
    expect(bridge).toEqual(['connect', 'openPage']);
  });

  test('lets its page reach nothing but itself', async () => {
    const window = await opened();
    const reached = await window.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(reached).toBe('refused');
    const nonces = await window.evaluate(
      () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce,
    );
    expect(nonces).toHaveLength(24);
  });

  test('started at login shows no window; started again shows it, in the one process', async () => {
    app = await launch('--hidden');
    await app.evaluate(({ app: inside }) => inside.whenReady());
    const count = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await count()).toBe(0);
    const second = await launch().catch(() => null);
    await expect.poll(count).toBe(1);
    await second?.close();
  });

  test('keeps running when its window is closed', async () => {
    await opened();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const visible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(visible).toBe(false);
  });

  test('reaches no server by any way a page has, in its own session and in the default one', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const there = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    try {
      const window = await opened();
      const tried = await window.evaluate(async (url) => {
        const failed = (promise: Promise<unknown>) =>
          promise.then(
            () => 'went through',
            () => 'refused',
          );
        const image = new Image();
        image.src = `${url}/image`;
        const frame = document.createElement('iframe');
        frame.src = `${url}/frame`;
        document.body.append(image, frame);
        const hint = document.createElement('link');
        Object.assign(hint, { rel: 'preconnect', href: url });
        document.head.append(hint);
        const socket = new WebSocket(url.replace('http', 'ws'));
        const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:1' }] });
        peer.createDataChannel('out');
        const candidates: string[] = [];
        peer.addEventListener('icecandidate', ({ candidate }) => {
          if (candidate !== null) candidates.push(candidate.candidate);
        });
        await peer.setLocalDescription(await peer.createOffer());
        const fetched = await failed(fetch(`${url}/fetch`));
        const worker = await failed(
          navigator.serviceWorker?.register('/assets/x.js') ?? Promise.reject(new Error()),
        );
        const beacon = navigator.sendBeacon(`${url}/beacon`);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        peer.close();
        return { fetched, worker, candidates, beacon, socket: socket.readyState };
      }, there);
      expect(tried).toMatchObject({ fetched: 'refused', worker: 'refused', candidates: [], socket: 3 });
      const fromMain = await app.evaluate(
        ({ net }, url) =>
          net.fetch(`${url}/default`).then(
            () => 'went through',
            () => 'refused',
          ),
        there,
      );
      expect(fromMain).toBe('refused');
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });

  test('runs no script that was put into its page, opens no window and goes nowhere', async () => {
    const window = await opened();
    const tried = await window.evaluate(() => {
      const attempt = (act: () => unknown) => {
        try {
          return act();
        } catch {
          return 'refused';
        }
      };
      attempt(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.head.append(script);
      });
      return {
        ran: Reflect.get(globalThis, 'ran') ?? null,
        html: attempt(() => (document.createElement('p').innerHTML = '<b>')),
        opened: attempt(() => globalThis.open('https://example.com/')),
        asked: attempt(() => globalThis.confirm('?')),
      };
    });
    expect(tried).toEqual({ ran: null, html: 'refused', opened: null, asked: false });
    await window.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await window.waitForTimeout(500);
    expect(window.url()).toBe('app://bundle/index.html');
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });

  test('is granted what a copied key needs and nothing else', async () => {
    const window = await opened();
    const states = await window.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-write'];
      const found: Record<string, string> = {};
      for (const name of names) {
        found[name] = await navigator.permissions
          .query({ name: name as PermissionName })
          .then(({ state }) => state)
          .catch(() => 'unknown here');
      }
      return found;
    });
    expect(states).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      camera: 'denied',
      microphone: 'denied',
      midi: 'denied',
      'clipboard-write': 'granted',
    });
  });

  test('opens the relay in a process of its own, which answers whoever shows no token with 401', async () => {
    await opened();
    const told = await runCli(env(), ['relay', '--port', '41417', '--json']);
    expect(JSON.parse(told.stdout)).toMatchObject({ url: 'http://127.0.0.1:41417' });
    expect((await fetch('http://127.0.0.1:41417/openai/v1/models')).status).toBe(401);
    const names = await app.evaluate(({ app: inside }) => inside.getAppMetrics().map(({ name }) => name));
    expect(names).toContain('Keywatch relay');
  });

  test('locked from outside, ends the process of its page and shows it anew', async () => {
    await opened();
    const pageProcess = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
    const before = await pageProcess();
    const { code, stderr } = await runCli(env(), ['vault', 'lock']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    await expect.poll(pageProcess).not.toBe(before);
    const [window] = app.windows();
    await expect(window!.getByText('Locked').first()).toBeVisible();
  });

  test('safeStorage says by its first bytes whether it protects, as the key slot reads it', async () => {
    app = await launch();
    await app.firstWindow();
    const prefix = await app.evaluate(async ({ safeStorage }) =>
      (await safeStorage.encryptStringAsync('keywatch')).subarray(0, 3).toString('latin1'),
    );
    expect(['v10', 'v11', 'v12']).toContain(prefix);
  });
});
