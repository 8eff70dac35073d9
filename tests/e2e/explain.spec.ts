import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test } from './fixtures.ts';
import { paste } from './paste.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const key = `sk-ant-api03-${'Tq5_Wm2-'.repeat(11)}Rd7nPAA`;
const billing =
  'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}';
const throttled =
  'HTTP/2 429\r\nretry-after: 90\r\ncontent-type: application/json\r\n\r\n{"error":{"message":"Slow down, please"}}';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Explain an error' });

async function openFromSettings(page: Page) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Explain an error…' }).click();
  return dialogOf(page);
}

test('an error that was seen elsewhere is explained as it is pasted, and the provider is read out of it', async ({
  page,
}) => {
  const dialog = await openFromSettings(page);
  const box = dialog.getByRole('textbox', { name: 'The error' });
  await expect(box).toBeFocused();
  await paste(page, box, billing);
  await expect(dialog).toContainText('The key itself is fine, its account has no credit left');
  await expect(dialog).toContainText('400 from Anthropic. “Your credit balance is too low');
  await expect(dialog).toContainText('Is not blamed');
  await expect(dialog.getByRole('link', { name: 'Billing page' })).toHaveAttribute(
    'href',
    'https://platform.claude.com/settings/billing',
  );
  await expect(dialog.getByRole('combobox', { name: 'From' })).toHaveValue('');

  await box.fill(throttled);
  await expect(dialog).toContainText('In 1 min 30 s');
  await expect(dialog).toContainText('a provider that the text does not name');
  await dialog.getByRole('combobox', { name: 'From' }).selectOption('openai');
  await expect(dialog).toContainText('429 from OpenAI');
  await expect(dialog.getByRole('link', { name: 'Billing page' })).toHaveAttribute(
    'href',
    /platform\.openai\.com/,
  );

  await box.fill('');
  await expect(dialog.getByRole('definition')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toBeHidden();
});

test('a key in the error is not shown again, and what blames a key says so', async ({ page }) => {
  const dialog = await openFromSettings(page);
  const error = `AuthenticationError: 401 {"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key ${key}"}}`;
  await paste(page, dialog.getByRole('textbox', { name: 'The error' }), error);
  await expect(dialog).toContainText('Is blamed');
  await expect(dialog).toContainText('invalid x-api-key [redacted]');
  expect(await dialog.innerText()).not.toContain(key);
  await expect(dialog.getByRole('link', { name: 'Keys page' })).toBeVisible();
});

test('from a profile it is read as an answer of its provider', async ({ page, keywatch }) => {
  await keywatch.cli(
    ['auth', 'add', '--provider', 'openrouter', '--name', 'Overflow', '--key', '-', '--no-probe'],
    `sk-or-v1-${'0e6a1c96'.repeat(8)}\n`,
  );
  await page.getByRole('row', { name: /Overflow/ }).click();
  await page.getByRole('button', { name: 'More for Overflow' }).click();
  await page.getByRole('menuitem', { name: 'Explain an error…' }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole('combobox', { name: 'From' })).toHaveValue('openrouter');
  await dialog.getByRole('textbox', { name: 'The error' }).fill('status code: 402');
  await expect(dialog).toContainText('402 from OpenRouter');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the dialog holds together in ${colorScheme}, wide and narrow, and axe finds nothing`, async ({
    page,
  }, info) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const dialog = await openFromSettings(page);
    await dialog.getByRole('textbox', { name: 'The error' }).fill(billing);
    await expect(dialog).toContainText('no credit left');
    for (const width of [1180, 360]) {
      await page.setViewportSize({ width, height: 760 });
      const box = await dialog.boundingBox();
      expect(box?.width ?? 0).toBeLessThanOrEqual(width);
      expect(
        await dialog.evaluate((element) => element.scrollWidth - element.clientWidth),
      ).toBeLessThanOrEqual(0);
      await info.attach(`${colorScheme}-${width}`, {
        body: await page.screenshot(),
        contentType: 'image/png',
      });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
}
