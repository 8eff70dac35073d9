import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf } from './answer-body.ts';
import { ask } from './ask.ts';
import type { KeyShape, Provider } from './provider.ts';
import { moment } from './retry-time.ts';

const baseUrl = 'https://api.openai.com';

/** Prefix, 58 or 74 characters, `T3BlbkFJ` (base64 of "OpenAI"), as many again. Published by secret scanners. */
const keyBody = String.raw`(?:[\w-]{58}T3BlbkFJ[\w-]{58}|[\w-]{74}T3BlbkFJ[\w-]{74})`;
const shape = (label: string, prefix: string): KeyShape => ({
  kind: 'api_key',
  label,
  prefix,
  pattern: new RegExp(`^${prefix}${keyBody}$`),
});

export const openai: Provider = {
  id: 'openai',
  name: 'OpenAI',
  mark: 'Oa',
  kinds: ['api_key'],
  variables: ['OPENAI_API_KEY', 'OPENAI_ADMIN_KEY'],
  tools: {
    secret: ['OPENAI_API_KEY'],
    secretByPrefix: { 'sk-admin-': ['OPENAI_ADMIN_KEY'] },
    baseUrl: { OPENAI_BASE_URL: '/v1', OPENAI_API_BASE: '/v1' },
  },
  shapes: [
    shape(telling('OpenAI project key'), 'sk-proj-'),
    shape(telling('OpenAI service account key'), 'sk-svcacct-'),
    shape(telling('OpenAI service key'), 'sk-service-'),
    {
      ...shape(telling('OpenAI admin key'), 'sk-admin-'),
      warn: telling(
        'This is an admin key: it manages an organisation and cannot be used for requests to models.',
      ),
    },
    {
      kind: 'api_key',
      label: telling('OpenAI API key'),
      prefix: 'sk-',
      pattern: /^sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}$/,
    },
  ],
  baseUrl,
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl,
          path: secret?.startsWith('sk-admin-') ? '/v1/organization/admin_api_keys?limit=100' : '/v1/models',
          key: 'bearer',
        },
        secret,
        subject,
      ),
  },
  read(answer, request, _now, secret) {
    if (answer.status !== 200) return null;
    const organization = answer.headers['openai-organization'];
    return {
      facts: organization === undefined ? {} : { organization },
      expiresAt: request.path.includes('/admin_api_keys') ? adminKeyEnd(answer.json, secret) : null,
    };
  },
  links: {
    keys: 'https://platform.openai.com/api-keys',
    billing: 'https://platform.openai.com/settings/organization/billing/overview',
    status: 'https://status.openai.com',
  },
  proves: telling('OpenAI accepts the key.'),
  cannotProve: telling('That there is credit left, or that the key may use a certain model.'),
  cost: telling('Free: it lists models and uses no tokens.'),
};

/** Admin keys are listed masked: the one whose last four characters are ours tells its end. Epoch ms or null. */
function adminKeyEnd(json: unknown, secret: string | null): number | null {
  const keys: unknown = isObject(json) ? json['data'] : null;
  if (secret === null || !Array.isArray(keys)) return null;
  const ours = keys.filter(
    (key) =>
      isObject(key) &&
      typeof key['redacted_value'] === 'string' &&
      key['redacted_value'].endsWith(secret.slice(-4)),
  );
  return ours.length === 1 ? moment(numberOf(ours[0], 'expires_at')) : null;
}
