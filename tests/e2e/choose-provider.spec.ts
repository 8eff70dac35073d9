import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
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

/** Files that are held over the window and dropped there; what every event of it is answered with. */
const drop = (page: Page, files: readonly (readonly [name: string, text: string])[]) =>
  page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of dropped) dataTransfer.items.add(new File([text], name));
    return ['dragover', 'drop'].map((type) => {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    });
  }, files);

test('a file that is dropped is read as a paste is, on the window and on the open form; it never opens in the window’s place', async ({
  page,
}) => {
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await expect(page.getByText('Paste a key anywhere in this window')).toBeVisible();
  expect(await drop(page, [['key.txt', `  ${key}\n`]])).toEqual([true, true]);
  await expect(dialog.getByRole('combobox', { name: 'Provider' })).toBeFocused();
  await drop(page, [['.env', `GROQ_API_KEY=gsk_${'y'.repeat(52)}\n`]]);
  await expect(dialog).toContainText('Groq API key');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Groq');

  await page.keyboard.press('Escape');
  for (const [files, words] of [
    [
      [
        ['a.txt', key],
        ['b.txt', key],
      ],
      'drop one at a time',
    ],
    [[['large.txt', 'z'.repeat(70_000)]], 'too large to be a key'],
    [[['image.png', '\0\0']], 'There is no text in this file'],
  ] as const) {
    expect(await drop(page, files)).toEqual([true, true]);
    await expect(page.getByRole('log')).toContainText(words);
  }
  await expect(dialog).toHaveCount(0);
});
