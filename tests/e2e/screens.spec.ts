import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Browser, type Locator } from '@playwright/test';
import { fitHeight, type Sight } from '../screens/sitting.ts';
import { parts, test, walk } from '../screens/walk.ts';
import { ways } from '../screens/ways.ts';
import { noBrowser } from './fixtures.ts';

test.skip(noBrowser !== null, noBrowser ?? '');
test.describe.configure({ timeout: 1_800_000 });

const record = join(import.meta.dirname, '../screens/references/made-by.json');
/** The major version of the Chromium that made the reference pictures; null while there are none. */
const madeBy: number | null = existsSync(record)
  ? (JSON.parse(readFileSync(record, 'utf8')) as { chromium: number }).chromium
  : null;
const makesThem = 'npm run screenshots -- --references makes them';

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

/** A wide window changes what fills it; what is as wide as its words is compared in a plain one. */
const isSeen = async (way: string, shown: Locator): Promise<boolean> =>
  way !== 'wide' || (await shown.evaluate((element) => element.matches('.window, .first')));

/** In these a list has no columns, and fewer chips. */
const isSmall = ({ width, text }: Sight) => width / text < 700;

for (const [way, sight] of Object.entries(ways))
  for (const [part, rooms] of Object.entries(parts))
    test(`every screen of ${part}, ${way}: as it was`, async ({ browser, stage }) => {
      const reason = notComparable(browser);
      test.skip(reason !== null, reason ?? '');
      const there = rooms.filter(({ needsRoom }) => needsRoom === undefined || !isSmall(sight));
      await walk({ browser, stage }, { sight, rooms: there }, async (page, { room, shown }) => {
        if (!(await isSeen(way, shown))) return;
        await fitHeight(page, shown);
        await expect.soft(shown).toHaveScreenshot(`${room.name}-${way}.png`, {
          // A button or sign that moved by 1 px is more than that, in a window of any size, and so is what changed by a
          // twentieth in its shade; the palette of a reference takes away less.
          maxDiffPixels: 4,
          threshold: 0.03,
          scale: 'css',
        });
        await page.setViewportSize(sight);
      });
    });
