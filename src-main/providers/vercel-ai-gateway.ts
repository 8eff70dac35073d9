import { telling } from '../../src-shared/say.ts';
import { numberOf } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider } from './provider.ts';

const baseUrl = 'https://ai-gateway.vercel.sh';

export const vercelAiGateway: Provider = {
  id: 'vercel-ai-gateway',
  name: 'Vercel AI Gateway',
  mark: 'Ve',
  aliases: ['vercel', 'ai-gateway'],
  kinds: ['api_key', 'token'],
  variables: ['AI_GATEWAY_API_KEY', 'VERCEL_OIDC_TOKEN'],
  tools: { secret: ['AI_GATEWAY_API_KEY'] },
  shapes: [{ kind: 'api_key', label: telling('Vercel AI Gateway key'), prefix: 'vck_' }],
  issuers: ['oidc.vercel.com'],
  baseUrl,
  probe: bearerGet(baseUrl, '/v1/credits', ['/v1/ai', '/v3/ai']),
  read({ status, json }, request) {
    if (status !== 200 || !request.path.endsWith('/credits')) return null;
    const balance = numberOf(json, 'balance');
    const facts = learn(json, { balance: 'balance', total_used: 'usage' });
    return balance !== null && balance <= 0
      ? { outcome: 'no_credit', message: telling('The team’s credit is used up'), facts }
      : { facts };
  },
  links: {
    keys: 'https://vercel.com/docs/ai-gateway/authentication-and-byok/api-keys',
    billing: 'https://vercel.com/docs/ai-gateway/pricing',
    status: 'https://www.vercel-status.com',
  },
  proves: telling('The gateway accepts the key, and the team has credit.'),
  cannotProve: telling(
    'That the key’s own budget is not used up. It ends when the person who made it leaves the team.',
  ),
  cost: telling('Free: it asks for the team’s credit.'),
};
