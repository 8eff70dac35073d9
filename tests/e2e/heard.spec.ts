import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test } from './fixtures.ts';
import { add, objections, protectByPassphrase } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');
test.use({ locale: 'zh-CN' });

async function openSettings(page: Page, item: string) {
  await page.getByRole('button', { name: '设置', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return page.getByRole('dialog');
}

test('what the doctor finds, and what to do about it, is read in Chinese, of a core that tells it in English', async ({
  keywatch,
  page,
}) => {
  test.skip(process.platform === 'win32', 'files have no modes there');
  const vault = join(keywatch.home, 'vault.json');
  chmodSync(vault, 0o644);
  const dialog = await openSettings(page, '哪里有问题…');
  await expect(dialog).toContainText('其他用户可访问保险库（权限 644）。');
  await expect(dialog).toContainText(`keywatch doctor --fix，或输入：chmod 600 '${vault}'`);
  await expect(dialog).toContainText(/此保险库的密钥就在它旁边的 .* 中：复制该目录的人即可打开保险库。/);
  await page.screenshot({ path: test.info().outputPath('doctor-zh.png') });
  expect(await objections(page)).toEqual([]);
  const told = await keywatch.cli(['doctor']);
  expect(told.stdout).toContain('The vault can be reached by other users (mode 644).');
});

test('advice in the settings is read in Chinese', async ({ page }) => {
  const dialog = await openSettings(page, '设置…');
  await dialog.getByRole('tab', { name: '保险库' }).click();
  await expect(dialog.getByRole('tabpanel')).toContainText(
    /此保险库的密钥就在它旁边的 .* 中：复制该目录的人即可打开保险库。/,
  );
  await page.screenshot({ path: test.info().outputPath('advice-zh.png') });
});

test('an error of the core, and why the vault is locked, are read in Chinese', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, 'Work', provider.url, 'Qr7_');
  await protectByPassphrase(keywatch);
  await keywatch.cli(['vault', 'lock']);
  await expect(page.getByRole('region', { name: '已锁定' })).toContainText('已按要求锁定。');
  await page.getByRole('button', { name: '解锁…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('not what opens this vault');
  await dialog.getByRole('button', { name: '解锁', exact: true }).click();
  await expect(dialog).toContainText('此口令无法打开保险库；保险库保持锁定，其中内容均已保留；请重试。');
  await page.screenshot({ path: test.info().outputPath('error-zh.png') });
  expect(await objections(page)).toEqual([]);
});
