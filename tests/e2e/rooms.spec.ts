import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { cutOff } from '../screens/fit.ts';
import { inLessRoom } from '../screens/in-less-room.ts';
import { plain } from '../screens/sitting.ts';
import { noWalk, parts, test, walk, type Look } from '../screens/walk.ts';
import { noBrowser } from './fixtures.ts';

test.skip(noBrowser !== null, noBrowser ?? '');
test.skip(noWalk !== null, noWalk ?? '');
test.describe.configure({ timeout: 1_800_000 });

const lookedAt = 'data-looked-at';

/** What axe is to look at: the menu that is open, else what the screen is of; null is the whole page. */
async function partOf(page: Page, shown: Locator): Promise<string | null> {
  if ((await page.locator('.popover').count()) > 0) return '.popover';
  const isWhole = await shown.evaluate((element, name) => {
    element.toggleAttribute(name, true);
    return element.matches('.window');
  }, lookedAt);
  return isWhole ? null : `[${lookedAt}]`;
}

/** What axe objects to in that part, by rule and element. */
async function objections(page: Page, part: string | null, rules?: readonly string[]): Promise<string[]> {
  // Frames are what the other mode is for, and there are none; what passed would be written out at length.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], selectors: false });
  if (part !== null) axe.include(part);
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** What another theme can break. */
const ofColour = ['color-contrast', 'link-in-text-block'];

const lookByAxe: Look = async (page, { room, shown }) => {
  const part = await partOf(page, shown);
  expect.soft(await objections(page, part), `axe in ${room.name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await objections(page, part, ofColour), `axe in ${room.name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await cutOff(page), `${room.name} cuts nothing off`).toEqual([]);
};

const lookInLessRoom: Look = async (page, { room }) => {
  for (const [name, begin] of Object.entries(inLessRoom)) {
    await begin(page);
    // What floats follows its button a moment after the window has another size.
    await expect
      .configure({ soft: true })
      .poll(() => cutOff(page), { message: `${room.name} ${name} cuts nothing off`, timeout: 3000 })
      .toEqual([]);
  }
  await page.setViewportSize({ width: plain.width, height: plain.height });
};

for (const [part, rooms] of Object.entries(parts)) {
  test(`every screen of ${part}: axe finds nothing, nothing is cut off, and it is quiet`, async ({
    browser,
    stage,
  }) => {
    await walk({ browser, stage }, { sight: plain, rooms }, lookByAxe);
  });

  test(`every screen of ${part} in less room, from right to left and with longer words: nothing is cut off`, async ({
    browser,
    stage,
  }) => {
    await walk({ browser, stage }, { sight: plain, rooms }, lookInLessRoom);
  });
}
