import type { Page } from '@playwright/test';
import { expect, noBrowser, test } from './fixtures.ts';
import { enter } from './second-client.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const keyOf = (letter: string) => `sk-or-v1-${`0e6a1c9${letter}`.repeat(8)}`;
const orderOf = (page: Page) => page.getByRole('definition').filter({ hasText: /\d of 3|No place/ });

test('who serves first is said in the details, changed by the keyboard, and taken back', async ({
  page,
  keywatch,
  provider,
}) => {
  for (const [name, letter] of [
    ['Alpha', 'a'],
    ['Bravo', 'b'],
    ['Chris', 'c'],
  ] as const)
    await keywatch.cli(
      ['auth', 'add', '--provider', 'openrouter', '--name', name, '--key', '-', '--base-url', provider.url],
      keyOf(letter),
    );
  await page.getByRole('row', { name: /Chris/ }).click();
  await expect(orderOf(page)).toHaveText(/^3 of 3 ?Alpha serves next$/);

  const more = page.getByRole('button', { name: 'More for Chris' }).last();
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Move down' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('menuitem', { name: 'Serves first' }).focus();
  await page.keyboard.press('Enter');
  await expect(orderOf(page)).toHaveText(/^1 of 3 ?serves next$/);
  const told = await keywatch.cli(['auth', 'order', 'get', '--provider', 'openrouter', '--json']);
  expect(JSON.parse(told.stdout)).toMatchObject({
    order: ['openrouter:chris', 'openrouter:alpha', 'openrouter:bravo'],
  });

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(orderOf(page)).toHaveText(/^3 of 3 ?Alpha serves next$/);
  const after = await keywatch.cli(['auth', 'order', 'get', '--provider', 'openrouter', '--json']);
  expect(JSON.parse(after.stdout)).toMatchObject({ order: null });

  await keywatch.cli(['auth', 'disable', 'openrouter:chris']);
  await expect(orderOf(page)).toHaveText(/^No place ?disabled by you; Alpha serves next$/);
  await page.screenshot({ path: test.info().outputPath('order.png') });
});

test('a profile is dragged to its place among those of its provider, and nowhere else', async ({
  page,
  keywatch,
}) => {
  const { client, leave } = await enter(keywatch.url());
  for (const [provider, name] of [
    ['openrouter', 'Alpha'],
    ['openrouter', 'Bravo'],
    ['openrouter', 'Chris'],
    ['openai', 'Other'],
    ['openai', 'Another'],
  ] as const)
    await client.profiles.add({
      provider,
      name,
      reference: `env:KEY_OF_${name.toUpperCase()}`,
      probe: false,
    });
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
  const order = async () => (await client.order.get({ provider: 'openrouter' })).explicit;
  await expect(row('Other')).toBeVisible();

  await row('Chris').dragTo(row('Other'));
  expect(await order()).toBeNull();
  await row('Chris').dragTo(row('Alpha'), { targetPosition: { x: 200, y: 4 } });
  await expect(page.getByRole('log')).toContainText('Chris is number 1 of 3 now.');
  expect(await order()).toEqual(['openrouter:chris', 'openrouter:alpha', 'openrouter:bravo']);

  await row('Chris').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('log')).toContainText('Chris is number 2 of 3 now.');
  expect(await order()).toEqual(['openrouter:alpha', 'openrouter:chris', 'openrouter:bravo']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(order).toEqual(['openrouter:chris', 'openrouter:alpha', 'openrouter:bravo']);

  await page.getByRole('columnheader', { name: 'State' }).click();
  await row('Chris').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('log')).toContainText('nothing was moved');
  expect(await order()).toEqual(['openrouter:chris', 'openrouter:alpha', 'openrouter:bravo']);
  leave();
});
