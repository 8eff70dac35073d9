import { AxeBuilder } from '@axe-core/playwright';
import { expect, noBrowser, test } from './fixtures.ts';
import { paste } from './paste.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const key = `sk-${'a1b2'.repeat(8)}`;

test('a key that could be of several is offered them first, and found by typing', async ({
  page,
  provider,
}) => {
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), key);
  const field = page.getByRole('combobox', { name: 'Provider' });
  await expect(field).toBeFocused();

  await page.keyboard.press('ArrowDown');
  const first = page.getByRole('group', { name: 'Could be of' }).getByRole('option');
  await expect(first).toHaveText([/DeepSeek/, /Qwen/, /LiteLLM/, /Custom server/]);
  await expect(page.getByRole('group', { name: 'Others' }).getByRole('option').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  await page.keyboard.type('mi');
  await expect(page.getByRole('option')).toHaveText([/MiniMax/, /Mistral/]);
  await page.keyboard.type('st');
  await expect(page.getByRole('option')).toHaveText([/Mistral/]);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('dashscope');
  await expect(page.getByRole('option')).toHaveText([/Qwen/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue(/Qwen/);
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Add profile' })).toBeEnabled();
  // Choosing discloses nothing: only Test does.
  expect(provider.requests()).toEqual([]);
});

test('an address that came with a key is shown before anything goes there', async ({ page, provider }) => {
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  const text = `OPENAI_API_KEY=${key}\nOPENAI_BASE_URL=${provider.url}/v1`;
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), text);
  await expect(dialog.getByLabel('Base URL')).toHaveValue(`${provider.url}/v1`);
  await expect(dialog).toContainText('As it stood beside the key');
  expect(provider.requests()).toEqual([]);
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  await expect.poll(() => provider.requests().map((request) => request.key)).toEqual([key]);
});

test('several keys in one paste are named, and the focus goes to the way on and touches nothing else', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await page.evaluate(() => {
    const touched: string[] = [];
    document.addEventListener('focusin', ({ target }) => {
      touched.push(target instanceof HTMLElement ? (target.ariaLabel ?? target.innerText) : '');
      document.documentElement.dataset['touched'] = touched.join();
    });
  });
  const several = `OPENAI_API_KEY=sk-proj-${'x'.repeat(48)}\nGROQ_API_KEY=gsk_${'y'.repeat(52)}\n`;
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), several);
  await expect(dialog).toContainText('2 credentials in one paste');
  await expect(dialog.getByRole('button', { name: 'Paste another' })).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('data-touched', /^(Paste a key,)?Paste another$/);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Paste a key' })).toBeFocused();
});
