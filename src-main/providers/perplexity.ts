import { telling } from '../../src-shared/say.ts';
import { bearerGet } from './ask.ts';
import type { Provider } from './provider.ts';

/** Perplexity answers both with the same 401, so neither may be claimed alone. https://docs.perplexity.ai/docs/getting-started/faq */
const wrongOrEmpty = telling(
  'Perplexity does not take this key: it is wrong or deleted, or the account is out of credits',
);

export const perplexity: Provider = {
  id: 'perplexity',
  name: 'Perplexity',
  mark: 'Px',
  aliases: ['pplx'],
  kinds: ['api_key'],
  variables: ['PERPLEXITY_API_KEY', 'PPLX_API_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('Perplexity API key'),
      prefix: 'pplx-',
      pattern: /^pplx-[A-Za-z0-9]{48}$/,
      length: 53,
    },
  ],
  baseUrl: 'https://api.perplexity.ai',
  // Not the router's list, which only accounts in its preview may see.
  probe: bearerGet('https://api.perplexity.ai', '/v1/models'),
  read({ status, body }) {
    if (status === 403 && /limited preview/i.test(body))
      return {
        outcome: 'unverifiable',
        message: telling('Perplexity’s router is closed to this account; this says nothing about the key'),
      };
    const vague = /\b(?:invalid|unauthori[sz]ed|incorrect)\b/i;
    const exact = /\b(?:expired|revoked|disabled|suspended|credits?|balance|quota|billing)\b/i;
    return status === 401 && vague.test(body) && !exact.test(body) ? { message: wrongOrEmpty } : null;
  },
  // Its front server refuses a key with a page of its own, before the API is reached (D-B13).
  readForeign({ status, headers, body }) {
    const proxy = /^\s*(?:basic|digest|ntlm|negotiate|kerberos)\b/i.test(headers['www-authenticate'] ?? '');
    const page =
      /<title>401 Authorization Required<\/title>/i.test(body) && /<center>openresty\b/i.test(body);
    return status === 401 && page && !proxy ? { outcome: 'invalid', message: wrongOrEmpty } : null;
  },
  links: {
    keys: 'https://console.perplexity.ai',
    billing: 'https://console.perplexity.ai',
    status: 'https://status.perplexity.com',
  },
  proves: telling('Perplexity did not refuse the key when it was asked for its models.'),
  cannotProve: telling(
    'That the key is good for requests: Perplexity does not promise that it checks keys here, and answers alike to a wrong key and to an account without credits.',
  ),
  cost: telling('Free: it lists models and uses no tokens.'),
};
