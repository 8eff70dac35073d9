import { telling } from '../../src-shared/say.ts';
import type { Outcome } from '../../src-shared/words.ts';
import { isObject, textOf } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider, Reading } from './provider.ts';

export const fireworks: Provider = {
  id: 'fireworks',
  name: 'Fireworks AI',
  mark: 'Fw',
  aliases: ['fireworks-ai'],
  kinds: ['api_key'],
  variables: ['FIREWORKS_API_KEY', 'FIREWORKS_KEY'],
  shapes: [{ kind: 'api_key', label: telling('Fireworks API key'), prefix: 'fw_' }],
  baseUrl: 'https://api.fireworks.ai',
  // Not the list of models: it fails with 500 for some accounts whose keys work.
  probe: bearerGet('https://api.fireworks.ai', '/v1/accounts', ['/inference', '/inference/v1']),
  read({ status, body, json }) {
    // The account is suspended for money, or an adapter did not load. https://docs.fireworks.ai/guides/inference-error-codes
    if (status === 412)
      return { outcome: /suspend|spend|invoice|billing|credit/i.test(body) ? 'no_credit' : 'unverifiable' };
    return status === 200 && isObject(json) ? readAccounts(json['accounts']) : null;
  },
  links: {
    keys: 'https://app.fireworks.ai/settings/users/api-keys',
    billing: 'https://app.fireworks.ai/account/billing',
    status: 'https://status.fireworks.ai',
  },
  proves: telling('Fireworks accepts the key, and its account is not suspended.'),
  cannotProve: telling('How much credit is left, or that the key may use a certain model.'),
  cost: telling('Free: it asks which accounts the key belongs to.'),
};

/** Why an account stands still. https://docs.fireworks.ai/api-reference/list-accounts */
const suspensions: Readonly<Record<string, { outcome: Outcome; message: string }>> = {
  FAILED_PAYMENTS: { outcome: 'no_credit', message: telling('The account is suspended: a payment failed') },
  CREDIT_DEPLETED: {
    outcome: 'no_credit',
    message: telling('The account is suspended: its credit is used up'),
  },
  MONTHLY_SPEND_LIMIT_EXCEEDED: {
    outcome: 'no_credit',
    message: telling('The account is suspended: the month’s limit of spending is reached'),
  },
  BLOCKED_BY_ABUSE_RULE: {
    outcome: 'revoked',
    message: telling('Fireworks has suspended the account for a breach of its rules'),
  },
};

/** A key of several accounts works as long as one of them does. */
function readAccounts(listed: unknown): Partial<Reading> | null {
  const accounts = Array.isArray(listed) ? listed.filter(isObject) : [];
  const first = accounts[0];
  if (first === undefined) return null;
  const facts = learn(first, { name: 'account', displayName: 'account' });
  const reasons = accounts.map((account) => suspensions[textOf(account, 'suspendState') ?? '']);
  const reason = reasons[0];
  return reason === undefined || reasons.includes(undefined) ? { facts } : { facts, ...reason };
}
