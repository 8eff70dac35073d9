import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, textOf, type JsonObject } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { readForwarded } from './forwarded.ts';
import { learn } from './learn.ts';
import type { Provider } from './provider.ts';
import { moment } from './retry-time.ts';

export const openrouter: Provider = {
  id: 'openrouter',
  name: 'OpenRouter',
  mark: 'Or',
  kinds: ['api_key'],
  variables: ['OPENROUTER_API_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('OpenRouter API key'),
      prefix: 'sk-or-v1-',
      pattern: /^sk-or-v1-[0-9a-f]{64}$/,
      length: 73,
      strict: true,
    },
  ],
  baseUrl: 'https://openrouter.ai',
  probe: bearerGet('https://openrouter.ai', '/api/v1/key'),
  read(answer, request, now) {
    const path = request.path.split('?', 1)[0] ?? '';
    if (answer.status === 200 && path.endsWith('/models'))
      return {
        outcome: 'unverifiable',
        message: telling('OpenRouter shows its models to everyone, so this says nothing about the key'),
      };
    // What the provider behind it answered, word for word. https://openrouter.ai/docs/api-reference/errors
    const error = isObject(answer.json) ? answer.json['error'] : null;
    const raw = textOf(isObject(error) ? error['metadata'] : null, 'raw');
    if (raw !== null) return readForwarded(answer.status, raw);
    const key = isObject(answer.json) ? answer.json['data'] : null;
    if (answer.status === 200 && path.endsWith('/key') && isObject(key)) return readKey(key, now);
    return null;
  },
  links: {
    keys: 'https://openrouter.ai/settings/keys',
    billing: 'https://openrouter.ai/settings/credits',
    status: 'https://status.openrouter.ai',
  },
  proves: telling('OpenRouter accepts the key and its own limit is not used up.'),
  cannotProve: telling('That the account has credit, which only a management key may ask.'),
  cost: telling('Free: it asks about the key itself.'),
};

const names = {
  label: 'label',
  limit: 'limit',
  limit_remaining: 'limitRemaining',
  limit_reset: 'limitReset',
  usage: 'usage',
  usage_daily: 'usageDaily',
  usage_weekly: 'usageWeekly',
  usage_monthly: 'usageMonthly',
  is_free_tier: 'freeTier',
  is_management_key: 'managementKey',
} as const;

/** What OpenRouter tells of a key. https://openrouter.ai/docs/api-reference/limits */
function readKey(key: JsonObject, now: number) {
  const learned = { facts: learn(key, names), expiresAt: moment(key['expires_at']) };
  const remaining = numberOf(key, 'limit_remaining');
  if (remaining === null || remaining > 0) return learned;
  const reset = textOf(key, 'limit_reset');
  return {
    ...learned,
    outcome: 'no_credit' as const,
    message: telling('The limit set for this key is used up'),
    resetAt: reset === null ? null : limitResetAt(reset, now),
  };
}

/** Limits begin anew at midnight UTC, weeks on Monday. Epoch ms; null for a word not known. */
function limitResetAt(every: string, now: number): number | null {
  const today = new Date(now);
  const [year, month, date] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  if (every === 'daily') return Date.UTC(year, month, date + 1);
  if (every === 'weekly') return Date.UTC(year, month, date + 7 - ((today.getUTCDay() + 6) % 7));
  return every === 'monthly' ? Date.UTC(year, month + 1, 1) : null;
}
