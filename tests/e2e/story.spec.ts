import type { Page } from '@playwright/test';
import { badGateway, captivePortal, modelList } from '../fixtures/fake-provider.ts';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';
import { chooseProvider, paste } from './paste.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const refusal = {
  status: 401,
  body: {
    error: { message: 'Incorrect API key provided', type: 'invalid_request_error', code: 'invalid_api_key' },
  },
};

async function addCustom(page: Page, options: { name: string; text: string; url: string; expires?: string }) {
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), options.text);
  await chooseProvider(page, 'Custom server');
  await dialog.getByLabel('Base URL').fill(options.url);
  await dialog.getByLabel('Name').fill(options.name);
  if (options.expires !== undefined) await dialog.getByLabel('Expires').fill(options.expires);
  return dialog;
}

/** Ends Keywatch without a warning while the window is open, and opens the window of its next start. */
async function cutThePower(keywatch: Keywatch, page: Page) {
  // Nothing is still on its way to the page: a part of the window that never came is not what is tried here.
  await page.waitForLoadState('networkidle');
  await keywatch.killAndRestart();
  await page.goto(keywatch.url());
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const attention = (page: Page) => page.getByRole('region', { name: 'Needs attention' }).getByRole('listitem');

test('the story of a key: pasted, tested, refused twice, back again, and all of it still there after a power cut', async ({
  keywatch,
  provider,
  page,
}) => {
  const secret = `sk-${'aB3x'.repeat(10)}`;

  const dialog = await addCustom(page, {
    name: 'Work gateway',
    text: `$ export GATEWAY_API_KEY="${secret}"\n`,
    url: provider.url,
  });
  await expect(dialog).toContainText('prompt sign removed');
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(dialog).toContainText('Works');
  expect(provider.requests().map(({ key }) => key)).toEqual([secret]);
  await dialog.getByRole('button', { name: 'Add profile' }).click();

  await expect(row(page, 'Work gateway')).toContainText('Healthy');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The one profile is fine');
  await expect(attention(page)).toHaveCount(0);

  provider.script('*', [refusal]);
  const details = page.getByRole('complementary', { name: 'Work gateway, details' });
  await details.getByRole('button', { name: 'Try now' }).click();
  await expect(row(page, 'Work gateway')).toContainText('Confirming');
  await expect(attention(page)).toHaveCount(0);

  // Nobody presses anything: the second question comes by itself.
  await expect(row(page, 'Work gateway')).toContainText('Disabled', { timeout: 20_000 });
  await expect(attention(page)).toHaveCount(1);
  await expect(attention(page)).toContainText('does not accept it; two answers agree');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 needs attention');

  await cutThePower(keywatch, page);
  await expect(row(page, 'Work gateway')).toContainText('Disabled');
  await expect(attention(page)).toHaveCount(1);
  const { stdout, code } = await keywatch.cli(['status', '--check', '--json']);
  expect({ code, document: JSON.parse(stdout) }).toMatchObject({
    code: 1,
    document: {
      summary: { total: 1, disabled: 1, available: 0 },
      profiles: [
        { name: 'Work gateway', health: { state: 'disabled', reason: 'invalid' }, available: false },
      ],
    },
  });
  expect((await keywatch.cli(['status'])).stdout).toContain('does not accept it; two answers agree');

  provider.script('*', [modelList]);
  await row(page, 'Work gateway').click();
  await details.getByRole('button', { name: 'Try now' }).click();
  await expect(row(page, 'Work gateway')).toContainText('Healthy');
  await expect(attention(page)).toHaveCount(1);
  await expect(attention(page)).toContainText('Work gateway works again');
  await attention(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(attention(page)).toHaveCount(0);
  expect(JSON.parse((await keywatch.cli(['status', '--check', '--json'])).stdout)).toMatchObject({
    exit: 0,
    summary: { healthy: 1 },
  });
});

test('a key that ends in five days is warned of, in the window and on the command line alike', async ({
  keywatch,
  provider,
  page,
}) => {
  const dialog = await addCustom(page, {
    name: 'Guest key',
    text: `sk-${'Zz9q'.repeat(10)}`,
    url: provider.url,
    expires: '5 days',
  });
  await dialog.getByRole('button', { name: /^Add/ }).click();
  await expect(row(page, 'Guest key')).toContainText('in 5 days');
  await expect(attention(page)).toHaveCount(1);
  await expect(attention(page)).toContainText(
    /Guest key.*Key ends on .*, the date you set\..*in 5 days.*Renew/,
  );

  await cutThePower(keywatch, page);
  await expect(row(page, 'Guest key')).toContainText('in 5 days');
  expect((await keywatch.cli(['status', '--check'])).code).toBe(2);
  expect((await keywatch.cli(['status', '--check', '--within', '4d'])).code).toBe(0);
  expect((await keywatch.cli(['status'])).stdout).toContain('in 5 days');
});

for (const [what, answer, words] of [
  ['a page of the hotel instead of the provider', captivePortal, 'Something on the way answered'],
  ['a gateway with nothing behind it', badGateway, 'the key is not blamed'],
] as const)
  test(`${what} changes nothing but the age of the verdict`, async ({ keywatch, provider, page }) => {
    await keywatch.cli(
      ['auth', 'add', '--provider', 'anthropic', '--name', 'Work', '--base-url', provider.url, '--key', '-'],
      `sk-ant-api03-${'Qr7_'.repeat(23)}xAA`,
    );
    await row(page, 'Work').click();
    const details = page.getByRole('complementary', { name: 'Work, details' });
    await expect(details).toContainText('The key works.');
    provider.script('*', [answer]);
    for (let time = 1; time <= 3; time++) {
      await details.getByRole('button', { name: 'Try now' }).click();
      await expect.poll(() => provider.requests().length).toBe(1 + time);
    }
    await expect(details).toContainText(words);
    await expect(row(page, 'Work')).toContainText('Healthy');
    const { profiles } = JSON.parse((await keywatch.cli(['auth', 'list', '--json'])).stdout);
    expect(profiles).toMatchObject([{ available: true, health: { state: 'healthy', confirming: false } }]);
    expect((await keywatch.cli(['status', '--check'])).code).toBe(0);
  });

test('a change on the command line is in the open window at once', async ({ keywatch, provider, page }) => {
  const key = `sk-ant-api03-${'Vw5-'.repeat(23)}yAA`;
  const add = ['auth', 'add', '--name', 'From the terminal', '--base-url', provider.url, '--key', '-'];
  await keywatch.cli(add, key);
  await expect(row(page, 'From the terminal')).toContainText('Healthy');
  await keywatch.cli(['auth', 'disable', 'anthropic:from-the-terminal']);
  await expect(row(page, 'From the terminal')).toContainText(/[Oo]ff|Disabled/);
  await keywatch.cli(['auth', 'edit', 'anthropic:from-the-terminal', '--name', 'Renamed']);
  await expect(row(page, 'Renamed')).toBeVisible();
  await keywatch.cli(['auth', 'remove', 'anthropic:from-the-terminal', '--yes']);
  await expect(row(page, 'Renamed')).toHaveCount(0);
});
