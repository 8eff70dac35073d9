import { telling } from '../../src-shared/say.ts';
import { isObject, textOf, type JsonObject } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

const baseUrl = 'https://huggingface.co';

export const huggingface: Provider = {
  id: 'huggingface',
  name: 'Hugging Face',
  mark: 'Hf',
  aliases: ['hf', 'hugging-face'],
  kinds: ['api_key', 'token'],
  variables: ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', 'HUGGINGFACEHUB_API_TOKEN', 'HUGGINGFACE_API_KEY'],
  tools: { baseUrl: { HF_ENDPOINT: '' } },
  shapes: [
    {
      kind: 'api_key',
      label: telling('Hugging Face token'),
      prefix: 'hf_',
      pattern: /^hf_[A-Za-z0-9]{34}$/,
      length: 37,
    },
    {
      kind: 'api_key',
      label: telling('Hugging Face organisation token'),
      prefix: 'api_org_',
      pattern: /^api_org_[A-Za-z0-9]{34}$/,
      length: 42,
    },
    { kind: 'token', label: telling('Hugging Face login token'), prefix: 'hf_oauth_' },
  ],
  baseUrl,
  hosts: ['router.huggingface.co'],
  asksAt: (host) => (host === 'router.huggingface.co' ? baseUrl : null),
  probe: bearerGet(baseUrl, '/api/whoami-v2'),
  // Asking who one is has a tight window of its own, beside those of models and inference.
  probeHasOwnLimits: true,
  read: ({ status, json }, request) =>
    status === 200 && request.path.includes('/whoami') && isObject(json) ? readOwner(json) : null,
  links: {
    keys: 'https://huggingface.co/settings/tokens',
    billing: 'https://huggingface.co/settings/billing',
    status: 'https://status.huggingface.co',
  },
  proves: telling('Hugging Face accepts the token, and says whose it is and what it may.'),
  cannotProve: telling('That it may call Inference Providers, or that there are credits left for that.'),
  cost: telling('Free: it asks whose the token is.'),
};

/** https://huggingface.co/docs/hub/api */
function readOwner(json: JsonObject): Partial<Reading> {
  const auth = isObject(json['auth']) ? json['auth'] : {};
  const token = isObject(auth['accessToken']) ? auth['accessToken'] : {};
  const scopes = scopesOf(token['fineGrained']);
  const organizations = (Array.isArray(json['orgs']) ? json['orgs'] : []).map((one) => textOf(one, 'name'));
  const organization = organizations.filter((name) => name !== null).join(', ');
  return {
    facts: {
      ...learn(json, { name: 'account' }),
      ...(organization === '' ? {} : { organization: organization.slice(0, 120) }),
      ...learn(token, { displayName: 'label', role: 'role', createdAt: 'madeAt' }),
      ...(scopes === '' ? {} : { scopes }),
      ...(json['isPro'] === true ? { plan: 'pro' } : {}),
    },
    expiresAt: moment(token['expiresAt']) ?? moment(auth['expiresAt']),
  };
}

/** What a fine-grained token may, over all it is for; once each. */
function scopesOf(fineGrained: unknown): string {
  if (!isObject(fineGrained)) return '';
  const scoped = (Array.isArray(fineGrained['scoped']) ? fineGrained['scoped'] : []).filter(isObject);
  const lists: unknown[] = [fineGrained['global'], ...scoped.map((one) => one['permissions'])];
  const all = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  return [...new Set(all.filter((one) => typeof one === 'string'))].join(', ').slice(0, 120);
}
