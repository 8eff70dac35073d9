import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { openHistory } from '../../src-main/health/open-history.ts';
import type { NewAnswer } from '../../src-main/health/history.ts';
import { expect, noBrowser, test, type Keywatch } from './fixtures.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const hour = 3_600_000;
const day = 24 * hour;

async function add(keywatch: Keywatch, url: string, more: string[] = []) {
  const args = ['auth', 'add', '--provider', 'anthropic', '--name', 'Work', '--base-url', url, '--key', '-'];
  const { code, stderr } = await keywatch.cli([...args, ...more], `sk-ant-api03-${'Qr7_'.repeat(23)}xAA`);
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

/** Puts answers into the history as if they had come while nobody watched. */
function remember({ home }: Keywatch, answers: Iterable<NewAnswer>) {
  const history = openHistory(join(home, 'history.sqlite'));
  for (const answer of answers) history.addAnswer('anthropic:work', answer);
  history.close();
}

const ok = (at: number, latencyMs = 200): NewAnswer => ({
  at,
  outcome: 'ok',
  httpStatus: 200,
  latencyMs,
  message: null,
});

/** Ninety days of a key in use: an outage, two cooldowns, a day without a connection. */
function* quarter(now: number): Generator<NewAnswer> {
  for (let at = now - 90 * day; at < now - hour; at += 2 * hour) {
    const ago = now - at;
    const wobble = 180 + ((at / hour) % 7) * 22 + (Math.floor(at / day) % 5) * 30;
    if (ago > 3.9 * day && ago < 4.3 * day)
      yield {
        at,
        outcome: 'server_error',
        httpStatus: 500,
        latencyMs: null,
        message: 'Internal server error',
      };
    else if ((ago > 1.9 * day && ago < 2.1 * day) || (ago > 40 * day && ago < 41 * day))
      yield { at, outcome: 'rate_limited', httpStatus: 429, latencyMs: 90, message: 'Too many requests' };
    else if (ago > 60 * day && ago < 63 * day)
      yield {
        at,
        outcome: 'network',
        httpStatus: null,
        latencyMs: null,
        message: 'The connection was refused',
      };
    else yield ok(at, wobble);
  }
}

const section = (page: Page) => page.getByRole('region', { name: 'Latency and health' });
const chart = (page: Page) => section(page).getByRole('slider');
const period = (page: Page, name: string) => section(page).getByRole('radio', { name });

async function open(page: Page) {
  await page.getByRole('row', { name: /Work/ }).click();
  await expect(section(page)).toBeVisible();
}

for (const theme of ['light', 'dark'] as const)
  test(`the chart tells ninety days in ${theme}, and axe finds nothing`, async ({
    keywatch,
    provider,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await add(keywatch, provider.url);
    remember(keywatch, quarter(Date.now()));
    await open(page);
    await expect(section(page)).toContainText(/Median \d+ ms.*1 outage.*1 cooldown/);
    await expect(section(page).locator('.lane.warn')).toHaveCount(1);
    await page.screenshot({ path: test.info().outputPath(`week-${theme}.png`) });
    await period(page, 'Day').click();
    await expect(chart(page)).toHaveAccessibleName('Answers of the last 24 hours');
    await expect(section(page)).not.toContainText('outage');
    await page.screenshot({ path: test.info().outputPath(`day-${theme}.png`) });
    await period(page, 'Quarter').click();
    await expect(section(page)).toContainText('2 cooldowns');
    await expect(section(page)).toContainText('1 time without a connection');
    await page.screenshot({ path: test.info().outputPath(`quarter-${theme}.png`) });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  });

test('period and answers are reached by keyboard, and each answer is read out', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, provider.url);
  remember(keywatch, quarter(Date.now()));
  await open(page);
  await period(page, 'Week').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(period(page, 'Quarter')).toBeChecked();
  await chart(page).focus();
  await page.keyboard.press('End');
  const newest = await chart(page).getAttribute('aria-valuetext');
  // A day that is an hour old has one.
  expect(newest).toMatch(/\d{4}, (?:1 answer,|\d+ answers, median) \d+ ms/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /rate limited|Cooldown/);
  await expect(section(page).locator('path.read')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(section(page).locator('path.read')).toHaveCount(0);
  await expect(section(page)).toContainText('Median');
  const rows = section(page).getByRole('table', { name: 'Answers of the last 90 days' }).getByRole('row');
  expect(await rows.count()).toBeGreaterThan(80);
});

test('pointing at the chart reads the nearest answer', async ({ keywatch, provider, page }) => {
  await add(keywatch, provider.url);
  remember(keywatch, quarter(Date.now()));
  await open(page);
  await expect(section(page)).toContainText('Median');
  const box = await chart(page).boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.38, (box?.y ?? 0) + 50);
  const reading = section(page).locator('.reading');
  await expect(reading).toContainText(/answer/);
  await expect(reading).toContainText(/Outage since .+, for .+: failed there/);
  await page.screenshot({ path: test.info().outputPath('pointed.png') });
  await page.mouse.move(0, 0);
  await expect(reading).toHaveCount(0);
  await expect(section(page).locator('figcaption')).toContainText('Median');
});

test('one answer is one point, and a profile nobody was asked about has no chart', async ({
  keywatch,
  provider,
  page,
}) => {
  await add(keywatch, provider.url, ['--no-probe']);
  await page.getByRole('row', { name: /Work/ }).click();
  await expect(page.getByRole('complementary', { name: 'Work, details' })).toBeVisible();
  await expect(section(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(section(page)).toContainText('Median');
  await expect(section(page).locator('circle.now')).toHaveCount(1);
  await page.screenshot({ path: test.info().outputPath('one.png') });
});

test('only refusals are told as one incident that goes on, at any width', async ({
  keywatch,
  provider,
  page,
}) => {
  const now = Date.now();
  await add(keywatch, provider.url, ['--no-probe']);
  const refused = {
    outcome: 'invalid',
    httpStatus: 401,
    latencyMs: 90,
    message: 'invalid x-api-key',
  } as const;
  remember(
    keywatch,
    Array.from({ length: 12 }, (_, n) => ({ ...refused, at: now - (12 - n) * 6 * hour })),
  );
  provider.script('*', [{ status: 401, body: { type: 'error', error: { type: 'authentication_error' } } }]);
  await keywatch.cli(['auth', 'test', 'work']);
  await page.setViewportSize({ width: 360, height: 780 });
  await page.getByRole('row', { name: /Work/ }).click();
  await expect(section(page)).toContainText('1 refusal');
  await expect(section(page).locator('.lane.bad')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await section(page).scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('narrow.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: test.info().outputPath('narrow-dark.png') });
});

test('answers from ahead of a clock that was set back stay on the chart', async ({
  keywatch,
  provider,
  page,
}) => {
  const now = Date.now();
  await add(keywatch, provider.url);
  remember(keywatch, [ok(now - 2 * hour), ok(now + hour), ok(now + 400 * day)]);
  await open(page);
  await expect(section(page)).toContainText('Median');
  await chart(page).focus();
  await page.keyboard.press('End');
  await expect(chart(page)).toHaveAttribute('aria-valuetext', /2 answers/);
});

test('a short incident is wide enough to be hit in every span, and says what it was', async ({
  keywatch,
  provider,
  page,
}) => {
  const now = Date.now();
  await add(keywatch, provider.url);
  const limited = { outcome: 'rate_limited', httpStatus: 429, latencyMs: 90, message: 'Slow down' } as const;
  const answers = Array.from({ length: 80 }, (_, n) => ok(now - (80 - n) * hour));
  answers.splice(60, 0, { ...limited, at: now - 20 * hour + 1000 });
  remember(keywatch, answers);
  await open(page);
  for (const name of ['Day', 'Week', 'Quarter']) {
    await period(page, name).click();
    await expect(section(page)).toContainText('1 cooldown');
    const sign = section(page).locator('svg.g.wait').first();
    const band = await section(page).locator('.band.wait').boundingBox();
    expect(band?.width).toBeGreaterThanOrEqual(7.5);
    const box = await sign.boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 6);
    await expect(section(page).locator('.reading .incident')).toContainText(
      /Cooldown since .+: rate limited/,
    );
    await page.mouse.move(0, 0);
  }
  const wrong = section(page).getByRole('table', { name: 'What went wrong in the last 90 days' });
  await expect(wrong.getByRole('row').nth(1)).toContainText(/Cooldown.*rate limited/);
});

test('evidence, chart, facts and the newest accesses are seen without scrolling at 1280 by 760', async ({
  keywatch,
  provider,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 760 });
  await add(keywatch, provider.url, ['--expires', '200 days', '--tag', 'team']);
  remember(keywatch, quarter(Date.now()));
  for (let n = 0; n < 4; n++) await keywatch.cli(['auth', 'show', 'Work', '--reveal']);
  await open(page);
  const details = page.getByRole('complementary', { name: 'Work, details' });
  await expect(details.getByRole('region', { name: 'Access log' }).getByRole('listitem')).toHaveCount(3);
  await expect(section(page)).toContainText('Median');
  const { content, room } = await details
    .locator('.scroll')
    .evaluate(({ scrollHeight, clientHeight }) => ({ content: scrollHeight, room: clientHeight }));
  expect(content).toBeLessThanOrEqual(room);
  await page.screenshot({ path: test.info().outputPath('whole.png') });
  const seldom = details.getByText(/more facts?$/);
  await seldom.focus();
  await page.keyboard.press('Enter');
  await expect(details.getByText('Fingerprint')).toBeVisible();
});
