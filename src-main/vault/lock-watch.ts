import type { Settings } from '../../src-shared/contract-schema.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock, Log, Power } from '../ports.ts';
import type { Vault } from './vault.ts';

/** A keeper that did not answer is asked again after this, doubling up to the second. Milliseconds. */
const firstRetryMs = 2_000;
const longestRetryMs = 5 * 60_000;

/** Opens a vault later whose keeper did not answer, and locks it when a person's rules say so. */
export interface LockWatch {
  start(): void;
  /** A call came in at a door. */
  noteCall(): void;
  /** Settings changed, or the vault was locked or opened. */
  look(): void;
  stop(): void;
}

export function createLockWatch(parts: {
  vault: Vault;
  clock: Clock;
  power: Power;
  log: Log;
  settings: () => Settings;
  /** The vault was locked or opened. */
  onChange: () => void;
}): LockWatch {
  const { vault, clock, power, log, settings, onChange } = parts;
  let running = false;
  let calledAt = clock.now();
  let stopIdle = nothing;
  let stopRetry = nothing;
  let stopPower: (() => void)[] = [];

  /** Nobody can do anything about a rule that would be in vain, so it is only logged. */
  async function lock(reason: string): Promise<void> {
    if (vault.state() !== 'open') return;
    const why = await vault.keys.whyNotLockable();
    if (!running || vault.state() !== 'open') return;
    if (why !== null) return log.info('The vault was not locked', { why });
    vault.lock(reason);
    onChange();
  }

  /** How long nobody was there: at the machine, where it tells; else at the doors. */
  const idleMs = () => power.idleMs() ?? clock.now() - calledAt;

  /** A look that is due later than the wait is over costs nothing: then somebody was there meanwhile. */
  function look(): void {
    stopIdle();
    stopIdle = nothing;
    const limitMs = settings().lockAfterIdleMs;
    if (!running || limitMs === null || vault.state() !== 'open') return;
    const leftMs = limitMs - idleMs();
    if (leftMs > 0) {
      stopIdle = clock.after(leftMs, look);
      return;
    }
    void lock(telling('nobody was there for {minutes} min', { minutes: Math.round(limitMs / 60_000) }));
  }

  function openLater(waitMs: number): void {
    if (!running || !vault.mayOpenLater()) return;
    stopRetry = clock.after(waitMs, async () => {
      await vault.unlock();
      if (!running) return;
      onChange();
      openLater(Math.min(waitMs * 2, longestRetryMs));
    });
  }

  return {
    start() {
      running = true;
      stopPower = [
        power.on('suspend', () => {
          if (settings().lockOnSuspend) void lock(telling('the machine went to sleep'));
        }),
        power.on('lock', () => {
          if (settings().lockOnScreenLock) void lock(telling('the screen was locked'));
        }),
        // Timers stand still while a machine sleeps.
        power.on('resume', look),
      ];
      look();
      openLater(firstRetryMs);
    },
    noteCall() {
      calledAt = clock.now();
    },
    look,
    stop() {
      running = false;
      stopIdle();
      stopRetry();
      for (const stop of stopPower) stop();
    },
  };
}

function nothing(): void {}
