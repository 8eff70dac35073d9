import type { Clock, Online, Power } from '../ports.ts';

/** A sleep that was announced and never came is over after this. Milliseconds. */
const longestFallingAsleepMs = 10 * 60_000;

/** What around us slows or stops scheduled questions; whatever a person asks for goes on. */
export interface Surroundings {
  /** Until when nobody is asked (`until: null`: until something happens); null when it goes on. Epoch ms. */
  rest(): { until: number | null } | null;
  /** What leaves the machine costs: only what a person asks for does. */
  isMetered(): boolean;
  onBattery(): boolean;
}

/** A machine that is always awake and plugged in. */
export const calmSurroundings: Surroundings = {
  rest: () => null,
  isMetered: () => false,
  onBattery: () => false,
};

/** The machine's, with what a person set about them. */
export interface WatchedSurroundings extends Surroundings {
  isLocked(): boolean;
  /** Why scheduled questions wait; null when they go out. */
  why(): 'asleep' | 'locked' | 'metered' | null;
  /** Begins to listen; `onChange` after anything but waking, which has its own. */
  watch(acts: { onChange(): void; onResume(): void }): void;
  stop(): void;
}

export function createSurroundings(parts: {
  clock: Clock;
  power: Power;
  online: Online;
  settings: () => { restWhenLocked: boolean; metered: boolean };
}): WatchedSurroundings {
  const { clock, power, online, settings } = parts;
  let asleepSince: number | null = null;
  let locked = false;
  let stops: (() => void)[] = [];

  const asleepUntil = () => (asleepSince === null ? 0 : asleepSince + longestFallingAsleepMs);
  const isAsleep = () => asleepUntil() > clock.now();
  const rests = () => locked && settings().restWhenLocked;
  const isMetered = () => settings().metered || online.isMetered?.() === true;

  return {
    rest: () => (isAsleep() ? { until: asleepUntil() } : rests() ? { until: null } : null),
    why: () => (isAsleep() ? 'asleep' : rests() ? 'locked' : isMetered() ? 'metered' : null),
    isMetered,
    onBattery: power.onBattery,
    isLocked: () => locked,
    watch({ onChange, onResume }) {
      const setLocked = (is: boolean) => () => {
        locked = is;
        onChange();
      };
      stops = [
        power.on('suspend', () => {
          asleepSince = clock.now();
          onChange();
        }),
        power.on('resume', () => {
          asleepSince = null;
          onResume();
        }),
        power.on('lock', setLocked(true)),
        power.on('unlock', setLocked(false)),
        power.on('supply', onChange),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
    },
  };
}
