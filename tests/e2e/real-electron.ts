import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
const electron = join(root, 'node_modules/electron');

/** Where Electron's runtime was unpacked. */
export const runtimeDirectory = join(electron, 'dist');

/** Electron's own program. Only where {@link whyNoElectron} is null. */
export function electronProgram(): string {
  return join(runtimeDirectory, readFileSync(join(electron, 'path.txt'), 'utf8').trim());
}

/** Why the real thing cannot run on this machine, in a sentence; null where it can. */
export function whyNoElectron(): string | null {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env;
  if (!existsSync(join(electron, 'path.txt')) || !existsSync(electronProgram())) {
    return "Electron's runtime is not on this machine (npm start fetches it)";
  }
  if (process.platform === 'linux' && DISPLAY === '' && WAYLAND_DISPLAY === '')
    return 'this machine has no display';
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return 'the app keeps its sandbox and so cannot run as root';
  if (!existsSync(join(root, 'dist/main/main.js'))) return 'dist is not built: npm run build makes it';
  return null;
}
