import { expect, test as base, type Browser, type Locator, type Page } from '@playwright/test';
import { listenTo } from './quiet.ts';
import type { Room } from './room.ts';
import { listRooms } from './rooms/list.ts';
import { profileRooms } from './rooms/profiles.ts';
import { vaultRooms } from './rooms/vault.ts';
import { openWindow, sayPlainly, settled, sit, type Sight } from './sitting.ts';
import { openStage, type Stage } from './stage.ts';

/** A sample vault for each walk, so that none finds what another left there; it takes a while to live its ninety days. */
export const test = base.extend<{ stage: Stage }>({
  stage: [
    async ({}, use) => {
      const stage = await openStage();
      await use(stage);
      await stage.end();
    },
    { timeout: 300_000 },
  ],
});

/** Rooms that are walked through at once, by what they are of: tests of their own, which the workers share. */
export const parts: Readonly<Record<string, readonly Room[]>> = {
  list: listRooms,
  profiles: profileRooms,
  vault: vaultRooms,
};

/** Why nobody walks today; null in the long form. */
export const noWalk =
  process.env['KEYWATCH_SCREENS'] === undefined
    ? 'all screens take minutes; npm run screenshots -- --compare walks through them'
    : null;

export type Look = (page: Page, seen: { room: Room; shown: Locator }) => Promise<void>;

/** Goes through these rooms, one window after the other; the window is as new in each. */
export async function walk(
  { browser, stage }: { browser: Browser; stage: Stage },
  { sight, rooms }: { sight: Sight; rooms: readonly Room[] },
  look: Look,
): Promise<void> {
  for (const of of new Set(rooms.map((room) => room.of))) {
    const address = stage.addresses[of];
    if (of === 'locked') await stage.lock();
    const page = await sit(browser, sight);
    const visit = { page, language: sight.language };
    const troubles = listenTo(page, address);
    try {
      for (const room of rooms.filter((each) => each.of === of))
        await test.step(room.name, async () => {
          // An address that differs in its fragment alone would leave the page as it is.
          await page.goto('about:blank');
          await openWindow(page, address);
          const shown = await room.enter(visit);
          await settled(page);
          await sayPlainly(page, stage.directories);
          await look(page, { room, shown });
          await room.leave?.(visit);
        });
    } finally {
      await page.context().close();
      if (of === 'locked') await stage.unlock();
    }
    expect(troubles, 'a quiet page that asks nobody else').toEqual([]);
  }
}
