import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import { learn } from './learn.ts';
import { byRegion } from './origin.ts';
import type { Provider } from './provider.ts';

const origin = byRegion({ global: 'https://api.moonshot.ai', cn: 'https://api.moonshot.cn' }, 'global');

export const moonshot: Provider = {
  id: 'moonshot',
  name: 'Moonshot',
  mark: 'Mo',
  aliases: ['moonshotai', 'kimi'],
  kinds: ['api_key'],
  variables: ['MOONSHOT_API_KEY', 'MOONSHOT_KEY', 'KIMI_API_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('Moonshot API key'),
      prefix: 'sk-',
      pattern: /^sk-[A-Za-z0-9]{48}$/,
      length: 51,
      ambiguous: true,
    },
  ],
  baseUrl: 'https://api.moonshot.ai',
  origin,
  hosts: ['api.moonshot.ai', 'api.moonshot.cn'],
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl: origin(subject.config),
          path: '/v1/users/me/balance',
          key: 'bearer',
          mounts: ['/anthropic', '/anthropic/v1'],
        },
        secret,
        subject,
      ),
  },
  read({ status, json }, request) {
    const message = (textOf(isObject(json) ? json['error'] : null, 'message') ?? '').toLowerCase();
    if (status === 404 && message.startsWith('not found the model')) return { outcome: 'model_not_found' };
    if (status === 401 && /invalid authentication|incorrect api key/.test(message))
      return {
        outcome: 'invalid',
        message: telling(
          'Moonshot does not know this key here; keys of the international platform (.ai) and the Chinese one (.cn) are different',
        ),
      };
    const data = isObject(json) ? json['data'] : null;
    return status === 200 && request.path.includes('/balance') ? readBalance(data, request.host) : null;
  },
  links: {
    keys: 'https://platform.kimi.ai/console/api-keys',
    billing: 'https://platform.kimi.ai/console/account',
    status: 'https://status.moonshot.cn',
  },
  proves: telling('Moonshot accepts the key and the account has a balance.'),
  cannotProve: telling('That a certain model may be used, or that the limits of the account’s tier suffice.'),
  cost: telling('Free: it asks for the balance.'),
};

const names = { available_balance: 'balance', voucher_balance: 'balanceGranted' } as const;

/** Cash may be below zero while vouchers last: what is available decides. https://platform.kimi.ai/docs/api/balance */
function readBalance(data: unknown, host = '') {
  const available = numberOf(data, 'available_balance');
  if (available === null) return null;
  const facts = { ...learn(data, names), ...(host.endsWith('.cn') ? { currency: 'CNY' } : {}) };
  return available > 0
    ? { facts }
    : { facts, outcome: 'no_credit' as const, message: telling('The balance of this account is used up') };
}
