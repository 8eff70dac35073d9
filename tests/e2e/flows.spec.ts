import type { Page } from '@playwright/test';
import { modelList } from '../fixtures/fake-provider.ts';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';
import { hands } from './hands.ts';
import { secretOf } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

async function put(
  keywatch: Keywatch,
  url: string,
  { name = 'Work', letters = 'Qr7_', more = [] as string[] },
) {
  const args = ['auth', 'add', '--provider', 'anthropic', '--name', name, '--base-url', url, '--key', '-'];
  const { code, stderr } = await keywatch.cli([...args, ...more], secretOf(letters));
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

/** The clipboard and Ctrl+V, into what has the focus. */
async function pasteKey(page: Page, letters: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((key) => navigator.clipboard.writeText(key), secretOf(letters));
  await page.keyboard.press('ControlOrMeta+V');
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
const panel = (page: Page, name: string) => page.getByRole('complementary', { name: `${name}, details` });
const said = (page: Page) => page.getByRole('log');
const attention = (page: Page) => page.getByRole('region', { name: 'Needs attention' });

for (const by of ['mouse', 'keyboard'] as const) {
  test(`by ${by}: a profile is edited and switched off and on`, async ({ page, keywatch, provider }) => {
    const { press, open, write } = hands[by](page);
    await put(keywatch, provider.url, {});
    await open(row(page, 'Work'));
    await press(panel(page, 'Work').getByRole('button', { name: 'More for Work' }));
    await press(page.getByRole('menuitem', { name: 'Edit…' }));
    const edit = page.getByRole('dialog', { name: 'Edit Work' });
    await write(edit.getByLabel('Name'), 'Office');
    await write(edit.getByLabel('Expires'), '90 days');
    await write(edit.getByLabel('Tags'), 'nightly, shared');
    await press(edit.getByRole('button', { name: 'Save' }));
    await expect(row(page, 'Office')).toContainText(/in (90 days|3 months)/);
    await expect(panel(page, 'Office')).toContainText('nightly, shared');

    await press(panel(page, 'Office').getByRole('button', { name: 'Disable' }));
    await expect(row(page, 'Office')).toContainText('by you');
    await press(panel(page, 'Office').getByRole('button', { name: 'Enable' }));
    await expect(row(page, 'Office')).not.toContainText('by you');
  });

  test(`by ${by}: a key is replaced, and a profile removed and taken back`, async ({
    page,
    keywatch,
    provider,
  }) => {
    const { press, open } = hands[by](page);
    await put(keywatch, provider.url, {});
    await put(keywatch, provider.url, { name: 'Home', letters: 'Ab3-' });
    await open(row(page, 'Work'));
    await press(panel(page, 'Work').getByRole('button', { name: 'Replace key…' }));
    const replace = page.getByRole('dialog', { name: 'Replace the key of Work' });
    await expect(replace.getByRole('textbox', { name: 'Paste the new key' })).toBeFocused();
    await pasteKey(page, 'New-');
    provider.script('*', [modelList]);
    await press(replace.getByRole('button', { name: 'Replace', exact: true }));
    await expect(replace).toHaveCount(0);
    const shown = await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json']);
    expect(shown.stdout).toContain(secretOf('New-'));

    await press(panel(page, 'Work').getByRole('button', { name: 'Remove…' }));
    await press(page.getByRole('dialog', { name: 'Remove Work' }).getByRole('button', { name: 'Remove' }));
    await expect(row(page, 'Work')).toHaveCount(0);
    await press(said(page).getByRole('button', { name: 'Undo' }));
    await expect(row(page, 'Work')).toBeVisible();
    const back = await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json']);
    expect(back.stdout).toContain(secretOf('New-'));
  });

  test(`by ${by}: what needs attention rests for a day, wakes, and is renewed`, async ({
    page,
    keywatch,
    provider,
  }) => {
    const { press, write } = hands[by](page);
    await put(keywatch, provider.url, { more: ['--expires', '5d'] });
    const more = attention(page).getByRole('button', { name: 'More for Work' });
    await press(more);
    await press(page.getByRole('menuitem', { name: 'Snooze for a day' }));
    await expect(attention(page)).toContainText('snoozed until tomorrow');
    await press(more);
    await press(page.getByRole('menuitem', { name: 'End the snooze' }));
    await expect(attention(page)).not.toContainText('snoozed');

    await press(attention(page).getByRole('button', { name: 'Renew… Work' }));
    const renew = page.getByRole('dialog', { name: 'Replace the key of Work' });
    await expect(renew.getByRole('textbox', { name: 'Paste the new key' })).toBeFocused();
    await pasteKey(page, 'New-');
    await write(renew.getByLabel('Expires'), '365 days');
    await press(renew.getByRole('button', { name: 'Replace', exact: true }));
    await expect(renew).toHaveCount(0);
    await expect(attention(page)).toHaveCount(0);
    await expect(row(page, 'Work')).toContainText(/in 1[12] months/);
  });

  test(`by ${by}: a column is left out and comes back, and a tag is given`, async ({
    page,
    keywatch,
    provider,
  }) => {
    const { press, open, write } = hands[by](page);
    await put(keywatch, provider.url, {});
    const kind = page.getByRole('columnheader', { name: 'Kind' });
    const columns = page.getByRole('button', { name: 'Columns and grouping', disabled: false });
    await expect(kind).toBeVisible();
    for (const shown of [0, 1]) {
      await press(columns);
      await press(page.getByRole('menuitemcheckbox', { name: 'Kind' }));
      await page.keyboard.press('Escape');
      await expect(kind).toHaveCount(shown);
    }

    await open(row(page, 'Work'));
    await page.keyboard.press('Escape');
    await expect(row(page, 'Work')).toBeFocused();
    await page.keyboard.press('Space');
    const bar = page.getByRole('toolbar', { name: 'What is selected' });
    await press(bar.getByRole('button', { name: 'Add tag…' }));
    await write(page.getByRole('textbox', { name: 'Tag' }), 'nightly');
    await press(page.getByRole('dialog', { name: 'Add a tag' }).getByRole('button', { name: 'Add tag' }));
    await expect(said(page)).toContainText('The tag nightly was added to 1 profile.');
  });
}

test('keys pressed alone do nothing once they are switched off, and the list of keys leaves them out', async ({
  page,
  keywatch,
  provider,
}) => {
  await put(keywatch, provider.url, {});
  await expect(row(page, 'Work')).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Search the list');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  await page.getByRole('tab', { name: 'This computer' }).click();
  const alone = page.getByRole('checkbox', { name: 'Keys pressed alone' });
  await alone.click();
  await expect(alone).not.toBeChecked();
  await page.keyboard.press('Escape');
  for (const reload of [false, true]) {
    if (reload) await page.reload();
    await expect(row(page, 'Work')).toBeVisible();
    await expect(page.locator('.search kbd')).toHaveCount(0);
    for (const key of ['?', '/']) await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('searchbox')).not.toBeFocused();
  }
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('keyboard shortcuts');
  await page.keyboard.press('Enter');
  await expect(help).toContainText('Commands');
  await expect(help).not.toContainText('Search the list');
});
