import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TransportError, type Clock, type Env, type Random } from '../ports.ts';
import type { Keywatch } from '../core.ts';
import type { KeywatchPorts } from '../keywatch-ports.ts';
import { chanceOf, farSide } from './far-side.ts';
import { liveUntilNow } from './live.ts';
import { playersOf } from './players.ts';
import { sampleClock } from './sample-clock.ts';

const daysLived = 90;

/** A vault of invented profiles in a directory of its own, which goes with the process: never the person's. */
export interface Sample {
  directory: string;
  /** An empty home and an empty environment: nothing of the person's is looked at. */
  home: string;
  env: Env;
  clock: Clock;
  /** What stands in for the machine's. */
  ports: Pick<KeywatchPorts, 'fetch' | 'online' | 'notifier' | 'spawn' | 'sample' | 'random' | 'jitter'>;
  /** Starts the core and lets its ninety days pass, some seconds long. */
  live(keywatch: Keywatch): Promise<void>;
  remove(): void;
}

/** Numbers in [0, 1), the same each time: when somebody was asked does not hang on how often anything else drew. */
function evenSpread(): () => number {
  let drawn = 0;
  return () => chanceOf(`when ${(drawn += 1)}`);
}

/** In an empty directory of its own. The same clock and the same random give the same ninety days. */
export function openSample(parts: { directory: string; clock: Clock; random: Random }): Sample {
  const { directory } = parts;
  const home = join(directory, 'home');
  mkdirSync(home, { mode: 0o700 });
  const opensAt = parts.clock.now();
  const clock = sampleClock(opensAt - daysLived * 86_400_000, parts.clock);
  const players = playersOf(parts.random);
  return {
    directory,
    home,
    env: { KEYWATCH_NO_KEYRING: '1' },
    clock,
    ports: {
      sample: true,
      random: parts.random,
      jitter: evenSpread(),
      online: { isOnline: () => true },
      // Ninety days of notices at once are nobody's wish.
      notifier: { shows: false, show: () => {} },
      fetch: farSide(players, clock, opensAt),
      spawn: () => Promise.reject(new TransportError('other', 'The sample vault starts no program')),
    },
    live: (keywatch) => liveUntilNow(keywatch, players, { clock, home, opensAt }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
