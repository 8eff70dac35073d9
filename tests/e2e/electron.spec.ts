import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type ElectronApplication } from '@playwright/test';

/** The real thing: whatever these find, the fake in tests/fixtures has to learn. They run where Electron itself can. */
const root = join(import.meta.dirname, '../..');
const electron = join(root, 'node_modules/electron');

function whyNotHere(): string | null {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env;
  const record = join(electron, 'path.txt');
  if (!existsSync(record) || !existsSync(join(electron, 'dist', readFileSync(record, 'utf8').trim()))) {
    return "Electron's runtime is not on this machine (npm start fetches it)";
  }
  if (process.platform === 'linux' && DISPLAY === '' && WAYLAND_DISPLAY === '')
    return 'this machine has no display';
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return 'the app keeps its sandbox and so cannot run as root';
  if (!existsSync(join(root, 'dist/main/main.js'))) return 'dist is not built: npm run build makes it';
  return null;
}
const whyNot = whyNotHere();

test.describe('the app in Electron', () => {
  test.skip(whyNot !== null, whyNot ?? '');

  let home: string;
  let app: ElectronApplication;

  const launch = (...args: string[]) =>
    _electron.launch({
      executablePath: join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8').trim()),
      args: [root, ...args],
      env: {
        ...(process.env as Record<string, string>),
        KEYWATCH_HOME: join(home, 'data'),
        KEYWATCH_NO_KEYRING: '1',
        KEYWATCH_OFFLINE: '1',
      },
    });

  test.beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'kw-'));
  });
  test.afterEach(async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('opens its window from app://bundle, sandboxed and isolated, and answers over the port', async () => {
    app = await launch();
    const window = await app.firstWindow();
    await expect(window.getByText('Nothing to watch yet').first()).toBeVisible();
    expect(window.url()).toBe('app://bundle/index.html');
    expect(await window.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined');
    // A sandboxed, isolated page has no process, and of the preload nothing but its two functions.
    expect(await window.evaluate(() => typeof Reflect.get(globalThis, 'process'))).toBe('undefined');
    const bridge = await window.evaluate(() => Object.keys(Reflect.get(globalThis, 'keywatch') as object));
    expect(bridge).toEqual(['connect', 'openPage']);
  });

  test('lets its page reach nothing but itself', async () => {
    app = await launch();
    const window = await app.firstWindow();
    await expect(window.getByText('Nothing to watch yet').first()).toBeVisible();
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
    app = await launch();
    const window = await app.firstWindow();
    await expect(window.getByText('Nothing to watch yet').first()).toBeVisible();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const visible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(visible).toBe(false);
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
