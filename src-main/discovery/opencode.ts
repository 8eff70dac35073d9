import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import { providerById } from '../providers/index.ts';
import { below } from '../references/place.ts';
import { momentIn } from './claude-code.ts';
import { safeName, type Draft } from './sighted.ts';
import { placed, type Source } from './source.ts';
import { inJson } from './tool-file.ts';

const id = 'opencode';

/** What each type of entry keeps its secret under. */
const members = { api: 'key', wellknown: 'token', oauth: 'access' } as const;

function draftOf(name: string, entry: unknown): Draft[] {
  const fields = fieldsOf(entry);
  const type = Object.entries(members).find(([known]) => known === fields?.['type']);
  if (fields === null || type === undefined) return [];
  const [kind, member] = type;
  const isLogin = kind === 'oauth';
  const provider = providerById(name)?.id ?? null;
  const renews = (textIn(fields, 'refresh') ?? '') !== '';
  return [
    {
      name: safeName(name),
      location: below(below('', name), member),
      value: textIn(fields, member) ?? '',
      // A login for ChatGPT or Claude is theirs, not one for the API of the same company.
      ...(provider === null ? { variable: `${name}_API_KEY` } : { provider }),
      ...(isLogin
        ? { kind: 'oauth', owner: id, expiresAt: renews ? null : momentIn(fields, 'expires') }
        : {}),
    },
  ];
}

export const opencode: Source = {
  id,
  name: 'opencode',
  opens: ['`~/.local/share/opencode/auth.json`, or below `$XDG_DATA_HOME`'],
  look: (around) =>
    inJson(
      around,
      { source: id, path: placed(around, 'XDG_DATA_HOME', '.local/share', 'opencode', 'auth.json') },
      (document) => Object.entries(document).flatMap(([name, entry]) => draftOf(name, entry)),
    ),
};
