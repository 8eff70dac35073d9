import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invalidKey } from '../fixtures/fake-provider.ts';
import { noFarSide, startFarSide, type FarSide } from '../fixtures/far-side.ts';
import { expect, noBrowser, test as base } from './fixtures.ts';
import { paste } from './paste.ts';

const test = base.extend<{ farSide: FarSide }>({
  farSide: async ({ provider }, use) => {
    const directory = mkdtempSync(join(tmpdir(), 'far-'));
    const farSide = await startFarSide(directory, ['api.anthropic.com'], provider.url);
    await use(farSide);
    await farSide.close();
    rmSync(directory, { recursive: true, force: true });
  },
  environment: ({ farSide }, use) => use(farSide.env),
});

const missing = noBrowser ?? noFarSide();
test.skip(missing !== null, missing ?? '');

const key = `sk-ant-api03-${'Hj2_Kx9-'.repeat(11)}Lm4nPAA`;
const wrapped = `$ export ANTHROPIC_API_KEY="${key.slice(0, 70)}\n  ${key.slice(70)}"\n`;

test('a key as a terminal wraps it is cleaned, recognised, tested at its provider and kept', async ({
  keywatch,
  provider,
  farSide,
  page,
}) => {
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  await paste(page, dialog.getByRole('textbox', { name: 'Paste a key' }), wrapped);
  await expect(dialog).toContainText('Anthropic API key');
  await expect(dialog).toContainText('prompt sign removed');
  await expect(dialog).toContainText('line break');
  await expect(dialog).toContainText('Works');
  expect(farSide.asked()).toEqual(['api.anthropic.com:443']);
  expect(provider.requests()).toMatchObject([{ path: '/v1/models?limit=1', key }]);

  await dialog.getByRole('button', { name: 'Add profile' }).click();
  await expect(page.getByRole('row', { name: /anthropic/ })).toContainText('Healthy');
  const { stdout } = await keywatch.cli(['auth', 'list', '--json']);
  expect(JSON.parse(stdout).profiles).toMatchObject([
    { provider: 'anthropic', kind: 'api_key', source: 'manual', health: { state: 'healthy' } },
  ]);
});

test('a key that its provider refuses may be kept all the same, and a cut-off one may not', async ({
  provider,
  page,
}) => {
  provider.script('*', [invalidKey]);
  await page.getByRole('button', { name: 'Add credential' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add credential' });
  const box = dialog.getByRole('textbox', { name: 'Paste a key' });
  await paste(page, box, key.slice(0, 80));
  await expect(dialog).toContainText('28 characters to go');
  await expect(dialog.getByRole('button', { name: /^Add/ })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Paste another' }).click();
  await paste(page, box, key);
  await expect(dialog.getByRole('button', { name: 'Add anyway' })).toBeEnabled();
  expect(provider.requests().map((request) => request.key)).toContain(key);
});
