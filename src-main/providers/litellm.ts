import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, textOf, type JsonObject } from './answer-body.ts';
import { ask } from './ask.ts';
import { readForwarded } from './forwarded.ts';
import { learn } from './learn.ts';
import type { Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

/** A proxy of one's own or of one's company; every profile brings its address. */
export const litellm: Provider = {
  id: 'litellm',
  name: 'LiteLLM proxy',
  mark: 'Li',
  aliases: ['litellm-proxy'],
  kinds: ['api_key'],
  variables: ['LITELLM_API_KEY', 'LITELLM_PROXY_API_KEY'],
  tools: { baseUrl: { LITELLM_BASE_URL: '', LITELLM_PROXY_API_BASE: '' } },
  warnedVariables: {
    LITELLM_MASTER_KEY: telling(
      'This is the master key of a LiteLLM server: it makes and deletes all of its other keys. Keep it on the server and use a key of its own here.',
    ),
  },
  shapes: [{ kind: 'api_key', label: telling('LiteLLM key'), prefix: 'sk-', ambiguous: true }],
  baseUrl: null,
  probe: {
    by: 'http',
    // What clients are given ends with the version of OpenAI's API; keys are administered beside it.
    request: (secret, subject) =>
      ask({ baseUrl: null, path: '/key/info', key: 'bearer', mounts: ['/v1'] }, secret, subject),
  },
  read(answer, request, now) {
    const said = textOf(isObject(answer.json) ? answer.json['error'] : null, 'message') ?? '';
    // Its own refusals begin otherwise. https://docs.litellm.ai/docs/exception_mapping
    if (/\blitellm\.\w+Error:|\b\w+Exception - /.test(said)) return readForwarded(answer.status, said);
    if (!request.path.split('?', 1)[0]?.endsWith('/key/info')) return null;
    // A stranger's key is refused with 401 before the proxy looks for it: only its own master key has no entry.
    if (answer.status === 404 && /not found in database/i.test(answer.body))
      return {
        outcome: 'unverifiable',
        message: telling('The proxy keeps no record of this key; it may be its master key'),
      };
    const info = isObject(answer.json) ? answer.json['info'] : null;
    return answer.status === 200 && isObject(info) ? readKey(info, now) : null;
  },
  links: {
    keys: 'https://docs.litellm.ai/docs/proxy/virtual_keys',
    billing: 'https://docs.litellm.ai/docs/proxy/users',
    status: null,
  },
  proves: telling('The proxy accepts the key, and the key’s own budget is not used up.'),
  cannotProve: telling('That the providers behind the proxy answer, or that the team has budget left.'),
  cost: telling('Free: it asks about the key itself.'),
};

const names = {
  key_alias: 'label',
  team_alias: 'team',
  team_id: 'team',
  spend: 'usage',
  max_budget: 'limit',
  budget_reset_at: 'resetsAt',
  created_at: 'madeAt',
} as const;

/** What a proxy tells of a key. https://docs.litellm.ai/docs/proxy/virtual_keys */
function readKey(info: JsonObject, now: number): Partial<Reading> {
  const budget = numberOf(info, 'max_budget');
  const left = budget === null ? null : budget - (numberOf(info, 'spend') ?? 0);
  const models = info['models'];
  const learned = {
    facts: {
      ...learn(info, names),
      ...(left === null ? {} : { limitRemaining: Math.max(0, left) }),
      // An empty list means every model.
      ...(Array.isArray(models) && models.length > 0 ? { models: models.length } : {}),
    },
    expiresAt: moment(info['expires']),
  };
  if (info['blocked'] === true)
    return { ...learned, outcome: 'revoked', message: telling('The proxy has blocked this key') };
  if (learned.expiresAt !== null && learned.expiresAt <= now)
    return { ...learned, outcome: 'expired', message: telling('The proxy says that this key has ended') };
  if (left === null || left > 0) return learned;
  return {
    ...learned,
    outcome: 'no_credit',
    message: telling('The budget set for this key is used up'),
    resetAt: moment(info['budget_reset_at']),
  };
}
