import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, noBrowser, test } from './fixtures.ts';
import {
  add,
  inAttributes,
  objections,
  openFromMenu,
  overflows,
  passphrase,
  protectByPassphrase,
} from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

test('a vault nobody protected is told as such, and becomes one that a passphrase alone opens', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await page.getByRole('button', { name: 'Vault not protected: why, and what to do' }).click();
  const dialog = page.getByRole('dialog', { name: 'Protection' });
  await expect(dialog).toContainText('Not protected.');
  await expect(dialog).toContainText('every program that runs as you');
  await expect(dialog).toContainText('To protect it: add a passphrase, then remove the key file.');
  await expect(dialog).toContainText('Locking would protect nothing');

  const removeFile = dialog.getByRole('button', { name: 'Remove the key file' });
  await expect(removeFile).toBeDisabled();
  await expect(removeFile).toHaveAccessibleDescription(/The only way in/);

  await dialog.getByRole('button', { name: 'Add: Passphrase' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a passphrase' });
  const first = adding.getByRole('textbox', { name: 'Passphrase', exact: true });
  await expect(first).toBeFocused();
  await first.fill('abcd1234');
  await expect(adding).toContainText('Weak');
  await first.fill(passphrase);
  await expect(adding).toContainText('Strong');
  await adding.getByRole('textbox', { name: 'Once more' }).fill('invented words');
  await expect(adding).toContainText('Not the same yet.');
  await expect(adding.getByRole('button', { name: 'Add passphrase' })).toBeDisabled();
  await adding.getByRole('textbox', { name: 'Once more' }).fill(passphrase);
  expect(await inAttributes(page, passphrase)).toBe(false);
  await adding.getByRole('button', { name: 'Add passphrase' }).click();
  await expect(dialog).toContainText('The passphrase opens the vault from now on', { timeout: 30_000 });

  await removeFile.click();
  const removing = page.getByRole('dialog', { name: 'Remove the key file' });
  await removing.getByRole('checkbox').check();
  await removing.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog).toContainText(/Key file removed\. \d+ backups? deleted with it\./);
  await expect(dialog).toContainText('Protected: a copy of the vault alone opens for nobody.');
  await expect(dialog.getByRole('button', { name: 'Remove the passphrase' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Vault not protected' })).toHaveCount(0);

  const { stdout } = await keywatch.cli(['vault', 'status', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ protected: true });
});

test('a key file that was removed, and still opens older backups, keeps the vault from being called protected', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await protectByPassphrase(keywatch);
  await page.getByRole('button', { name: 'Vault not protected: why, and what to do' }).click();
  const dialog = page.getByRole('dialog', { name: 'Protection' });
  await expect(dialog).toContainText('Not protected: its ways in are, its older backups are not.');
  await expect(dialog).toContainText('What was removed (slot key-file) still opens the vault');
  expect(await objections(page)).toEqual([]);
  const file = join(keywatch.env['HOME'] ?? '', 'passphrase');
  const rotated = ['vault', 'rotate-key', '--passphrase-file', file, '--purge-backups', '--yes'];
  expect(await keywatch.cli(rotated)).toMatchObject({ code: 0 });
  await expect(page.getByRole('button', { name: 'Vault not protected' })).toHaveCount(0);
});

test('what opens the vault is tested without changing it; a wrong passphrase too often has to wait', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  const dialog = await openFromMenu(page, 'Protection', 'Protection');
  await dialog.getByRole('button', { name: 'Test the key file' }).click();
  await expect(dialog.getByRole('status').filter({ hasText: 'Key file opened it' })).toHaveCount(1);

  await dialog.getByRole('button', { name: 'Add: Passphrase' }).click();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await page.getByRole('textbox', { name: 'Once more' }).fill(passphrase);
  await page.getByRole('button', { name: 'Add passphrase' }).click();
  await dialog.getByRole('button', { name: 'Test the passphrase' }).click();
  const trying = page.getByRole('dialog', { name: 'Test the passphrase' });
  const field = trying.getByRole('textbox', { name: 'Passphrase' });
  await field.fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(trying).toContainText('It opens the vault.');
  const said = trying.getByRole('status').last();
  for (let time = 0; time < 8 && !(await said.innerText()).includes('Too many'); time += 1) {
    await field.fill(`wrong ${time}`);
    await expect(said).toBeEmpty();
    await page.keyboard.press('Enter');
    await expect(said).toContainText(/It does not open the vault|Too many/);
  }
  await expect(said).toContainText('Too many wrong tries. The next can be tried now.');
  await expect(trying.getByRole('button', { name: 'Test' })).toBeEnabled();
});

test('a recovery code is offered once a key is kept, shown once, printed alone, and counts when its last group was typed', async ({
  keywatch,
  provider,
  page,
}) => {
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
  const offer = page.getByRole('region', { name: 'Recovery code' });
  await expect(offer).toHaveCount(0);
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await offer.getByRole('button', { name: 'Make one…' }).click();

  const make = page.getByRole('dialog', { name: 'Make a recovery code' });
  const keep = page.getByRole('dialog', { name: 'Keep this code' });
  const status = async () =>
    JSON.parse((await keywatch.cli(['vault', 'status', '--json'])).stdout) as { recovery: boolean };
  await make.getByRole('button', { name: 'Make the code' }).click();
  await expect(keep).toBeVisible();
  const groups = () => page.locator('.code > span').allInnerTexts();
  const thrownAway = await groups();
  expect(thrownAway).toHaveLength(7);
  expect(await objections(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('log')).toContainText('The recovery code was taken back');
  expect(await status()).toMatchObject({ recovery: false });

  await offer.getByRole('button', { name: 'Make one…' }).click();
  await make.getByRole('button', { name: 'Make the code' }).click();
  await expect(keep).toBeVisible();
  const code = await groups();
  expect(code).not.toEqual(thrownAway);
  expect(await inAttributes(page, code[0] ?? '-')).toBe(false);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Keywatch recovery code')).toBeVisible();
  await expect(page.locator('.code')).toBeVisible();
  await expect(page.getByText('keywatch vault unlock')).toBeVisible();
  for (const other of [
    page.getByRole('button', { name: 'Copy' }),
    page.locator('.profiles'),
    page.getByRole('banner'),
  ])
    await expect(other.filter({ visible: true })).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });

  const last = keep.getByLabel('Type the last group');
  await last.fill('00000');
  await expect(keep).toContainText('Not what the last group says.');
  await expect(keep.getByRole('button', { name: 'I have kept it' })).toBeDisabled();
  await last.fill(code.at(-1)?.toLowerCase() ?? '');
  await page.keyboard.press('Enter');
  await expect(keep).toHaveCount(0);
  expect(
    await page.evaluate((shown) => document.documentElement.innerHTML.includes(shown), code[0] ?? '-'),
  ).toBe(false);
  await expect(offer).toHaveCount(0);
  expect(await status()).toMatchObject({ recovery: true });
});

test('the offer of a recovery code, waved away, does not come back', async ({ keywatch, provider, page }) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  const offer = page.getByRole('region', { name: 'Recovery code' });
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toHaveCount(0);
  await keywatch.killAndRestart();
  await page.goto(keywatch.url());
  await expect(page.getByRole('row', { name: /Work/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add credential' })).toBeEnabled();
  await page.waitForLoadState('networkidle');
  await expect(offer).toHaveCount(0);
});

test('the key of the vault is changed: what a person knows is asked for, what is left behind is said', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  const dialog = await openFromMenu(page, 'Protection', 'Protection');
  await dialog.getByRole('button', { name: 'Add: Passphrase' }).click();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await page.getByRole('textbox', { name: 'Once more' }).fill(passphrase);
  await page.getByRole('button', { name: 'Add passphrase' }).click();

  await dialog.getByRole('button', { name: 'Change key…' }).click();
  const change = page.getByRole('dialog', { name: 'Change the key of the vault' });
  await expect(change).toContainText('Key file takes it by itself.');
  await expect(change).toContainText('One way in is not decided');
  await expect(change.getByRole('button', { name: 'Change key' })).toBeDisabled();
  await change.getByRole('textbox', { name: 'Passphrase' }).fill('not that one');
  await change.getByRole('button', { name: 'Change key' }).click();
  await expect(change.getByRole('alert')).toContainText('nothing was changed', { timeout: 30_000 });
  await change.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await change.getByRole('button', { name: 'Change key' }).click();
  const changed = page.getByRole('dialog', { name: 'The key was changed' });
  await expect(changed).toContainText('Key file, Passphrase', { timeout: 30_000 });
  await expect(changed).toContainText(/\d+ under the former key (was|were) kept/);
  await changed.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toContainText('The key of the vault was changed');
  const shown = await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json']);
  expect(shown.stdout).toContain('Qr7_Qr7_');
});

test('the vault’s own key file is refused as a second one; one elsewhere is added by its path', async ({
  keywatch,
  page,
}) => {
  const dialog = await openFromMenu(page, 'Protection', 'Protection');
  await dialog.getByRole('button', { name: 'Add: Key file' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a key file' });
  const path = adding.getByRole('textbox', { name: 'Where it lies' });
  await path.fill('keys/one');
  await expect(adding).toContainText('Not a whole path.');
  await path.fill(`${keywatch.home}/vault.key`);
  await adding.getByRole('button', { name: 'Add key file' }).click();
  await expect(adding.getByRole('alert')).toContainText('nothing was changed');
  const file = join(keywatch.env['HOME'] ?? '', 'elsewhere.key');
  writeFileSync(file, randomBytes(32), { mode: 0o600 });
  await path.fill(file);
  await adding.getByRole('button', { name: 'Add key file' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'elsewhere.key' })).toContainText('opens it');
  await expect(dialog).toContainText('Not protected.');
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing, and nothing is wider than a narrow window, ${theme}: every page of protection`, async ({
    keywatch,
    provider,
    page,
  }) => {
    test.skip(
      theme === 'dark' && process.env['KEYWATCH_SCREENS'] === undefined,
      'every screen in both themes takes minutes; npm run screenshots -- --compare walks through them',
    );
    // Eight pages are read by axe.
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 360, height: 740 });
    await add(keywatch, 'Work', provider.url, 'Qr7_');
    const look = async () => {
      expect(await objections(page)).toEqual([]);
      expect(await overflows(page)).toEqual([]);
    };
    const dialog = await openFromMenu(page, 'Protection', 'Protection');
    await expect(dialog).toContainText('Not protected.');
    await look();
    await dialog.getByRole('button', { name: 'Add: Passphrase' }).click();
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
    await page.getByRole('textbox', { name: 'Once more' }).fill(passphrase);
    await look();
    await page.getByRole('button', { name: 'Add passphrase' }).click();
    await expect(dialog.getByRole('button', { name: 'Test the passphrase' })).toBeVisible();
    await look();
    for (const [button, title] of [
      ['Test the passphrase', 'Test the passphrase'],
      ['Remove the key file', 'Remove the key file'],
      ['Change key…', 'Change the key of the vault'],
      ['Add: Key file', 'Add a key file'],
      ['Make: Recovery code', 'Make a recovery code'],
    ] as const) {
      await dialog.getByRole('button', { name: button }).click();
      await expect(page.getByRole('dialog', { name: title })).toBeVisible();
      await look();
      await page.getByRole('button', { name: 'Back' }).first().click();
    }
  });
