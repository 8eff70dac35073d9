import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';
import { add, objections, passphrase, protectByPassphrase } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const vaultOf = ({ home }: Keywatch) => join(home, 'vault.json');
const idsOf = (keywatch: Keywatch) =>
  readdirSync(join(keywatch.home, 'backups'))
    .toSorted()
    .map((name) => name.slice('vault-'.length, -'.json'.length));

test('a vault that was cut short is put back by the window that says so', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await keywatch.cli(['vault', 'protect', '--add', 'recovery', '--json']);
  truncateSync(vaultOf(keywatch), 400);
  const torn = readFileSync(vaultOf(keywatch));
  await keywatch.killAndRestart();
  await page.goto(keywatch.url());
  await expect(page.getByRole('heading', { name: 'The vault cannot be read' })).toBeVisible();
  await expect(page.getByText('It was left as it is.')).toBeVisible();
  const [newest] = await page.getByRole('listitem').all();
  await expect(page.getByRole('listitem').first()).toContainText('1 profile');
  expect(await objections(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await objections(page)).toEqual([]);

  await newest?.getByRole('button', { name: /^Put in its place/ }).click();
  await expect(page.getByRole('row', { name: /Work/ })).toBeVisible();
  const aside = readdirSync(keywatch.home).find((name) => name.startsWith('vault.json.unreadable-'));
  expect(readFileSync(join(keywatch.home, aside ?? '')).equals(torn)).toBe(true);
  // It is the whole core again, at both doors.
  expect(await keywatch.cli(['auth', 'show', 'anthropic:work', '--reveal'])).toMatchObject({ code: 0 });
});

test('a copy that a passphrase alone opens asks for it, and a wrong one changes nothing', async ({
  keywatch,
  provider,
  page,
}) => {
  // Each passphrase is stretched for a quarter of a second and more, on purpose.
  test.slow();
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await protectByPassphrase(keywatch);
  const file = join(keywatch.env['HOME'] ?? '', 'passphrase');
  const rotated = ['vault', 'rotate-key', '--passphrase-file', file, '--purge-backups', '--yes'];
  expect(await keywatch.cli(rotated)).toMatchObject({ code: 0 });
  expect(await keywatch.cli(['vault', 'protect', '--add', 'recovery', '--json'])).toMatchObject({ code: 0 });
  writeFileSync(vaultOf(keywatch), '{}');
  await keywatch.killAndRestart();
  await page.goto(keywatch.url());
  await page.getByRole('button', { name: /^Put in its place/ }).click();
  const field = page.getByRole('textbox', { name: 'Passphrase or recovery code of that time' });
  await field.fill('wrong words');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('does not open this vault');
  expect(readFileSync(vaultOf(keywatch), 'utf8')).toBe('{}');
  await field.fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Locked' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Work/ })).toBeVisible();
});

test('a vault that the command line put back opens in the window by itself', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await keywatch.cli(['vault', 'protect', '--add', 'recovery', '--json']);
  truncateSync(vaultOf(keywatch), 0);
  await keywatch.killAndRestart();
  await page.goto(keywatch.url());
  await expect(page.getByRole('heading', { name: 'The vault cannot be read' })).toBeVisible();
  const restored = await keywatch.cli(['backup', 'restore', idsOf(keywatch).at(-1) ?? '', '--yes']);
  expect(restored).toMatchObject({ code: 0 });
  await expect(page.getByRole('row', { name: /Work/ })).toBeVisible();
});

test('a vault without any copy names what is left to do', async ({ keywatch, page }) => {
  await expect(page.getByRole('heading', { name: 'Add' })).toBeVisible();
  writeFileSync(vaultOf(keywatch), 'no vault');
  await keywatch.killAndRestart();
  await page.goto(keywatch.url());
  await expect(page.getByText('There is no earlier copy that could take its place.')).toBeVisible();
  await expect(page.getByText('keywatch reset')).toBeVisible();
  expect(await objections(page)).toEqual([]);
});
