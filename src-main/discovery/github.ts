import { join } from 'node:path';
import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import { below } from '../references/place.ts';
import { textPlaces } from '../references/text-places.ts';
import type { Grounds } from './grounds.ts';
import { safeName, type Draft } from './sighted.ts';
import { together } from './sighting.ts';
import { configured, placed, told, type Source } from './source.ts';
import { inFile, inJson, type Fields } from './tool-file.ts';

const provider = 'github-copilot';

const ghFolder = (around: Grounds): string =>
  told(around, 'GH_CONFIG_DIR') ??
  (around.platform === 'win32'
    ? placed(around, 'APPDATA', 'AppData/Roaming', 'GitHub CLI')
    : placed(around, 'XDG_CONFIG_HOME', '.config', 'gh'));

/** One token may stand twice: for its host, and for its account there. */
function inHosts(text: string): Draft[] {
  const seen = new Set<string>();
  return textPlaces(text, 'hosts.yml')
    .filter(({ name, value }) => name === 'oauth_token' && !seen.has(value) && seen.add(value))
    .map(({ pointer, value }) => ({
      name: safeName(
        pointer
          .slice(1)
          .replace(/\/(?:users\/)?/g, '/')
          .replace(/\/oauth_token$/, ''),
      ),
      location: pointer,
      value,
      provider,
    }));
}

export const gh: Source = {
  id: 'gh',
  name: 'GitHub CLI',
  opens: ['`~/.config/gh/hosts.yml`, or in `$GH_CONFIG_DIR`'],
  names: ['its tokens in the system’s keyring'],
  look: (around) => inFile(around, { source: 'gh', path: join(ghFolder(around), 'hosts.yml') }, inHosts),
};

const inApps = (document: Fields): Draft[] =>
  Object.entries(document).map(([host, entry]) => ({
    name: safeName(host),
    location: below(below('', host), 'oauth_token'),
    value: textIn(fieldsOf(entry), 'oauth_token') ?? '',
    provider,
  }));

export const copilot: Source = {
  id: 'copilot',
  name: 'GitHub Copilot',
  opens: ['`~/.config/github-copilot/apps.json`, `hosts.json`', '`~/.copilot/config.json`'],
  names: ['its tokens in the system’s keyring'],
  async look(around) {
    const folder =
      around.platform === 'win32'
        ? placed(around, 'LOCALAPPDATA', 'AppData/Local', 'github-copilot')
        : configured(around, 'github-copilot');
    const config = placed(around, 'COPILOT_HOME', '.copilot', 'config.json');
    return together([
      await inJson(around, { source: 'copilot', path: join(folder, 'apps.json') }, inApps),
      await inJson(around, { source: 'copilot-hosts', path: join(folder, 'hosts.json') }, inApps),
      await inJson(around, { source: 'copilot-cli', path: config }, (document) =>
        Object.entries(fieldsOf(document['copilot_tokens']) ?? {}).map(([account, value]) => ({
          name: safeName(account),
          location: below('/copilot_tokens', account),
          value: typeof value === 'string' ? value : '',
          provider,
        })),
      ),
    ]);
  },
};
