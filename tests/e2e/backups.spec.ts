import { expect, noBrowser, test } from './fixtures.ts';
import { add, objections, openFromMenu, overflows, passphrase, secretOf } from './vault-steps.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

test.skip(noBrowser !== null, noBrowser ?? '');

test('a backup shows by field what it would change, is restored, and undone', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  // A change of what opens the vault backs it up.
  await keywatch.cli(['vault', 'protect', '--add', 'recovery', '--json']);
  await keywatch.cli(['auth', 'replace', 'anthropic:work', '--key', '-'], secretOf('Zz9-'));
  await add(keywatch, 'Home', provider.url, 'Ab3-');
  await expect(page.getByRole('row', { name: /Home/ })).toBeVisible();

  const dialog = await openFromMenu(page, 'Backups', 'Backups');
  const newest = dialog.getByRole('listitem').first();
  await expect(newest).toContainText('before a change of what opens it');
  await expect(newest).toContainText('1 profile');
  expect(await objections(page)).toEqual([]);
  await newest.getByRole('button', { name: /^Restore the backup of/ }).click();
  const restore = page.getByRole('dialog', { name: /^Restore the backup of/ });
  const goes = restore.getByRole('region', { name: 'Removes' });
  await expect(goes).toContainText('anthropic:home');
  const changes = restore.getByRole('region', { name: 'Changes' });
  await expect(changes).toContainText('Key');
  await expect(changes).toContainText(/…-xAA.*…_xAA/);
  expect(await objections(page)).toEqual([]);
  const document = await page.evaluate(() => globalThis.document.documentElement.innerHTML);
  for (const letters of ['Qr7_', 'Zz9-', 'Ab3-']) expect(document).not.toContain(letters.repeat(5));

  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('row', { name: /Home/ })).toHaveCount(0);
  const reveal = async () =>
    (await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json'])).stdout;
  expect(await reveal()).toContain(secretOf('Qr7_'));
  const remark = page.getByRole('log');
  await expect(remark).toContainText('What was there before is the newest backup.');
  await remark.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /Home/ })).toBeVisible();
  expect(await reveal()).toContain(secretOf('Zz9-'));
});

test('a backup under an earlier key asks for what opened it then, in a narrow window too', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  const file = join(keywatch.env['HOME'] ?? '', 'passphrase');
  writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
  for (const args of [
    ['protect', '--add', 'passphrase', '--passphrase-file', file],
    ['protect', '--remove', 'key-file', '--yes'],
    ['rotate-key', '--passphrase-file', file, '--yes'],
  ]) {
    const { code, stderr } = await keywatch.cli(['vault', ...args]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  }
  await add(keywatch, 'Home', provider.url, 'Ab3-');
  const dialog = await openFromMenu(page, 'Backups', 'Backups');
  const ofKey = dialog.getByRole('listitem').filter({ hasText: 'before the key was changed' });
  await expect(ofKey).toContainText('under an earlier key: opens by the passphrase');
  expect(await overflows(page)).toEqual([]);
  await ofKey.getByRole('button').click();
  const restore = page.getByRole('dialog', { name: /^Restore the backup of/ });
  const field = restore.getByRole('textbox', { name: 'Passphrase or recovery code of that time' });
  await field.fill('not this one');
  await restore.getByRole('button', { name: 'Show what would change' }).click();
  await expect(restore.getByRole('alert')).toBeVisible();
  await field.fill(passphrase);
  await restore.getByRole('button', { name: 'Show what would change' }).click();
  await expect(restore.getByRole('region', { name: 'Removes' })).toContainText('Home');
  expect(await overflows(page)).toEqual([]);
  expect(await objections(page)).toEqual([]);
  await restore.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText('Home', { exact: true })).toHaveCount(0);
  const shown = await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal', '--json']);
  expect(shown.stdout).toContain(secretOf('Qr7_'));
});
