import { telling } from '../../src-shared/say.ts';
import { bearerGet } from './ask.ts';
import type { Provider } from './provider.ts';

export const mistral: Provider = {
  id: 'mistral',
  name: 'Mistral',
  mark: 'Mi',
  aliases: ['mistralai', 'mistral-ai'],
  kinds: ['api_key'],
  variables: ['MISTRAL_API_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('Mistral API key'),
      prefix: '',
      pattern: /^[A-Za-z0-9]{32}$/,
      length: 32,
      ambiguous: true,
    },
  ],
  baseUrl: 'https://api.mistral.ai',
  probe: bearerGet('https://api.mistral.ai', '/v1/models'),
  links: {
    keys: 'https://console.mistral.ai/api-keys',
    billing: 'https://console.mistral.ai/billing',
    status: 'https://status.mistral.ai',
  },
  proves: telling('Mistral accepts the key.'),
  cannotProve: telling(
    'That the plan has anything left, or when the key ends: Mistral calls a key that has ended simply wrong.',
  ),
  cost: telling('Free: it lists models and uses no tokens.'),
};
