import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServe } from '../fixtures/keywatch-process.ts';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';
import { chooseProvider, paste } from './paste.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const secret = `sk-ant-api03-${'Qr7_'.repeat(23)}xAA`;

async function add(keywatch: Keywatch, name: string) {
  const args = [
    'auth',
    'add',
    '--provider',
    'anthropic',
    '--name',
    name,
    '--ref',
    `env:${name.toUpperCase()}`,
  ];
  const { code, stderr } = await keywatch.cli(args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const kept = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).sort());

test.describe('a window of which a part is broken on purpose', () => {
  // What breaks is told in the console too, for whoever mends it.
  test.use({ mayBeSaid: /ERR_FAILED|could not be loaded|TypeError|React error #520/ });

  test('details that cannot be loaded say so in their place, and the table stays', async ({
    keywatch,
    page,
  }) => {
    await add(keywatch, 'Work');
    await expect(row(page, 'Work')).toBeVisible();
    await page.route('**/assets/details-*.js', (route) => route.abort());
    await row(page, 'Work').click();
    const failed = page.getByRole('complementary', { name: 'Details' });
    await expect(failed.getByRole('alert')).toContainText('could not be loaded');
    await expect(failed.getByRole('alert')).toContainText('Nothing in the vault was changed');
    await expect(row(page, 'Work')).toBeVisible();

    await page.unroute('**/assets/details-*.js');
    await failed.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('complementary', { name: 'Work, details' })).toBeVisible();
  });

  test('a dialog that cannot be loaded says so in a remark, and the table stays', async ({
    keywatch,
    page,
  }) => {
    await add(keywatch, 'Work');
    await expect(row(page, 'Work')).toBeVisible();
    await page.route('**/assets/over-*.js', (route) => route.abort());
    await page.getByRole('button', { name: 'Add credential' }).click();
    const remarks = page.getByRole('log');
    await expect(remarks).toContainText('could not be loaded');
    await expect(row(page, 'Work')).toBeVisible();
    await page.unroute('**/assets/over-*.js');
    await remarks.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('button', { name: 'Add credential' }).click();
    await expect(page.getByRole('dialog', { name: 'Add credential' })).toBeVisible();
  });

  /** Lets every frame of the door pass, changed on its way to the window while `change` says so. */
  async function between(page: Page, change: (frame: string) => string) {
    await page.routeWebSocket(/\/door$/, (socket) => {
      const far = socket.connectToServer();
      far.onMessage((frame) => socket.send(typeof frame === 'string' ? change(frame) : frame));
    });
  }

  test('a list that breaks says so in its place, and the rest of the window stays', async ({
    keywatch,
    page,
  }) => {
    let damage = true;
    await between(page, (frame) => (damage ? frame.replaceAll('"tags":', '"gone":') : frame));
    await add(keywatch, 'Work');
    await page.reload();
    await page.getByRole('searchbox').fill('work');
    const failed = page.getByRole('main').getByRole('alert');
    await expect(failed).toContainText('stopped working');
    await expect(page.getByRole('button', { name: 'Add credential' })).toBeEnabled();
    damage = false;
    await failed.getByRole('button', { name: 'Reload' }).click();
    await expect(row(page, 'Work')).toBeVisible();
  });

  test('a window that breaks as a whole says what is kept, and a reload mends it', async ({
    keywatch,
    page,
  }) => {
    let damage = true;
    await between(page, (frame) => (damage ? frame.replaceAll('"vault":', '"gone":') : frame));
    await add(keywatch, 'Work');
    await page.reload();
    const failed = page.getByRole('alert');
    await expect(failed).toContainText('Everything in the vault is kept');
    damage = false;
    await failed.getByRole('button', { name: 'Reload' }).click();
    await expect(row(page, 'Work')).toBeVisible();
  });
});

test('a page loaded again before it was let in is let in all the same, and then keeps no token', async ({
  keywatch,
  page: first,
}) => {
  const page = await first.context().newPage();
  let silent = true;
  await page.routeWebSocket(/\/door$/, (socket) => {
    if (!silent) socket.connectToServer();
  });
  await page.goto(keywatch.url());
  await expect.poll(() => page.url()).not.toContain('#');
  expect(await kept(page)).toEqual(['keywatch.token']);
  silent = false;
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
  expect(await kept(page)).toEqual(['keywatch.session']);
});

test('a token that is not accepted is kept nowhere', async ({ keywatch, page }) => {
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(keywatch.url().replace(/#t=.*/, '#t=of-an-earlier-start'));
  await expect(page.getByRole('main')).toContainText('keywatch open');
  expect(await kept(page)).toEqual([]);
});

test('a wrong token in the address of a window that was let in changes nothing', async ({
  keywatch,
  page,
}) => {
  await add(keywatch, 'Work');
  await expect(row(page, 'Work')).toBeVisible();
  await page.goto(keywatch.url().replace(/#t=.*/, '#t=of-an-earlier-start'));
  await expect(async () => expect(await kept(page)).toEqual(['keywatch.session'])).toPass();
  await expect(row(page, 'Work')).toBeVisible();
});

test('a Keywatch started again at the same port does not know the window, which says where to get a fresh address', async ({
  keywatch,
  page,
}) => {
  await add(keywatch, 'Work');
  await expect(row(page, 'Work')).toBeVisible();
  const { port } = new URL(keywatch.url());
  await keywatch.serving().stop('SIGKILL');
  await expect(page.getByRole('status').filter({ hasText: 'does not answer' })).toBeVisible();
  const again = await startServe(keywatch.env, ['--port', port]);
  try {
    await expect(page.getByRole('main')).toContainText('keywatch open', { timeout: 30_000 });
    await expect(row(page, 'Work')).toHaveCount(0);
    expect(await kept(page)).toEqual([]);
    // The address is typed into the same tab: only what follows the # is new, so nothing is loaded by itself.
    await page.goto(again.url);
    await expect(row(page, 'Work')).toBeVisible();
  } finally {
    await again.stop('SIGTERM');
  }
});

test('a profile is not added without a name, and a name too long is told at its field', async ({ page }) => {
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), 'Ab3dEf6hIj9kLm2nOp5qRs8t');
  await chooseProvider(page, 'OpenAI');
  const save = dialog.getByRole('button', { name: /^Add (profile|untested)/ });
  await dialog.getByLabel('Name').fill('');
  await expect(dialog.locator('footer')).toContainText('It needs a name');
  await expect(save).toBeDisabled();
  const name = dialog.getByLabel('Name');
  await name.fill('x'.repeat(203));
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog).toContainText('3 characters too many');
  await expect(save).toBeDisabled();
  await name.fill('Office');
  await expect(save).toBeEnabled();
});

test('the key of another provider is not shown to the one whose key is replaced', async ({
  keywatch,
  provider,
  page,
}) => {
  const args = [
    'auth',
    'add',
    '--provider',
    'openai',
    '--name',
    'Lab',
    '--base-url',
    provider.url,
    '--key',
    '-',
  ];
  await keywatch.cli(args, `sk-proj-${'x'.repeat(40)}`);
  await row(page, 'Lab').click();
  const details = page.getByRole('complementary', { name: 'Lab, details' });
  await details.getByRole('button', { name: 'Replace key…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replace the key of Lab' });
  await paste(page, dialog.getByRole('textbox', { name: 'Paste the new key' }), secret);
  await expect(dialog).toContainText('Anthropic API key');
  await expect(dialog.getByRole('button', { name: /^Test/ })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Replace', exact: true })).toBeDisabled();
  await expect(dialog.locator('footer')).toContainText('not of OpenAI');
});

test('a vault that does not open is shown as far as it can be, with what opens it', async ({
  keywatch,
  page,
}) => {
  await add(keywatch, 'Work');
  await expect(row(page, 'Work')).toBeVisible();
  rmSync(join(keywatch.home, 'vault.key'));
  await keywatch.killAndRestart();
  await page.goto(keywatch.url());
  await expect(row(page, 'Work')).toBeVisible();
  const banner = page.getByRole('region', { name: 'Locked' });
  await expect(banner).toContainText('key file');
  await expect(banner.getByRole('button', { name: 'Unlock…' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add credential' })).toBeDisabled();
});

test('a copied key is cleared after 30 s, and what was copied since is not', async ({ keywatch, page }) => {
  const args = ['auth', 'add', '--provider', 'anthropic', '--name', 'Work', '--no-probe', '--key', '-'];
  await keywatch.cli(args, secret);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.clock.install();
  await page.reload();
  await row(page, 'Work').click();
  const inClipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const copy = page.getByRole('button', { name: 'Copy the key of Work' });
  await copy.click();
  await expect.poll(inClipboard).toBe(secret);
  await page.clock.fastForward(31_000);
  await expect.poll(inClipboard).toBe('');

  await copy.click();
  await expect.poll(inClipboard).toBe(secret);
  await page.evaluate(() => navigator.clipboard.writeText('a line of one’s own'));
  await page.clock.fastForward(31_000);
  expect(await inClipboard()).toBe('a line of one’s own');
});
