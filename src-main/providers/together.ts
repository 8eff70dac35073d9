import { telling } from '../../src-shared/say.ts';
import { bearerGet } from './ask.ts';
import type { Provider } from './provider.ts';

export const together: Provider = {
  id: 'together',
  name: 'Together AI',
  mark: 'To',
  aliases: ['togetherai', 'together-ai'],
  kinds: ['api_key'],
  variables: ['TOGETHER_API_KEY', 'TOGETHERAI_API_KEY'],
  tools: { baseUrl: { TOGETHER_BASE_URL: '/v1' } },
  shapes: [
    {
      kind: 'api_key',
      label: telling('Together API key'),
      prefix: 'tgp_v1_',
      pattern: /^tgp_v1_[\w-]{43}$/,
      length: 50,
    },
    {
      kind: 'api_key',
      label: telling('older Together API key'),
      prefix: '',
      pattern: /^[0-9a-f]{64}$/,
      length: 64,
      ambiguous: true,
    },
  ],
  baseUrl: 'https://api.together.xyz',
  hosts: ['api.together.ai'],
  probe: bearerGet('https://api.together.xyz', '/v1/models'),
  read({ status, body }, { method }) {
    // Here 403 is the answer to a prompt that is too long. https://docs.together.ai/docs/error-codes
    const tooLong =
      /\btokens? count\b|\bmax_(?:new_)?tokens\b|\bcontext\b|\btoo (?:long|large|many tokens)\b/i;
    return status === 403 && method === 'POST' && tooLong.test(body) ? { outcome: 'malformed' } : null;
  },
  links: {
    keys: 'https://api.together.ai/settings/api-keys',
    billing: 'https://api.together.ai/settings/billing',
    status: 'https://status.together.ai',
  },
  proves: telling('Together accepts the key.'),
  cannotProve: telling('That there is credit left below the limit of spending.'),
  cost: telling('Free: it lists models and uses no tokens.'),
};
