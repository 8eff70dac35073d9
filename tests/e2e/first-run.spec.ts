import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { invented } from '../fixtures/discovery-home.ts';
import { expect, noBrowser, test } from './fixtures.ts';
import { chooseProvider, paste } from './paste.ts';
import { tabTo } from './tab-to.ts';
import { objections, overflows, protectByPassphrase } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const minuteMs = 60_000;
const secret = `sk-${'aB3x'.repeat(10)}`;
const line = (page: Page) => page.getByRole('region', { name: 'Setting up' });

test('from nothing, a first key is added and tested within a minute by mouse', async ({ page, provider }) => {
  const begun = Date.now();
  const steps = page.getByRole('listitem');
  // Protect, find, add, and start at login; there is no gateway, and nothing to test yet.
  await expect(steps).toHaveCount(4);
  await expect(page.getByRole('heading', { name: 'Four steps to quiet keys' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Protect' })).toHaveAttribute(
    'aria-current',
    'step',
  );
  await page.getByRole('button', { name: 'Skip this step: Protect' }).click();
  await page.getByRole('button', { name: 'Skip this step: Find' }).click();
  await expect(steps.filter({ hasText: 'Add' })).toHaveAttribute('aria-current', 'step');
  expect(await objections(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await objections(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });

  await page.getByRole('button', { name: 'Add a key…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), secret);
  await chooseProvider(page, 'Custom server');
  await dialog.getByLabel('Base URL').fill(provider.url);
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(dialog).toContainText('Works');
  await dialog.getByRole('button', { name: 'Add profile' }).click();
  await expect(page.getByRole('row', { name: /Custom server/ })).toContainText('Healthy');
  expect(Date.now() - begun).toBeLessThan(minuteMs);
  expect(provider.requests().map(({ key }) => key)).toContain(secret);
});

test('the same by keyboard alone', async ({ page, provider }) => {
  const begun = Date.now();
  const box = page.getByRole('textbox', { name: 'Paste a key or a reference' });
  await expect(box).toBeFocused();
  await paste(page, box, secret);
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await expect(dialog).toBeVisible();
  await tabTo(page, /^Provider/);
  await page.keyboard.type('Custom server');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, /^Base URL/);
  await page.keyboard.type(provider.url);
  await tabTo(page, /^Test$/);
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Works');
  await expect(dialog).toContainText('Key for Custom server');
  // Enter in a field does what the button says; then the first steps, with all that had the focus, are gone.
  await tabTo(page, /^Name/);
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name: /Custom server/ });
  await expect(row).toContainText('Healthy');
  await expect(row).toContainText('just now');
  await expect(row).toBeFocused();
  expect(Date.now() - begun).toBeLessThan(minuteMs);

  // What is left is looked for first.
  await expect(line(page)).toBeVisible();
  await tabTo(page, /^Finish setting up/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Finish setting up' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(line(page).getByRole('button', { name: 'Finish setting up' })).toBeFocused();
});

test('a step that was passed over comes back, and keeps the focus where it was', async ({ page }) => {
  const step = page.getByRole('listitem').filter({ hasText: 'Find' });
  await page.getByRole('button', { name: 'Skip this step: Find' }).focus();
  await page.keyboard.press('Enter');
  await expect(step).toContainText('Skipped for now.');
  await expect(page.getByRole('button', { name: 'Discover…' })).toHaveCount(0);
  const back = page.getByRole('button', { name: 'Come back to this step: Find' });
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Discover…' })).toBeVisible();
  await page.getByRole('button', { name: 'Skip this step: Find' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Discover…' })).toBeVisible();
});

test('the line about what is left stays until it is waved away for good', async ({ keywatch, page }) => {
  const args = ['auth', 'add', '--provider', 'custom', '--kind', 'none', '--base-url', 'http://127.0.0.1:9'];
  expect(await keywatch.cli([...args, '--no-probe'])).toMatchObject({ code: 0 });
  await expect(line(page)).toContainText('4 steps are left');
  expect(await objections(page)).toEqual([]);
  await line(page).getByRole('button', { name: 'Finish setting up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Finish setting up' });
  await expect(dialog.getByRole('listitem')).toHaveCount(5);
  expect(await objections(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Discover…' }).click();
  const discover = page.getByRole('dialog', { name: 'Discover' });
  await expect(discover).toContainText('No other tool keeps a credential here');
  await discover.getByRole('button', { name: 'Done' }).click();
  await expect(dialog.getByRole('button', { name: 'Discover…' })).toBeFocused();
  await expect(dialog).toContainText('3 steps are left');
  await page.keyboard.press('Escape');
  await expect(line(page)).toContainText('3 steps are left');
  await page.reload();
  await expect(line(page)).toContainText('3 steps are left');
  await line(page).getByRole('button', { name: 'Do not remind me of setting up' }).click();
  await expect(line(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('row', { name: /Custom server/ })).toBeVisible();
  await expect(line(page)).toHaveCount(0);
});

test.describe('what other tools keep', () => {
  // Nobody is asked about what was found: it names real providers.
  test.use({ environment: { KEYWATCH_OFFLINE: '1' } });

  const { openai, anthropic } = invented('first-run');

  test('is linked, copied or ignored one by one, and nothing of it is taken before', async ({
    keywatch,
    page,
  }) => {
    const home = keywatch.env['HOME'] ?? '';
    writeFileSync(join(home, '.env'), `OPENAI_API_KEY=${openai}\n`, { mode: 0o600 });
    writeFileSync(join(home, '.zshrc'), `export ANTHROPIC_API_KEY='${anthropic}'\n`);
    chmodSync(join(home, '.zshrc'), 0o644);
    await page.getByRole('button', { name: 'Discover…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Discover' });
    const open = dialog.getByRole('region', { name: /\.zshrc/ });
    await expect(open).toContainText('0644');
    await expect(open).toContainText('in clear, other users can read it');
    await expect(open).toContainText(`chmod 600 ${join(home, '.zshrc')}`);
    await expect(open.getByRole('button', { name: 'Link ANTHROPIC_API_KEY' })).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await objections(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await overflows(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect((await keywatch.cli(['auth', 'list', '--json'])).stdout).toContain('"profiles":[]');

    await open.getByRole('button', { name: 'Copy into the vault: ANTHROPIC_API_KEY' }).click();
    await expect(open).toContainText(/Copied into the vault as anthropic:\S+/);
    await expect(open.getByRole('listitem')).toBeFocused();
    await dialog.getByRole('button', { name: 'Ignore OPENAI_API_KEY' }).click();
    await expect(dialog.getByRole('region', { name: /\.env/ })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Show 1 that is ignored' }).click();
    await dialog.getByRole('button', { name: 'Offer OPENAI_API_KEY again' }).click();
    await dialog.getByRole('button', { name: 'Link OPENAI_API_KEY' }).click();
    await expect(dialog).toContainText(/Linked as openai:\S+/);
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await expect(dialog).toContainText(/Here as anthropic:\S+|Copied into the vault as anthropic:\S+/);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('row', { name: /anthropic/i })).toBeVisible();
    // However long its reference is, the name of what was linked has room.
    await expect(
      page.getByRole('row', { name: /openai/ }).getByText('OpenAI, .env', { exact: true }),
    ).toBeVisible();
    const { profiles } = JSON.parse((await keywatch.cli(['auth', 'list', '--json'])).stdout) as {
      profiles: { provider: string; reference: string | null }[];
    };
    expect(profiles.map(({ provider, reference }) => [provider, reference === null])).toEqual([
      ['anthropic', true],
      ['openai', false],
    ]);
  });

  test('is nothing on an empty machine, which is said', async ({ page }) => {
    await page.getByRole('button', { name: 'Discover…' }).click();
    await expect(page.getByRole('dialog', { name: 'Discover' })).toContainText(
      'No other tool keeps a credential here',
    );
    expect(await objections(page)).toEqual([]);
  });

  test('cannot be taken while the vault is locked, which is said with the way to open it', async ({
    keywatch,
    page,
  }) => {
    writeFileSync(join(keywatch.env['HOME'] ?? '', '.env'), `OPENAI_API_KEY=${openai}\n`, { mode: 0o600 });
    await protectByPassphrase(keywatch);
    await page.getByRole('button', { name: 'Discover…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Discover' });
    await expect(dialog.getByRole('button', { name: 'Link OPENAI_API_KEY' })).toBeEnabled();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await keywatch.cli(['vault', 'lock'])).toMatchObject({ code: 0 });
    await expect(page.getByRole('region', { name: 'Locked' })).toBeVisible();
    await page.getByRole('button', { name: 'Discover…' }).click();
    await expect(dialog.getByRole('button', { name: 'Link OPENAI_API_KEY' })).toBeDisabled();
    expect(await objections(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Unlock…' }).click();
    await expect(page.getByRole('dialog', { name: /Unlock/ })).toBeVisible();
  });
});
