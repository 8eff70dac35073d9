import type { Page } from '@playwright/test';
import { modelList } from '../fixtures/fake-provider.ts';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';
import { paste } from './paste.ts';
import { objections, openSettings } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const secretOf = (letters: string) => `sk-ant-api03-${letters.repeat(23)}xAA`;

async function add(keywatch: Keywatch, name: string, url: string, letters: string, more: string[] = []) {
  const args = ['auth', 'add', '--provider', 'anthropic', '--name', name, '--base-url', url, '--key', '-'];
  const { code, stderr } = await keywatch.cli([...args, ...more], secretOf(letters));
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const details = (page: Page, name: string) => page.getByRole('complementary', { name: `${name}, details` });

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing, ${theme}: first run, list, details, menus, dialogs`, async ({
    keywatch,
    provider,
    page,
  }) => {
    // Six states are read by axe.
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
    expect(await objections(page)).toEqual([]);
    await add(keywatch, 'Work', provider.url, 'Qr7_', ['--expires', '5d']);
    await add(keywatch, 'Home', provider.url, 'Ab3-');
    await expect(row(page, 'Home')).toContainText('Healthy');
    expect(await objections(page)).toEqual([]);

    await row(page, 'Work').click();
    await expect(details(page, 'Work')).toContainText('The key works.');
    expect(await objections(page)).toEqual([]);
    await page.getByRole('button', { name: 'More for Work' }).last().click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit Work' });
    await edit.getByLabel('Expires').fill('next spring');
    await expect(edit).toContainText('Not a date');
    expect(await objections(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('menuitem', { name: 'Settings…' })).toBeVisible();
    expect(await objections(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add credential' }).click();
    await expect(page.getByRole('textbox', { name: 'Paste a key' })).toBeFocused();
    expect(await objections(page)).toEqual([]);
  });

test('everything is reached by keyboard, and focus comes back to where it was', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Alpha', provider.url, 'Qr7_');
  await add(keywatch, 'Beta', provider.url, 'Ab3-');
  await expect(row(page, 'Beta')).toBeVisible();

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('beta');
  await expect(row(page, 'Alpha')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(row(page, 'Alpha')).toBeVisible();

  await row(page, 'Alpha').focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'Beta')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(details(page, 'Beta')).toBeVisible();
  await expect(row(page, 'Beta')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(details(page, 'Beta')).toHaveCount(0);
  await expect(row(page, 'Beta')).toBeFocused();

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('columnheader').first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('row').nth(1)).toContainText('Beta');

  const opener = page.getByRole('button', { name: 'Add credential' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Paste a key' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('a revealed key is in the page while it is looked at, and not a moment longer', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await row(page, 'Work').click();
  const panel = details(page, 'Work');
  const holds = () =>
    page.evaluate((key) => document.documentElement.innerHTML.includes(key), secretOf('Qr7_'));
  expect(await holds()).toBe(false);

  await panel.getByRole('button', { name: 'Reveal' }).click();
  await expect(panel).toContainText(secretOf('Qr7_'));
  await expect(panel).toContainText('looked at it');
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect.poll(holds).toBe(false);

  await panel.getByRole('button', { name: 'Reveal' }).click();
  await expect.poll(holds).toBe(true);
  await panel.getByRole('button', { name: 'Close details' }).click();
  expect(await holds()).toBe(false);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await row(page, 'Work').click();
  await panel.getByRole('button', { name: 'Copy the key of Work' }).click();
  await expect(page.getByRole('log')).toContainText('The clipboard is cleared in 30 s');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secretOf('Qr7_'));
  expect(await holds()).toBe(false);
});

test('what was removed is there again after Undo, with its key', async ({ keywatch, provider, page }) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await row(page, 'Work').click();
  await details(page, 'Work').getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('dialog', { name: 'Remove Work' }).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
  await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Work')).toBeVisible();
  const shown = await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json']);
  expect(shown.stdout).toContain(secretOf('Qr7_'));
});

test('a profile is edited, switched off and on, and given another key', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await row(page, 'Work').click();
  const panel = details(page, 'Work');
  await panel.getByRole('button', { name: 'Disable' }).click();
  await expect(row(page, 'Work')).toContainText('by you');
  await panel.getByRole('button', { name: 'Enable' }).click();
  await expect(row(page, 'Work')).not.toContainText('by you');

  await panel.getByRole('button', { name: 'Replace key…' }).click();
  const replace = page.getByRole('dialog', { name: 'Replace the key of Work' });
  await paste(page, replace.getByRole('textbox', { name: 'Paste the new key' }), secretOf('New-'));
  await expect(replace).toContainText('Anthropic API key');
  provider.script('*', [modelList]);
  await replace.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(replace).toHaveCount(0);
  const shown = await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json']);
  expect(shown.stdout).toContain(secretOf('New-'));

  await panel.getByRole('button', { name: 'More for Work' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Work' });
  await edit.getByLabel('Name').fill('Office');
  await edit.getByLabel('Expires').fill('90 days');
  await edit.getByLabel('Tags').fill('nightly, shared');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'Office')).toContainText(/in (90 days|3 months)/);
  await expect(details(page, 'Office')).toContainText('nightly, shared');
});

test('a setup token cut off by the terminal is completed, and kept once its terms are agreed to', async ({
  keywatch,
  page,
}) => {
  const token = `sk-ant-oat01-${'Tk9_'.repeat(23)}xAA`;
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await dialog.getByRole('button', { name: 'Setup token' }).click();
  await paste(page, dialog.getByRole('textbox', { name: 'Paste the setup token' }), token.slice(0, 79));
  await expect(dialog).toContainText('79 of 108 characters, the end is missing');
  await expect(dialog).toContainText('29 characters to go');
  const save = dialog.getByRole('button', { name: 'Add profile' });
  await expect(save).toBeDisabled();

  await paste(page, dialog.getByRole('textbox', { name: 'The missing 29 characters' }), token.slice(79));
  await expect(dialog).toContainText('108 characters, complete');
  await expect(dialog).toContainText('Agree to the terms first');
  await dialog.getByRole('checkbox').check();
  await save.click();
  await expect(page.getByRole('row', { name: /claude-code/ })).toContainText('inferred');
  const { stdout } = await keywatch.cli(['auth', 'list', '--json']);
  expect(JSON.parse(stdout).profiles).toMatchObject([
    { provider: 'claude-code', kind: 'token', expiry: { knownFrom: 'rule', inferred: true } },
  ]);
});

test('a key that is there already is named, not stored twice', async ({ keywatch, provider, page }) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), secretOf('Qr7_'));
  await expect(dialog).toContainText('already kept as Work');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(details(page, 'Work')).toBeVisible();
});

test('a paste anywhere in the window opens the form with it', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(
    (key) => navigator.clipboard.writeText(key),
    `OPENAI_API_KEY=sk-proj-${'x'.repeat(30)}`,
  );
  // Before the window has heard of the vault there is nothing to paste into.
  await expect(page.getByRole('button', { name: 'Add credential' }).first()).toBeEnabled();
  await page.getByRole('heading', { level: 1 }).click();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('ControlOrMeta+V');
  await expect(page.getByRole('dialog', { name: 'Add credential' })).toContainText('OpenAI');
});

test('at 360 px rows take two lines and the details are a page with a way back', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await page.setViewportSize({ width: 360, height: 720 });
  await expect(row(page, 'Work')).toContainText('Healthy');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect((await row(page, 'Work').boundingBox())?.height).toBe(48);
  await row(page, 'Work').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Work' })).toBeFocused();
  await expect(row(page, 'Work')).toBeHidden();
  expect(await objections(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to profiles' }).click();
  await expect(row(page, 'Work')).toBeFocused();
});

test('checking is paused and resumed, and the header says so', async ({ keywatch, provider, page }) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await expect(row(page, 'Work')).toContainText('Healthy');
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('Pause checking');
  await page.getByRole('menuitem', { name: 'Until resumed' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Checking is paused');
  await choose('Resume checking');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The one profile is fine');
});

test('the theme chosen here holds here and after a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await expect.poll(ground).toBe('rgb(255, 255, 255)');
  const settings = await openSettings(page, 'This computer');
  await settings.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
  await expect.poll(ground).toBe('rgb(23, 25, 26)');
  await page.reload();
  await expect.poll(ground).toBe('rgb(23, 25, 26)');
});

test('a Keywatch that is gone is said to be gone, and what was seen stays readable', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await expect(row(page, 'Work')).toContainText('Healthy');
  await keywatch.serving().stop('SIGKILL');
  await expect(page.getByRole('status').filter({ hasText: 'does not answer' })).toContainText(
    'nothing can be changed',
  );
  await expect(row(page, 'Work')).toContainText('Healthy');
  await expect(page.getByRole('button', { name: 'Add credential' })).toBeDisabled();
});

test('an address of an earlier start leads to the command that makes a fresh one', async ({
  keywatch,
  page,
}) => {
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(keywatch.url().replace(/#t=.*/, '#t=of-an-earlier-start'));
  await expect(page.getByRole('main')).toContainText('keywatch open');
  expect(page.url()).not.toContain('earlier');
});

test('a server that asks for no key is added with its address, tested and watched', async ({
  keywatch,
  provider,
  page,
}) => {
  provider.script('*', [modelList]);
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await dialog.getByRole('button', { name: 'No key' }).click();
  await dialog.getByRole('combobox', { name: 'Server' }).selectOption({ label: 'Custom server' });
  await expect(dialog.locator('footer')).toContainText('The base URL is missing');
  await expect(dialog.getByRole('button', { name: 'Add profile' })).toBeDisabled();
  await dialog.getByLabel('Base URL').fill('http://gateway.example');
  await expect(dialog).toContainText('over https only');
  await dialog.getByLabel('Base URL').fill(provider.url);
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(dialog).toContainText('Works');
  expect(provider.requests().map(({ key }) => key)).toEqual([null]);
  await dialog.getByLabel('Name').fill('Workstation');
  await dialog.getByRole('button', { name: 'Add profile' }).click();
  await expect(row(page, 'Workstation')).toContainText('Healthy');
  await expect(details(page, 'Workstation')).toContainText('None is needed');
  await expect(details(page, 'Workstation').getByRole('button', { name: 'Replace key…' })).toHaveCount(0);
  const { stdout } = await keywatch.cli(['auth', 'list', '--json']);
  expect(JSON.parse(stdout).profiles).toMatchObject([{ name: 'Workstation', kind: 'none' }]);
});
