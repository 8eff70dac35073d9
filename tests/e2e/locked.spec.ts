import type { Page } from '@playwright/test';
import { expect, noBrowser, test } from './fixtures.ts';
import {
  add,
  inAttributes,
  objections,
  openFromMenu,
  passphrase,
  protectByPassphrase,
  secretOf,
} from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const details = (page: Page) => page.getByRole('complementary', { name: 'Work, details' });
const unlockButton = (page: Page) => page.getByRole('button', { name: 'Unlock…' });

/** Leaves a mark in the page's memory, to see whether it is the same page later. */
const mark = (page: Page) => page.evaluate(() => Reflect.set(window, 'mark', true));
const isMarked = (page: Page) => page.evaluate(() => Reflect.get(window, 'mark') === true);

test('what was revealed and half typed is gone with its page once the vault is locked from elsewhere', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await protectByPassphrase(keywatch);
  await row(page, 'Work').click();
  await details(page).getByRole('button', { name: 'Reveal' }).click();
  await expect(details(page)).toContainText(secretOf('Qr7_'));
  await details(page).getByRole('button', { name: 'Replace key…' }).click();
  await expect(page.getByRole('dialog', { name: 'Replace the key of Work' })).toBeVisible();
  await mark(page);

  const { code } = await keywatch.cli(['vault', 'lock']);
  expect(code).toBe(0);
  await expect(unlockButton(page)).toBeVisible();
  expect(await isMarked(page)).toBe(false);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const holds = await page.evaluate(
    (key) => document.documentElement.innerHTML.includes(key),
    secretOf('Qr7_'),
  );
  expect(holds).toBe(false);
  await expect(details(page)).toContainText('sk-ant-api03-…');
  await expect(details(page).getByRole('button', { name: /Reveal/ })).toHaveCount(0);
  await page.goto(keywatch.url());
  await expect(row(page, 'Work')).toBeVisible();
});

test('locked by its keys, unlocked without the pointer; a wrong passphrase says so, too many wait', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await protectByPassphrase(keywatch);
  await expect(row(page, 'Work')).toBeVisible();
  await mark(page);
  await page.keyboard.press('ControlOrMeta+Shift+L');
  await expect(unlockButton(page)).toBeFocused();
  expect(await isMarked(page)).toBe(false);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Locked');
  await expect(page.getByRole('region', { name: 'Locked' })).toContainText('Names and dates stay readable');
  await expect(row(page, 'Work')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add credential' })).toBeDisabled();
  expect(await objections(page)).toEqual([]);

  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Unlock' });
  const field = dialog.getByRole('textbox', { name: 'Passphrase' });
  await expect(field).toBeFocused();
  const said = dialog.getByRole('alert');
  await field.fill('wrong');
  await page.keyboard.press('Enter');
  await expect(said).toContainText('opens no slot of the vault');
  expect(await objections(page)).toEqual([]);
  // Each wrong one makes the next wait longer: sooner or later one comes too early, however slow the machine.
  for (let time = 0; time < 8 && !(await said.innerText()).includes('Too many'); time += 1) {
    await field.fill(`wrong ${time}`);
    await expect(said).toBeEmpty();
    await page.keyboard.press('Enter');
    await expect(said).not.toBeEmpty();
  }
  await expect(said).toContainText('Too many wrong tries. The next can be tried now.');
  await expect(dialog.getByRole('button', { name: 'Unlock' })).toBeEnabled();
  await field.fill(passphrase);
  expect(await inAttributes(page, passphrase)).toBe(false);
  await field.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add credential' })).toBeEnabled();
  const shown = await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json']);
  expect(shown.stdout).toContain(secretOf('Qr7_'));
});

test('a printed code opens the vault, however it is typed', async ({ keywatch, provider, page }) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await protectByPassphrase(keywatch);
  const made = await keywatch.cli(['vault', 'protect', '--add', 'recovery', '--json']);
  const { recoveryCode } = JSON.parse(made.stdout) as { recoveryCode: string };
  await openFromMenu(page, 'Protection', 'Protection');
  await page.getByRole('button', { name: 'Lock now' }).click();
  await unlockButton(page).click();
  const dialog = page.getByRole('dialog', { name: 'Unlock' });
  await dialog.getByRole('button', { name: 'Recovery code', exact: true }).click();
  const field = dialog.getByRole('textbox', { name: 'Recovery code' });
  await expect(field).toBeFocused();
  await field.fill(recoveryCode.slice(0, -1));
  await field.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('This code opens nothing here');
  await field.fill(recoveryCode.toLowerCase().replaceAll('-', ' '));
  await field.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add credential' })).toBeEnabled();
});

test('locking in vain is not done, and why is said', async ({ keywatch, provider, page }) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await expect(row(page, 'Work')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+L');
  await expect(page.getByRole('log')).toContainText('This vault cannot be locked');
  await expect(unlockButton(page)).toHaveCount(0);
});

test('how long nobody has to be there is a setting of the vault', async ({ keywatch, page }) => {
  await protectByPassphrase(keywatch);
  const dialog = await openFromMenu(page, 'Protection', 'Protection');
  await dialog.getByLabel('After nobody used Keywatch for').selectOption('15 min');
  await expect(dialog.getByLabel('After nobody used Keywatch for')).toHaveValue(String(15 * 60_000));
  await page.reload();
  await openFromMenu(page, 'Protection', 'Protection');
  await expect(dialog.getByLabel('After nobody used Keywatch for')).toHaveValue(String(15 * 60_000));
});
