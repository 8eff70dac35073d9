import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { cutOff } from '../screens/fit.ts';
import { inLessRoom } from '../screens/in-less-room.ts';
import { listenTo } from '../screens/quiet.ts';
import type { Room, WindowOf } from '../screens/room.ts';
import { rooms } from '../screens/rooms.ts';
import { openWindow, settled, sit, type Sight } from '../screens/sitting.ts';
import { openStage, type Stage } from '../screens/stage.ts';
import { noBrowser } from './fixtures.ts';

/** One sample vault for every screen: it takes a while to live its ninety days. */
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
// In turn, so that one stage does for all.
test.describe.configure({ mode: 'default', timeout: 900_000 });

const plain: Sight = { scheme: 'light', language: 'en', width: 1000, height: 640, text: 1, scale: 1 };

const lookedAt = 'data-looked-at';

/** What axe objects to, by rule and element: in the menu that is open, else in what the screen is of. */
async function objections(page: Page, rules?: readonly string[]): Promise<string[]> {
  const isOpen = (await page.locator('.popover').count()) > 0;
  // Frames are what the other mode is for, and there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).include(isOpen ? '.popover' : `[${lookedAt}]`);
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** What another theme can break. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/** One screen, as it is and in less room; its window is as new. */
async function lookAt(page: Page, room: Room): Promise<void> {
  await page.reload();
  await page.locator('[data-profile], .first').first().waitFor();
  const visit = { page, language: plain.language };
  const shown = await room.enter(visit);
  await shown.evaluate((element, name) => element.toggleAttribute(name, true), lookedAt);
  await settled(page);
  expect.soft(await objections(page), `axe in ${room.name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await objections(page, ofColour), `axe in ${room.name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await cutOff(page), `${room.name} cuts nothing off`).toEqual([]);
  for (const [name, begin] of Object.entries(inLessRoom)) {
    await begin(page);
    expect.soft(await cutOff(page), `${room.name} ${name} cuts nothing off`).toEqual([]);
  }
  await room.leave?.(visit);
}

for (const of of [...new Set(rooms.map((room) => room.of))] satisfies WindowOf[])
  test(`every screen of a window: ${of}; axe finds nothing, nothing is cut off, and it is quiet`, async ({
    browser,
    stage,
  }) => {
    const address = stage.addresses[of];
    if (of === 'locked') await stage.lock();
    const page = await sit(browser, plain);
    const troubles = listenTo(page, address);
    try {
      await openWindow(page, address);
      for (const room of rooms.filter((each) => each.of === of))
        await test.step(room.name, () => lookAt(page, room));
    } finally {
      await page.context().close();
      if (of === 'locked') await stage.unlock();
    }
    expect(troubles, 'a quiet page that asks nobody else').toEqual([]);
  });
