import { join } from 'node:path';
import type { Sign } from '../../src-shared/sentence.ts';

/**
 * Which drawing of a sign stands well in this tray. Names are kept by the build as they are: macOS knows a template by
 * the end of its name, and every system finds the sharper copy by @2x.
 * https://www.electronjs.org/docs/latest/api/native-image#template-image-macos
 */
export function trayImage(
  directory: string,
  sign: Sign,
  tray: { platform: NodeJS.Platform; dark: boolean; desktop: string },
): string {
  if (tray.platform === 'darwin') return join(directory, `${sign}Template.png`);
  const ground = tray.dark ? 'dark' : 'light';
  if (tray.platform === 'win32') return join(directory, `${sign}-${ground}.ico`);
  // GNOME's bar is black in both themes and its own signs are white.
  const white = /\b(GNOME|Unity)\b/i.test(tray.desktop);
  return join(directory, white ? `${sign}-white.png` : `${sign}-${ground}.png`);
}
