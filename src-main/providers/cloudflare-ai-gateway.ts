import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import type { Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

const baseUrl = 'https://api.cloudflare.com';

export const cloudflareAiGateway: Provider = {
  id: 'cloudflare-ai-gateway',
  name: 'Cloudflare AI Gateway',
  mark: 'Cf',
  aliases: ['cloudflare', 'workers-ai'],
  kinds: ['api_key'],
  variables: ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_AI_GATEWAY_API_KEY', 'CF_AIG_TOKEN'],
  tools: { settings: { account: ['CLOUDFLARE_ACCOUNT_ID'] } },
  shapes: [
    {
      kind: 'api_key',
      label: telling('Cloudflare user token'),
      prefix: 'cfut_',
      pattern: /^cfut_[A-Za-z0-9]{40}[a-f0-9]{8}$/,
      length: 53,
    },
    {
      kind: 'api_key',
      label: telling('Cloudflare account token'),
      prefix: 'cfat_',
      pattern: /^cfat_[A-Za-z0-9]{40}[a-f0-9]{8}$/,
      length: 53,
    },
    {
      kind: 'api_key',
      label: telling('Cloudflare API token'),
      prefix: '',
      pattern: /^[\w-]{40}$/,
      length: 40,
      ambiguous: true,
    },
  ],
  baseUrl,
  hosts: ['gateway.ai.cloudflare.com'],
  asksAt: (host) => (host === 'gateway.ai.cloudflare.com' ? baseUrl : null),
  probe: {
    by: 'http',
    // A token of an account is unknown at the user's door, so the account decides which one is asked.
    request: (secret, subject) => {
      const account = subject.config['account']?.trim() ?? '';
      const owner = account === '' ? 'user' : `accounts/${encodeURIComponent(account)}`;
      return ask({ baseUrl, path: `/client/v4/${owner}/tokens/verify`, key: 'bearer' }, secret, subject);
    },
  },
  read({ status, json }, request, now, secret) {
    if (!request.path.endsWith('/tokens/verify')) return null;
    const result = isObject(json) ? json['result'] : null;
    if (status === 200 && isObject(result)) return readToken(result, now);
    if (status === 401 && secret?.startsWith('cfat_') === true && request.path.includes('/user/'))
      return {
        outcome: 'unverifiable',
        message: telling('A token of an account is asked about at its account; add the account’s id'),
      };
    return null;
  },
  links: {
    keys: 'https://dash.cloudflare.com/profile/api-tokens',
    billing: 'https://dash.cloudflare.com/?to=/:account/billing',
    status: 'https://www.cloudflarestatus.com',
  },
  proves: telling('Cloudflare knows the token and it is active.'),
  cannotProve: telling('That the token may use the AI Gateway, or that the providers behind it answer.'),
  cost: telling('Free: it asks about the token itself.'),
};

/** What Cloudflare tells of a token under status 200. https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/ */
function readToken(result: object, now: number): Partial<Reading> {
  const learned = { expiresAt: moment(textOf(result, 'expires_on')) };
  const state = textOf(result, 'status');
  if (state === 'expired')
    return { ...learned, outcome: 'expired', message: telling('Cloudflare says that this token has ended') };
  if (state === 'disabled')
    return { ...learned, outcome: 'revoked', message: telling('This token is switched off at Cloudflare') };
  const begins = moment(textOf(result, 'not_before'));
  if (begins !== null && begins > now)
    return {
      ...learned,
      outcome: 'forbidden',
      message: telling('This token is good only from {day} on', {
        day: new Date(begins).toISOString().slice(0, 10),
      }),
    };
  return learned;
}
