import { describe, expect, it, test } from 'vitest';
import type { Outcome } from '../../../src-shared/words.ts';
import { custom } from '../../../src-main/providers/custom.ts';
import { providerById } from '../../../src-main/providers/index.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';

const now = Date.parse('2026-11-20T18:30:00Z');
const secret = `sk-invented-${'q7'.repeat(20)}`;
const json = { 'content-type': 'application/json' };

interface Asked {
  provider?: string;
  request?: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  truncated?: boolean;
  expiresAt?: number | null;
}

function read(asked: Asked) {
  const [method = 'GET', path = ''] = (asked.request ?? 'GET /v1/models').split(' ');
  const body = typeof asked.body === 'string' ? asked.body : JSON.stringify(asked.body ?? {});
  return readAnswer({
    provider: providerById(asked.provider ?? 'custom') ?? custom,
    request: { method, path },
    answer: {
      status: asked.status,
      headers: { ...json, ...asked.headers },
      body,
      truncated: asked.truncated ?? false,
    },
    now,
    secret,
    expiresAt: asked.expiresAt ?? null,
  });
}

const openaiError = (message: string, code: string | null = null, type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
});
const anthropicError = (type: string, message: string) => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_1',
});
const googleError = (code: number, status: string, message: string, reason?: string) => ({
  error: {
    code,
    message,
    status,
    details: reason ? [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] : [],
  },
});

type Worded = [provider: string, status: number, body: unknown, outcome: Outcome];

describe('sentences and codes, in wordings met in the wild', () => {
  const cases: Worded[] = [
    ['anthropic', 401, anthropicError('authentication_error', 'invalid x-api-key'), 'invalid'],
    ['anthropic', 401, anthropicError('authentication_error', 'x-api-key header is required'), 'malformed'],
    ['anthropic', 401, anthropicError('authentication_error', 'This API key has been disabled.'), 'revoked'],
    ['anthropic', 401, anthropicError('authentication_error', 'API key has expired'), 'expired'],
    [
      'anthropic',
      400,
      anthropicError('invalid_request_error', 'This organization has been disabled.'),
      'revoked',
    ],
    ['anthropic', 404, anthropicError('not_found_error', 'Not found'), 'invalid'],
    ['anthropic', 404, anthropicError('not_found_error', 'model: claude-nope'), 'model_not_found'],
    [
      'anthropic',
      429,
      anthropicError('rate_limit_error', 'Extra usage is required for fast mode'),
      'forbidden',
    ],
    [
      'anthropic',
      429,
      anthropicError('rate_limit_error', 'Extra usage is required for long context requests.'),
      'forbidden',
    ],
    [
      'anthropic',
      400,
      anthropicError('invalid_request_error', "You're out of extra usage. Add more to keep going."),
      'no_credit',
    ],
    [
      'anthropic',
      403,
      anthropicError(
        'permission_error',
        'OAuth authentication is currently not allowed for this organization.',
      ),
      'forbidden',
    ],
    ['anthropic', 429, anthropicError('rate_limit_error', 'Overloaded'), 'overloaded'],
    [
      'claude-code',
      403,
      anthropicError('permission_error', 'OAuth token does not meet scope requirement user:profile'),
      'forbidden',
    ],
    [
      'claude-code',
      403,
      anthropicError('permission_error', 'Token must have any_of(user:inference, org:inference)'),
      'forbidden',
    ],
    [
      'claude-code',
      401,
      anthropicError('authentication_error', 'OAuth access token has been revoked.'),
      'revoked',
    ],
    ['claude-code', 401, anthropicError('authentication_error', 'OAuth token revoked'), 'revoked'],
    [
      'openai',
      401,
      openaiError('Incorrect API key provided: sk-proj-****abcd.', 'invalid_api_key'),
      'invalid',
    ],
    [
      'openai',
      401,
      openaiError(
        "You didn't provide an API key. You need to provide your API key in an Authorization header",
      ),
      'malformed',
    ],
    [
      'openai',
      403,
      openaiError(
        'Country, region, or territory not supported',
        'unsupported_country_region_territory',
        'request_forbidden',
      ),
      'region_blocked',
    ],
    [
      'openai',
      429,
      openaiError(
        'Your account is not active, please check your billing details on our website.',
        'billing_not_active',
        'billing_not_active',
      ),
      'no_credit',
    ],
    [
      'openai',
      400,
      openaiError('Billing hard limit has been reached', 'billing_hard_limit_reached'),
      'no_credit',
    ],
    [
      'openai',
      503,
      openaiError('The engine is currently overloaded, please try again later', null, 'server_error'),
      'overloaded',
    ],
    ['openai', 503, openaiError('Slow down', 'slow_down', 'server_error'), 'overloaded'],
    [
      'openai',
      401,
      openaiError(
        'The project you are requesting has been archived and is no longer accessible',
        'project_archived',
      ),
      'revoked',
    ],
    [
      'openai',
      401,
      openaiError(
        'Your access was terminated due to violation of our policies, please check your email for more information.',
        'access_terminated',
      ),
      'revoked',
    ],
    ['openai', 404, openaiError('Invalid URL (GET /v1/nope)'), 'unverifiable'],
    ['openai', 403, openaiError('Your organization must be verified to use the model `gpt-x`.'), 'forbidden'],
    [
      'google',
      429,
      googleError(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details. * Quota exceeded for metric: generate_content_free_tier_requests, limit: 20. Please retry in 37.8s.',
      ),
      'rate_limited',
    ],
    [
      'google',
      429,
      googleError(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
      'rate_limited',
    ],
    [
      'google',
      429,
      googleError(
        429,
        'RESOURCE_EXHAUSTED',
        'Your prepayment credits are depleted. Please go to AI Studio to manage your billing.',
      ),
      'no_credit',
    ],
    [
      'google',
      503,
      googleError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
      'overloaded',
    ],
    [
      'google',
      403,
      googleError(
        403,
        'PERMISSION_DENIED',
        "Method doesn't allow unregistered callers (callers without established identity).",
      ),
      'malformed',
    ],
    [
      'google',
      403,
      googleError(
        403,
        'PERMISSION_DENIED',
        'Requests from referer <empty> are blocked.',
        'API_KEY_HTTP_REFERRER_BLOCKED',
      ),
      'forbidden',
    ],
    [
      'google',
      403,
      googleError(
        403,
        'PERMISSION_DENIED',
        'This API method requires billing to be enabled.',
        'BILLING_DISABLED',
      ),
      'no_credit',
    ],
    [
      'google',
      400,
      googleError(
        400,
        'FAILED_PRECONDITION',
        'Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.',
      ),
      'region_blocked',
    ],
    [
      'google',
      400,
      googleError(
        400,
        'INVALID_ARGUMENT',
        'API Key not found. Please pass a valid API key.',
        'API_KEY_INVALID',
      ),
      'invalid',
    ],
    ['google', 504, googleError(504, 'DEADLINE_EXCEEDED', 'The request timed out.'), 'server_error'],
    [
      'openrouter',
      429,
      { error: { message: 'Rate limit exceeded: free-models-per-day', code: 429 } },
      'rate_limited',
    ],
    [
      'openrouter',
      402,
      { error: { message: 'This request requires more credits, or fewer max_tokens.', code: 402 } },
      'no_credit',
    ],
    ['openrouter', 401, { error: { message: 'No auth credentials found', code: 401 } }, 'malformed'],
    ['openrouter', 200, { error: { message: 'Provider returned error', code: 502 } }, 'server_error'],
    ['openrouter', 200, { error: { message: 'Insufficient credits', code: 402 } }, 'no_credit'],
    [
      'custom',
      401,
      {
        error: {
          message: 'Provided authentication token is expired. Please try signing in again.',
          code: 'token_expired',
        },
      },
      'expired',
    ],
    [
      'custom',
      401,
      { error: { message: 'Your authentication token has been invalidated.', code: 'token_invalidated' } },
      'revoked',
    ],
    ['custom', 402, { detail: { code: 'deactivated_workspace' } }, 'revoked'],
    [
      'custom',
      429,
      {
        error: {
          type: 'usage_limit_reached',
          message: 'The usage limit has been reached',
          plan_type: 'plus',
          resets_in_seconds: 7200,
        },
      },
      'rate_limited',
    ],
    ['custom', 401, { detail: 'Unauthorized' }, 'invalid'],
    ['custom', 401, { error: 'Unauthorized' }, 'invalid'],
    ['custom', 401, 'Unauthorized', 'invalid'],
    [
      'custom',
      401,
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' },
      'invalid',
    ],
    ['custom', 401, { error: 'User Access Token "laptop" is expired' }, 'expired'],
    ['custom', 401, { error: 'invalid or expired token' }, 'invalid'],
    ['custom', 401, { message: 'The API key is invalid, expired or revoked' }, 'invalid'],
    [
      'custom',
      403,
      {
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      },
      'rate_limited',
    ],
    [
      'custom',
      402,
      { error: 'You have exceeded your monthly included credits for Inference Providers.' },
      'no_credit',
    ],
    [
      'custom',
      400,
      {
        error: {
          message: 'Organization has been restricted. Please reach out to support.',
          code: 'organization_restricted',
        },
      },
      'revoked',
    ],
    [
      'custom',
      404,
      {
        error: {
          code: 'DeploymentNotFound',
          message: 'The API deployment for this resource does not exist.',
        },
      },
      'model_not_found',
    ],
    [
      'custom',
      429,
      {
        message: 'Service tier capacity exceeded for this model.',
        type: 'service_tier_capacity_exceeded',
        code: '3505',
      },
      'overloaded',
    ],
    [
      'custom',
      429,
      { message: 'You are using a Trial key, which is limited to 40 API calls / minute.' },
      'rate_limited',
    ],
    ['custom', 200, { valid: false }, 'invalid'],
    [
      'custom',
      401,
      {
        error: {
          message:
            'Authentication Error - Expired Key. Key Expiry time 2026-01-01 and current time 2026-11-20',
          type: 'expired_key',
          code: '401',
        },
      },
      'expired',
    ],
    [
      'custom',
      402,
      { error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'invalid_request_error' } },
      'no_credit',
    ],
    [
      'custom',
      429,
      {
        error: {
          message: 'Your account org-x is suspended, please check your plan and billing details',
          type: 'exceeded_current_quota_error',
        },
      },
      'no_credit',
    ],
    [
      'custom',
      403,
      { error: { message: 'Your API key sk-or-...abcd was revoked on 2026-11-01' } },
      'revoked',
    ],
    ['custom', 403, { Message: 'The security token included in the request is expired' }, 'expired'],
    [
      'custom',
      400,
      {
        error: {
          message: 'The model `x` has been decommissioned and is no longer supported.',
          code: 'model_decommissioned',
        },
      },
      'model_not_found',
    ],
    [
      'custom',
      403,
      { error: { message: 'You do not have access to the requested model' } },
      'model_not_found',
    ],
    [
      'custom',
      403,
      { success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
      'forbidden',
    ],
    ['custom', 429, { error: { code: '1113', message: '余额不足或无可用资源包,请充值。' } }, 'no_credit'],
    [
      'custom',
      400,
      {
        error: {
          message: "This model's maximum context length is 8192 tokens.",
          code: 'context_length_exceeded',
        },
      },
      'malformed',
    ],
    [
      'custom',
      500,
      { error: { message: 'Incorrect API key provided upstream', code: 'invalid_api_key' } },
      'server_error',
    ],
    ['custom', 500, { error: { message: 'The account has been suspended' } }, 'server_error'],
    [
      'google',
      401,
      googleError(
        401,
        'UNAUTHENTICATED',
        'API keys are not supported by this API. Expected OAuth2 access token.',
        'CREDENTIALS_MISSING',
      ),
      'unverifiable',
    ],
    [
      'google',
      403,
      googleError(403, 'PERMISSION_DENIED', 'Project #1 has been deleted.', 'CONSUMER_INVALID'),
      'revoked',
    ],
    ['openai', 429, openaiError("You've reached your organization's monthly spend limit."), 'no_credit'],
    [
      'openai',
      429,
      openaiError(
        'Request too large for gpt-x in organization org-1 on tokens per min (TPM): Limit 30000, Requested 40000.',
        'rate_limit_exceeded',
        'tokens',
      ),
      'rate_limited',
    ],
    ['openai', 401, openaiError('Missing bearer or basic authentication in header'), 'malformed'],
    ['custom', 429, { message: 'Too many tokens, please wait before trying again.' }, 'rate_limited'],
    ['custom', 403, { error: 'Your API key is restricted to certain IP addresses' }, 'forbidden'],
    ['custom', 403, { error: 'This key is blocked from using embeddings' }, 'forbidden'],
    ['custom', 401, { error: 'Invalid or revoked token' }, 'invalid'],
    ['custom', 401, { error: 'This token has been rotated' }, 'revoked'],
    ['custom', 429, { error: 'Quota exceeded' }, 'rate_limited'],
    ['custom', 402, { error: 'Insufficient USD or Diem balance to complete request' }, 'no_credit'],
    ['custom', 401, { message: 'Requires authentication' }, 'invalid'],
    ['custom', 403, { message: 'Resource protected by organization SAML enforcement.' }, 'forbidden'],
    ['custom', 400, { error: 'bad request' }, 'malformed'],
    ['custom', 404, { detail: 'Not Found' }, 'unverifiable'],
    ['custom', 410, { detail: 'Gone' }, 'unverifiable'],
    ['custom', 502, { error: { message: 'Bad gateway' } }, 'server_error'],
    ['custom', 520, {}, 'server_error'],
    ['custom', 503, {}, 'overloaded'],
    ['custom', 418, {}, 'unverifiable'],
    // The same code in anybody's spelling.
    ['custom', 400, { code: 'InvalidApiKey' }, 'invalid'],
    ['custom', 403, { code: 'ExpiredToken' }, 'expired'],
    ['custom', 429, { error: { type: 'InsufficientQuotaError' } }, 'no_credit'],
    ['custom', 429, { code: 'PrepaidBillOverdue', message: 'The prepaid bill is overdue.' }, 'no_credit'],
    [
      'custom',
      401,
      { error: { code: 'PermissionDenied', message: 'The principal lacks an action.' } },
      'forbidden',
    ],
    [
      'custom',
      401,
      { error: { code: 'invalid_organization', message: 'No such organization: org-x.' } },
      'malformed',
    ],
    ['custom', 401, { success: false, message: 'jwt expired' }, 'expired'],
    ['custom', 401, { message: 'Signature has expired' }, 'expired'],
    // A clock that is wrong is not a key that is wrong.
    [
      'custom',
      403,
      { message: 'Signature expired: 20261120T000000Z is now earlier than 20261120T182500Z' },
      'malformed',
    ],
    [
      'custom',
      403,
      { message: 'The request signature we calculated does not match the signature you provided.' },
      'invalid',
    ],
    ['custom', 403, { error: 'Your account has been blocked for repeated abuse' }, 'revoked'],
    ['custom', 403, { detail: 'Inactive subscription or usage limit reached' }, 'no_credit'],
    ['custom', 403, { title: 'You do not have enough credit.', status: 403 }, 'no_credit'],
    [
      'custom',
      410,
      { detail: "The model 'x' has reached its end of life and is no longer available." },
      'model_not_found',
    ],
    ['custom', 400, { message: 'The provided model identifier is invalid.' }, 'model_not_found'],
    ['custom', 404, { error: { message: 'Not found the model x or Permission denied' } }, 'model_not_found'],
    ['openrouter', 404, { error: { message: 'No endpoints found for x/y.', code: 404 } }, 'model_not_found'],
    // Chinese.
    [
      'custom',
      401,
      { error: { message: 'Header 中未收到 Authorization 参数,无法进行身份验证。' } },
      'malformed',
    ],
    ['custom', 401, { error: { message: 'Authorization Token 已过期,请重新生成/获取。' } }, 'expired'],
    ['custom', 401, { error: { message: '令牌无效或已过期' } }, 'invalid'],
    ['custom', 400, { error: { message: '无效的令牌' } }, 'invalid'],
    ['custom', 401, { error: { message: '您的账户已被锁定,请联系客服解锁。' } }, 'revoked'],
    ['custom', 429, { error: { message: '您的GLM Coding Plan套餐已到期,暂无法使用' } }, 'no_credit'],
    ['custom', 403, { error: { message: '用户额度不足', code: 'insufficient_user_quota' } }, 'no_credit'],
  ];
  test.each(cases)('%s %i %j is %s', (provider, status, body, outcome) => {
    const request = provider === 'openrouter' ? 'POST /api/v1/chat/completions' : 'GET /v1/models';
    expect(read({ provider, request, status, body }).outcome).toBe(outcome);
  });
});

describe('answers of whoever stands between', () => {
  const html = { 'content-type': 'text/html' };
  test.each<[string, Asked, Outcome]>([
    [
      'a redirect',
      { status: 301, headers: { location: 'https://elsewhere.example/' }, body: '' },
      'intercepted',
    ],
    ['a network that wants a login', { status: 511, body: '' }, 'intercepted'],
    [
      'a web page under 200',
      { status: 200, headers: html, body: '<html>Welcome to the hotel</html>' },
      'intercepted',
    ],
    ['a web page that calls itself JSON', { status: 200, body: '<!DOCTYPE html><p>hello' }, 'intercepted'],
    ['a web page under 429', { status: 429, headers: html, body: '<html>slow' }, 'intercepted'],
    [
      'JSON that calls itself a web page',
      { status: 401, headers: html, body: openaiError('Invalid API key') },
      'invalid',
    ],
    [
      'a proxy asking for a Windows login',
      { status: 401, headers: { 'www-authenticate': 'Negotiate' }, body: '' },
      'intercepted',
    ],
    [
      'a refusal of the network in front',
      { status: 403, headers: { 'content-type': 'text/plain' }, body: 'error code: 1020' },
      'intercepted',
    ],
    [
      'the same about the country',
      { status: 403, headers: { 'content-type': 'text/plain' }, body: 'error code: 1009' },
      'region_blocked',
    ],
    ['a page of a broken front server', { status: 500, headers: html, body: '<h1>oops' }, 'server_error'],
    [
      'plain text under 200',
      { status: 200, headers: { 'content-type': 'text/plain' }, body: 'hello' },
      'malformed',
    ],
    ['a bare number under 200', { status: 200, body: '42' }, 'malformed'],
    ['a long answer cut at our limit', { status: 200, body: '{"data":[{"id":"a', truncated: true }, 'ok'],
  ])('%s is %s', (_what, asked, outcome) => {
    expect(read(asked).outcome).toBe(outcome);
  });

  test.each<[string, Asked, Outcome]>([
    [
      'a front server that wants a name and a password',
      { status: 401, headers: { 'www-authenticate': 'Basic realm="intranet"' }, body: '' },
      'intercepted',
    ],
    [
      'the same word beside an answer of the provider',
      {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="api"' },
        body: { error: 'Invalid API key' },
      },
      'invalid',
    ],
    [
      'a filter without a page',
      {
        status: 403,
        headers: { 'content-type': 'text/plain' },
        body: 'Blocked by your organization: category AI',
      },
      'intercepted',
    ],
    [
      'a page written as XML',
      {
        status: 401,
        headers: { 'content-type': 'application/xhtml+xml' },
        body: '<?xml version="1.0"?><html><body>Error <code>invalid api key</code></body></html>',
      },
      'intercepted',
    ],
    [
      'XML of nobody known',
      { status: 200, headers: { 'content-type': 'text/xml' }, body: '<rss><item>x</item></rss>' },
      'intercepted',
    ],
  ])('%s is %s', (_what, asked, outcome) => {
    expect(read(asked).outcome).toBe(outcome);
  });

  it('names the place a redirect points to', () => {
    const { message } = read({
      status: 302,
      headers: { location: 'https://portal.example/login?u=1' },
      body: '',
    });
    expect(message).toContain('portal.example');
    expect(message).not.toContain('login');
  });
});

describe('answers in other clothes', () => {
  const stream = { 'content-type': 'text/event-stream' };
  const lines = { 'content-type': 'application/x-ndjson' };
  const xml = { 'content-type': 'application/xml' };
  test.each<[string, Asked, Outcome]>([
    [
      'a stream that runs',
      { status: 200, headers: stream, body: 'data: {"choices":[]}\n\ndata: [DONE]\n\n' },
      'ok',
    ],
    [
      'a stream that breaks off with an error',
      {
        status: 200,
        headers: stream,
        body: 'event: ping\ndata: {"type":"ping"}\n\nevent: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n',
      },
      'overloaded',
    ],
    [
      'an error as an event',
      { status: 401, headers: stream, body: 'data: {"error":{"code":"invalid_api_key"}}\n\n' },
      'invalid',
    ],
    ['a stream of lines', { status: 200, headers: lines, body: '{"done":false}\n{"done":true}\n' }, 'ok'],
    [
      'an error among lines',
      { status: 429, headers: lines, body: '{"id":1}\n{"error":"insufficient_quota"}\n' },
      'no_credit',
    ],
    ['a line that was cut off', { status: 200, body: '{"data":[{"id":"x"' }, 'malformed'],
    [
      'an error in XML',
      {
        status: 403,
        headers: xml,
        body: '<?xml version="1.0"?>\n<Error><Code>ExpiredToken</Code><Message>The token is over</Message></Error>',
      },
      'expired',
    ],
    [
      'one with a namespace',
      {
        status: 400,
        headers: xml,
        body: '<a:ErrorResponse xmlns:a="urn:x"><a:Error><a:Code>Throttling</a:Code><a:Message>Rate exceeded</a:Message></a:Error></a:ErrorResponse>',
      },
      'rate_limited',
    ],
    [
      'an error in a text in an error',
      { status: 400, body: { error: { message: '{"error":{"message":"x","code":"insufficient_quota"}}' } } },
      'no_credit',
    ],
    [
      'a challenge that says more than its status',
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer realm="x", error="insufficient_scope"' },
        body: '',
      },
      'forbidden',
    ],
    [
      'a challenge with a sentence',
      {
        status: 401,
        headers: {
          'www-authenticate': 'Bearer error="invalid_token", error_description="The access token expired"',
        },
        body: '',
      },
      'expired',
    ],
    ['a mark of byte order', { status: 401, body: '\uFEFF{"error":{"code":"token_expired"}}' }, 'expired'],
    ['a bare sentence as JSON', { status: 400, body: '"Incorrect API key provided"' }, 'invalid'],
  ])('%s is %s', (_what, asked, outcome) => {
    expect(read(asked).outcome).toBe(outcome);
  });

  it('shows the sentence inside XML and inside a quotation, not their marks', () => {
    const told = read({
      status: 403,
      headers: xml,
      body: '<Error><Code>X</Code><Message>It&apos;s over &amp; out</Message></Error>',
    });
    expect(told.message).toBe("It's over & out");
    const quoted = read({ status: 400, body: { error: '{"error":{"message":"Too long a question"}}' } });
    expect(quoted.message).toBe('Too long a question');
  });
});

describe('what is learnt on the way', () => {
  it('calls a refused key expired once its known end has passed', () => {
    const refused: Asked = {
      provider: 'openrouter',
      request: 'GET /api/v1/key',
      status: 401,
      body: { error: { message: 'User not found.', code: 401 } },
    };
    expect(read({ ...refused, expiresAt: now - 120_000 }).outcome).toBe('expired');
    expect(read({ ...refused, expiresAt: now - 10_000 }).outcome).toBe('invalid');
    expect(read({ ...refused, expiresAt: null }).outcome).toBe('invalid');
  });

  it('takes the end, the limits and the label of an OpenRouter key from the API', () => {
    const { facts, expiresAt } = read({
      provider: 'openrouter',
      request: 'GET /api/v1/key',
      status: 200,
      body: {
        data: {
          label: 'work',
          limit: 20,
          limit_remaining: 12.5,
          usage: 7.5,
          is_free_tier: false,
          expires_at: '2026-11-25T00:00:00Z',
        },
      },
    });
    expect(facts).toEqual({ label: 'work', limit: 20, limitRemaining: 12.5, usage: 7.5, freeTier: false });
    expect(expiresAt).toBe(Date.parse('2026-11-25T00:00:00Z'));
  });

  test.each([
    ['daily', '2026-11-21T00:00:00Z'],
    ['weekly', '2026-11-23T00:00:00Z'],
    ['monthly', '2026-12-01T00:00:00Z'],
  ])('says when a used-up %s limit of OpenRouter begins anew', (limit_reset, at) => {
    const answer = read({
      provider: 'openrouter',
      request: 'GET /api/v1/key',
      status: 200,
      body: { data: { limit: 5, limit_remaining: 0, limit_reset } },
    });
    expect(answer).toMatchObject({ outcome: 'no_credit', resetAt: Date.parse(at) });
  });

  it('keeps the organisation that Anthropic and OpenAI name', () => {
    expect(
      read({
        provider: 'anthropic',
        status: 200,
        headers: { 'anthropic-organization-id': 'org-1' },
        body: { data: [] },
      }).facts,
    ).toEqual({ organization: 'org-1' });
    expect(
      read({
        provider: 'openai',
        status: 200,
        headers: { 'openai-organization': 'org-2' },
        body: { data: [] },
      }).facts,
    ).toEqual({ organization: 'org-2' });
  });

  test.each([
    [
      'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
      '2026-12-01T00:00:00Z',
    ],
  ])('knows when Anthropic gives access again: %s', (message, at) => {
    expect(
      read({ provider: 'anthropic', status: 400, body: anthropicError('invalid_request_error', message) }),
    ).toMatchObject({
      outcome: 'no_credit',
      resetAt: Date.parse(at),
    });
  });

  it('waits for the later of the two times Anthropic names for a plan window', () => {
    const reset = Math.floor(now / 1000) + 9000;
    const answer = read({
      provider: 'claude-code',
      request: 'POST /v1/messages',
      status: 429,
      headers: {
        'retry-after': '7999',
        'anthropic-ratelimit-unified-status': 'rejected',
        'anthropic-ratelimit-unified-reset': String(reset),
      },
      body: anthropicError('rate_limit_error', 'This request would exceed your account’s rate limit.'),
    });
    expect(answer).toMatchObject({ outcome: 'rate_limited', retryAt: reset * 1000, resetAt: reset * 1000 });
  });

  it('takes a zero of the Claude usage endpoint for six minutes', () => {
    const answer = read({
      provider: 'claude-code',
      request: 'GET /api/oauth/usage',
      status: 429,
      headers: { 'retry-after': '0' },
      body: anthropicError('rate_limit_error', 'Rate limited.'),
    });
    expect(answer.retryAt).toBe(now + 360_000);
  });

  it('says no time where none was stated', () => {
    expect(
      read({
        status: 429,
        headers: { 'retry-after': '-1' },
        body: { error: { message: 'Too Many Requests' } },
      }).retryAt,
    ).toBeNull();
  });
});

describe('the message', () => {
  it('never holds the secret, in any form', () => {
    for (const form of [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(`ab${secret}`).toString('base64'),
    ]) {
      const { message } = read({
        status: 401,
        body: openaiError(`Incorrect API key provided: ${form}. Try again.`),
      });
      expect(message).not.toContain(form);
      expect(message).not.toContain(secret.slice(-12));
    }
  });

  it('never holds another key either', () => {
    const other = `AIza${'B'.repeat(35)}`;
    const { message } = read({
      provider: 'google',
      status: 403,
      body: googleError(
        403,
        'PERMISSION_DENIED',
        `Permission denied: Consumer 'api_key:${other}' has been suspended.`,
        'CONSUMER_SUSPENDED',
      ),
    });
    expect(message).toContain('suspended');
    expect(message).not.toContain('BBBB');
  });

  it('is one short line without control characters', () => {
    const { message } = read({
      status: 400,
      body: openaiError(`bad\n\u001B[31mred\u202E ${'long '.repeat(200)}`),
    });
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message!.length).toBeLessThanOrEqual(240);
  });

  it('is a sentence of our own where nobody answered', () => {
    const answer = readAnswer({
      provider: custom,
      request: { method: 'GET', path: '/' },
      answer: { failure: 'tls', message: 'SELF_SIGNED' },
      now,
      secret,
    });
    expect(answer).toMatchObject({ outcome: 'network', message: expect.stringContaining('certificate') });
  });

  it('is missing where all is well', () => {
    expect(read({ status: 200, body: { data: [], message: 'hi' } }).message).toBeNull();
  });
});

describe('an answer meant to cost time', () => {
  test.each([
    'model ',
    'key ',
    'exceeded your ',
    'try again in 1',
    ' ',
    'api key is ',
    'bearer ',
    'sk-',
    '-----BEGIN PRIVATE KEY-----',
    'Bearer',
    'balance is ',
  ])('full of %j is read quickly', (unit) => {
    const message = unit.repeat(Math.ceil(60_000 / unit.length));
    const before = performance.now();
    read({ status: 400, body: openaiError(message) });
    read({ status: 400, headers: { 'content-type': 'text/plain' }, body: message });
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
