import { AxeBuilder } from '@axe-core/playwright';
import { expect, noBrowser, test } from './fixtures.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const key = (n: number) => `sk-ant-api03-${`Ac${n}_`.padEnd(5, 'x').repeat(19).slice(0, 93)}AA`;

test('the access log tells of every profile who got its key and when, of one of them too, and of one that is gone', async ({
  keywatch,
  page,
}) => {
  for (const [n, name] of ['Work', 'Home'].entries())
    expect(
      await keywatch.cli(['auth', 'add', '--name', name, '--no-probe', '--key', '-'], key(n)),
    ).toMatchObject({ code: 0 });
  for (const name of ['Work', 'Home', 'Work']) await keywatch.cli(['auth', 'show', name, '--reveal']);
  await keywatch.cli(['auth', 'remove', 'Home', '--yes']);

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Access log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Access log' });
  const lines = dialog.getByRole('listitem');
  await expect(lines).toHaveCount(3);
  await expect(lines.first()).toContainText(/Work.*keywatch auth show looked at it/);
  await expect(lines.first()).toContainText(/keywatch auth show, process \d+, as it says/);
  await expect(lines.nth(1)).toContainText('removed');
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  await dialog.getByRole('combobox', { name: 'Profile' }).selectOption({ label: 'Work' });
  await expect(lines).toHaveCount(2);
  const gone = await dialog.getByRole('option', { name: /removed/ }).textContent();
  await dialog.getByRole('combobox', { name: 'Profile' }).selectOption({ label: gone ?? '' });
  await expect(lines).toHaveCount(1);
  expect(await page.content()).not.toContain(key(0).slice(20, 60));
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toBeHidden();
});

test('a long access log scrolls by keyboard and holds only what is in view', async ({ keywatch, page }) => {
  await keywatch.cli(['auth', 'add', '--name', 'Work', '--no-probe', '--key', '-'], key(3));
  await page.getByText('Work').first().click();
  const reveal = page.getByRole('button', { name: 'Copy the key of Work' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (let n = 0; n < 60; n++) await reveal.click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Access log…' }).click();
  const list = page.getByRole('list', { name: 'Accesses' });
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '60');
  expect(await list.getByRole('listitem').count()).toBeLessThan(45);
  await list.focus();
  await page.keyboard.press('End');
  await expect(list.locator('[aria-posinset="60"]')).toBeVisible();
});
