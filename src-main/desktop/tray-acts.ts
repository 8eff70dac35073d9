import type { Profile } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { say } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { Clock, Log } from '../ports.ts';
import { pauseEnd, trayModel, type TrayAct } from './tray-model.ts';
import type { ShellTray } from './tray.ts';
import type { Place } from './window.ts';

/** A round of probes changes many profiles at once: one picture of them is enough. */
const gatherMs = 250;
/** "2 min ago" ages by itself. */
const refreshMs = 30_000;

/** Keeps the tray at what the core believes, and does what its menu says. */
export function showInTray(
  tray: ShellTray,
  keywatch: Keywatch,
  parts: {
    clock: Clock;
    log: Log;
    show: (place?: Place) => void;
    /** Tells a person who chose a line why it did nothing. */
    tell: (title: string, body: string) => void;
    quit: () => void;
  },
): {
  do(act: TrayAct): void;
  /** Says everything anew, as after another language was chosen, or privacy. */
  sayAnew(): void;
  stop(): void;
} {
  const { clock } = parts;
  let stopWaiting: () => void;
  let gathering = false;
  const render = () => {
    gathering = false;
    const all = keywatch.profiles.list();
    const shown = keywatch.settings.window().privacy ? all.map(withoutName) : all;
    tray.render(trayModel(shown, keywatch.state(), clock.now()));
    stopWaiting = clock.after(refreshMs, render);
  };
  const stopListening = keywatch.observe(() => {
    if (gathering) return;
    gathering = true;
    stopWaiting();
    stopWaiting = clock.after(gatherMs, render);
  });
  render();

  return {
    do(act) {
      switch (act.do) {
        case 'open':
          return parts.show(act.place);
        case 'check':
          keywatch.probes.test().catch((error: unknown) => {
            parts.log.warn('Checking from the tray failed', { error: kindOf(error) });
          });
          return;
        case 'pause':
          return keywatch.probes.pause(pauseEnd(act.for, clock.now()));
        case 'resume':
          return keywatch.probes.resume();
        case 'lock':
          keywatch.vault.lock().catch((error: unknown) => {
            if (error instanceof KeywatchError) parts.tell(say('Keywatch is not locked'), error.message);
            else parts.log.warn('Locking from the tray failed', { error: kindOf(error) });
          });
          return;
        case 'quit':
          return parts.quit();
      }
    },
    sayAnew() {
      stopWaiting();
      render();
    },
    stop() {
      stopListening();
      stopWaiting();
    },
  };
}

/** A shared screen shows the tray as well: whose key it is stays untold, what it needs does not. */
const withoutName = (profile: Profile): Profile => ({ ...profile, name: providerName(profile.provider) });

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
