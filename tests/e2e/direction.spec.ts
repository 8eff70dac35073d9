import { expect, noBrowser, test } from './fixtures.ts';
import { add, overflows } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

test('a language that runs from right to left turns the page, its menus and its arrow keys', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Quarry', provider.url, 'Qr7_');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  // No language here does so: the browser is brought to say it of the one that is spoken.
  await page.addInitScript(() =>
    Object.defineProperty(Intl.Locale.prototype, 'getTextInfo', { value: () => ({ direction: 'rtl' }) }),
  );
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');

  const row = page.getByRole('row', { name: /Quarry/ });
  await row.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(row.getByRole('gridcell').first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row).toBeFocused();

  await page.getByRole('button', { name: 'Settings' }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  expect(await menu.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  expect(await overflows(page)).toEqual([]);
});
