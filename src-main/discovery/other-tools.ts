import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import { providerById } from '../providers/index.ts';
import { below } from '../references/place.ts';
import { momentIn } from './claude-code.ts';
import { namedOnly, safeName, type Draft } from './sighted.ts';
import { nothing, together } from './sighting.ts';
import { configured, placed, told, type Source } from './source.ts';
import { inFile, inJson } from './tool-file.ts';

/** The profiles that Anthropic's own libraries keep; each renews its login by itself. */
export const anthropicSdk: Source = {
  id: 'anthropic-sdk',
  name: 'Anthropic SDK',
  opens: ['`~/.config/anthropic/credentials/*.json`, or below `$ANTHROPIC_CONFIG_DIR`'],
  async look(around) {
    const moved = told(around, 'ANTHROPIC_CONFIG_DIR');
    const folder =
      moved === null ? configured(around, 'anthropic', 'credentials') : join(moved, 'credentials');
    const names = (await around.list(folder)).filter((name) => name.endsWith('.json')).slice(0, 20);
    return together(
      await Promise.all(
        names.map((name) =>
          inJson(around, { source: 'anthropic-sdk', path: join(folder, name) }, (document) => [
            {
              name: safeName(name.slice(0, -'.json'.length)),
              location: '/access_token',
              value: textIn(document, 'access_token') ?? '',
              provider: 'anthropic',
              kind: 'oauth',
              owner: 'anthropic-sdk',
              expiresAt: textIn(document, 'refresh_token') === null ? momentIn(document, 'expires_at') : null,
            },
          ]),
        ),
      ),
    );
  },
};

export const grok: Source = {
  id: 'grok',
  name: 'Grok CLI',
  opens: ['`~/.grok/auth.json`'],
  look: (around) =>
    inJson(around, { source: 'grok', path: placed(around, null, '.grok', 'auth.json') }, (document) =>
      Object.entries(document).map(([issuer, entry], at): Draft => {
        const fields = fieldsOf(entry);
        return {
          name: at === 0 ? '' : String(at + 1),
          location: below(below('', issuer), 'key'),
          value: textIn(fields, 'key') ?? '',
          provider: 'xai',
          kind: 'oauth',
          owner: 'grok',
          expiresAt: momentIn(fields, 'expires_at', 'expiresAt'),
        };
      }),
    ),
};

export const kimiCodeCli: Source = {
  id: 'kimi-code',
  name: 'Kimi Code',
  opens: ['`~/.kimi-code/credentials/kimi-code.json`'],
  look: (around) =>
    inJson(
      around,
      { source: 'kimi-code', path: placed(around, null, '.kimi-code', 'credentials', 'kimi-code.json') },
      (document) => [
        {
          name: '',
          location: '/access_token',
          value: textIn(document, 'access_token') ?? '',
          provider: 'kimi-code',
          kind: 'oauth',
          owner: 'kimi-code',
          expiresAt: textIn(document, 'refresh_token') === null ? momentIn(document, 'expires_at') : null,
        },
      ],
    ),
};

export const zaiFiles: Source = {
  id: 'zai',
  name: 'Z.AI',
  opens: ['`~/.config/zhipu/api_key`'],
  look: (around) =>
    inFile(around, { source: 'zai', path: configured(around, 'zhipu', 'api_key') }, (text) => [
      { name: '', location: null, value: text, provider: 'zai' },
    ]),
};

export const codexBar: Source = {
  id: 'codexbar',
  name: 'CodexBar',
  opens: ['`~/.codexbar/config.json`'],
  look: (around) =>
    inJson(
      around,
      { source: 'codexbar', path: placed(around, null, '.codexbar', 'config.json') },
      (document) => {
        const providers = document['providers'];
        return (Array.isArray(providers) ? providers : []).map((entry: unknown, at): Draft => {
          const fields = fieldsOf(entry);
          const provider = textIn(fields, 'id') ?? '';
          return {
            name: safeName(provider === '' ? String(at + 1) : provider),
            location: below(below('/providers', at), 'apiKey'),
            value: textIn(fields, 'apiKey') ?? '',
            provider: providerById(provider)?.id ?? null,
            variable: `${provider}_API_KEY`,
          };
        });
      },
    ),
};

/** Its database is another program's, and open while that runs. */
export const cursor: Source = {
  id: 'cursor',
  name: 'Cursor',
  opens: [],
  names: ['`Cursor/User/globalStorage/state.vscdb` where programs keep their settings'],
  async look(around) {
    const mac = join(around.home, 'Library/Application Support');
    const base = around.platform === 'darwin' ? mac : configured(around);
    const path = join(base, 'Cursor/User/globalStorage/state.vscdb');
    const met = await around.meet(path);
    if (met === null) return nothing;
    const spot = { source: 'cursor', where: path, mode: met.mode, inFile: false };
    const named = namedOnly(spot, {
      name: '',
      location: null,
      kind: 'oauth',
      owner: 'cursor',
      note: telling('Not opened: the database of another program. Cursor keeps its login there in clear.'),
    });
    return { sightings: [named], problems: [] };
  },
};
