import { telling } from '../../src-shared/say.ts';
import { isObject } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import type { Provider } from './provider.ts';

const baseUrl = 'http://127.0.0.1:1234';

/** The server of LM Studio on this machine; it asks for a token only where its settings say so. */
export const lmstudio: Provider = {
  id: 'lmstudio',
  name: 'LM Studio',
  mark: 'Lm',
  aliases: ['lm-studio'],
  kinds: ['api_key', 'none'],
  variables: ['LM_API_TOKEN', 'LMSTUDIO_API_KEY', 'LM_STUDIO_API_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('LM Studio token'),
      prefix: 'sk-lm-',
      signs: ':',
      pattern: /^sk-lm-[A-Za-z0-9]{8}:[A-Za-z0-9]{20}$/,
      length: 35,
    },
  ],
  baseUrl,
  probe: bearerGet(baseUrl, '/v1/models'),
  refused: telling('LM Studio’s server is not running at this address; start it with lms server start'),
  read({ status, json }) {
    const models: unknown = isObject(json) ? json['data'] : null;
    return status === 200 && Array.isArray(models) ? { facts: { models: models.length } } : null;
  },
  links: { keys: null, billing: null, status: null },
  proves: telling('The server runs and did not refuse the token.'),
  cannotProve: telling('That a token is checked at all: by default the server takes any.'),
  cost: telling('Free: it lists models, loads none and uses no tokens.'),
};
