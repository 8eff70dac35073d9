/**
 * A client that asks a door how it is, over and over, on a connection and in a process of its own: its pings wait for
 * nothing but the door. It says how long until its parent wants to know.
 */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { clientOf } from '../fixtures/doors.ts';
import { entrances, type Addresses, type DoorName } from './door-entrances.ts';

/** What it saw; durations in milliseconds. */
export interface Seen {
  pings: number;
  /** The longest wait for an answer, without the time in which others had the processors. */
  slowestPingMs: number;
  /** The longest wait as a clock on the wall shows it. */
  slowestByTheWallMs: number;
}

const pingEveryMs = 25;
const door = process.argv[2] as DoorName;
const at = JSON.parse(process.argv[3] ?? '') as Addresses;
const client = clientOf(await entrances[door](at));
const seen: Seen = { pings: 0, slowestPingMs: 0, slowestByTheWallMs: 0 };

process.once('message', () => process.send?.(seen, () => process.exit(0)));
// Its parent begins when it has been answered once.
await client.ping({});
process.send?.('entered');
for (;;) {
  const began = performance.now();
  const waited = waitedForProcessorMs();
  await client.ping({});
  const tookMs = performance.now() - began;
  seen.pings++;
  seen.slowestByTheWallMs = Math.max(seen.slowestByTheWallMs, tookMs);
  seen.slowestPingMs = Math.max(seen.slowestPingMs, tookMs - (waitedForProcessorMs() - waited));
  await wait(pingEveryMs);
}

/**
 * How long the door's process and this one were ready to run while others ran; 0 where the system does not say. On a
 * machine with more to do than processors that is no delay of the door's making.
 * https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
 */
function waitedForProcessorMs(): number {
  const waits = [at.pid, process.pid].map((pid) => {
    const path = `/proc/${pid}/schedstat`;
    return existsSync(path) ? Number(readFileSync(path, 'utf8').split(' ')[1]) : 0;
  });
  return waits.reduce((sum, ns) => sum + ns, 0) / 1e6;
}
