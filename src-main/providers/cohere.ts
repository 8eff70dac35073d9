import { telling } from '../../src-shared/say.ts';
import { ask } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider } from './provider.ts';

const baseUrl = 'https://api.cohere.com';

export const cohere: Provider = {
  id: 'cohere',
  name: 'Cohere',
  mark: 'Co',
  kinds: ['api_key'],
  variables: ['COHERE_API_KEY', 'CO_API_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('Cohere API key'),
      prefix: '',
      pattern: /^[A-Za-z0-9]{40}$/,
      length: 40,
      ambiguous: true,
    },
  ],
  baseUrl,
  hosts: ['api.cohere.ai'],
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl,
          path: '/v1/check-api-key',
          key: 'bearer',
          headers: { 'content-type': 'application/json' },
          body: '{}',
          mounts: ['/v2', '/compatibility/v1'],
        },
        secret,
        subject,
      ),
  },
  read({ status, json }) {
    // A word that may not be said was in the request or its answer; elsewhere 498 is a lack of capacity.
    if (status === 498) return { outcome: 'malformed' };
    return status === 200
      ? { facts: learn(json, { organization_id: 'organization', owner_id: 'account' }) }
      : null;
  },
  minIntervalMs: 24 * 60 * 60 * 1000,
  probeHasOwnLimits: true,
  links: {
    keys: 'https://dashboard.cohere.com/api-keys',
    billing: 'https://dashboard.cohere.com/billing',
    status: 'https://status.cohere.com',
  },
  proves: telling('Cohere says that the key is valid.'),
  cannotProve: telling('That the calls of a trial key, or the budget of the account, are not used up.'),
  cost: telling(
    'Free: it has Cohere check the key, at most once a day, as it may count among the 1,000 calls a month of a trial key.',
  ),
};
