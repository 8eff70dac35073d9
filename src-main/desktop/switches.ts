import type { App } from 'electron';
import { KeywatchError } from '../../src-shared/errors.ts';

/**
 * Switches of Chromium that undo what the packaged app promises, and what each does. The fuses stop Node's (`--inspect`);
 * nothing but this stops these. `--no-sandbox` is taken back by `app.enableSandbox`.
 * https://www.electronjs.org/docs/latest/api/command-line-switches
 */
export const refusedSwitches = {
  'remote-debugging-port': 'lets other programs read and drive the window',
  'remote-debugging-pipe': 'lets other programs read and drive the window',
  'disable-web-security': 'takes the walls of the window down',
  'ignore-certificate-errors': 'hands keys to whoever claims to be a provider',
  'ignore-certificate-errors-spki-list': 'hands keys to whoever claims to be a provider',
  'log-net-log': 'writes what goes over the network into a file, keys included',
  'ssl-key-log-file': 'writes what opens every connection into a file',
} as const;

/**
 * Ends a start of the packaged app that carries such a switch. Before Electron is ready, since Chromium looks at them
 * after that. Throws a KeywatchError (`bad_usage`).
 */
export function refuseSwitches(app: Pick<App, 'commandLine' | 'isPackaged'>): void {
  if (!app.isPackaged) return;
  for (const [name, does] of Object.entries(refusedSwitches)) {
    if (!app.commandLine.hasSwitch(name)) continue;
    throw new KeywatchError(
      'bad_usage',
      `Keywatch was started with --${name}, which ${does}; it stopped before it opened anything; start it without that switch.`,
    );
  }
}
