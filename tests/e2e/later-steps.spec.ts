import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { putJson } from '../fixtures/gateway-homes.ts';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';
import { tabTo } from './tab-to.ts';
import { objections, openSettings, overflows } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const keyOf = (name: string) => `invented-${`${name}.`.repeat(40)}`.slice(0, 96);
const step = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: false }) });

async function addServer(keywatch: Keywatch, url: string): Promise<void> {
  const args = ['auth', 'add', '--provider', 'custom', '--kind', 'none', '--base-url', url, '--no-probe'];
  expect(await keywatch.cli(args)).toMatchObject({ code: 0 });
}

async function looks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await objections(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await overflows(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath(`${name}-narrow.png`) });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('keys that nobody was asked about are tested by a press, and it is said what came of it', async ({
  keywatch,
  page,
  provider,
}) => {
  await addServer(keywatch, provider.url);
  await page.getByRole('button', { name: 'Finish setting up' }).click();
  const test1 = step(page, 'Test');
  await expect(test1).toContainText('Nobody was asked about one key yet.');
  await test1.getByRole('button', { name: 'Test now' }).click();
  await expect(test1.getByRole('status')).toContainText('It works.');
  await expect(test1).toContainText('Each provider was asked about its keys.');
  await looks(page, 'setup');
});

test('a test that nobody answers is said where it was asked for', async ({ keywatch, page }) => {
  await addServer(keywatch, 'http://127.0.0.1:9');
  await page.getByRole('button', { name: 'Finish setting up' }).click();
  await step(page, 'Test').getByRole('button', { name: 'Test now' }).click();
  await expect(step(page, 'Test').getByRole('status')).toContainText(
    '0 of 1 work; the list says what is wrong',
  );
});

test.describe('a gateway that lies here', () => {
  test.use({ environment: { KEYWATCH_OFFLINE: '1' } });

  test('is linked from the first page by keyboard alone, and the step is done', async ({
    keywatch,
    page,
  }) => {
    const profiles = { 'groq:spare': { type: 'api_key', provider: 'groq', key: keyOf('spare') } };
    putJson(join(keywatch.env['HOME'] ?? '', '.openclaw'), { version: 1, profiles });
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Five steps to quiet keys' })).toBeVisible();
    await expect(step(page, 'Link')).toContainText('OpenClaw: one key stands in clear.');
    expect(await objections(page)).toEqual([]);
    await tabTo(page, /^Link OpenClaw…/);
    await page.keyboard.press('Enter');
    const plan = page.getByRole('dialog', { name: 'Link OpenClaw' });
    await expect(plan.getByRole('button', { name: 'Link 1 key' })).toBeEnabled();
    await tabTo(page, /^Link 1 key/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'OpenClaw is linked' })).toBeVisible();
    await tabTo(page, /^Done/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /spare/ })).toBeVisible();
    await page.getByRole('button', { name: 'Finish setting up' }).click();
    await expect(step(page, 'Link')).toContainText('No gateway on this computer keeps a key in clear');
  });

  test('is passed over and comes back', async ({ keywatch, page }) => {
    const profiles = { 'groq:spare': { type: 'api_key', provider: 'groq', key: keyOf('spare') } };
    putJson(join(keywatch.env['HOME'] ?? '', '.openclaw'), { version: 1, profiles });
    await page.reload();
    await page.getByRole('button', { name: 'Skip this step: Link' }).click();
    await expect(step(page, 'Link')).toContainText('Skipped for now.');
    await page.getByRole('button', { name: 'Come back to this step: Link' }).click();
    await expect(page.getByRole('button', { name: 'Link OpenClaw…' })).toBeVisible();
  });
});

test.describe('where the system can start it', () => {
  // A systemctl that says yes: what a real one does with it is shown in tests/integration/service.test.ts.
  const bin = mkdtempSync(join(tmpdir(), 'kw-bin-'));
  writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\n[ "$2" = is-active ] && exit 3\nexit 0\n');
  chmodSync(join(bin, 'systemctl'), 0o755);
  test.use({ environment: { PATH: `${bin}:${process.env['PATH'] ?? ''}` } });
  test.afterAll(() => rmSync(bin, { recursive: true, force: true }));
  test.skip(process.platform !== 'linux', 'systemd needs Linux');

  test('the service is shown whole, installed by keyboard alone, and the way leads back to the step', async ({
    keywatch,
    page,
    provider,
  }) => {
    const unit = join(keywatch.env['HOME'] ?? '', '.config', 'systemd', 'user', 'keywatch.service');
    await addServer(keywatch, provider.url);
    await page.getByRole('button', { name: 'Finish setting up' }).click();
    await tabTo(page, /^Install the service…/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Install the service' });
    const text = (await dialog.locator('pre').textContent()) ?? '';
    expect(text).toContain('ExecStart=');
    await looks(page, 'service');
    expect(existsSync(unit)).toBe(false);
    await tabTo(page, /^Cancel/);
    await page.keyboard.press('Enter');
    const setup = page.getByRole('dialog', { name: 'Finish setting up' });
    await expect(setup.getByRole('button', { name: 'Install the service…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: 'Install', exact: true })).toBeEnabled();
    await tabTo(page, /^Install$/);
    await page.keyboard.press('Enter');
    const done = page.getByRole('dialog', { name: 'The service is installed' });
    await expect(done).toContainText('systemctl --user restart keywatch.service');
    await looks(page, 'service-installed');
    expect(readFileSync(unit, 'utf8')).toBe(text);
    await page.keyboard.press('Escape');
    await expect(step(page, 'Start at login')).toContainText('Keywatch starts with your session.');
  });

  test('on the first page the step is done once the service is installed', async ({ page }) => {
    await page.getByRole('button', { name: 'Install the service…' }).click();
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(step(page, 'Start at login')).toContainText('Keywatch starts with your session.');
    await expect(page.getByRole('button', { name: 'Install the service…' })).toHaveCount(0);
  });

  test('the settings offer it too, and say it once it is there', async ({ page }) => {
    const settings = await openSettings(page, 'This computer');
    await settings.getByRole('button', { name: 'Install the service…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Install the service' });
    await dialog.getByRole('button', { name: 'Install', exact: true }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(settings).toContainText('A service does it.');
  });
});

test('where the system does not answer, the step says what to type', async ({ page }) => {
  test.skip(process.platform !== 'linux', 'systemd needs Linux');
  await expect(step(page, 'Start at login')).toContainText('keywatch service install');
  await expect(page.getByRole('button', { name: 'Copy: keywatch service install' })).toBeVisible();
  expect(await objections(page)).toEqual([]);
});
