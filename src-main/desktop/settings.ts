import { say } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { Log, Notifier } from '../ports.ts';
import type { LoginItem } from './login-item.ts';

/** The settings that concern the shell. */
export interface ShellSettings {
  /** Whether the window's ground is dark, given what the system prefers. */
  isDark(systemIsDark: boolean): boolean;
  /** Says once, ever, that a closed window goes on watching. */
  explainClosing(show: (notice: Parameters<Notifier['show']>[0]) => void): void;
}

/**
 * Carries a change of "start at login" that came with a restored vault to the system, which a person's own told already; what a
 * person changed in the system itself stays.
 */
export function followSettings(keywatch: Keywatch, parts: { loginItem: LoginItem; log: Log }): ShellSettings {
  let startAtLogin = keywatch.settings.get().startAtLogin;
  let explained = false;
  const attempt = (what: string, act: () => void) => {
    try {
      act();
    } catch (error) {
      parts.log.error(what, { error: error instanceof Error ? error.message : typeof error });
    }
  };
  keywatch.observe(({ what }) => {
    if (what !== 'settings') return;
    const wanted = keywatch.settings.get().startAtLogin;
    if (wanted === startAtLogin) return;
    startAtLogin = wanted;
    if (parts.loginItem.isOn() === wanted) return;
    attempt('Start at login could not be changed', () => parts.loginItem.set(wanted));
  });
  return {
    isDark(systemIsDark) {
      const { theme } = keywatch.settings.get();
      return theme === 'system' ? systemIsDark : theme === 'dark';
    },
    explainClosing(show) {
      if (explained || keywatch.settings.get().closeExplained) return;
      explained = true;
      show({
        id: 'closing-explained',
        title: say('Keywatch keeps watching'),
        body: say('Its window is closed. Open it again from the tray, or by starting Keywatch once more.'),
      });
      // A locked or read-only vault cannot keep it: then it is said once more, the next time.
      attempt('That closing was explained could not be kept', () =>
        keywatch.settings.set({ closeExplained: true }),
      );
    },
  };
}
