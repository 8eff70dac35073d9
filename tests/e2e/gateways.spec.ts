import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import {
  agentDirectory,
  ordinaryStore,
  putJson,
  putSplit,
  secretOf,
  treeOf,
} from '../fixtures/gateway-homes.ts';
import { expect, noBrowser, test } from './fixtures.ts';
import { inAttributes, objections, openFromMenu, overflows } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const store = () => {
  const ordinary = ordinaryStore(Date.now());
  delete ordinary.profiles!['anthropic:manual'];
  return ordinary;
};

test('a gateway is looked at, what it works with is shown before it is taken, and nothing of it changes', async ({
  keywatch,
  page,
}) => {
  const home = keywatch.env['HOME'] ?? '';
  const state = join(home, '.remoteclaw');
  putSplit(state, store());
  putJson(state, { profiles: {} }, { agent: 'work' });
  chmodSync(join(agentDirectory(state), 'auth-profiles.json'), 0o644);
  putJson(join(home, '.coderclaw'), { profiles: {} });
  const before = treeOf(state);

  const dialog = await openFromMenu(page, 'Gateways', 'Gateways');
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expect(dialog).toContainText('3 profiles · 3 in clear');
  await expect(dialog).toContainText('Not here: RestFlow, OpenClaw');
  expect(await objections(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('gateways-light.png') });

  await dialog.getByRole('button', { name: 'Open RemoteClaw' }).click();
  const one = page.getByRole('dialog', { name: 'RemoteClaw' });
  await expect(one.getByRole('checkbox')).toHaveCount(3);
  await expect(one.getByRole('region', { name: 'Findings' })).toContainText('chmod 600');
  await expect(
    one.getByRole('region', { name: 'Link' }).getByRole('button', { name: 'Link…' }),
  ).toBeEnabled();
  await one.getByRole('checkbox', { name: 'Import groq:spare' }).uncheck();
  expect(await objections(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('gateway-light.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await objections(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('gateway-dark.png') });
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await overflows(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('gateway-narrow.png') });
  await page.setViewportSize({ width: 1280, height: 800 });

  await one.getByRole('button', { name: 'Import 2 profiles…' }).click();
  const plan = page.getByRole('dialog', { name: 'Import' });
  await expect(plan.getByRole('group', { name: 'Show only' })).toContainText('New 2');
  await page.screenshot({ path: test.info().outputPath('gateway-plan-dark.png') });
  expect((await keywatch.cli(['auth', 'list', '--json'])).stdout).not.toContain('anthropic:default');
  await plan.getByRole('button', { name: 'Import 2 profiles' }).click();
  await expect(page.getByRole('log')).toContainText('Imported: 2 new.');
  await expect(page.getByRole('row', { name: /one@example.com/ })).toBeVisible();
  expect(await inAttributes(page, secretOf('default').slice(0, 40))).toBe(false);
  expect(treeOf(state)).toEqual(before);

  const again = await openFromMenu(page, 'Gateways', 'Gateways');
  await again.getByRole('button', { name: 'Open RemoteClaw' }).click();
  await expect(one).toContainText('here as anthropic:default');
  await expect(one).toContainText('here as openai-codex:me-example.com');
  await expect(one.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await one.getByRole('button', { name: 'work' }).click();
  await expect(one.getByRole('button', { name: 'work' })).toHaveAttribute('aria-pressed', 'true');
  const shown = await keywatch.cli(['auth', 'show', 'anthropic:default', '--json']);
  expect(shown.stdout).toContain('gateway:remoteclaw/main');
});

test('a gateway that cannot be read says why, and a home without one says so', async ({ keywatch, page }) => {
  const dialog = await openFromMenu(page, 'Gateways', 'Gateways');
  await expect(dialog).toContainText('No agent gateway keeps its state in this home.');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  putJson(join(keywatch.env['HOME'] ?? '', '.restflow'), {});
  const again = await openFromMenu(page, 'Gateways', 'Gateways');
  await again.getByRole('button', { name: 'Open RestFlow' }).click();
  await expect(page.getByRole('dialog', { name: 'RestFlow' })).toContainText('not installed');
});
