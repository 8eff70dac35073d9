import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test } from './fixtures.ts';
import { add, objections, overflows, protectByPassphrase } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');
test.skip(process.platform === 'win32', 'files have no modes there');

async function openDoctor(page: Page) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'What is wrong…' }).click();
  const dialog = page.getByRole('dialog', { name: 'What is wrong' });
  await expect(dialog.locator('.turning')).toHaveCount(0);
  return dialog;
}

const key = `sk-proj-${'Ab3_'.repeat(20)}`;

test.describe('where a tool finds a key', () => {
  test.use({ environment: { OPENAI_API_KEY: key } });

  test('what is wrong is told by its weight with where and what to do; tools and what they would use stand below', async ({
    keywatch,
    page,
  }) => {
    writeFileSync(join(keywatch.env['HOME'] ?? '', '.env'), `OPENAI_API_KEY=${key}\n`, { mode: 0o644 });
    const dialog = await openDoctor(page);
    await expect(dialog.getByRole('region', { name: 'To look at' })).toContainText(
      'The vault is not protected',
    );
    const tools = dialog.getByRole('table').first();
    await expect(tools.getByRole('row', { name: /OpenAI SDKs/ })).toContainText('OPENAI_API_KEY');
    await expect(dialog).not.toContainText(key);
    expect(await objections(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath('doctor-light.png') });
    await tools.scrollIntoViewIfNeeded();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await objections(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath('doctor-tools-dark.png') });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await overflows(page)).toEqual([]);
    await tools.scrollIntoViewIfNeeded();
    await page.screenshot({ path: test.info().outputPath('doctor-narrow.png') });
    await page.setViewportSize({ width: 1280, height: 800 });

    await dialog.getByRole('button', { name: 'Protect…' }).first().click();
    await expect(page.getByRole('dialog', { name: 'Protection' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog.getByRole('button', { name: 'Protect…' }).first()).toBeFocused();
  });
});

test('what takes no decision is shown first, set right by keyboard, and told', async ({ keywatch, page }) => {
  const vault = join(keywatch.home, 'vault.json');
  chmodSync(vault, 0o644);
  const dialog = await openDoctor(page);
  const act = dialog.getByRole('button', { name: 'Set 1 thing right…' });
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Set it right below' })).toContainText(vault);
  await act.focus();
  await page.keyboard.press('Enter');
  const fix = page.getByRole('dialog', { name: 'Set right' });
  await expect(fix.getByRole('listitem')).toHaveCount(1);
  await expect(fix).toContainText(vault);
  expect(statSync(vault).mode & 0o777).toBe(0o644);
  expect(await objections(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('fix.png') });
  await fix.getByRole('button', { name: 'Set 1 thing right' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('region', { name: 'Set right' })).toContainText(vault);
  await expect(dialog.getByRole('status')).toHaveText('1 thing was set right');
  expect(statSync(vault).mode & 0o777).toBe(0o600);
  expect(await objections(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();
});

test('from what is wrong with a profile it is one press to the profile', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  const edited = await keywatch.cli(['auth', 'edit', 'anthropic:work', '--expires', '2 days']);
  expect(edited).toMatchObject({ code: 0 });
  const dialog = await openDoctor(page);
  await dialog.getByRole('button', { name: 'Show anthropic:work' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Work, details' })).toBeVisible();
});

test('where nothing is wrong it says so', async ({ keywatch, page }) => {
  test.slow();
  await protectByPassphrase(keywatch);
  const file = join(keywatch.env['HOME'] ?? '', 'passphrase');
  const { code, stderr } = await keywatch.cli([
    'vault',
    'rotate-key',
    '--purge-backups',
    '--passphrase-file',
    file,
    '--yes',
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  // A change, before which the vault is backed up.
  expect(await keywatch.cli(['notify', '--quiet', '22:00-07:00'])).toMatchObject({ code: 0 });
  const dialog = await openDoctor(page);
  await expect(dialog).toContainText('Nothing is wrong.');
  await page.screenshot({ path: test.info().outputPath('well.png') });
});

test('each service of a person is told with the keys that it would see', async ({ keywatch, page }) => {
  test.skip(process.platform !== 'linux', 'services of systemd');
  const units = join(keywatch.env['HOME'] ?? '', '.config/systemd/user');
  mkdirSync(units, { recursive: true });
  writeFileSync(
    join(units, 'nightly.service'),
    `[Service]\nEnvironment=OPENAI_API_KEY=${key}\nExecStart=/usr/bin/openclaw gateway run\n`,
    { mode: 0o600 },
  );
  const dialog = await openDoctor(page);
  const services = dialog.getByRole('region', { name: 'What each service would see' });
  await expect(services.getByRole('row', { name: /nightly/ })).toContainText('OPENAI_API_KEY');
  await expect(dialog).not.toContainText(key);
  await services.scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('doctor-services.png') });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await overflows(page)).toEqual([]);
    expect(await objections(page)).toEqual([]);
  }
  await page.screenshot({ path: test.info().outputPath('doctor-services-narrow.png') });
});
