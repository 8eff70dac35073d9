import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { readBrowser } from '../../scripts/browser.mjs';
import { prepare, type Host } from '../../src-main/desktop/prepare.ts';
import { startApp, type RunningApp } from '../../src-main/desktop/start-app.ts';
import { chromiumRenderer, type SeenByChromium } from '../fixtures/electron-chromium.ts';
import { FakeApp, made, newMachine } from '../fixtures/electron.fake.ts';
import { agentDirectory, putJson } from '../fixtures/gateway-homes.ts';
import { keyOf } from '../fixtures/linked-gateway.ts';

const root = join(import.meta.dirname, '../..');
const isBuilt = ['dist/main/preload.cjs', 'dist/renderer/index.html', 'dist/cli/keywatch.cjs'].every((file) =>
  existsSync(join(root, file)),
);
const { executablePath, reason } = readBrowser();
const whyNot = !isBuilt ? 'dist is not built: npm run build makes it' : reason;

function proveFirstMinutes(): void {
  let browser: Browser;
  let home: string;
  const ownHome = process.env['HOME'];
  let app: RunningApp;
  const pages: SeenByChromium[] = [];

  beforeAll(async () => {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: [...asRoot, '--disable-background-networking'],
    });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    pages.length = 0;
    const context = await browser.newContext({ viewport: { width: 1120, height: 900 } });
    newMachine({ ready: false, packaged: false, renderer: chromiumRenderer(context, pages) });
    FakeApp.current().appPath = root;
    home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-')));
    // What an app writes for a session goes where the system says that home is.
    process.env['HOME'] = home;
    mkdirSync(join(home, 'bin'));
    symlinkSync(process.execPath, join(home, 'bin', 'node'));
    putJson(join(home, '.openclaw'), {
      version: 1,
      profiles: { 'groq:spare': { type: 'api_key', provider: 'groq', key: keyOf('spare') } },
    });
    const host: Host = {
      platform: 'linux',
      env: {
        HOME: home,
        PATH: join(home, 'bin'),
        KEYWATCH_HOME: join(home, 'data'),
        KEYWATCH_NO_KEYRING: '1',
        KEYWATCH_OFFLINE: '1',
      },
      argv: ['/opt/Keywatch/keywatch'],
      execPath: '/opt/Keywatch/keywatch',
      passwdHome: home,
    };
    const paths = prepare(electron, host)!;
    FakeApp.current().becomeReady();
    app = await startApp(electron, host, paths);
    await expect.poll(() => made.windows[0]!.isVisible(), { timeout: 10_000 }).toBe(true);
  });
  afterEach(async () => {
    await app.close();
    for (const window of made.windows) window.destroy();
    for (const context of browser.contexts()) await context.close();
    process.env['HOME'] = ownHome;
    rmSync(home, { recursive: true, force: true });
  });

  test('the app starts at login after a press, and the step is done', async () => {
    const { page } = pages.at(-1)!;
    await page.getByRole('heading', { name: 'Five steps to a quiet tray' }).waitFor();
    await page.getByRole('button', { name: 'Start at login', exact: true }).click();
    await page.getByText('Keywatch starts in the tray when you log in.').waitFor();
    const entry = join(home, '.config', 'autostart', 'keywatch.desktop');
    await expect.poll(() => existsSync(entry)).toBe(true);
    expect(readFileSync(entry, 'utf8')).toContain('--hidden');
  }, 30_000);

  test('a gateway is linked at the desktop door, by the command line of the app and a Node of the machine', async () => {
    const { page } = pages.at(-1)!;
    await page.getByRole('button', { name: 'Link OpenClaw…' }).click();
    await page.getByRole('button', { name: 'Link 1 key' }).click();
    await page.getByRole('dialog', { name: 'OpenClaw is linked' }).waitFor();
    const launcher = readFileSync(join(home, 'data', 'launchers', 'keywatch-openclaw'), 'utf8');
    expect(launcher).toContain(realpathSync(process.execPath));
    expect(launcher).toContain(realpathSync(join(root, 'dist/cli/keywatch.cjs')));
    const store = readFileSync(join(agentDirectory(join(home, '.openclaw')), 'auth-profiles.json'), 'utf8');
    expect(store).not.toContain(keyOf('spare'));
    expect(app.keywatch.profiles.accesses(null, 10)).toMatchObject([
      { id: 'groq:spare', action: 'link', door: 'desktop', program: 'window' },
    ]);
  }, 30_000);
}

if (whyNot === null)
  describe('the first minutes in the app, with a real Chromium behind its window', proveFirstMinutes);
else
  test('the first minutes in the app, with a real Chromium behind its window', (context) =>
    context.skip(whyNot));
