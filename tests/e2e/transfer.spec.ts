import { readFile } from 'node:fs/promises';
import { expect, noBrowser, test } from './fixtures.ts';
import {
  add,
  chooseFile,
  inAttributes,
  objections,
  openFromMenu,
  overflows,
  secretOf,
} from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const words = 'seven invented boats sail home';

test('an export without keys holds none; with keys it is sealed, and comes back under its passphrase', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await add(keywatch, 'Home', provider.url, 'Ab3-');
  const exported = async (ticked: boolean) => {
    const dialog = await openFromMenu(page, 'Export', 'Export');
    if (ticked) {
      await dialog.getByRole('checkbox').check();
      await expect(dialog.getByRole('button', { name: 'Export 2 profiles' })).toBeDisabled();
      await dialog.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(words);
      await dialog.getByRole('textbox', { name: 'Once more' }).fill(words);
      expect(await inAttributes(page, words)).toBe(false);
    }
    expect(await objections(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export 2 profiles' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^keywatch-\d{4}-\d\d-\d\d\.json$/);
    await expect(page.getByRole('dialog', { name: 'Exported' })).toContainText(
      ticked ? '2 profiles, 2 keys, sealed' : '2 profiles, no key',
    );
    await page.getByRole('button', { name: 'Done' }).click();
    // Back in the settings that led there.
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    return readFile(await download.path(), 'utf8');
  };
  const plain = await exported(false);
  expect(plain).toContain('anthropic:work');
  for (const letters of ['Qr7_', 'Ab3-']) expect(plain).not.toContain(letters.repeat(5));
  const sealed = await exported(true);
  expect(sealed).not.toContain('anthropic:work');
  const { stdout } = await keywatch.cli(['log', '--json']);
  expect(stdout.match(/"action":\s*"export"/g)).toHaveLength(2);

  await keywatch.cli(['auth', 'remove', 'anthropic:home', '--yes']);
  await expect(page.getByRole('row', { name: /Home/ })).toHaveCount(0);
  const dialog = await openFromMenu(page, 'Import', 'Import');
  await chooseFile(page, 'keywatch.json', sealed);
  const field = dialog.getByRole('textbox', { name: 'Passphrase of the file' });
  await expect(field).toBeFocused();
  await field.fill('not this one');
  await field.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('nothing was imported');
  await field.fill(words);
  await field.press('Enter');
  await expect(dialog.getByRole('group', { name: 'Show only' })).toContainText('New 1');
  await dialog.getByRole('button', { name: 'Import 1 profile' }).click();
  await expect(page.getByRole('row', { name: /Home/ })).toBeVisible();
  const shown = await keywatch.cli(['auth', 'show', 'anthropic:home', '--reveal', '--json']);
  expect(shown.stdout).toContain(secretOf('Ab3-'));
});

test('a file is shown before it is written, each conflict settled as it is chosen', async ({
  keywatch,
  provider,
  page,
}) => {
  for (const [name, letters] of [
    ['Mine', 'Aa1-'],
    ['Theirs', 'Bb2-'],
    ['Both', 'Cc3-'],
  ] as const)
    await add(keywatch, name, provider.url, letters);
  const file = ['Mine', 'Theirs', 'Both', 'Fresh'].map((name, at) => ({
    provider: 'anthropic',
    name,
    key: secretOf(`N${at}w-`),
  }));
  await page.emulateMedia({ colorScheme: 'dark' });
  const dialog = await openFromMenu(page, 'Import', 'Import');
  await chooseFile(page, 'team.json', JSON.stringify(file));
  await expect(dialog.getByRole('group', { name: 'Show only' })).toContainText('In conflict 3');
  await expect(dialog.getByRole('button', { name: 'Import 1 profile' })).toBeEnabled();
  const choose = async (name: string, choice: string) => {
    const group = dialog.getByRole('group', { name: new RegExp(`^${name}( 2)?: which key`) });
    await group.getByRole('button', { name: choice }).click();
    await expect(group.getByRole('button', { name: choice })).toHaveAttribute('aria-pressed', 'true');
  };
  await choose('Theirs', 'Take theirs');
  await choose('Both', 'Keep both');
  await expect(dialog).toContainText('Both 2');
  expect(await objections(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await overflows(page)).toEqual([]);
  await expect(page.getByText('Both 2')).toBeVisible();
  const before = await keywatch.cli(['auth', 'list', '--json']);
  expect(before.stdout).not.toContain('anthropic:fresh');

  await dialog.getByRole('button', { name: 'Import 3 profiles' }).click();
  await expect(page.getByRole('log')).toContainText('Imported: 2 new, 1 changed.');
  for (const [id, letters] of [
    ['mine', 'Aa1-'],
    ['theirs', 'N1w-'],
    ['both', 'Cc3-'],
    ['both-2', 'N2w-'],
    ['fresh', 'N3w-'],
  ]) {
    const shown = await keywatch.cli(['auth', 'show', `anthropic:${id}`, '--reveal', '--json']);
    expect(shown.stdout).toContain(secretOf(letters ?? ''));
  }
});

test('a file with one bad line is refused whole, by its line; one that is dropped is read as well', async ({
  keywatch,
  page,
}) => {
  const dialog = await openFromMenu(page, 'Import', 'Import');
  expect(await objections(page)).toEqual([]);
  const good = `ANTHROPIC_API_KEY=${secretOf('Qr7_')}\n`;
  await chooseFile(page, '.env', `${good}SECOND_ANTHROPIC_API_KEY=sk-ant-api03-tooshort\n`);
  const refused = dialog.getByRole('listitem').first();
  await expect(refused).toContainText('line 2');
  await expect(refused).toContainText('Refused');
  await expect(dialog).toContainText('One entry is refused: nothing can be imported');
  await expect(dialog.getByRole('button', { name: /^Import \d/ })).toBeDisabled();
  expect(await objections(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Back' }).click();

  // Longer than one message may be, so that it goes to the core in pieces.
  const longer = `# ${'x'.repeat(998)}\n`.repeat(400);
  const held = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.env'));
    return data;
  }, `${longer}${good}`);
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: held });
  await expect(dialog).toContainText('dropped.env');
  await dialog.getByRole('button', { name: 'Import 1 profile' }).click();
  await expect(page.getByRole('log')).toContainText('Imported: 1 new.');
  const { stdout } = await keywatch.cli(['auth', 'show', 'anthropic:anthropic', '--reveal', '--json']);
  expect(stdout).toContain(secretOf('Qr7_'));
  await expect(page.getByRole('row')).toHaveCount(2);
});
