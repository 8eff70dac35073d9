import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import type { Room } from '../screens/room.ts';
import { rooms } from '../screens/rooms.ts';
import { listenTo } from '../screens/quiet.ts';
import { openWindow, settled, sit, type Sight } from '../screens/sitting.ts';
import { openStage, type Stage } from '../screens/stage.ts';
import { noBrowser } from './fixtures.ts';

/** One sample vault for every picture: it takes a while to live its ninety days. */
const test = base.extend<object, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const stage = await openStage();
      await use(stage);
      await stage.end();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

test.skip(noBrowser !== null, noBrowser ?? '');
test.describe.configure({ mode: 'default', timeout: 900_000 });

const record = join(import.meta.dirname, '../screens/references/made-by.json');
/** The major version of the Chromium that made the reference pictures; null while there are none. */
const madeBy: number | null = existsSync(record)
  ? (JSON.parse(readFileSync(record, 'utf8')) as { chromium: number }).chromium
  : null;
const makesThem = 'npm run screenshots -- --references makes them';

const plain: Sight = { scheme: 'light', language: 'en', width: 1000, height: 600, text: 1, scale: 1 };

interface Way {
  sight: Sight;
  /** Axe looks too: once a theme is enough. */
  axe?: true;
  /** These screens alone; absent means every one. */
  of?: readonly string[];
}

/** Every way the screens are looked at. Dark is in Chinese and light in English: neither colours nor words are passed over. */
const ways: Readonly<Record<string, Way>> = {
  light: { sight: plain, axe: true },
  'dark-zh-cn': { sight: { ...plain, scheme: 'dark', language: 'zh-CN' }, axe: true },
  narrow: { sight: { ...plain, width: 360, height: 640 } },
  'text-200': { sight: { ...plain, text: 2 } },
  wide: { sight: { ...plain, width: 2560, height: 720 }, of: ['table', 'details', 'calendar'] },
};

/** Why pictures cannot be compared here, in a sentence; null where they can (D-C13). */
function notComparable(browser: Browser): string | null {
  if (madeBy === null) return `there are no reference pictures yet; ${makesThem}`;
  if (process.platform !== 'linux')
    return 'the reference pictures were made on Linux, which draws letters its own way';
  const major = Number(browser.version().split('.')[0]);
  return major === madeBy
    ? null
    : `the reference pictures were made by Chromium ${madeBy} and this is ${major}; ${makesThem}`;
}

/** Looks at one screen in a window of its own, as it is the first time. */
async function visit(
  { browser, stage }: { browser: Browser; stage: Stage },
  { room, sight }: { room: Room; sight: Sight },
  look: (page: Page, shown: Awaited<ReturnType<Room['enter']>>) => Promise<void>,
): Promise<void> {
  await test.step(room.name, async () => {
    const address = stage.addresses[room.of];
    if (room.of === 'locked') await stage.lock();
    const page = await sit(browser, sight);
    try {
      const troubles = listenTo(page, address);
      await openWindow(page, address);
      const shown = await room.enter({ page, language: sight.language });
      await settled(page);
      await look(page, shown);
      await room.leave?.({ page, language: sight.language });
      expect.soft(troubles, `${room.name} is quiet and asks nobody else`).toEqual([]);
    } finally {
      await page.context().close();
      if (room.of === 'locked') await stage.unlock();
    }
  });
}

/** What axe objects to, by rule and element. */
async function objections(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

for (const [name, { sight, axe, of }] of Object.entries(ways))
  test(`every screen, ${name}: as it was, quiet${axe === undefined ? '' : ', and axe finds nothing'}`, async ({
    browser,
    stage,
  }) => {
    const reason = notComparable(browser);
    test.skip(reason !== null && axe === undefined, reason ?? '');
    for (const room of rooms.filter(({ name: each, pictured }) => of?.includes(each) ?? pictured))
      await visit({ browser, stage }, { room, sight }, async (page, shown) => {
        if (axe !== undefined) expect.soft(await objections(page), `axe in ${room.name}`).toEqual([]);
        if (reason === null)
          await expect
            .soft(shown)
            .toHaveScreenshot(`${room.name}-${name}.png`, { maxDiffPixelRatio: 0.01, scale: 'css' });
      });
  });
