import type { Caller, Keywatch } from '../core.ts';
import { chanceOf, type Player } from './far-side.ts';
import { meetGateway } from './gateway.ts';
import type { SampleClock } from './sample-clock.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Something a person did. */
interface Deed {
  at: number;
  act: (keywatch: Keywatch) => unknown;
}

const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
export const idOf = ({ part }: Player): string => `${part.provider}:${slug(part.name)}`;

const programs: readonly Caller[] = [
  { door: 'desktop', program: 'window', pid: 4180 },
  { door: 'local', program: 'keywatch secret get', pid: 7312 },
];

function deedsOf(player: Player, opensAt: number): Deed[] {
  const { part, key } = player;
  const id = idOf(player);
  const cameAt = Math.round(opensAt - part.cameDaysAgo * dayMs + chanceOf(id) * 5 * hourMs);
  const add: Deed = {
    at: cameAt,
    act: (keywatch) =>
      keywatch.profiles.add({
        provider: part.provider,
        id,
        name: part.name,
        force: true,
        agreePolicy: true,
        tags: [...(part.tags ?? [])],
        ...(key === null ? {} : { secret: key }),
        ...(part.kind === undefined ? {} : { kind: part.kind }),
        ...(part.baseUrl === undefined ? {} : { baseUrl: part.baseUrl }),
        ...(part.notes === undefined ? {} : { notes: part.notes }),
        ...(part.bornDaysAgo === undefined ? {} : { createdAt: opensAt - part.bornDaysAgo * dayMs }),
        ...(part.endsInDays === undefined
          ? {}
          : { expiresAt: opensAt + part.endsInDays * dayMs + 7 * hourMs }),
        ...(part.rotateEveryDays === undefined ? {} : { rotateEveryMs: part.rotateEveryDays * dayMs }),
      }),
  };
  const fetched = Array.from({ length: part.fetched ?? 0 }, (_, n): Deed => {
    const caller = programs[n % programs.length];
    return {
      at: Math.round(cameAt + (0.1 + 0.9 * chanceOf(`${id} ${n}`)) * (opensAt - cameAt)),
      act: (keywatch) =>
        caller &&
        keywatch.profiles.reveal(id, { ...caller, action: caller.door === 'desktop' ? 'copy' : 'reveal' }),
    };
  });
  const off = part.off;
  const disabled =
    off === undefined
      ? []
      : [{ at: opensAt - 20 * dayMs, act: (keywatch: Keywatch) => keywatch.profiles.disable(id, off) }];
  // Somebody asked just now, and the answer was a surprise.
  const asked =
    part.story === 'doubted'
      ? [{ at: opensAt - 20_000, act: (keywatch: Keywatch) => void keywatch.probes.test([id]) }]
      : [];
  return [add, ...fetched, ...disabled, ...asked];
}

/** Ninety days of it: profiles come, are asked, fetched and switched off, until now. */
export async function liveUntilNow(
  keywatch: Keywatch,
  players: readonly Player[],
  { clock, home, opensAt }: { clock: SampleClock; home: string; opensAt: number },
): Promise<void> {
  const deeds = players.flatMap((player) => deedsOf(player, opensAt));
  // The far past is seen by the day: half the questions tell as much of it.
  keywatch.settings.set({ probeIntervalMs: 12 * hourMs });
  deeds.push({ at: opensAt - 8 * dayMs, act: () => keywatch.settings.set({ probeIntervalMs: 6 * hourMs }) });
  deeds.push({ at: opensAt - 12 * dayMs, act: () => meetGateway(keywatch, players, { home, idOf }) });
  deeds.sort((a, b) => a.at - b.at);
  keywatch.start();
  for (const { at, act } of deeds) {
    await clock.passUntil(at);
    await act(keywatch);
  }
  keywatch.order.pin('anthropic:work');
  await clock.passUntil(opensAt);
  clock.handOver();
}
