import type { PowerMonitor } from 'electron';
import type { Clock, Power } from '../ports.ts';

const lookEveryMs = 30_000;
/** A timer this late, or a clock this far back, was a sleep or a jump. */
const jumpMs = 60_000;

type Occasion = Parameters<Power['on']>[0];

/**
 * Sleep, wake and battery. Linux sometimes does not tell of a wake (https://github.com/signalapp/Signal-Desktop/issues/6258),
 * so a jump of the wall clock counts as one; the two together are told once.
 */
export function createPower(powerMonitor: PowerMonitor, clock: Clock): Power {
  const listeners: Record<Occasion, Set<() => void>> = {
    suspend: new Set(),
    resume: new Set(),
    lock: new Set(),
    unlock: new Set(),
    supply: new Set(),
  };
  const tell = (occasion: Occasion) => {
    for (const listener of listeners[occasion]) listener();
  };

  let lookedAt = clock.now();
  let onBattery = powerMonitor.isOnBatteryPower();
  let resumedAt = -Infinity;
  const resumed = () => {
    lookedAt = clock.now();
    if (Math.abs(lookedAt - resumedAt) < jumpMs) return;
    resumedAt = lookedAt;
    tell('resume');
  };
  const look = () => {
    const passedMs = clock.now() - lookedAt;
    if (passedMs > lookEveryMs + jumpMs || passedMs < -jumpMs) resumed();
    lookedAt = clock.now();
    lookAtSupply();
    clock.after(lookEveryMs, look);
  };
  /** Only macOS tells that it went to its battery. */
  const lookAtSupply = () => {
    if (onBattery === powerMonitor.isOnBatteryPower()) return;
    onBattery = !onBattery;
    tell('supply');
  };
  clock.after(lookEveryMs, look);

  powerMonitor.on('suspend', () => tell('suspend'));
  powerMonitor.on('resume', resumed);
  powerMonitor.on('lock-screen', () => tell('lock'));
  powerMonitor.on('unlock-screen', () => tell('unlock'));

  return {
    onBattery: () => powerMonitor.isOnBatteryPower(),
    idleMs: () => powerMonitor.getSystemIdleTime() * 1000,
    on(occasion, act) {
      // A set of its own per call, so that one listener may be given twice.
      const listener = () => act();
      listeners[occasion].add(listener);
      return () => listeners[occasion].delete(listener);
    },
  };
}
