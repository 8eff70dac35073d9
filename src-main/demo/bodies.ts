/** What the invented far side says, in the form of each provider's own answers. */
const own: Readonly<Record<string, unknown>> = {
  openrouter: {
    data: {
      label: 'sample',
      limit: 100,
      limit_remaining: 61.4,
      limit_reset: 'monthly',
      usage: 38.6,
      usage_daily: 1.2,
      is_free_tier: false,
    },
  },
  deepseek: {
    is_available: true,
    balance_infos: [
      { currency: 'USD', total_balance: '18.20', granted_balance: '0.00', topped_up_balance: '18.20' },
    ],
  },
  'github-copilot': { login: 'sample-person', id: 1 },
  huggingface: {
    type: 'user',
    name: 'sample-person',
    auth: { type: 'access_token', accessToken: { displayName: 'sample', role: 'read' } },
  },
  google: { models: [{ name: 'models/sample' }] },
  cohere: { valid: true, organization_id: 'sample', owner_id: 'sample' },
  ollama: { version: '0.9.0' },
};

const models = { object: 'list', data: [{ id: 'sample', object: 'model', type: 'model' }], has_more: false };

const error = (provider: string, type: string, message: string, code: string) =>
  provider === 'anthropic'
    ? { type: 'error', error: { type, message } }
    : provider === 'google'
      ? { error: { code: 400, message, status: code.toUpperCase() } }
      : { error: { message, type, code } };

export const bodies = {
  ok: (provider: string) => own[provider] ?? models,
  refused: (provider: string) =>
    error(
      provider,
      'authentication_error',
      provider === 'anthropic' ? 'invalid x-api-key' : 'Incorrect API key provided',
      'invalid_api_key',
    ),
  forbidden: (provider: string) =>
    error(
      provider,
      'permission_error',
      'You have insufficient permissions for this operation',
      'insufficient_permissions',
    ),
  throttled: (provider: string) =>
    error(provider, 'rate_limit_error', 'Rate limit reached', 'rate_limit_exceeded'),
  noCredit: error(
    'openai',
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details.',
    'insufficient_quota',
  ),
  fault: { error: { message: 'The service is temporarily unavailable', type: 'server_error' } },
};
