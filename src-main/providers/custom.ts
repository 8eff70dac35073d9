import { telling } from '../../src-shared/say.ts';
import { ask } from './ask.ts';
import type { Provider } from './provider.ts';

/** Any server that speaks OpenAI's or Anthropic's API: a proxy, a relay, a machine of one's own. */
export const custom: Provider = {
  id: 'custom',
  name: 'Custom server',
  mark: 'Cu',
  aliases: ['openai-compatible', 'anthropic-compatible'],
  kinds: ['api_key', 'token', 'none'],
  variables: [],
  shapes: [],
  baseUrl: null,
  apis: ['openai', 'anthropic'],
  probe: {
    by: 'http',
    request: (secret, subject) =>
      subject.api === 'anthropic'
        ? ask(
            {
              baseUrl: null,
              path: '/v1/models?limit=1',
              key: subject.kind === 'token' ? 'bearer' : 'xApiKey',
              headers: { 'anthropic-version': '2023-06-01' },
            },
            secret,
            subject,
          )
        : ask({ baseUrl: null, path: '/v1/models', key: 'bearer' }, secret, subject),
  },
  links: { keys: null, billing: null, status: null },
  proves: telling('The server answers and did not refuse the key.'),
  cannotProve: telling('That the key is checked at all: some servers show their models to everyone.'),
  cost: telling('Free: it lists models and uses no tokens.'),
};
