import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import { textIn } from '../gateways/stores/credential.ts';
import { momentIn } from './claude-code.ts';
import type { Grounds } from './grounds.ts';
import { namedOnly } from './sighted.ts';
import { nothing, together, type Found } from './sighting.ts';
import { placed, type Source } from './source.ts';
import { inJson, inSettings } from './tool-file.ts';

const id = 'gemini-cli';

/** Its newer store is sealed by the names of machine and person: no protection, and no text either. */
async function inOwnStore(around: Grounds, path: string): Promise<Found> {
  const met = await around.meet(path);
  if (met === null) return nothing;
  const spot = { source: id, where: path, mode: met.mode, inFile: false };
  const named = namedOnly(spot, {
    name: 'store',
    location: null,
    provider: 'google',
    owner: id,
    note: telling(
      'Not opened. What seals it can be worked out by any program of yours, so count it as plaintext.',
    ),
  });
  return { sightings: [named], problems: [] };
}

export const geminiCli: Source = {
  id,
  name: 'Gemini CLI',
  opens: ['`~/.gemini/oauth_creds.json`, or below `$GEMINI_CLI_HOME`', '`~/.gemini/.env`'],
  names: ['`~/.gemini/gemini-credentials.json`', 'its items in the system’s keyring'],
  async look(around) {
    const folder = join(placed(around, 'GEMINI_CLI_HOME', ''), '.gemini');
    return together([
      await inJson(around, { source: id, path: join(folder, 'oauth_creds.json') }, (document) => [
        {
          name: '',
          location: '/access_token',
          value: textIn(document, 'access_token') ?? '',
          provider: 'google',
          kind: 'oauth',
          owner: id,
          expiresAt: textIn(document, 'refresh_token') === null ? momentIn(document, 'expiry_date') : null,
          note: telling(
            'A login of Gemini CLI, for its own use. Google has ended it for consumer accounts; Keywatch watches API keys.',
          ),
        },
      ]),
      await inSettings(around, { source: `${id}-env`, path: join(folder, '.env') }),
      await inOwnStore(around, join(folder, 'gemini-credentials.json')),
    ]);
  },
};
