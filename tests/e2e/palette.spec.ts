import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test as base, type Keywatch } from './fixtures.ts';
import { enter } from './second-client.ts';

const test = base.extend({ environment: { KEYWATCH_OFFLINE: '1' } });

test.skip(noBrowser !== null, noBrowser ?? '');

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const commands = (page: Page) => page.getByRole('dialog', { name: 'Commands' });

async function fill(keywatch: Keywatch, page: Page): Promise<void> {
  const { client, leave } = await enter(keywatch.url());
  for (const [provider, name] of [
    ['anthropic', 'Dana at work'],
    ['openai', 'Dana at home'],
  ] as const)
    await client.profiles.add({
      provider,
      name,
      reference: `env:DANA_${provider.toUpperCase()}_KEY`,
      notes: 'Dana pays',
      probe: false,
    });
  leave();
  await expect(row(page, 'Dana at home')).toBeVisible();
}

test('what is wanted is found by words and done, with the keyboard alone; what was done lately comes first', async ({
  keywatch,
  page,
}) => {
  await fill(keywatch, page);
  await row(page, 'Dana at work').focus();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Command or profile' })).toBeFocused();
  await page.keyboard.type('dark');
  await expect(page.getByRole('option').first()).toHaveText('Theme: dark');
  await page.keyboard.press('Enter');
  await expect(commands(page)).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(row(page, 'Dana at work')).toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('option').first()).toHaveText('Theme: dark');
  await page.keyboard.type('go home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Dana at home, details' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('disable work');
  await expect(page.getByRole('option').first()).toHaveText('Disable Dana at work');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Dana at work')).toContainText('by you');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('reference');
  await page.getByRole('option', { name: 'Add a reference…' }).click();
  await expect(page.getByRole('dialog', { name: 'Add credential' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('zebra');
  await expect(commands(page)).toContainText('Nothing has that name.');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(commands(page)).toHaveCount(0);
});

test('who does not know the keys finds the commands behind the gear, and the keys beside them', async ({
  keywatch,
  page,
}) => {
  await fill(keywatch, page);
  const gear = page.getByRole('button', { name: 'Settings' });
  await gear.click();
  const line = page.getByRole('menuitem', { name: 'Commands…' });
  await expect(line.locator('kbd')).toHaveText(process.platform === 'darwin' ? '⌘K' : 'Ctrl+K');
  await line.click();
  await expect(page.getByRole('combobox', { name: 'Command or profile' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(commands(page)).toHaveCount(0);
  await expect(gear).toBeFocused();
});

test('the keys are listed by ?', async ({ keywatch, page }) => {
  await fill(keywatch, page);
  await row(page, 'Dana at work').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
    'Select all that are shown',
  );
  await page.keyboard.press('Escape');
  await expect(row(page, 'Dana at work')).toBeFocused();
});

test('names are hidden everywhere while others look on, after a reload too, and what is edited is whole', async ({
  keywatch,
  page,
}) => {
  await fill(keywatch, page);
  await row(page, 'Dana at work').click();
  const written = () =>
    page.evaluate(() =>
      [
        document.title,
        document.body.innerText,
        ...[...document.querySelectorAll('[title], [aria-label], [placeholder]')].flatMap((element) =>
          ['title', 'aria-label', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
        ),
        ...[...document.querySelectorAll('.sr')].map(({ textContent }) => textContent ?? ''),
      ].join('\n'),
    );
  await expect.poll(written).toMatch(/dana/i);
  await page.keyboard.press('ControlOrMeta+Shift+h');
  await expect(row(page, 'Profile 1')).toBeVisible();
  expect(await written()).not.toMatch(/dana/i);
  await expect(page.locator('html')).toHaveAttribute('data-private', '');

  await page.reload();
  await expect(page.getByRole('complementary', { name: 'Profile 1, details' })).toBeVisible();
  expect(await written()).not.toMatch(/dana/i);

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('edit');
  await page.getByRole('option', { name: 'Edit Profile 1…' }).click();
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('Dana at work');
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('show names');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Dana at work')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing in the commands and the keys, ${theme}, wide and at 360 px`, async ({
    keywatch,
    page,
  }) => {
    await fill(keywatch, page);
    await page.emulateMedia({ colorScheme: theme });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 720 });
      for (const [key, name] of [
        ['ControlOrMeta+k', 'Commands'],
        ['?', 'Keyboard shortcuts'],
      ] as const) {
        await page.keyboard.press(key);
        await expect(page.getByRole('dialog', { name })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
        await page.screenshot({ path: test.info().outputPath(`${name}-${theme}-${width}.png`) });
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog', { name })).toHaveCount(0);
      }
    }
  });
