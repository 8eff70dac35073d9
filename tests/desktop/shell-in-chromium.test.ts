import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { readBrowser } from '../../scripts/browser.mjs';
import { prepare, type Host } from '../../src-main/desktop/prepare.ts';
import { startApp, type RunningApp } from '../../src-main/desktop/start-app.ts';
import { providers } from '../../src-main/providers/index.ts';
import { sentenceOf } from '../../src-shared/sentence.ts';
import { chromiumRenderer, type SeenByChromium } from '../fixtures/electron-chromium.ts';
import { FakeApp, made, newMachine } from '../fixtures/electron.fake.ts';
import { invalidKey, modelList, startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const root = join(import.meta.dirname, '../..');
const isBuilt = ['dist/main/preload.cjs', 'dist/renderer/index.html'].every((file) =>
  existsSync(join(root, file)),
);
const { executablePath, reason } = readBrowser();
const whyNot = !isBuilt ? 'dist is not built: npm run build makes it' : reason;

/** Everything of the desktop that is ours, together: main, built preload, policy, built window and the port between. */
function proveTogether(): void {
  let browser: Browser;
  let provider: FakeProvider;
  let home: string;
  let app: RunningApp;
  const pages: SeenByChromium[] = [];
  const seen = () => pages.at(-1)!;

  beforeAll(async () => {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    browser = await chromium.launch({ executablePath: executablePath!, args: [...asRoot, ...quiet] });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    pages.length = 0;
    const context = await browser.newContext({ viewport: { width: 1120, height: 760 } });
    newMachine({ ready: false, renderer: chromiumRenderer(context, pages) });
    FakeApp.current().appPath = root;
    home = mkdtempSync(join(tmpdir(), 'kw-'));
    provider = await startFakeProvider();
    const host: Host = {
      platform: 'linux',
      env: {
        HOME: home,
        KEYWATCH_HOME: join(home, 'data'),
        KEYWATCH_NO_KEYRING: '1',
        KEYWATCH_CONFIRM_AFTER: '50ms',
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
    await provider.close();
    rmSync(home, { recursive: true, force: true });
  });

  const add = (name: string, secret: string) =>
    app.keywatch.profiles.add({ provider: 'anthropic', name, secret, baseUrl: provider.url, probe: true });
  const sentence = () => sentenceOf(app.keywatch.profiles.list(), app.keywatch.state(), Date.now());

  test('the page comes from the shell, under its policy, and breaks none of it', async () => {
    const { page, violations, errors, refused } = seen();
    await page.getByText('Nothing to watch yet').first().waitFor();
    const answered = await page.evaluate(async () => {
      const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
      return { nonce: meta?.nonce ?? '', address: location.href };
    });
    expect(answered.nonce).toHaveLength(24);
    expect(answered.address).toBe('https://bundle.invalid/index.html');
    expect(await violations()).toEqual([]);
    expect(errors).toEqual([]);
    expect(refused).toEqual([]);
  });

  test('a profile added in the core appears in the window and in the tray, in the very same words', async () => {
    provider.script('*', [modelList]);
    await add('Work', inventedKeys.anthropic);
    const { page } = seen();
    await page.getByText('Work', { exact: true }).first().waitFor();
    await page.getByText('Healthy').first().waitFor();
    expect(provider.requests()[0]?.key).toBe(inventedKeys.anthropic);
    // "Just now" ages while one looks: the rest of the sentence stands still.
    const worst = sentence().split(' · ')[0]!;
    expect(worst).toBe('The one profile is fine');
    await expect.poll(() => made.trays[0]!.toolTip, { timeout: 5000 }).toContain(`Keywatch: ${worst} · `);
    expect(await page.locator('h1').innerText()).toContain(worst);
    expect(made.trays[0]!.menu?.items[0]?.label).toBe(made.trays[0]!.toolTip.replace('Keywatch: ', ''));
    expect(await page.content()).not.toContain(inventedKeys.anthropic);
  });

  test('a key that stops working is told in the window, in the tray by a cross, and by one notice that opens it', async () => {
    provider.script('*', [modelList]);
    const { id } = await add('Work', inventedKeys.anthropic);
    provider.script('*', [invalidKey]);
    await expect
      .poll(
        async () => {
          await app.keywatch.probes.test([id]).catch(() => []);
          return app.keywatch.profiles.get(id).health.state;
        },
        { timeout: 45_000, interval: 1000 },
      )
      .toBe('disabled');
    await expect.poll(() => made.trays[0]!.shown?.path, { timeout: 5000 }).toMatch(/cross-light\.png$/);
    await expect.poll(() => made.notifications.length, { timeout: 5000 }).toBe(1);
    const notice = made.notifications[0]!.deref()!;
    expect(`${notice.options.title} ${notice.options.body}`).not.toContain(inventedKeys.anthropic);
    notice.emit('click');
    const { page } = seen();
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#profile=anthropic%3Awork');
    await page.locator('aside.details').waitFor();
  }, 60_000);

  test('what a page must not do, it cannot', async () => {
    const { page, violations, refused } = seen();
    const tried = await page.evaluate(async () => {
      const failed = (promise: Promise<unknown>) =>
        promise.then(
          () => 'went through',
          () => 'refused',
        );
      const script = document.createElement('script');
      let inline = 'refused';
      try {
        script.textContent = 'globalThis.ran = true';
        document.head.append(script);
        if (Reflect.get(globalThis, 'ran') === true) inline = 'went through';
      } catch {
        inline = 'refused';
      }
      let html = 'went through';
      try {
        document.createElement('div').innerHTML = '<b>';
      } catch {
        html = 'refused';
      }
      return {
        inline,
        html,
        fetched: await failed(fetch('https://example.com/')),
        own: await failed(fetch('/index.html')),
        framed: await new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = 'https://example.com/';
          frame.addEventListener('load', () => resolve('loaded'));
          document.body.append(frame);
          setTimeout(() => resolve('nothing'), 500);
        }),
      };
    });
    expect(tried).toMatchObject({ inline: 'refused', html: 'refused', fetched: 'refused', own: 'refused' });
    expect(refused).toEqual([]);
    expect((await violations()).map((each) => each.split(' ')[0])).toEqual(
      expect.arrayContaining(['connect-src', 'require-trusted-types-for', 'frame-src']),
    );
  });

  test("a provider's page opens in the person's browser by its id, and no other address does", async () => {
    const { page } = seen();
    await page.evaluate(() => {
      const bridge = Reflect.get(globalThis, 'keywatch') as {
        openPage(provider: string, name: string): void;
      };
      bridge.openPage('anthropic', 'billing');
      bridge.openPage('https://evil.example', 'keys');
    });
    await expect
      .poll(() => made.opened)
      .toEqual([providers.find(({ id }) => id === 'anthropic')!.links.billing]);
  });

  test('the tray opens the form, and a window that was put away comes back with its details open', async () => {
    provider.script('*', [modelList]);
    const { id } = await add('Work', inventedKeys.anthropic);
    made.trays[0]!.menu!.items.find(({ label }) => label === 'Add credential…')!.click();
    const first = seen();
    await first.page.getByRole('dialog').waitFor();
    await first.page.keyboard.press('Escape');
    app.window.show({ at: 'profile', id });
    await first.page.locator('aside.details').waitFor();

    const window = made.windows[0]!;
    window.webContents.mainFrame.url = first.page.url().replace('https://bundle.invalid', 'app://bundle');
    window.close();
    window.destroy();
    app.window.show();
    await expect.poll(() => pages.length, { timeout: 10_000 }).toBe(2);
    await seen().page.locator('aside.details').waitFor();
    await seen().page.getByText('Work', { exact: true }).first().waitFor();
    expect(await seen().violations()).toEqual([]);
  });

  test('when the vault locks, a secret that was shown goes with the process that showed it', async () => {
    provider.script('*', [modelList]);
    const { id } = await add('Work', inventedKeys.anthropic);
    const passphrase = 'correct horse battery staple';
    await app.keywatch.vault.protect({ act: 'add', slot: 'passphrase', passphrase });
    const alone = (await app.keywatch.vault.status()).slots.filter(({ type }) => type === 'key-file');
    for (const slot of alone) {
      await app.keywatch.vault.protect({ act: 'remove', slot: slot.id, purgeBackups: true });
    }
    app.window.show({ at: 'profile', id });
    const first = seen().page;
    await first.getByRole('button', { name: /^Reveal the key of Work/ }).click();
    await first.getByText(inventedKeys.anthropic).waitFor();
    expect(made.windows[0]!.unseen).toBe(true);

    await app.keywatch.vault.lock();
    await expect.poll(() => pages.length, { timeout: 10_000 }).toBe(2);
    expect(first.isClosed()).toBe(true);
    const { page } = seen();
    await page.getByText('Locked').first().waitFor();
    await page.getByText('Work', { exact: true }).first().waitFor();
    expect(await page.content()).not.toContain(inventedKeys.anthropic);
    expect(made.windows[0]!.isVisible()).toBe(true);
    await expect.poll(() => made.trays[0]!.toolTip, { timeout: 5000 }).toMatch(/^Keywatch: Locked/);

    made.trays[0]!.menu!.items.find(({ label }) => label === 'Unlock…')!.click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=password]').fill(passphrase);
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(app.keywatch.state().vault.state).toBe('open');
  }, 60_000);

  test('the secret is in no file the app wrote, not in clear and not in base64', async () => {
    await add('Work', inventedKeys.anthropic);
    const data = join(home, 'data');
    const written = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(written.map(({ name }) => name)).toContain('vault.json');
    const traces = [
      inventedKeys.anthropic,
      Buffer.from(inventedKeys.anthropic).toString('base64').slice(4, -4),
    ];
    for (const { parentPath, name } of written) {
      const text = readFileSync(join(parentPath, name), 'latin1');
      for (const trace of traces) expect(text.includes(trace), name).toBe(false);
    }
  });
}

if (whyNot === null) describe('the shell, with a real Chromium behind its window', proveTogether);
else test('the shell, with a real Chromium behind its window', (context) => context.skip(whyNot));
