import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMoment } from '../../../src-shared/moment.ts';
import { fieldsOf } from '../../gateways/stores/credential.ts';
import { fieldsAt, textAt } from '../../gateways/stores/fields-at.ts';
import { isOn, variables, type Offer, type Standing, type Tool } from './tool.ts';

const folder = ({ env, home }: Standing) => env['CLAUDE_CONFIG_DIR']?.trim() || join(home, '.claude');

const clouds = {
  CLAUDE_CODE_USE_BEDROCK: 'Amazon Bedrock',
  CLAUDE_CODE_USE_VERTEX: 'Google Vertex AI',
  CLAUDE_CODE_USE_FOUNDRY: 'Microsoft Foundry',
} as const;

/** Its settings put variables over those of the environment. */
function settled(at: Standing) {
  const path = join(folder(at), 'settings.json');
  const settings = fieldsAt(path);
  const own = Object.fromEntries(
    Object.entries(fieldsOf(settings?.['env']) ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
  const helper = textAt(settings, 'apiKeyHelper');
  return { path, own, helper };
}

function login(at: Standing): Offer[] {
  const path = join(folder(at), '.credentials.json');
  const found = fieldsOf(fieldsAt(path)?.['claudeAiOauth']);
  const secret = textAt(found, 'accessToken');
  if (secret !== null) {
    const end = readMoment(found?.['expiresAt']);
    const renews = textAt(found, 'refreshToken') !== null;
    const expiresAt = renews || typeof end !== 'number' ? null : end;
    return [{ name: 'login', from: path, kind: 'login', secret, expiresAt }];
  }
  const account = fieldsOf(fieldsAt(join(at.home, '.claude.json'))?.['oauthAccount']);
  return account === null || at.platform !== 'darwin'
    ? []
    : [{ name: 'login', from: 'keyring', kind: 'login', secret: null, expiresAt: null }];
}

/** Claude Code, in the order of providers.md §2.1: a stray key goes before its login without a word. */
export const claudeCode: Tool = {
  id: 'claude-code',
  name: 'Claude Code',
  provider: 'anthropic',
  isHere: (at) => existsSync(folder(at)),
  offers(at) {
    const { path, own, helper } = settled(at);
    const both = (names: readonly string[], kind: Offer['kind']) => [
      ...variables(own, names, { from: path, kind }),
      ...variables(at.env, names, { kind }),
    ];
    const inAccount = join(at.home, '.claude.json');
    return [
      ...Object.entries(clouds).flatMap(([name, cloud]): Offer[] =>
        isOn(own[name] ?? at.env[name])
          ? [
              {
                name: cloud,
                from: own[name] === undefined ? 'environment' : path,
                kind: 'cloud',
                secret: null,
                expiresAt: null,
              },
            ]
          : [],
      ),
      ...both(['ANTHROPIC_AUTH_TOKEN'], 'token'),
      ...both(['ANTHROPIC_API_KEY'], 'key'),
      ...(helper === null
        ? []
        : [
            {
              name: 'apiKeyHelper',
              from: path,
              kind: 'program' as const,
              secret: null,
              expiresAt: null,
            },
          ]),
      ...both(['CLAUDE_CODE_OAUTH_TOKEN'], 'token'),
      ...login(at),
      ...variables(
        { primaryApiKey: textAt(fieldsAt(inAccount), 'primaryApiKey') ?? undefined },
        ['primaryApiKey'],
        { from: inAccount },
      ),
    ];
  },
  baseUrl: 'ANTHROPIC_BASE_URL',
};
