import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, type JsonObject } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider } from './provider.ts';

export const deepseek: Provider = {
  id: 'deepseek',
  name: 'DeepSeek',
  mark: 'Ds',
  kinds: ['api_key'],
  variables: ['DEEPSEEK_API_KEY', 'DEEPSEEK_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('DeepSeek API key'),
      prefix: 'sk-',
      pattern: /^sk-[a-z0-9]{32}$/,
      length: 35,
      ambiguous: true,
    },
  ],
  baseUrl: 'https://api.deepseek.com',
  probe: bearerGet('https://api.deepseek.com', '/user/balance', [
    '/v1',
    '/beta',
    '/anthropic',
    '/anthropic/v1',
  ]),
  read({ status, json }) {
    if (status !== 200 || !isObject(json) || typeof json['is_available'] !== 'boolean') return null;
    const facts = learn(fullestPurse(json), names);
    return json['is_available']
      ? { facts }
      : { facts, outcome: 'no_credit', message: telling('The balance of the DeepSeek account is used up') };
  },
  links: {
    keys: 'https://platform.deepseek.com/api_keys',
    billing: 'https://platform.deepseek.com/top_up',
    status: 'https://status.deepseek.com',
  },
  proves: telling('DeepSeek accepts the key, and its account has balance left.'),
  cannotProve: telling('That the balance is enough for a certain request.'),
  cost: telling('Free: it asks for the balance and uses no tokens.'),
};

const names = {
  currency: 'currency',
  total_balance: 'balance',
  granted_balance: 'balanceGranted',
} as const;

/** An account has a purse for each currency. https://api-docs.deepseek.com/api/get-user-balance */
function fullestPurse(json: JsonObject): unknown {
  const purses = Array.isArray(json['balance_infos']) ? json['balance_infos'].filter(isObject) : [];
  return [...purses].sort((a, b) => heldIn(b) - heldIn(a))[0];
}

const heldIn = (purse: JsonObject): number => numberOf(purse, 'total_balance') ?? 0;
