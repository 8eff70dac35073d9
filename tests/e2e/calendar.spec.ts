import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, noBrowser, test as base, type Keywatch } from './fixtures.ts';
import { enter } from './second-client.ts';

const test = base.extend({ environment: { KEYWATCH_OFFLINE: '1' } });

test.skip(noBrowser !== null, noBrowser ?? '');
test.use({ locale: 'en-GB' });

/** The day so many days from now as machines write it, and as the calendar says it. */
function inDays(count: number): { iso: string; said: string; day: number } {
  const today = new Date();
  const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() + count);
  const two = (part: number) => String(part).padStart(2, '0');
  return {
    iso: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T12:00:00Z`,
    said: `${date.toLocaleDateString('en-GB', { weekday: 'long' })} ${date.getDate()} ${date.toLocaleDateString('en-GB', { month: 'long' })} ${date.getFullYear()}`,
    day: date.getTime(),
  };
}

async function add(keywatch: Keywatch, name: string, expires: string | null) {
  const args = ['auth', 'add', '--provider', 'openai', '--name', name, '--ref', `env:KEY_OF_${name.length}`];
  const dated = expires === null ? [] : ['--expires', expires];
  expect(await keywatch.cli([...args, ...dated, '--no-probe'])).toMatchObject({ code: 0 });
}

const calendar = (page: Page) => page.getByRole('dialog', { name: 'Expiry calendar' });
const cell = (page: Page, said: string) =>
  calendar(page).getByRole('gridcell', { name: new RegExp(`^${said}`) });
const agenda = (page: Page) => calendar(page).getByRole('region', { name: 'Dates' });

async function openByMouse(page: Page) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: /Calendar/ }).click();
  await expect(calendar(page)).toBeVisible();
}

async function flaws(page: Page) {
  // Two months are as good as twelve, and looked at six times as fast.
  const { violations } = await new AxeBuilder({ page })
    .include('[role=dialog]')
    .exclude('.month:nth-of-type(n + 3)')
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** One that has expired, two on one day, one far ahead, one after the twelve months, one without a date. */
async function addFew(keywatch: Keywatch) {
  await add(keywatch, 'Gone', inDays(-3).iso);
  await add(keywatch, 'Nightly evals', inDays(6).iso);
  await add(keywatch, 'A contractor’s evaluation pipeline for the quarter', inDays(6).iso);
  await add(keywatch, 'Batch', inDays(120).iso);
  await add(keywatch, 'Far', inDays(500).iso);
  await add(keywatch, 'Open end', null);
}

for (const theme of ['light', 'dark'] as const)
  test(`the year at a glance in ${theme}: by mouse to a day with two, to a profile and back`, async ({
    keywatch,
    page,
  }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await addFew(keywatch);
    await openByMouse(page);
    await expect(calendar(page).getByRole('grid')).toHaveCount(12);
    await expect(agenda(page)).toContainText(
      /3 profiles expire in the next twelve months, first .+ in 6 days; 1 expired already\./,
    );
    await expect(agenda(page).getByRole('heading', { name: 'After these months' })).toBeVisible();
    const table = calendar(page).getByRole('table', { name: 'When profiles expire' });
    await expect(table.getByRole('row')).toHaveCount(6);
    expect(await flaws(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`year-${theme}.png`) });

    const both = cell(page, inDays(6).said);
    await expect(both).toHaveAccessibleName(/Nightly evals/);
    await expect(both.locator('.ends')).toHaveAttribute('data-count', '2');
    await both.click();
    await expect(both).toHaveAttribute('aria-selected', 'true');
    await expect(agenda(page)).toContainText('2 profiles expire on this day.');
    await expect(agenda(page).getByRole('list', { name: /Notices for/ })).toContainText('30');
    expect(await flaws(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`day-${theme}.png`) });

    await agenda(page).getByRole('button', { name: 'All dates' }).click();
    await agenda(page).getByText('1 profile has no date.').click();
    await agenda(page).getByRole('button', { name: 'Set a date for Open end' }).click();
    await page.getByRole('dialog', { name: 'Edit Open end' }).getByLabel('Expires').fill('90 days');
    await page.getByRole('button', { name: 'Save' }).click();
    await openByMouse(page);
    await expect(cell(page, inDays(90).said)).toHaveAccessibleName(/Open end/);
    await cell(page, inDays(120).said).click();
    await agenda(page).getByRole('button', { name: 'Details of Batch' }).click();
    await expect(calendar(page)).toBeHidden();
    await expect(page.getByRole('complementary', { name: 'Batch, details' })).toBeVisible();
  });

test('by keyboard alone: by days, weeks and months to a day, Enter into it, Escape back and out', async ({
  keywatch,
  page,
}) => {
  await addFew(keywatch);
  const menu = page.getByRole('button', { name: 'Settings' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /Calendar/ }).focus();
  await page.keyboard.press('Enter');
  await expect(cell(page, inDays(0).said)).toBeFocused();
  await expect(cell(page, inDays(0).said)).toHaveAttribute('aria-current', 'date');
  await page.keyboard.press('ArrowDown');
  await expect(cell(page, inDays(7).said)).toBeFocused();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowLeft');
  const both = cell(page, inDays(6).said);
  await expect(both).toBeFocused();
  await page.keyboard.press('Enter');
  const first = agenda(page).getByRole('button', { expanded: true });
  await expect(first).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(agenda(page).getByRole('button', { name: /^Change reference…/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(both).toBeFocused();
  await expect(agenda(page).getByRole('button', { name: 'All dates' })).toHaveCount(0);
  // A day on which nothing ends has nothing to open.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(cell(page, inDays(7).said)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(calendar(page)).toBeHidden();
  await expect(menu).toBeFocused();
});

test('no key leads out of the twelve months', async ({ keywatch, page }) => {
  await add(keywatch, 'Work', inDays(20).iso);
  await openByMouse(page);
  const today = new Date();
  const ends = [
    new Date(today.getFullYear(), today.getMonth(), 1),
    new Date(today.getFullYear() + 1, today.getMonth(), 0),
  ];
  for (const [index, key] of ['PageUp', 'PageDown'].entries()) {
    for (let times = 0; times < 14; times++) await page.keyboard.press(key);
    await expect(calendar(page).locator(':focus')).toHaveAttribute(
      'data-day',
      String(ends[index]?.getTime()),
    );
  }
});

test('a vault without dates says so, and how to set one', async ({ keywatch, page }) => {
  await add(keywatch, 'Work', null);
  await openByMouse(page);
  await expect(agenda(page)).toContainText('Nothing expires in the next twelve months.');
  await expect(agenda(page)).toContainText('1 profile has no date.');
  expect(await flaws(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('empty.png') });
});

test('five hundred dates: every one is there, and the keys go through them at once', async ({
  keywatch,
  page,
}) => {
  test.setTimeout(180_000);
  const { client, leave } = await enter(keywatch.url());
  const count = 500;
  for (let index = 0; index < count; index++)
    await client.profiles.add({
      provider: 'openai',
      name: `Profile ${index}`,
      reference: `env:KEY_${index}`,
      expiresAt: inDays(1 + (index % 250)).day + 43_200_000,
      probe: false,
    });
  leave();
  await openByMouse(page);
  await expect(agenda(page)).toContainText('500 profiles expire in the next twelve months');
  await expect(cell(page, inDays(1).said).locator('.ends')).toHaveAttribute('data-count', '2');
  const table = calendar(page).getByRole('table', { name: 'When profiles expire' });
  await expect(table.getByRole('row')).toHaveCount(count + 1);
  const times = await page.evaluate(async () => {
    const all: number[] = [];
    for (let step = 0; step < 20; step++) {
      const begun = performance.now();
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }),
      );
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      all.push(performance.now() - begun);
    }
    return all.sort((left, right) => left - right);
  });
  await expect(cell(page, inDays(20).said)).toBeFocused();
  const median = Math.round(times[10] ?? 0);
  console.log(
    `key to paint in the calendar with ${count} dates: median ${median} ms, worst ${Math.round(times[19] ?? 0)} ms`,
  );
  // The figure belongs to the bench; here only what a person would call stuck fails.
  expect(median).toBeLessThan(300);
  await page.screenshot({ path: test.info().outputPath('many.png') });
});

test('a setup token’s end is marked as inferred', async ({ keywatch, page }) => {
  const token = `sk-ant-oat01-${'Sq4_'.repeat(23)}xAA`;
  const pasted = await keywatch.cli(
    [
      'auth',
      'paste-token',
      '--provider',
      'claude-code',
      '--profile-id',
      'claude-code:ci',
      '--expires-in',
      '30d',
      '--agree-policy',
    ],
    token,
  );
  expect(pasted).toMatchObject({ code: 0 });
  expect(
    await keywatch.cli(
      [
        'auth',
        'add',
        '--provider',
        'claude-code',
        '--name',
        'Runner',
        '--no-probe',
        '--agree-policy',
        '--key',
        '-',
      ],
      token.replaceAll('4', '5'),
    ),
  ).toMatchObject({ code: 0 });
  await openByMouse(page);
  await expect(agenda(page)).toContainText('inferred from its first day');
  await expect(calendar(page).getByRole('table', { name: 'When profiles expire' })).toContainText(
    'inferred from its first day',
  );
});

test('on a narrow screen the months are pushed sideways and the dates stand below', async ({
  keywatch,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await addFew(keywatch);
  await openByMouse(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expect(agenda(page)).toBeInViewport();
  await cell(page, inDays(6).said).click();
  await expect(agenda(page)).toContainText('2 profiles expire on this day.');
  expect(await flaws(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('narrow.png') });
});

test.describe('where weeks begin on Sunday', () => {
  test.use({ locale: 'en-US' });
  test('the calendar’s weeks do too', async ({ keywatch, page }) => {
    await add(keywatch, 'Work', inDays(20).iso);
    await openByMouse(page);
    const heads = calendar(page).getByRole('grid').first().getByRole('columnheader');
    await expect(heads.first()).toHaveAttribute('abbr', 'Sunday');
  });
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('months, days and sentences are Chinese', async ({ keywatch, page }) => {
    await addFew(keywatch);
    await page.locator('.strip .settings').click();
    await page.getByRole('menuitem', { name: /日历/ }).click();
    const dialog = page.getByRole('dialog', { name: '到期日历' });
    await expect(dialog).toContainText('未来十二个月内有 3 个配置到期');
    await expect(dialog.getByRole('columnheader', { name: '一' }).first()).toBeVisible();
    expect(await flaws(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath('chinese.png') });
  });
});
