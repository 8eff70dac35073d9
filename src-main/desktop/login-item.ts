import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { App } from 'electron';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Env } from '../ports.ts';

/** Said to ourselves at login: no window, only the tray. */
export const hiddenArgument = '--hidden';

/** Whether the app starts with the session. */
export interface LoginItem {
  isOn(): boolean;
  /** Throws a KeywatchError (`write_failed`) when the autostart file cannot be written. */
  set(on: boolean): void;
}

export function createLoginItem(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  host: {
    platform: NodeJS.Platform;
    env: Env;
    home: string;
    /** What starts this program, and what it must be told to find itself. */
    command: readonly string[];
  },
): LoginItem {
  if (host.platform === 'linux') return autostartFile(host);
  const args = [hiddenArgument];
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    // macOS hides an app without a window by itself and passes no arguments.
    set: (on) =>
      app.setLoginItemSettings({ openAtLogin: on, ...(host.platform === 'win32' ? { args } : {}) }),
  };
}

/** Electron has no login items on Linux; https://specifications.freedesktop.org/autostart-spec/latest/ has. */
function autostartFile(host: { env: Env; home: string; command: readonly string[] }): LoginItem {
  const config = host.env['XDG_CONFIG_HOME'];
  const base = config !== undefined && isAbsolute(config) ? config : join(host.home, '.config');
  const path = join(base, 'autostart', 'keywatch.desktop');
  // An AppImage runs from a mount that is gone at the next login; its own path is in the environment.
  const image = host.env['APPIMAGE'];
  const command = [...(image === undefined || image === '' ? host.command : [image]), hiddenArgument];
  const entry = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Keywatch',
    'Comment=Watches the credentials of AI providers',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=keywatch',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
  return {
    isOn: () => isEnabled(path),
    set(on) {
      try {
        if (!on) return rmSync(path, { force: true });
        mkdirSync(dirname(path), { recursive: true });
        return writeFileSync(path, entry);
      } catch (error) {
        const code =
          error instanceof Error && 'code' in error ? String(error.code) : telling('unknown cause');
        throw new KeywatchError(
          'write_failed',
          telling(
            'Start at login could not be changed: {path} could not be written ({code}); it is as it was; check who may write there.',
            { path, code },
          ),
          {},
          { cause: error },
        );
      }
    },
  };
}

/** Desktops switch an entry off by a line in it, rather than remove it. */
function isEnabled(path: string): boolean {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return false;
  }
  return !/^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text);
}

/**
 * One word of an Exec line: quoted, its four special characters escaped, backslashes once more since the value is a
 * string of a desktop file, and % doubled.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
function quoted(word: string): string {
  if (/^[\w./-]+$/.test(word)) return word;
  const inside = word.replaceAll(/["`$\\]/g, (character) => `\\${character}`).replaceAll('\\', '\\\\');
  return `"${inside.replaceAll('%', '%%')}"`;
}
