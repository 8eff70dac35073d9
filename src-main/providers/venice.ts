import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, type JsonObject } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

export const venice: Provider = {
  id: 'venice',
  name: 'Venice',
  mark: 'Vn',
  aliases: ['venice-ai', 'veniceai'],
  kinds: ['api_key'],
  variables: ['VENICE_API_KEY', 'VENICE_KEY'],
  shapes: [
    { kind: 'api_key', label: telling('Venice API key'), prefix: 'VENICE_INFERENCE_KEY_' },
    {
      kind: 'api_key',
      label: telling('Venice admin key'),
      prefix: 'VENICE_ADMIN_KEY_',
      warn: telling(
        'This is an admin key: it makes and deletes the other keys of the account. A key for inference is enough for requests to models.',
      ),
    },
  ],
  baseUrl: 'https://api.venice.ai',
  probe: bearerGet('https://api.venice.ai', '/api/v1/api_keys/rate_limits'),
  read({ status, body, json }) {
    // A model is refused here, though with the status of a wrong key. https://docs.venice.ai/api-reference/error-codes
    if (status === 401 && /\bPRO_ONLY_MODEL\b|only available to pro users/i.test(body))
      return { outcome: 'model_not_found' };
    const data = status === 200 && isObject(json) ? json['data'] : null;
    return isObject(data) ? readKey(data) : null;
  },
  probeHasOwnLimits: true,
  links: {
    keys: 'https://venice.ai/settings/api',
    billing: 'https://venice.ai/settings/api',
    status: 'https://veniceai-status.com',
  },
  proves: telling('Venice accepts the key and lets it use models.'),
  cannotProve: telling('That a limit of spending set for this key alone is not reached.'),
  cost: telling('Free: it asks about the key’s own limits.'),
};

/** What Venice tells of a key. https://docs.venice.ai/api-reference/endpoint/api_keys/rate_limits */
function readKey(data: JsonObject): Partial<Reading> {
  const balances = data['balances'];
  const learned = {
    facts: {
      ...learn(data['apiTier'], { id: 'plan' }),
      ...learn(balances, { USD: 'balance', DIEM: 'unitsRemaining' }),
      ...learn(data, { nextEpochBegins: 'resetsAt' }),
    },
    expiresAt: moment(data['keyExpiration']),
  };
  if (data['accessPermitted'] !== false) return learned;
  const held = ['USD', 'DIEM']
    .map((currency) => numberOf(balances, currency))
    .filter((left) => left !== null);
  return held.length > 0 && held.every((left) => left <= 0)
    ? {
        ...learned,
        outcome: 'no_credit',
        message: telling('The Venice account has neither dollars nor DIEM left'),
        resetAt: moment(data['nextEpochBegins']),
      }
    : { ...learned, outcome: 'forbidden', message: telling('Venice does not let this key use models') };
}
