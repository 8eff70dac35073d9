import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { agentDirectory, put, putJson, treeOf } from '../fixtures/gateway-homes.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { root } from '../fixtures/keywatch-process.ts';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';
import { tabTo } from './tab-to.ts';
import { inAttributes, objections, openFromMenu, overflows } from './vault-steps.ts';

test.skip(noBrowser !== null, noBrowser ?? '');
// Nobody is asked about what is linked: it names real providers.
test.use({ environment: { KEYWATCH_OFFLINE: '1' } });

const config = `// Written by hand.
{
  meta: { lastTouchedVersion: '2026.5.28' },
  unheardOf: [1, 2, 3,], // nobody knows this
}
`;
/** An invented secret of which no piece stands in another one. */
const secretOf = (name: string) => `invented-${`${name}.`.repeat(40)}`.slice(0, 96);
const keys = ['work', 'spare', 'side'].map((name) => secretOf(name));

/** An OpenClaw as people have it: two agents, a login, a loose mode, a configuration with comments. */
function ordinaryHome({ env }: Keywatch) {
  const state = join(env['HOME'] ?? '', '.openclaw');
  const [work, spare, side] = keys;
  const store = putJson(
    state,
    {
      version: 1,
      laterField: { nobody: 'knows this' },
      profiles: {
        'anthropic:work': { type: 'api_key', provider: 'anthropic', key: work, unheardOf: [1, 2] },
        'groq:spare': { type: 'api_key', provider: 'groq', key: spare },
        'openai-codex:me@example.com': {
          type: 'oauth',
          provider: 'openai-codex',
          access: secretOf('access'),
          refresh: secretOf('refresh'),
        },
      },
    },
    { mode: 0o644 },
  );
  const other = putJson(
    state,
    { version: 1, profiles: { 'openai:side': { type: 'api_key', provider: 'openai', key: side } } },
    { agent: 'side' },
  );
  chmodSync(join(agentDirectory(state), 'auth-profiles.json'), 0o644);
  return { state, store, other, config: put(join(state, 'openclaw.json'), config) };
}
const read = (path: string) => readFileSync(path, 'utf8');

/** What a gateway gets that starts its secret provider as the family does: no shell, hardly an environment. */
function fetched(keywatch: Keywatch, ids: readonly string[]) {
  const { code, stdout } = ((launcher) => {
    const { status, stdout: out } = spawnSync(launcher, [], {
      cwd: '/',
      env: { HOME: keywatch.env['HOME'] ?? '' },
      input: JSON.stringify({ protocolVersion: 1, provider: 'keywatch', ids }),
      encoding: 'utf8',
      timeout: 20_000,
    });
    return { code: status, stdout: out };
  })(join(keywatch.home, 'launchers', 'keywatch-openclaw'));
  expect(code).toBe(0);
  return JSON.parse(stdout) as { values: Record<string, string>; errors?: Record<string, unknown> };
}

async function opened(page: Page): Promise<Locator> {
  const list = await openFromMenu(page, 'Gateways', 'Gateways');
  await list.getByRole('button', { name: 'Open OpenClaw' }).click();
  const one = page.getByRole('dialog', { name: 'OpenClaw' });
  await expect(one.getByRole('region', { name: 'Link' })).toBeVisible();
  return one;
}
const row = (dialog: Locator, id: string) => dialog.getByRole('listitem').filter({ hasText: id }).first();

async function looks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await objections(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await overflows(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath(`${name}-narrow.png`) });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a gateway is linked by the mouse: chosen, shown field by field, done, and fetches its keys', async ({
  keywatch,
  page,
}) => {
  const at = ordinaryHome(keywatch);
  const before = treeOf(at.state);
  const one = await opened(page);
  await one.getByRole('button', { name: 'Link…' }).click();

  const plan = page.getByRole('dialog', { name: 'Link OpenClaw' });
  await expect(plan.getByRole('checkbox')).toHaveCount(3);
  await expect(row(plan, 'openai-codex:me@example.com')).toContainText('A login is renewed by its gateway');
  const files = plan.getByRole('region', { name: 'Files that change' });
  await expect(files).toContainText('keywatch-openclaw');
  await expect(files).toContainText('secrets.providers.keywatch');
  await expect(files).toContainText('profiles.anthropic:work');
  await expect(files).toContainText('Its mode 0644 becomes 0600.');
  await looks(page, 'link-plan');
  for (const key of keys) expect(await inAttributes(page, key.slice(0, 40))).toBe(false);
  expect(await page.content()).not.toContain(keys[0]);

  await plan.getByRole('checkbox', { name: 'groq:spare of agent main' }).uncheck();
  await expect(row(plan, 'groq:spare')).toContainText('stays in clear');
  await expect(files).not.toContainText('profiles.groq:spare');
  await expect(plan.getByRole('button', { name: 'Link 2 keys' })).toBeEnabled();
  // Looking at it has changed nothing.
  expect(treeOf(at.state)).toEqual(before);
  await plan.getByRole('button', { name: 'Link 2 keys' }).click();

  const done = page.getByRole('dialog', { name: 'OpenClaw is linked' });
  await expect(done).toContainText('OpenClaw fetches 2 keys from Keywatch.');
  await expect(done.getByRole('region', { name: 'What to do next' })).toContainText(
    'openclaw secrets reload',
  );
  await looks(page, 'linked');
  await done.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /work/ })).toContainText('gateway:openclaw');

  const launcher = read(join(keywatch.home, 'launchers', 'keywatch-openclaw'));
  expect(launcher).toContain(realpathSync(process.execPath));
  expect(launcher).toContain(realpathSync(join(root, 'dist/cli/keywatch.cjs')));
  const [work = '', , side = ''] = keys;
  const { values } = fetched(keywatch, ['anthropic/work', 'openai/side', 'groq/spare']);
  expect(values).toEqual({ 'anthropic/work': work, 'openai/side': side });
  expect((statSync(at.store).mode & 0o777).toString(8)).toBe('600');
  for (const key of [work, side]) expect(leaksOf(key, filesBelow(keywatch.env['HOME'] ?? ''))).toEqual([]);

  const { entries } = JSON.parse(
    (await keywatch.cli(['log', '--json'])).stdout.trim() || '{"entries":[]}',
  ) as { entries: { id: string; action: string; door: string }[] };
  expect(entries.filter(({ action }) => action === 'link')).toHaveLength(2);
});

test('what linking replaced is put back by keyboard alone, to the byte, after it was shown', async ({
  keywatch,
  page,
}) => {
  const at = ordinaryHome(keywatch);
  const before = [at.store, at.other, at.config].map(read);
  expect(
    (await keywatch.cli(['gateway', 'link', 'openclaw', '--yes', '--agree-policy', '--json'])).code,
  ).toBe(0);
  expect([at.store, at.other, at.config].map(read)).not.toEqual(before);
  await expect(page.getByRole('row', { name: /work/ })).toBeVisible();

  await openFromMenu(page, 'Gateways', 'Gateways');
  await tabTo(page, /^Open OpenClaw/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'OpenClaw' })).toContainText('fetched from Keywatch');
  await tabTo(page, /^Unlink…/);
  await page.keyboard.press('Enter');
  const plan = page.getByRole('dialog', { name: 'Unlink OpenClaw' });
  await expect(plan.getByRole('region', { name: 'Files that change' })).toContainText('auth-profiles.json');
  await expect(plan).toContainText('The keys then stand in clear in its store again.');
  await looks(page, 'unlink-plan');
  await tabTo(page, /^Put back 3 keys/);
  await page.keyboard.press('Enter');
  const done = page.getByRole('dialog', { name: 'OpenClaw is unlinked' });
  await expect(done).toContainText('OpenClaw keeps 3 keys itself again.');
  await tabTo(page, /^Done/);
  await page.keyboard.press('Enter');
  await expect(done).toHaveCount(0);
  expect([at.store, at.other, at.config].map(read)).toEqual(before);
  await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();
});

test('is linked by keyboard alone, and Back leads back to where the focus was of use', async ({
  keywatch,
  page,
}) => {
  ordinaryHome(keywatch);
  await openFromMenu(page, 'Gateways', 'Gateways');
  await tabTo(page, /^Open OpenClaw/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Link…/);
  await page.keyboard.press('Enter');
  const plan = page.getByRole('dialog', { name: 'Link OpenClaw' });
  await expect(plan.getByRole('button', { name: 'Link 3 keys' })).toBeEnabled();
  await tabTo(page, /^Back/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'OpenClaw' })).toBeVisible();
  await tabTo(page, /^Link…/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^anthropic:work of agent main/);
  await page.keyboard.press('Space');
  await expect(plan.getByRole('button', { name: 'Link 2 keys' })).toBeEnabled();
  await tabTo(page, /^Link 2 keys/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'OpenClaw is linked' })).toContainText('fetches 2 keys');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test('what changed since it was shown is not touched, and is looked at anew by a press', async ({
  keywatch,
  page,
}) => {
  const at = ordinaryHome(keywatch);
  const one = await opened(page);
  await one.getByRole('button', { name: 'Link…' }).click();
  const plan = page.getByRole('dialog', { name: 'Link OpenClaw' });
  await expect(plan.getByRole('button', { name: 'Link 3 keys' })).toBeEnabled();
  const changed = read(at.store).replace(keys[1] ?? '', secretOf('another'));
  put(at.store, changed);
  await plan.getByRole('button', { name: 'Link 3 keys' }).click();
  await expect(plan.getByRole('alert')).toContainText('nothing was changed');
  expect(read(at.store)).toBe(changed);
  expect(await objections(page)).toEqual([]);
  await plan.getByRole('button', { name: 'Look again' }).click();
  await plan.getByRole('button', { name: 'Link 3 keys' }).click();
  await expect(page.getByRole('dialog', { name: 'OpenClaw is linked' })).toBeVisible();
});

test('a configuration that cannot be changed in place is left alone, and the lines to put in are said', async ({
  keywatch,
  page,
}) => {
  const at = ordinaryHome(keywatch);
  put(at.config, '{ secrets: { providers: { keywatch: { source: "exec", command: "/opt/other" } } } }');
  const before = treeOf(at.state);
  const one = await opened(page);
  await one.getByRole('button', { name: 'Link…' }).click();
  const plan = page.getByRole('dialog', { name: 'Link OpenClaw' });
  await expect(plan.getByRole('alert')).toContainText('it starts something else; nothing was changed');
  await looks(page, 'link-refused');
  expect(treeOf(at.state)).toEqual(before);
});

test('a release that knows no references says so, and how it is started instead', async ({
  keywatch,
  page,
}) => {
  putJson(join(keywatch.env['HOME'] ?? '', '.coderclaw'), {
    version: 1,
    profiles: { 'groq:spare': { type: 'api_key', provider: 'groq', key: secretOf('spare') } },
  });
  const list = await openFromMenu(page, 'Gateways', 'Gateways');
  await list.getByRole('button', { name: 'Open CoderClaw' }).click();
  const link = page.getByRole('dialog', { name: 'CoderClaw' }).getByRole('region', { name: 'Link' });
  await expect(link).toContainText('keywatch run --provider groq -- coderclaw');
  await expect(link.getByRole('button', { name: 'Link…' })).toHaveCount(0);
  await looks(page, 'link-not-here');
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('every word of it is said', async ({ keywatch, page }) => {
    ordinaryHome(keywatch);
    await page.getByRole('button', { name: '设置' }).first().click();
    await page.getByRole('menuitem', { name: /网关/ }).click();
    await page.getByRole('button', { name: '打开 OpenClaw' }).click();
    await page.getByRole('button', { name: '关联…' }).click();
    const plan = page.getByRole('dialog', { name: '关联 OpenClaw' });
    await expect(plan.getByRole('button', { name: '关联 3 个密钥' })).toBeEnabled();
    await page.screenshot({ path: test.info().outputPath('link-plan-zh.png') });
    await plan.getByRole('button', { name: '关联 3 个密钥' }).click();
    await expect(page.getByRole('dialog', { name: 'OpenClaw 已关联' })).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('linked-zh.png') });
  });
});
