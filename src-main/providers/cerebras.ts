import { telling } from '../../src-shared/say.ts';
import { bearerGet } from './ask.ts';
import type { Provider } from './provider.ts';

export const cerebras: Provider = {
  id: 'cerebras',
  name: 'Cerebras',
  mark: 'Ce',
  kinds: ['api_key'],
  variables: ['CEREBRAS_API_KEY'],
  shapes: [{ kind: 'api_key', label: telling('Cerebras API key'), prefix: 'csk-' }],
  baseUrl: 'https://api.cerebras.ai',
  probe: bearerGet('https://api.cerebras.ai', '/v1/models'),
  read({ status, body }) {
    // A wrong key is a 401 here; this is what is said to a question without any.
    if (status !== 403 || !/\bnot authenticated\b/i.test(body)) return null;
    return {
      outcome: 'unverifiable',
      message: telling('Cerebras saw no key; something on the way may have taken it out'),
    };
  },
  links: {
    keys: 'https://cloud.cerebras.ai',
    billing: 'https://cloud.cerebras.ai',
    status: 'https://status.cerebras.ai',
  },
  proves: telling('Cerebras accepts the key.'),
  cannotProve: telling('That the day’s tokens or the credit are not used up.'),
  cost: telling('Free: it lists models and uses no tokens.'),
};
