import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test } from './fixtures.ts';
import { add, chooseFile, openFromMenu, secretOf } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

/** All that a page holds for eyes and for screen readers. */
const everything = (page: Page) =>
  page.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .flatMap((element) => [
        element.getAttribute('aria-label') ?? '',
        element.getAttribute('title') ?? '',
        [...element.childNodes]
          .map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : ''))
          .join(''),
      ])
      .join('\n'),
  );

test('while names are hidden, no dialog tells one of them, a mask or an address', async ({
  keywatch,
  provider,
  page,
}) => {
  test.slow();
  const foreign = secretOf('Fo9-');
  writeFileSync(join(keywatch.env['HOME'] ?? '', '.env'), `ANTHROPIC_API_KEY=${secretOf('Qr7_')}\n`);
  await add(keywatch, 'Quarry', provider.url, 'Qr7_');
  // A change of what opens the vault backs it up.
  await keywatch.cli(['vault', 'protect', '--add', 'recovery', '--json']);
  const edited = ['auth', 'edit', 'anthropic:quarry', '--name', 'Quarrel', '--tag', 'tagged'];
  expect(await keywatch.cli(edited)).toMatchObject({ code: 0 });
  await add(keywatch, 'Harbour', provider.url, 'Ab3-');
  await keywatch.cli(['auth', 'show', 'anthropic:harbour', '--reveal', '--json']);
  await expect(page.getByRole('row', { name: /Harbour/ })).toBeVisible();
  const tells = /quarr|harbour|tagged|_xAA|-xAA|foreign/i;
  const covered = async (what: string) =>
    expect
      .soft(
        (await everything(page)).split('\n').filter((words) => tells.test(words)),
        `${what} tells nothing`,
      )
      .toEqual([]);

  await page.getByRole('row', { name: /Harbour/ }).click();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('dialog', { name: 'Remove Harbour' }).getByRole('button', { name: 'Remove' }).click();
  const remarks = page.getByRole('log', { name: 'Remarks' });
  await expect(remarks).toContainText('Harbour was removed.');
  // The row that had the focus is gone, and so is the remark once it was pressed: it goes to what is left, and back there.
  await expect(page.getByRole('row', { name: /Quarrel/ })).toBeFocused();

  await page.keyboard.press('ControlOrMeta+Shift+H');
  await expect(remarks).toContainText('•••• was removed.');
  await covered('a remark from before');
  await remarks.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /Profile 2/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Profile 1/ })).toBeFocused();
  await covered('the list');

  const log = await openFromMenu(page, 'Access log', 'Access log');
  await expect(log.getByRole('listitem').filter({ hasText: 'Profile' }).first()).toBeVisible();
  await covered('the access log');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  const backups = await openFromMenu(page, 'Backups', 'Backups');
  const ofSlots = backups.getByRole('listitem').filter({ hasText: 'before a change of what opens it' });
  await ofSlots.getByRole('button').click();
  const restore = page.getByRole('dialog', { name: /^Restore the backup of/ });
  await expect(restore.getByRole('region', { name: 'Removes' })).toContainText('Profile 2');
  await expect(restore.getByRole('region', { name: 'Changes' })).toContainText('••••');
  await covered('what a backup would change');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  const file = `provider,name,key\nanthropic,Quarrel,${foreign}\nanthropic,Foreign,${secretOf('Zz1_')}\n`;
  const taken = await openFromMenu(page, 'Import', 'Import');
  await chooseFile(page, 'keys.csv', file);
  await expect(taken.getByRole('listitem').filter({ hasText: 'Entry 2' })).toBeVisible();
  await covered('an import');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('find credentials on this computer');
  await page.keyboard.press('Enter');
  const found = page.getByRole('dialog', { name: 'Discover' });
  await expect(found.getByRole('listitem', { name: 'Find 1' })).toContainText('Here as Profile');
  await covered('what lies elsewhere');
});
