import { join } from 'node:path';
import { providerById } from '../providers/index.ts';
import { below } from '../references/place.ts';
import { safeName } from './sighted.ts';
import { placed, told, type Source } from './source.ts';
import type { Grounds } from './grounds.ts';
import { inJson } from './tool-file.ts';

const name = 'io.datasette.llm';

function folderOf(around: Grounds): string {
  const moved = told(around, 'LLM_USER_PATH');
  if (moved !== null) return moved;
  if (around.platform === 'darwin') return join(around.home, 'Library/Application Support', name);
  return around.platform === 'win32'
    ? placed(around, 'APPDATA', 'AppData/Roaming', name)
    : placed(around, 'XDG_CONFIG_HOME', '.config', name);
}

export const llm: Source = {
  id: 'llm',
  name: 'llm',
  opens: [
    '`~/.config/io.datasette.llm/keys.json`, or in `$LLM_USER_PATH`; on macOS and Windows where it keeps it',
  ],
  look: (around) =>
    inJson(around, { source: 'llm', path: join(folderOf(around), 'keys.json') }, (document) =>
      Object.entries(document).flatMap(([key, value]) => {
        if (typeof value !== 'string' || key.startsWith('//')) return [];
        const provider = providerById(key)?.id;
        const whose = provider === undefined ? { variable: `${key}_API_KEY` } : { provider };
        return [{ name: safeName(key), location: below('', key), value, ...whose }];
      }),
    ),
};
