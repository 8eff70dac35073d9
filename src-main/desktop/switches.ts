import type { App } from 'electron';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';

/**
 * Switches of Chromium that undo what the packaged app promises, and what each does. The fuses stop Node's (`--inspect`);
 * nothing but this stops these. `--no-sandbox` is taken back by `app.enableSandbox`.
 * https://www.electronjs.org/docs/latest/api/command-line-switches
 */
export const refusedSwitches = {
  'remote-debugging-port': telling('lets other programs read and drive the window'),
  'remote-debugging-pipe': telling('lets other programs read and drive the window'),
  'disable-web-security': telling('takes the walls of the window down'),
  'ignore-certificate-errors': telling('hands keys to whoever claims to be a provider'),
  'ignore-certificate-errors-spki-list': telling('hands keys to whoever claims to be a provider'),
  'log-net-log': telling('writes what goes over the network into a file, keys included'),
  'ssl-key-log-file': telling('writes what opens every connection into a file'),
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
      telling(
        'Keywatch was started with --{name}, which {what}; it stopped before it opened anything; start it without that switch.',
        { name, what: does },
      ),
    );
  }
}
