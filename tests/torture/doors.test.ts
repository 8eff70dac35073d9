import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from '../fixtures/doors.ts';
import { claim, rounds, seed } from './claim.ts';
import { doorNames, type DoorName } from './door-entrances.ts';
import { startDoorWorld, type DoorWorld, type Memory } from './door-world.ts';
import { flood } from './flood.ts';

const messages = rounds(100_000, 3_000);
const mebi = 1024 * 1024;
/** Code is compiled and caches fill within the first thousands; memory is compared once the heap has come to rest. */
const warmUp = { messages: 2_000, most: 5, restsBelow: mebi / 2 };
const hangMs = 1_000;
const mayGrow: Memory = {
  // Of fewer messages their share of it: what leaks a little with each must not hide in what many may cost. What fills up
  // once is about 5 MiB, seen after 100,000 messages, and of some thousands up to three.
  heap: Math.max((20 * mebi * messages) / 100_000, 5 * mebi),
  resident: 20 * mebi,
};

let world: DoorWorld;
beforeAll(async () => {
  world = await startDoorWorld();
});
afterAll(() => world.end());

/** What a flood left in the vault is no growth of a door. */
async function emptied(): Promise<void> {
  const raw = await world.enter('local');
  const client = clientOf(raw);
  for (const { id } of (await client.profiles.list({})).profiles) await client.profiles.remove({ id });
  raw.close();
}

/** Floods it until a flood leaves the heap as it was; gives how many it took. */
async function warmUpDoor(door: DoorName): Promise<number> {
  let before = await world.memory();
  for (let floods = 1; ; floods++) {
    await flood(world, door, { messages: warmUp.messages, seed: seed + floods * 1_000_000 });
    await emptied();
    const after = await world.memory();
    if (after.heap - before.heap < warmUp.restsBelow || floods === warmUp.most) return floods;
    before = after;
  }
}

describe.each(doorNames)('at the %s door', (door) => {
  test(
    `${messages} random messages end nothing, delay nobody and leave nothing behind (seed ${seed})`,
    { timeout: 30 * 60_000 },
    async () => {
      const warmedUpIn = await warmUpDoor(door);
      const before = await world.memory();
      const stop = await world.watch(door);
      const began = performance.now();
      const { granted, sentAway } = await flood(world, door, { messages, seed });
      const tookMs = performance.now() - began;
      const { pings, slowestPingMs, slowestByTheWallMs } = await stop();
      await emptied();
      const after = await world.memory();
      const grew: Memory = { heap: after.heap - before.heap, resident: after.resident - before.resident };

      claim(`doors: ${messages} random messages at the ${door} door`, {
        seed,
        seconds: Math.round(tookMs / 1000),
        granted,
        'connections closed': sentAway,
        crashes: 0,
        pings,
        'slowest ping ms': Math.round(slowestPingMs),
        'by the wall ms': Math.round(slowestByTheWallMs),
        'heap grew MiB': (grew.heap / mebi).toFixed(2),
        'resident grew MiB': (grew.resident / mebi).toFixed(1),
        'floods before': warmedUpIn,
      });
      expect(world.endedWith()).toBeNull();
      expect(granted).toBeGreaterThan(messages / 50);
      expect(sentAway).toBeGreaterThan(messages / 50);
      expect(pings).toBeGreaterThan(0);
      expect(slowestPingMs).toBeLessThan(hangMs);
      expect(grew.heap).toBeLessThan(mayGrow.heap);
      expect(grew.resident).toBeLessThan(mayGrow.resident);
    },
  );
});
