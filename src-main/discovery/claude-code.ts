import { readMoment } from '../../src-shared/moment.ts';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import { join } from 'node:path';
import type { Grounds } from './grounds.ts';
import { namedOnly, type Draft } from './sighted.ts';
import { nothing, together, type Found } from './sighting.ts';
import { placed, told, type Source } from './source.ts';
import { envDrafts, inJson, type Fields } from './tool-file.ts';

const id = 'claude-code';

/** The first moment of several fields, epoch ms; null where none says one. */
export function momentIn(fields: Fields | null, ...names: readonly string[]): number | null {
  for (const name of names) {
    const moment = readMoment(fields?.[name]);
    if (typeof moment === 'number') return moment;
  }
  return null;
}

const file = (path: string) => ({ source: id, path });

function loginIn(document: Fields, moved: boolean): Draft[] {
  const login = fieldsOf(document['claudeAiOauth']);
  const value = textIn(login, 'accessToken') ?? '';
  const renews = (textIn(login, 'refreshToken') ?? '') !== '';
  return [
    {
      name: '',
      location: '/claudeAiOauth/accessToken',
      value,
      provider: 'claude-code',
      kind: 'oauth',
      owner: id,
      link: 'login:claude-code',
      // Its owner renews it, so its end is nobody's concern (D-A11).
      expiresAt: renews ? null : momentIn(login, 'expiresAt'),
      ...(moved
        ? { note: telling('A link reads the login that CLAUDE_CONFIG_DIR names where Keywatch runs.') }
        : {}),
    },
  ];
}

/** On macOS the login lies in the Keychain, which asks its person at every reading. */
async function inKeychain(around: Grounds, folder: string): Promise<Found> {
  if (around.platform !== 'darwin' || (await around.list(folder)).length === 0) return nothing;
  const spot = { source: id, where: 'Keychain', mode: null, inFile: false };
  const named = namedOnly(spot, {
    name: 'keychain',
    location: 'Claude Code-credentials',
    provider: 'claude-code',
    kind: 'oauth',
    owner: id,
    link: 'login:claude-code',
    note: telling('Not opened, so whether a login is there is not known.'),
  });
  return { sightings: [named], problems: [] };
}

export const claudeCode: Source = {
  id,
  name: 'Claude Code',
  opens: [
    '`~/.claude/.credentials.json`, or in `$CLAUDE_CONFIG_DIR`',
    '`~/.claude.json`',
    '`~/.claude/settings.json`, `settings.local.json`',
  ],
  names: ['the item “Claude Code-credentials” in the Keychain of macOS'],
  async look(around) {
    const folder = placed(around, 'CLAUDE_CONFIG_DIR', '.claude');
    const moved = told(around, 'CLAUDE_CONFIG_DIR');
    const settings = ['settings.json', 'settings.local.json'].map((name) => join(folder, name));
    const own = moved === null ? join(around.home, '.claude.json') : join(moved, '.claude.json');
    return together(
      await Promise.all([
        inJson(around, file(join(folder, '.credentials.json')), (document) =>
          loginIn(document, moved !== null),
        ),
        inJson(around, file(own), (document) => [
          {
            name: 'api-key',
            location: '/primaryApiKey',
            value: textIn(document, 'primaryApiKey') ?? '',
            provider: 'anthropic',
          },
        ]),
        ...settings.map((path) =>
          inJson(around, { ...file(path), many: true }, (document) => [
            ...envDrafts(document['env'], '/env', path),
            ...helperIn(document),
          ]),
        ),
        inKeychain(around, folder),
      ]),
    );
  },
};

/** A program that gives the key: named, never run. */
function helperIn(document: Fields): Draft[] {
  const helper = textIn(document, 'apiKeyHelper') ?? '';
  return helper === ''
    ? []
    : [
        {
          name: 'helper',
          location: '/apiKeyHelper',
          value: `!${helper}`,
          provider: 'anthropic',
          link: null,
        },
      ];
}
