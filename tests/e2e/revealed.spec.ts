import { expect, noBrowser, test } from './fixtures.ts';

test.skip(noBrowser !== null, noBrowser ?? '');
test.use({ environment: { KEYWATCH_OFFLINE: '1' } });

const secret = `sk-ant-api03-${'Tm5-'.repeat(23)}xAA`;

test('a revealed key goes by itself after 20 seconds, a copied one leaves the clipboard after 30', async ({
  keywatch,
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { code } = await keywatch.cli(['auth', 'add', '--name', 'Work', '--key', '-'], secret);
  expect(code).toBe(0);
  await page.clock.install();
  await page.reload();
  await page.getByRole('row', { name: /Work/ }).click();
  const panel = page.getByRole('complementary', { name: 'Work, details' });
  const holds = () => page.evaluate((key) => document.documentElement.innerHTML.includes(key), secret);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

  await panel.getByRole('button', { name: 'Reveal' }).click();
  await expect.poll(holds).toBe(true);
  await page.clock.fastForward(18_000);
  expect(await holds()).toBe(true);
  await page.clock.fastForward(2_500);
  await expect.poll(holds).toBe(false);

  await panel.getByRole('button', { name: 'Copy the key of Work' }).click();
  await expect.poll(clipboard).toBe(secret);
  await page.clock.fastForward(28_000);
  expect(await clipboard()).toBe(secret);
  await page.clock.fastForward(2_500);
  await expect.poll(clipboard).toBe('');
});

test('a revealed key goes when the window is left, and what somebody copied meanwhile stays', async ({
  keywatch,
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await keywatch.cli(['auth', 'add', '--name', 'Work', '--key', '-'], secret);
  await page.clock.install();
  await page.reload();
  await page.getByRole('row', { name: /Work/ }).click();
  const panel = page.getByRole('complementary', { name: 'Work, details' });
  const holds = () => page.evaluate((key) => document.documentElement.innerHTML.includes(key), secret);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

  await panel.getByRole('button', { name: 'Reveal' }).click();
  await expect.poll(holds).toBe(true);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect.poll(holds).toBe(false);

  await panel.getByRole('button', { name: 'Copy the key of Work' }).click();
  await expect.poll(clipboard).toBe(secret);
  await page.evaluate(() => navigator.clipboard.writeText('an address of a friend'));
  await page.clock.fastForward(31_000);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(await clipboard()).toBe('an address of a friend');
});
