import { existsSync, readFileSync } from 'node:fs';
import { defaultWindowSettings } from '../../src-shared/settings.ts';
import type { Log, WindowFile } from '../ports.ts';
import { writeFileSync } from '../vault/replace-file.ts';

/** window.json: losing it loses widths, never a credential. */
export function openWindowFile(path: string, log: Log): WindowFile {
  return {
    read() {
      if (!existsSync(path)) return defaultWindowSettings;
      try {
        const kept: unknown = JSON.parse(readFileSync(path, 'utf8'));
        return typeof kept === 'object' && kept !== null
          ? { ...defaultWindowSettings, ...kept }
          : defaultWindowSettings;
      } catch (error) {
        log.warn('window.json could not be read; the window starts with its defaults', {
          error: error instanceof Error ? error.name : 'unknown',
        });
        return defaultWindowSettings;
      }
    },
    write: (settings) => writeFileSync(path, JSON.stringify(settings), { mode: 0o600 }),
  };
}
