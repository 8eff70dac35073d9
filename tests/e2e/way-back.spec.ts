import { join } from 'node:path';
import { putJson, secretOf } from '../fixtures/gateway-homes.ts';
import { expect, noBrowser, test } from './fixtures.ts';
import { openSettings } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const leads = [
  ['Vault', 'Protection…', 'Protection'],
  ['Vault', 'Backups…', 'Backups'],
  ['Vault', 'Export…', 'Export'],
  ['Vault', 'Import…', 'Import'],
  ['Vault', 'Access log…', 'Access log'],
  ['Network', 'What is wrong…', 'What is wrong'],
] as const;

for (const [section, button, title] of leads)
  test(`whoever closes ${title} is back in the settings, at the button that led there`, async ({ page }) => {
    const settings = await openSettings(page, section);
    for (const how of ['Escape', 'Close'] as const) {
      await settings.getByRole('button', { name: button }).click();
      const dialog = page.getByRole('dialog', { name: title });
      await expect(dialog).toBeVisible();
      if (how === 'Escape') await page.keyboard.press('Escape');
      else await dialog.getByRole('button', { name: 'Close' }).first().click();
      await expect(settings.getByRole('tab', { name: section })).toHaveAttribute('aria-selected', 'true');
      await expect(settings.getByRole('button', { name: button })).toBeFocused();
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();
  });

test('a gateway that was opened in the settings leads back there too', async ({ keywatch, page }) => {
  const profiles = { 'groq:spare': { type: 'api_key', provider: 'groq', key: secretOf('spare') } };
  putJson(join(keywatch.env['HOME'] ?? '', '.openclaw'), { version: 1, profiles });
  const settings = await openSettings(page, 'Gateways');
  await settings.getByRole('button', { name: 'Open OpenClaw' }).click();
  await expect(page.getByRole('dialog', { name: 'OpenClaw' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings.getByRole('button', { name: 'Open OpenClaw' })).toBeFocused();
});
