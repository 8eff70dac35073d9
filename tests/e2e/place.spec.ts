import { expect, noBrowser, test } from './fixtures.ts';

test.skip(noBrowser !== null, noBrowser ?? '');
test.use({ environment: { KEYWATCH_OFFLINE: '1' } });

const secret = `sk-ant-api03-${'Tm5-'.repeat(23)}xAA`;

test('an address leads to what it names: a profile, and what puts another key into it', async ({
  keywatch,
  page,
}) => {
  await keywatch.cli(['auth', 'add', '--name', 'Work', '--key', '-'], secret);
  const go = (fragment: string) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
  await expect(page.getByRole('row', { name: /Work/ })).toBeVisible();

  await go('#profile=anthropic%3Awork');
  await expect(page.getByRole('complementary', { name: 'Work, details' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();

  await go('#replace=anthropic%3Awork');
  const dialog = page.getByRole('dialog', { name: 'Replace the key of Work' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Work, details' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#profile=anthropic%3Awork');
});
