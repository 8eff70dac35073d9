import type { Clock, Fetch, Request } from '../ports.ts';
import type { Part } from './part.ts';
import { asResponse, tell } from './stories.ts';

const hourMs = 3_600_000;

/** A number in [0, 1) that is the same for the same words. FNV-1a, then mixed. */
export function chanceOf(words: string): number {
  let hash = 0x811c9dc5;
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash >>> 0) / 2 ** 32;
}

/** Who asks: every key of the sample is another one, and servers without a key have an address of their own. */
export interface Player {
  part: Part;
  key: string | null;
}

function playerOf(players: readonly Player[], { url, headers }: Request): Player | undefined {
  const shown = [url, ...Object.values(headers)].join('\n');
  return players.find(({ part, key }) =>
    key === null ? url.startsWith(part.baseUrl ?? '\n') : shown.includes(key),
  );
}

/** The far side of the sample vault: no question of it ever leaves this process. */
export function farSide(players: readonly Player[], clock: Clock, opensAt: number): Fetch {
  return async (request, signal) => {
    const player = playerOf(players, request);
    if (player === undefined)
      // What a person adds to try it out: nobody knows such a key, and nobody is asked.
      return asResponse({
        status: 401,
        body: { error: { message: 'Incorrect API key provided' } },
        latencyMs: 0,
      });
    const hoursBefore = (opensAt - clock.now()) / hourMs;
    const { part } = player;
    const said = tell(part.story, {
      provider: part.provider,
      hoursBefore,
      chance: chanceOf(`${part.provider} ${part.name} ${Math.floor(hoursBefore)}`),
    });
    await new Promise<void>((resolve, reject) => {
      clock.after(said.latencyMs, resolve);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return asResponse(said);
  };
}
