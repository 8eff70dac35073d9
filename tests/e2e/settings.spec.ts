import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test } from './fixtures.ts';
import { add, objections, openSettings, overflows, passphrase, protectByPassphrase } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const sections = ['Checks', 'Notices', 'Vault', 'This computer', 'Network', 'Gateways', 'Updates', 'About'];

/** Every section of the settings that are open, with what stands in it come. */
async function lookAtEach(page: Page, look: (section: string) => Promise<void>): Promise<void> {
  const tabs = page.getByRole('dialog').getByRole('tab');
  await expect(tabs).toHaveCount(sections.length);
  for (const [index, section] of sections.entries()) {
    await tabs.nth(index).click();
    await expect(page.locator('.section .waits .turning')).toHaveCount(0);
    await look(section);
  }
}

for (const theme of ['light', 'dark'] as const)
  test(`no section of the settings breaks a rule of access in the ${theme} theme`, async ({ page }) => {
    test.skip(
      theme === 'dark' && process.env['KEYWATCH_SCREENS'] === undefined,
      'every screen in both themes takes minutes; npm run screenshots -- --compare walks through them',
    );
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await openSettings(page, 'Checks');
    await lookAtEach(page, async (section) => {
      expect({ section, found: await objections(page) }).toEqual({ section, found: [] });
      await page.screenshot({ path: test.info().outputPath(`${section}.png`) });
    });
  });

test('the settings fit a window of 360 px, and text of twice the size', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 740 });
  await openSettings(page, 'Checks');
  const fits = async (section: string) =>
    expect({ section, wide: await overflows(page) }).toEqual({ section, wide: [] });
  await lookAtEach(page, fits);
  await page.setViewportSize({ width: 800, height: 900 });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await lookAtEach(page, fits);
});

test('in Chinese the settings say nothing in English, and fit a narrow window', async ({
  browser,
  keywatch,
}) => {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
  });
  const page = await context.newPage();
  await page.goto(keywatch.url());
  await page.getByRole('button', { name: '设置', exact: true }).click();
  await page.getByRole('menuitem', { name: '设置…' }).click();
  await expect(page.getByRole('dialog', { name: '设置' })).toBeVisible();
  await lookAtEach(page, async (section) => {
    expect({ section, wide: await overflows(page) }).toEqual({ section, wide: [] });
    await expect(page.getByRole('tabpanel')).toContainText(/\p{Script=Han}/u);
    await page.screenshot({ path: test.info().outputPath(`${section}-zh.png`) });
  });
  expect(await objections(page)).toEqual([]);
  await context.close();
});

test('a change is kept as it is made and holds after a reload; what is no value is said at its field', async ({
  page,
}) => {
  let settings = await openSettings(page, 'Checks');
  await expect(settings.getByRole('status')).toHaveText('Every change is kept at once');
  await settings.getByRole('combobox', { name: 'Time between checks' }).selectOption('3 h');
  await expect(settings.getByRole('status')).toHaveText('Kept');
  await settings.getByRole('tab', { name: 'Notices' }).click();
  const days = settings.getByRole('textbox', { name: 'Days before an expiry' });
  await days.fill('30, soon');
  await expect(days).toHaveAccessibleDescription(/Not a list of days up to 365/);
  await expect(days).toHaveAttribute('aria-invalid', 'true');
  await days.fill('3，60 10');
  await days.blur();
  await expect(days).toHaveValue('60, 10, 3');
  await settings.getByRole('checkbox', { name: 'Quiet hours' }).click();
  await settings.getByLabel('Quiet until').fill('06:30');
  await settings.getByLabel('Quiet until').blur();
  await expect(settings.getByRole('status').last()).toHaveText('Kept');
  expect(await objections(page)).toEqual([]);

  await page.reload();
  settings = await openSettings(page, 'Notices');
  await expect(settings.getByRole('textbox', { name: 'Days before an expiry' })).toHaveValue('60, 10, 3');
  await expect(settings.getByLabel('Quiet from')).toHaveValue('22:00');
  await expect(settings.getByLabel('Quiet until')).toHaveValue('06:30');
  await settings.getByRole('tab', { name: 'Checks' }).click();
  await expect(settings.getByRole('combobox', { name: 'Time between checks' })).toHaveValue(
    String(3 * 3_600_000),
  );
});

test('by keyboard alone: the menu, a section, a value, and back to where the focus was', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await expect(page.getByRole('row', { name: /Work/ })).toContainText('Healthy');
  const gear = page.getByRole('button', { name: 'Settings' });
  await gear.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Settings…' })).toBeFocused();
  await page.keyboard.press('Enter');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'Checks' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(settings.getByRole('tab', { name: 'Notices' })).toBeFocused();
  await page.keyboard.press('Tab');
  const days = settings.getByRole('textbox', { name: 'Days before an expiry' });
  await expect(days).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('21, 7');
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('status')).toHaveText('Kept');
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await expect(gear).toBeFocused();

  // Below 44 rem the sections stand in a line.
  await page.setViewportSize({ width: 600, height: 740 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await settings.getByRole('tab', { name: 'Checks' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(settings.getByRole('tab', { name: 'Notices' })).toBeFocused();
});

test('beside the first steps, which may come late, the focus stays where it was put and comes back there', async ({
  page,
}) => {
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
  const gear = page.getByRole('button', { name: 'Settings' });
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(gear).toBeEnabled();
  for (let time = 0; time < 3; time += 1) {
    await gear.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Settings…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(settings).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(settings).toBeHidden();
    await expect(gear).toBeFocused();
  }
});

test('a way for notices is kept once it is whole, refused with the reason at its field, and tried', async ({
  page,
}) => {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      heard.push(body);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;

  const settings = await openSettings(page, 'Notices');
  const send = settings.getByRole('button', { name: 'Send one' });
  await expect(send).toBeDisabled();
  await settings.getByRole('combobox', { name: 'They go' }).selectOption('To a web address');
  await expect(settings).toContainText('Not kept yet: nothing is sent until this is complete.');
  const address = settings.getByRole('textbox', { name: 'Address' });
  await address.fill('http://notices.example/here');
  await address.press('Enter');
  await expect(address).toHaveAccessibleDescription(/could be read on the way/);
  await expect(settings).toContainText('Not kept: it stays as it was.');
  expect(await objections(page)).toEqual([]);
  await address.fill(`http://127.0.0.1:${port}/notices`);
  await address.press('Enter');
  await expect(settings.getByRole('status').last()).toHaveText('Kept');
  await send.click();
  await expect(settings).toContainText('Sent. If it does not show');
  expect(heard).toHaveLength(1);
  expect(JSON.parse(heard[0] ?? '')).toMatchObject({ schema: 'keywatch.notice/1' });

  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await send.click();
  await expect(settings.getByRole('alert')).toBeVisible();
  await expect(settings).not.toContainText('Sent. If');
});

test('while the vault is locked the settings say why nothing can be changed, and lead to the lock', async ({
  keywatch,
  page,
}) => {
  test.slow();
  await protectByPassphrase(keywatch);
  await page.reload();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Lock now' }).click();
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  const settings = await openSettings(page, 'Checks');
  await expect(settings).toContainText('The vault is locked, and settings are kept in it.');
  await expect(settings.getByRole('combobox', { name: 'Time between checks' })).toBeDisabled();
  await expect(settings.getByRole('checkbox', { name: 'On this metered connection' })).toBeDisabled();
  expect(await objections(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('locked.png') });
  await settings.getByRole('button', { name: 'Unlock…' }).click();
  const unlock = page.getByRole('dialog', { name: /Unlock/ });
  await unlock.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(unlock).toBeHidden();
  // It leads back to where it was led from.
  await expect(settings.getByRole('combobox', { name: 'Time between checks' })).toBeEnabled();
});

test('checking is paused from the settings and from the menu, and privacy is wanted from the settings', async ({
  page,
}) => {
  const settings = await openSettings(page, 'Checks');
  await settings.getByRole('button', { name: 'One hour' }).click();
  await expect(settings).toContainText('Checking is paused');
  await settings.getByRole('button', { name: 'Resume checking' }).click();
  await expect(settings.getByRole('button', { name: 'Until resumed' })).toBeVisible();
  await settings.getByRole('tab', { name: 'This computer' }).click();
  const privacy = settings.getByRole('checkbox', { name: 'Privacy mode' });
  await privacy.click();
  await expect(privacy).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-private', '');
  await privacy.click();
  await expect(privacy).not.toBeChecked();
  await expect(page.locator('html')).not.toHaveAttribute('data-private', '');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitem', { name: 'One hour' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Resume checking' })).toBeVisible();
});

test('this is the version that runs; nobody is asked for another, and the data directory is named', async ({
  keywatch,
  page,
}) => {
  const settings = await openSettings(page, 'Updates');
  await expect(settings).toContainText('Whatever installed it brings it up to date.');
  await expect(settings.getByRole('checkbox')).toHaveCount(0);
  await settings.getByRole('tab', { name: 'About' }).click();
  await expect(settings.getByText(keywatch.home, { exact: true })).toBeVisible();
});

test('Vault is set as the command line sets it: where it is and where its token lies, never the token', async ({
  keywatch,
  page,
}) => {
  const settings = await openSettings(page, 'Network');
  const address = settings.getByRole('textbox', { name: 'Address' });
  await address.fill('http://vault.example:8200');
  await address.press('Enter');
  await expect(address).toHaveAccessibleDescription(/would be asked without encryption/);
  await expect(settings.getByRole('combobox', { name: 'It is asked' })).toHaveCount(0);
  await address.fill('http://127.0.0.1:8200');
  await address.press('Enter');
  await settings.getByRole('combobox', { name: 'It is asked' }).selectOption('By a token');
  const lies = settings.getByRole('textbox', { name: 'The token lies at' });
  await lies.fill(`hvs.${'i'.repeat(24)}`);
  await expect(lies).toHaveAccessibleDescription(/Not the secret itself, but where it lies/);
  await lies.fill('env:TEAM_VAULT_TOKEN');
  await lies.press('Enter');
  await expect(settings.getByRole('status').last()).toHaveText('Kept');
  expect(await objections(page)).toEqual([]);
  const { stdout } = await keywatch.cli(['store', 'vault', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    vaultServer: { address: 'http://127.0.0.1:8200', roleId: null, tokenAt: 'env:TEAM_VAULT_TOKEN' },
  });
  await address.fill('');
  await address.press('Enter');
  await expect(lies).toHaveCount(0);
});

test.describe('behind a proxy', () => {
  test.use({
    environment: {
      HTTPS_PROXY: 'http://user:invented@proxy.example:3128',
      NODE_EXTRA_CA_CERTS: '/not/there/authorities.pem',
    },
  });

  test('the way out is shown as Keywatch sees it, without the password in it', async ({ page }) => {
    const settings = await openSettings(page, 'Network');
    await expect(settings).toContainText('Requests go out through proxy.example:3128, by HTTPS_PROXY');
    await expect(settings).toContainText('has a password in it');
    await expect(settings).toContainText('/not/there/authorities.pem');
    await expect(settings).not.toContainText('invented');
    expect(await objections(page)).toEqual([]);
    await settings.getByRole('button', { name: 'What is wrong…' }).click();
    await expect(page.getByRole('dialog', { name: 'What is wrong' })).toBeVisible();
  });
});
