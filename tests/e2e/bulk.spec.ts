import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test as base } from './fixtures.ts';
import { enter } from './second-client.ts';

const test = base.extend<{ profiles: readonly string[] }>({
  environment: { KEYWATCH_OFFLINE: '1' },
  profiles: [
    async ({ keywatch, page }, use) => {
      const { client, leave } = await enter(keywatch.url());
      const names = ['Alpha', 'Bravo', 'Chris', 'Delta', 'Echo'];
      for (const name of names)
        await client.profiles.add({
          provider: name === 'Echo' ? 'openai' : 'anthropic',
          name,
          reference: `env:KEY_OF_${name.toUpperCase()}`,
          tags: name === 'Alpha' ? ['shared'] : [],
          probe: false,
        });
      leave();
      await expect(row(page, 'Echo')).toBeVisible();
      await use(names);
    },
    { auto: true },
  ],
});

test.skip(noBrowser !== null, noBrowser ?? '');

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const bar = (page: Page) => page.getByRole('toolbar', { name: 'What is selected' });
const picked = (page: Page) => page.locator('[role="row"][aria-selected="true"]');

test('several are picked with the pointer, switched off together, and on again by Undo', async ({ page }) => {
  await row(page, 'Alpha').click({ modifiers: ['ControlOrMeta'] });
  await row(page, 'Chris').click({ modifiers: ['Shift'] });
  await expect(bar(page)).toContainText('3 selected');
  await expect(picked(page)).toHaveCount(3);
  await expect(page.getByRole('complementary')).toHaveCount(0);
  expect(await page.evaluate(() => String(getSelection()))).toBe('');

  await bar(page).getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('log')).toContainText('3 profiles were disabled.');
  for (const name of ['Alpha', 'Bravo', 'Chris']) await expect(row(page, name)).toContainText('by you');
  await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('log')).toContainText('3 profiles are as before.');
  await expect(row(page, 'Bravo')).not.toContainText('by you');

  await row(page, 'Delta').locator('.c-pick').click();
  await expect(bar(page)).toContainText('4 selected');
  await bar(page).getByRole('button', { name: 'Select all 5' }).click();
  await expect(picked(page)).toHaveCount(5);
});

test('several are picked by the keyboard, tagged, searched by the tag, removed and taken back', async ({
  page,
  keywatch,
}) => {
  await row(page, 'Bravo').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(row(page, 'Chris')).toBeFocused();
  await expect(bar(page)).toContainText('2 selected');

  const addTag = bar(page).getByRole('button', { name: 'Add tag…' });
  await addTag.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Tag' })).toBeFocused();
  await page.keyboard.type('nightly');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('The tag nightly was added to 2 profiles.');
  await expect(addTag).toBeFocused();
  await page.getByRole('searchbox').fill('nightly');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '3');

  await row(page, 'Bravo').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(bar(page)).toContainText('2 selected');
  const remove = bar(page).getByRole('button', { name: 'Remove…' });
  await remove.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('2 profiles were removed.');
  await expect(bar(page)).toContainText('0 selected');
  expect(JSON.parse((await keywatch.cli(['auth', 'list', '--json'])).stdout).profiles).toHaveLength(3);
  await page.getByRole('log').getByRole('button', { name: 'Undo' }).last().focus();
  await page.keyboard.press('Enter');
  await expect(row(page, 'Chris')).toBeVisible();
  const { profiles } = JSON.parse((await keywatch.cli(['auth', 'list', '--json'])).stdout);
  expect(profiles.filter(({ tags }: { tags: string[] }) => tags.includes('nightly'))).toHaveLength(2);

  await row(page, 'Chris').focus();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toHaveCount(0);
  await expect(row(page, 'Chris')).toBeFocused();
});

test('a tag is taken from all that have it', async ({ page }) => {
  await row(page, 'Alpha').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await bar(page).getByRole('button', { name: 'Remove tag' }).click();
  await page.getByRole('menuitem', { name: 'shared' }).click();
  await expect(page.getByRole('log')).toContainText('The tag shared was taken from 1 profile.');
  await expect(bar(page).getByRole('button', { name: 'Remove tag' })).toBeDisabled();
});

test('columns are chosen and drawn to a width, by pointer and by keyboard, and stay so', async ({ page }) => {
  const head = (name: string) => page.getByRole('columnheader', { name });
  const widthOf = async (name: string) => Math.round((await head(name).boundingBox())?.width ?? 0);
  const before = await widthOf('State');
  const edge = await head('State').locator('.edge').boundingBox();
  if (edge === null) throw new Error('The head has no edge.');
  await page.mouse.move(edge.x + 4, edge.y + 10);
  await page.mouse.down();
  await page.mouse.move(edge.x + 44, edge.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf('State')).toBe(before + 40);
  await expect(head('State')).toHaveAttribute('aria-sort', 'none');

  await head('Provider').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  const provider = await widthOf('Provider');
  expect(provider).toBe(136 + 16);

  await page.getByRole('button', { name: 'Columns and grouping' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Kind' }).click();
  await page.keyboard.press('Escape');
  await expect(head('Kind')).toHaveCount(0);
  // What is drawn is remembered once it rests.
  await page.waitForTimeout(600);
  await page.reload();
  await expect(head('State')).toBeVisible();
  await expect.poll(() => widthOf('State')).toBe(before + 40);
  expect(await widthOf('Provider')).toBe(provider);
  await expect(head('Kind')).toHaveCount(0);

  await head('State').locator('.edge').dblclick();
  await expect.poll(() => widthOf('State')).toBe(before);
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing while several are picked, ${theme}, wide and at 360 px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await row(page, 'Alpha').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await expect(bar(page)).toBeVisible();
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 720 });
      await expect(picked(page).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: test.info().outputPath(`bulk-${theme}-${width}.png`) });
    }
  });
