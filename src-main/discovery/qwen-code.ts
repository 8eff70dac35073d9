import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import { textIn } from '../gateways/stores/credential.ts';
import { momentIn } from './claude-code.ts';
import { together } from './sighting.ts';
import { placed, type Source } from './source.ts';
import { envDrafts, inJson, inSettings } from './tool-file.ts';

const id = 'qwen-code';

export const qwenCode: Source = {
  id,
  name: 'Qwen Code',
  opens: ['`~/.qwen/oauth_creds.json`', '`~/.qwen/.env`', '`~/.qwen/settings.json`'],
  async look(around) {
    const folder = placed(around, null, '.qwen');
    const settings = join(folder, 'settings.json');
    return together([
      await inJson(around, { source: id, path: join(folder, 'oauth_creds.json') }, (document) => [
        {
          name: '',
          location: '/access_token',
          value: textIn(document, 'access_token') ?? '',
          provider: 'qwen',
          kind: 'oauth',
          owner: id,
          expiresAt: momentIn(document, 'expiry_date'),
          note: telling('A leftover: Qwen ended these logins in April 2026. Delete the file.'),
        },
      ]),
      await inSettings(around, { source: `${id}-env`, path: join(folder, '.env') }),
      await inJson(around, { source: `${id}-settings`, path: settings }, (document) =>
        envDrafts(document['env'], '/env', settings),
      ),
    ]);
  },
};
