import { AxeBuilder } from '@axe-core/playwright';
import { modelList } from '../fixtures/fake-provider.ts';
import { expect, noBrowser, test } from './fixtures.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const year = 365 * 86_400_000;

for (const theme of ['light', 'dark'] as const)
  test(`a clock that is a year ahead is said above everything, and ends are shown by the providers’ time, ${theme}`, async ({
    keywatch,
    provider,
    page,
  }, info) => {
    await page.emulateMedia({ colorScheme: theme });
    const date = new Date(Date.now() - year).toUTCString();
    if ('status' in modelList) provider.script('*', [{ ...modelList, headers: { date } }]);
    const ends = new Date(Date.now() - year + 40 * 86_400_000).toISOString().slice(0, 10);
    const add = [
      'auth',
      'add',
      '--name',
      'Work',
      '--base-url',
      provider.url,
      '--key',
      '-',
      '--expires',
      ends,
    ];
    expect(await keywatch.cli(add, `sk-ant-api03-${'Qr7_'.repeat(23)}xAA`)).toMatchObject({ code: 0 });

    const asked = await keywatch.cli(['auth', 'test', 'work']);
    expect(asked.code).toBe(0);
    expect(asked.stderr).toContain('This machine’s clock is 12 months ahead.');
    const { stdout } = await keywatch.cli(['status']);
    expect(stdout).toContain('This machine’s clock is 12 months ahead.');
    expect(JSON.parse((await keywatch.cli(['status', '--json'])).stdout)).toMatchObject({
      clock: { offByMs: expect.closeTo(year, -5) },
      summary: { expired: 0 },
    });

    const banner = page.getByRole('status').filter({ hasText: 'This machine’s clock is 12 months ahead.' });
    await expect(banner).toBeVisible();
    const row = page.getByRole('row', { name: /Work/ });
    await expect(row).toContainText(/in (39|40) days/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.screenshot({ path: info.outputPath('banner.png') });

    if ('status' in modelList) provider.script('*', [modelList]);
    await keywatch.cli(['auth', 'test', 'work']);
    await expect(banner).toHaveCount(0);
    await expect(row).toContainText(/ago/);
  });
