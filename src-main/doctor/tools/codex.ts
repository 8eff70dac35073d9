import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jwtExpiry } from '../../../src-shared/jwt.ts';
import { telling } from '../../../src-shared/say.ts';
import { readPeerFile } from '../../gateways/stores/peer-file.ts';
import { fieldsAt, textAt } from '../../gateways/stores/fields-at.ts';
import { variables, type Offer, type Standing, type Tool } from './tool.ts';

const folder = ({ env, home }: Standing) => env['CODEX_HOME']?.trim() || join(home, '.codex');

/** `auth.json` names its kind since it may hold both; before that a login went before a key. */
function signedIn(at: Standing): Offer[] {
  const path = join(folder(at), 'auth.json');
  const document = fieldsAt(path);
  const key = textAt(document, 'OPENAI_API_KEY');
  const token = textAt(document, 'tokens', 'access_token');
  const byKey: Offer[] = variables({ OPENAI_API_KEY: key ?? undefined }, ['OPENAI_API_KEY'], { from: path });
  const renews = textAt(document, 'tokens', 'refresh_token') !== null;
  const byLogin: Offer[] =
    token === null
      ? []
      : [
          {
            name: 'login',
            from: path,
            kind: 'login',
            secret: token,
            expiresAt: renews ? null : jwtExpiry(token),
          },
        ];
  const inFile =
    textAt(document, 'auth_mode')?.toLowerCase() === 'apikey'
      ? [...byKey, ...byLogin]
      : [...byLogin, ...byKey];
  const config = readPeerFile(join(folder(at), 'config.toml'))?.text ?? '';
  const inKeyring = /^\s*cli_auth_credentials_store\s*=\s*["']keyring["']/m.test(config);
  return inKeyring
    ? [{ name: 'login', from: 'keyring', kind: 'login', secret: null, expiresAt: null }]
    : inFile;
}

const alike = { provider: 'openai', baseUrl: 'OPENAI_BASE_URL' } as const;
const accessToken = (at: Standing) => variables(at.env, ['CODEX_ACCESS_TOKEN'], { kind: 'token' });
const ignores: NonNullable<Tool['ignores']> = (at) =>
  variables(at.env, ['OPENAI_API_KEY']).map((offer) => ({
    ...offer,
    why: telling('Codex takes it only when it signs in (codex login --with-api-key)'),
  }));

export const codex: Tool = {
  ...alike,
  id: 'codex',
  name: 'Codex',
  isHere: (at) => existsSync(folder(at)),
  offers: (at) => [...accessToken(at), ...signedIn(at)],
  ignores,
};

/** Without a person Codex also reads a variable of its own, before everything else. */
export const codexExec: Tool = {
  ...alike,
  id: 'codex-exec',
  name: 'codex exec',
  isHere: () => false,
  offers(at) {
    const own = variables(at.env, ['CODEX_API_KEY']);
    return own.length === 0 ? [] : [...own, ...accessToken(at), ...signedIn(at)];
  },
};
