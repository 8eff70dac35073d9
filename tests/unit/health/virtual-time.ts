import type { Clock } from '../../../src-main/ports.ts';

/** A clock that only moves when told; between two moments everything that was promised gets its turn. */
export interface VirtualTime {
  clock: Clock;
  /** Moves on, firing every timer at its own moment. */
  pass(ms: number): Promise<void>;
  /** The wall clock jumps, timers do not notice: a machine that slept or whose time was set. */
  jump(ms: number): void;
  /** Moments at which something is armed, earliest first; epoch ms. */
  armed(): number[];
}

export function virtualTime(start: number): VirtualTime {
  let now = start;
  let serial = 0;
  const timers = new Map<number, { at: number; act: () => void }>();

  const turns = async () => {
    for (let turn = 0; turn < 12; turn++) await Promise.resolve();
  };
  const earliest = () => {
    let first: { key: number; at: number } | null = null;
    for (const [key, { at }] of timers) if (first === null || at < first.at) first = { key, at };
    return first;
  };

  return {
    clock: {
      now: () => now,
      after(ms, act) {
        const key = serial++;
        timers.set(key, { at: now + ms, act });
        return () => void timers.delete(key);
      },
    },
    async pass(ms) {
      const end = now + ms;
      await turns();
      for (let next = earliest(); next !== null && next.at <= end; next = earliest()) {
        now = Math.max(now, next.at);
        const timer = timers.get(next.key);
        timers.delete(next.key);
        timer?.act();
        await turns();
      }
      now = end;
    },
    jump(ms) {
      now += ms;
    },
    armed: () => [...timers.values()].map(({ at }) => at).sort((a, b) => a - b),
  };
}
