import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Browser, type Locator, type Page } from '@playwright/test';
import { cutOff } from '../screens/fit.ts';
import { inLessRoom } from '../screens/in-less-room.ts';
import { listenTo } from '../screens/quiet.ts';
import type { Room, WindowOf } from '../screens/room.ts';
import { listRooms } from '../screens/rooms/list.ts';
import { profileRooms } from '../screens/rooms/profiles.ts';
import { vaultRooms } from '../screens/rooms/vault.ts';
import { openWindow, settled, sit, type Sight } from '../screens/sitting.ts';
import { openStage, type Stage } from '../screens/stage.ts';
import { noBrowser } from './fixtures.ts';

/** One sample vault a worker: it takes a while to live its ninety days. */
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
test.describe.configure({ timeout: 900_000 });

const plain: Sight = { scheme: 'light', language: 'en', width: 1000, height: 640, text: 1, scale: 1 };

interface Walk {
  part: string;
  of: WindowOf;
  rooms: readonly Room[];
}

/** The rooms of one window and one part of it: tests of their own, which the workers share. */
const walks = Object.entries({ list: listRooms, profiles: profileRooms, vault: vaultRooms }).flatMap(
  ([part, rooms]) =>
    [...new Set(rooms.map((room) => room.of))].map((of): Walk => ({
      part,
      of,
      rooms: rooms.filter((room) => room.of === of),
    })),
);

type Look = (page: Page, seen: { room: Room; shown: Locator }) => Promise<void>;

/** Goes through these rooms; the window is as new in each. */
async function walk(
  { browser, stage }: { browser: Browser; stage: Stage },
  { of, rooms }: Walk,
  look: Look,
): Promise<void> {
  const address = stage.addresses[of];
  if (of === 'locked') await stage.lock();
  const page = await sit(browser, plain);
  const visit = { page, language: plain.language };
  const troubles = listenTo(page, address);
  try {
    await openWindow(page, address);
    for (const room of rooms)
      await test.step(room.name, async () => {
        await page.reload();
        await page.locator('[data-profile], .first').first().waitFor();
        const shown = await room.enter(visit);
        await settled(page);
        await look(page, { room, shown });
        await room.leave?.(visit);
      });
  } finally {
    await page.context().close();
    if (of === 'locked') await stage.unlock();
  }
  expect(troubles, 'a quiet page that asks nobody else').toEqual([]);
}

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

const isLong = process.env['KEYWATCH_SCREENS'] !== undefined;
const takesMinutes = 'all screens take minutes; npm run screenshots -- --compare walks through them';

for (const each of walks)
  test.describe(`every screen of ${each.part}, ${each.of}`, () => {
    test.skip(!isLong, takesMinutes);

    test('axe finds nothing, nothing is cut off, and it is quiet', async ({ browser, stage }) => {
      await walk({ browser, stage }, each, lookByAxe);
    });
  });

test.describe('the long form', () => {
  test.skip(!isLong, takesMinutes);

  test('every screen in less room, from right to left and with longer words: nothing is cut off', async ({
    browser,
    stage,
  }) => {
    for (const each of walks) await walk({ browser, stage }, each, lookInLessRoom);
  });
});
