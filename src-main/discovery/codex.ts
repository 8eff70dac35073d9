import { jwtExpiry } from '../../src-shared/jwt.ts';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import { join } from 'node:path';
import { textPlaces } from '../references/text-places.ts';
import { namedOnly, type Draft } from './sighted.ts';
import { nothing, together } from './sighting.ts';
import { placed, told, type Source } from './source.ts';
import { inJson, type Fields } from './tool-file.ts';

const id = 'codex';

function draftsOf(document: Fields, moved: boolean): Draft[] {
  const tokens = fieldsOf(document['tokens']);
  const access = textIn(tokens, 'access_token') ?? '';
  const renews = (textIn(tokens, 'refresh_token') ?? '') !== '';
  return [
    {
      name: '',
      location: '/tokens/access_token',
      value: access,
      provider: 'openai-codex',
      kind: 'oauth',
      owner: id,
      link: 'login:codex',
      expiresAt: renews ? null : jwtExpiry(access),
      ...(moved
        ? { note: telling('A link reads the login that CODEX_HOME names where Keywatch runs.') }
        : {}),
    },
    {
      name: 'api-key',
      location: '/OPENAI_API_KEY',
      value: textIn(document, 'OPENAI_API_KEY') ?? '',
      variable: 'OPENAI_API_KEY',
    },
  ];
}

export const codex: Source = {
  id,
  name: 'Codex',
  opens: ['`~/.codex/auth.json`, or in `$CODEX_HOME`', '`~/.codex/config.toml`'],
  names: ['the item “Codex Auth” in the system’s keyring'],
  async look(around) {
    const folder = placed(around, 'CODEX_HOME', '.codex');
    const moved = told(around, 'CODEX_HOME') !== null;
    const found = await inJson(around, { source: id, path: join(folder, 'auth.json') }, (document) =>
      draftsOf(document, moved),
    );
    const config = await around.open(join(folder, 'config.toml'));
    const store = textPlaces(config?.text ?? '', 'config.toml').find(
      ({ name }) => name === 'cli_auth_credentials_store',
    )?.value;
    if (store !== 'keyring' && (store !== 'auto' || found.sightings.length > 0)) return found;
    const spot = { source: id, where: 'keyring', mode: null, inFile: false };
    const kept = namedOnly(spot, {
      name: 'keyring',
      location: 'Codex Auth',
      provider: 'openai-codex',
      kind: 'oauth',
      owner: id,
      note: telling('Not opened. Codex keeps its login in the system’s keyring, as its config.toml says.'),
    });
    return together([found, { ...nothing, sightings: [kept] }]);
  },
};
