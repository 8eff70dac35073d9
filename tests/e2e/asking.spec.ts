import { AxeBuilder } from '@axe-core/playwright';
import { modelList } from '../fixtures/fake-provider.ts';
import { expect, noBrowser, test } from './fixtures.ts';
import { openSettings } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const key = `sk-ant-api03-${'Hk4_Pz9-'.repeat(11)}Lw2nTAA`;

test('how often a key was asked today is seen, and how often it may be is set for all and for one', async ({
  page,
  keywatch,
  provider,
}) => {
  provider.script('*', [modelList]);
  const add = ['auth', 'add', '--name', 'Work', '--base-url', provider.url, '--key', '-'];
  expect(await keywatch.cli(add, key)).toMatchObject({ code: 0 });
  await page.getByText('Work', { exact: true }).first().click();
  const details = page.getByRole('complementary', { name: 'Work, details' });
  await expect(details).toContainText('Checked 1 of 24 times today; every 6 h.');

  const settings = await openSettings(page, 'Checks');
  await settings.getByRole('combobox', { name: 'Checks a day' }).selectOption('At most 12');
  await expect(page.locator('.details')).toContainText('Checked 1 of 12 times today');
  await settings.getByRole('checkbox', { name: 'On this metered connection' }).click();
  await expect(settings.getByRole('status')).toHaveText('Kept');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByText('Checking on demand only')).toBeVisible();

  const edited = await keywatch.cli(['auth', 'edit', 'anthropic:work', '--probes-per-day', '3', '--json']);
  expect(JSON.parse(edited.stdout).profile.probing).toMatchObject({ budget: 3, ownBudget: 3, usedToday: 1 });
  await expect(details).toContainText('Checked 1 of 3 times today');
  expect((await keywatch.cli(['auth', 'show', 'anthropic:work'])).stdout).toMatch(
    /Asked\s+1 of 3 times today/,
  );
  const wrong = await keywatch.cli(['auth', 'edit', 'anthropic:work', '--probes-per-day', '97']);
  expect([wrong.code, wrong.stderr]).toEqual([65, expect.stringContaining('from 1 to 96')]);
  const back = await keywatch.cli([
    'auth',
    'edit',
    'anthropic:work',
    '--probes-per-day',
    'default',
    '--json',
  ]);
  expect(JSON.parse(back.stdout).profile.probing).toMatchObject({ budget: 12, ownBudget: null });
});
