import type { PowerMonitor } from 'electron';
import type { Clock, Power } from '../ports.ts';

const lookEveryMs = 30_000;
/** A timer this late, or a clock this far back, was a sleep or a jump. */
const jumpMs = 60_000;

type Occasion = Parameters<Power['on']>[0];

/**
 * Sleep, wake, battery, the lock of the screen and whether anybody is there. Linux sometimes does not tell of a wake
 * (https://github.com/signalapp/Signal-Desktop/issues/6258), so a jump of the wall clock counts as one; the two together
 * are told once. Linux never tells of a locked screen, so it is asked.
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
  let locked = false;
  let tellsOfLocks = false;
  let tellsOfIdleness = false;
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
    lookAtIdleness();
    clock.after(lookEveryMs, look);
  };
  /** Only macOS tells that it went to its battery. */
  const lookAtSupply = () => {
    if (onBattery === powerMonitor.isOnBatteryPower()) return;
    onBattery = !onBattery;
    tell('supply');
  };
  const setLocked = (is: boolean) => {
    if (is === locked) return;
    locked = is;
    tell(is ? 'lock' : 'unlock');
  };
  const idleSeconds = () => {
    const seconds = powerMonitor.getSystemIdleTime();
    tellsOfIdleness ||= seconds > 0;
    return seconds;
  };
  const lookAtIdleness = () => {
    idleSeconds();
    // Where locks are told, an answer that comes late must not undo what was told.
    if (!tellsOfLocks) setLocked(powerMonitor.getSystemIdleState(lookEveryMs / 1000) === 'locked');
  };
  const toldOfLock = (is: boolean) => () => {
    tellsOfLocks = true;
    setLocked(is);
  };
  clock.after(lookEveryMs, look);

  powerMonitor.on('suspend', () => tell('suspend'));
  powerMonitor.on('resume', resumed);
  powerMonitor.on('lock-screen', toldOfLock(true));
  powerMonitor.on('unlock-screen', toldOfLock(false));

  return {
    onBattery: () => powerMonitor.isOnBatteryPower(),
    idleMs() {
      const seconds = idleSeconds();
      // Some desktops say 0 for ever: https://github.com/electron/electron/issues/34826
      return tellsOfIdleness ? seconds * 1000 : null;
    },
    on(occasion, act) {
      // A set of its own per call, so that one listener may be given twice.
      const listener = () => act();
      listeners[occasion].add(listener);
      return () => listeners[occasion].delete(listener);
    },
  };
}
