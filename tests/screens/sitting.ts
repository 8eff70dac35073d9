import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import type { Language } from '../../src-shared/say.ts';
import { lookedAt, timeZone } from './moment.ts';

/** How a window is looked at. */
export interface Sight {
  scheme: 'light' | 'dark';
  language: Language;
  width: number;
  height: number;
  /** Of the usual text size: 2 is 200 %. */
  text: number;
  /** Device pixels to a CSS pixel. */
  scale: number;
}

/** A window in the middle of what people have. */
export const plain: Sight = {
  scheme: 'light',
  language: 'en',
  width: 1000,
  height: 600,
  text: 1,
  scale: 1,
};

const fonts = {
  'inter-latin-wght-normal': { family: 'Test Sans', weight: '100 900' },
  'noto-sans-mono-latin-wght-normal': { family: 'Test Mono', weight: '100 900' },
  'noto-sans-sc-common': { family: 'Test Han', weight: '400' },
};
const fontPlace = '/test-fonts/';

const faces = Object.entries(fonts)
  .map(
    ([file, { family, weight }]) =>
      `@font-face { font-family: '${family}'; font-weight: ${weight}; src: url(${fontPlace}${file}.woff2); }`,
  )
  .join('\n');

/** A page that looks the same on every machine: its fonts, its clock and its time zone are the tests' own (D-C13). */
export async function sit(browser: Browser, sight: Sight): Promise<Page> {
  const context = await browser.newContext({
    locale: sight.language,
    timezoneId: timeZone,
    colorScheme: sight.scheme,
    reducedMotion: 'reduce',
    viewport: { width: sight.width, height: sight.height },
    deviceScaleFactor: sight.scale,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.clock.setFixedTime(lookedAt);
  await page.route(`**${fontPlace}*`, (route) => {
    const file = new URL(route.request().url()).pathname.slice(fontPlace.length);
    return route.fulfill({
      contentType: 'font/woff2',
      body: readFileSync(join(import.meta.dirname, 'fonts', file)),
    });
  });
  await page.addInitScript(
    ({ css }) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    },
    {
      css: `${faces}
:root { --font: 'Test Sans', 'Test Han', sans-serif !important; --mono: 'Test Mono', 'Test Han', monospace !important; font-size: ${sight.text * 100}%; }`,
    },
  );
  return page;
}

/** Opens the window there and waits until it shows its profiles, or that it has none. */
export async function openWindow(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('[data-profile], .first').first().waitFor();
}

/** Waits until nothing on the page is still to come: parts, fonts, movements. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[aria-busy=true], .waits').first().waitFor({ state: 'detached' });
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  // The focus goes back two frames after what took it is gone.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  });
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity),
  );
}

/** Writes each of these names as the plain one beside it, wherever the page shows it. */
export async function sayPlainly(page: Page, names: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((pairs) => {
    const plainly = (text: string) =>
      pairs.reduce((said, [name, plain]) => said.replaceAll(name, plain), text);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const said = node.nodeValue ?? '';
      if (plainly(said) !== said) node.nodeValue = plainly(said);
    }
  }, Object.entries(names));
}

/** Gives a window the height of what is shown: what is taller would scroll, and be pictured as far as it is in sight. */
export async function fitHeight(page: Page, shown: Locator): Promise<void> {
  const window = page.viewportSize();
  if (window === null) return;
  const heightOf = async () => Math.ceil((await shown.boundingBox())?.height ?? 0);
  let { height: room } = window;
  let around = 2 * 16;
  // What is as high as a part of the window grows with it, if by less.
  for (let height = await heightOf(); height > room; height = await heightOf()) {
    room = height + around;
    around *= 4;
    await page.setViewportSize({ width: window.width, height: room });
    await settled(page);
  }
}
