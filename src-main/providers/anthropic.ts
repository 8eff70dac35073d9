import { telling } from '../../src-shared/say.ts';
import { readAnthropicError } from './anthropic-answers.ts';
import { ask } from './ask.ts';
import { claudeShadows } from './claude-shadows.ts';
import type { Provider } from './provider.ts';

const baseUrl = 'https://api.anthropic.com';

export const anthropic: Provider = {
  id: 'anthropic',
  name: 'Anthropic',
  mark: 'An',
  kinds: ['api_key'],
  variables: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_ADMIN_API_KEY', 'ANTHROPIC_ADMIN_KEY'],
  tools: {
    secret: ['ANTHROPIC_API_KEY'],
    secretByPrefix: { 'sk-ant-admin': ['ANTHROPIC_ADMIN_API_KEY', 'ANTHROPIC_ADMIN_KEY'] },
    token: ['ANTHROPIC_AUTH_TOKEN'],
    shadows: claudeShadows,
    baseUrl: { ANTHROPIC_BASE_URL: '' },
  },
  shapes: [
    {
      kind: 'api_key',
      label: telling('Anthropic API key'),
      prefix: 'sk-ant-api03-',
      pattern: /^sk-ant-api03-[\w-]{93}AA$/,
      length: 108,
      ending: 'AA',
      strict: true,
    },
    {
      kind: 'api_key',
      label: telling('Anthropic admin key'),
      prefix: 'sk-ant-admin01-',
      pattern: /^sk-ant-admin01-[\w-]{93}AA$/,
      length: 110,
      ending: 'AA',
      strict: true,
      warn: telling(
        'This is an admin key: it manages an organisation and cannot be used for requests to models.',
      ),
    },
    { kind: 'api_key', label: telling('Anthropic key'), prefix: 'sk-ant-' },
  ],
  baseUrl,
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl,
          path: secret?.startsWith('sk-ant-admin')
            ? '/v1/organizations/api_keys?limit=1'
            : '/v1/models?limit=1',
          key: 'xApiKey',
          headers: { 'anthropic-version': '2023-06-01' },
        },
        secret,
        subject,
      ),
  },
  read(answer, request, now) {
    const error = readAnthropicError(answer, request, now);
    if (error !== null) return error;
    const organization = answer.headers['anthropic-organization-id'];
    return organization === undefined ? null : { facts: { organization } };
  },
  links: {
    keys: 'https://platform.claude.com/settings/keys',
    billing: 'https://platform.claude.com/settings/billing',
    status: 'https://status.claude.com',
  },
  proves: telling('Anthropic accepts the key.'),
  cannotProve: telling('That there is credit left: listing models works without.'),
  cost: telling('Free: it lists one model and uses no tokens.'),
};
