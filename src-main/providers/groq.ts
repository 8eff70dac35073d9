import { telling } from '../../src-shared/say.ts';
import { bearerGet } from './ask.ts';
import type { Provider } from './provider.ts';

export const groq: Provider = {
  id: 'groq',
  name: 'Groq',
  mark: 'Gq',
  aliases: ['groqcloud'],
  kinds: ['api_key'],
  variables: ['GROQ_API_KEY'],
  tools: { baseUrl: { GROQ_BASE_URL: '' } },
  shapes: [
    {
      kind: 'api_key',
      label: telling('Groq API key'),
      prefix: 'gsk_',
      pattern: /^gsk_[A-Za-z0-9]{52}$/,
      length: 56,
    },
  ],
  baseUrl: 'https://api.groq.com',
  probe: bearerGet('https://api.groq.com', '/openai/v1/models'),
  read({ status, body }) {
    // Said to addresses it does not serve, whatever key they show.
    if (status !== 403 || !/check your network settings/i.test(body)) return null;
    return {
      outcome: 'region_blocked',
      message: telling('Groq refuses this network, often a VPN’s; this says nothing about the key'),
    };
  },
  links: {
    keys: 'https://console.groq.com/keys',
    billing: 'https://console.groq.com/settings/billing',
    status: 'https://groqstatus.com',
  },
  proves: telling('Groq accepts the key, and its organisation is not restricted.'),
  cannotProve: telling('That the limits of today are not used up, or that the key may use a certain model.'),
  cost: telling('Free: it lists models and uses no tokens.'),
};
