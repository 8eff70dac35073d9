import { describe, expect, it, test } from 'vitest';
import { outcomes, type Outcome } from '../../../src-shared/words.ts';
import { explain } from '../../../src-main/providers/explain.ts';
import { custom } from '../../../src-main/providers/custom.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';
import rows from '../../fixtures/provider-responses.json' with { type: 'json' };
import { providerById } from '../../../src-main/providers/index.ts';

const now = Date.parse('2026-11-20T18:30:00Z');

type Pasted = [what: string, text: string, outcome: Outcome, provider: string, status: number | null];

describe('a text somebody copied', () => {
  const pastes: Pasted[] = [
    ['claude window', 'Claude AI usage limit reached|1795215600', 'rate_limited', 'claude-code', null],
    ['claude five hours', '5-hour limit reached ∙ resets 3pm', 'rate_limited', 'custom', null],
    [
      'codex window',
      "You've hit your usage limit. Upgrade to Pro (https://openai.com/chatgpt/pricing), visit chatgpt.com/codex/settings/usage to purchase more credits or try again in 2 hours 13 minutes.",
      'rate_limited',
      'openai-codex',
      null,
    ],
    [
      'boto3 throttled',
      'botocore.errorfactory.ThrottlingException: An error occurred (ThrottlingException) when calling the ConverseStream operation (reached max retries: 4): Too many requests, please wait before trying again.',
      'rate_limited',
      'amazon-bedrock',
      null,
    ],
    [
      'azure deployment',
      "openai.NotFoundError: Error code: 404 - {'error': {'code': 'DeploymentNotFound', 'message': 'The API deployment for this resource does not exist.'}}",
      'model_not_found',
      'azure-openai',
      404,
    ],
    [
      'litellm of a proxy',
      '{"error":{"message":"litellm.AuthenticationError: AnthropicException - invalid x-api-key. Received Model Group=claude","type":null,"param":null,"code":"401"}}',
      'unverifiable',
      'litellm',
      401,
    ],
    [
      'claude code 400',
      'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."},"request_id":"req_1"}',
      'no_credit',
      'anthropic',
      400,
    ],
    [
      'claude code 401',
      'API Error: 401 {"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."},"request_id":"req_x"} · Please run /login',
      'expired',
      'claude-code',
      401,
    ],
    [
      'python openai',
      "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-proj-****abcd. You can find your API key at https://platform.openai.com/account/api-keys.', 'type': 'invalid_request_error', 'param': None, 'code': 'invalid_api_key'}}",
      'invalid',
      'openai',
      401,
    ],
    [
      'python trace',
      "Traceback (most recent call last):\n  File \"/home/u/app.py\", line 3, in <module>\n    client.chat()\n  File \"/x/openai/_client.py\", line 1, in y\nopenai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan and billing details.', 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}",
      'no_credit',
      'custom',
      429,
    ],
    [
      'js dump',
      'AuthenticationError: 401 {"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}\n    at APIError.generate (file:///x/node_modules/@anthropic-ai/sdk/error.mjs:36:20)\n    at process.processTicksAndRejections {\n  status: 401,\n  headers: {\n    \'content-type\': \'application/json\',\n    \'request-id\': \'req_x\'\n  },\n  error: {\n    type: \'error\',\n    error: { type: \'authentication_error\', message: \'invalid x-api-key\' }\n  }\n}',
      'invalid',
      'anthropic',
      401,
    ],
    [
      'js dump 429',
      "RateLimitError: 429 Rate limit reached for gpt-4 in organization org-x on tokens per min (TPM): Limit 10000, Used 9000, Requested 2000. Please try again in 6s.\n    at x {\n  status: 429,\n  headers: {\n    'retry-after': '6',\n    'retry-after-ms': '5500',\n    'openai-organization': 'x'\n  },\n  code: 'rate_limit_exceeded',\n  type: 'tokens'\n}",
      'rate_limited',
      'openai',
      429,
    ],
    [
      'curl -i',
      'HTTP/2 401 \r\ndate: Fri, 20 Nov 2026 18:30:00 GMT\r\ncontent-type: application/json\r\nx-ratelimit-reset: 5\r\n\r\n{"error":{"message":"User not found.","code":401}}\r\n',
      'invalid',
      'custom',
      401,
    ],
    [
      'curl -i 429',
      'HTTP/1.1 429 Too Many Requests\nRetry-After: 30\nContent-Type: application/json\n\n{"error":{"message":"slow"}}',
      'rate_limited',
      'custom',
      429,
    ],
    [
      'curl -v',
      '> GET /v1/models HTTP/2\n> Host: api.groq.com\n> authorization: Bearer gsk_xxxxxxxxxxxx\n>\n< HTTP/2 401\n< content-type: application/json\n<\n{"error":{"message":"Invalid API Key","code":"invalid_api_key"}}',
      'invalid',
      'groq',
      401,
    ],
    [
      'proxy connect',
      'HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 403\r\ncontent-type: text/html\r\n\r\n<html>blocked',
      'intercepted',
      'custom',
      403,
    ],
    ['status code', 'request failed with status code: 403', 'forbidden', 'custom', 403],
    ['axios', 'AxiosError: Request failed with status code 429', 'rate_limited', 'custom', 429],
    [
      'requests',
      'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.mistral.ai/v1/models',
      'invalid',
      'mistral',
      401,
    ],
    [
      'httpx',
      "httpx.HTTPStatusError: Client error '402 Payment Required' for url 'https://api.deepseek.com/user/balance'",
      'no_credit',
      'deepseek',
      402,
    ],
    [
      'google',
      '[GoogleGenerativeAI Error]: Error fetching from https://generativelanguage.googleapis.com/v1beta/models/gemini-pro:generateContent: [400 Bad Request] API key expired. Please renew the API key. [{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]',
      'expired',
      'google',
      400,
    ],
    [
      'google got status',
      'ApiError: got status: 429 . {"error":{"code":429,"message":"Resource exhausted","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"37s"}]}}',
      'rate_limited',
      'google',
      429,
    ],
    [
      'codex',
      'unexpected status 401 Unauthorized: Your refresh token has already been used',
      'invalid',
      'custom',
      401,
    ],
    [
      'codex limit',
      "You've hit your usage limit. Upgrade to Pro (https://openai.com/chatgpt/pricing) or try again in 3 days 5 hours 12 minutes.",
      'rate_limited',
      'custom',
      null,
    ],
    [
      'words',
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      'no_credit',
      'anthropic',
      null,
    ],
    ['words2', 'Incorrect API key provided', 'invalid', 'custom', null],
    ['nothing', 'it does not work!!', 'unverifiable', 'custom', null],
    ['body only', '{"error":{"message":"Rate limit reached","code":429}}', 'rate_limited', 'custom', 429],
    [
      'anthropic body',
      '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
      'overloaded',
      'anthropic',
      null,
    ],
    [
      'litellm',
      'litellm.BadRequestError: OpenAIException - Error code: 400 - {"error":{"message":"The model does not exist","code":"model_not_found"}}',
      'model_not_found',
      'litellm',
      400,
    ],
    ['econn', 'Error: connect ECONNREFUSED 127.0.0.1:11434', 'network', 'custom', null],
    [
      'enotfound',
      'TypeError: fetch failed\n  cause: Error: getaddrinfo ENOTFOUND api.openai.com',
      'network',
      'openai',
      null,
    ],
    [
      'tls',
      'requests.exceptions.SSLError: HTTPSConnectionPool(host="api.anthropic.com", port=443): Max retries exceeded (Caused by SSLError(SSLCertVerificationError(1, "certificate verify failed")))',
      'network',
      'anthropic',
      null,
    ],
    [
      'openrouter',
      'Error from https://openrouter.ai/api/v1/chat/completions: 402 Payment Required {"error":{"message":"Insufficient credits","code":402}}',
      'no_credit',
      'openrouter',
      402,
    ],
    [
      'escaped',
      '2026-11-20T18:00:00Z ERR upstream body="{\\"error\\":{\\"message\\":\\"Invalid API key\\",\\"code\\":\\"invalid_api_key\\"}}" status=401',
      'invalid',
      'custom',
      401,
    ],
    ['env', 'OPENAI_API_KEY is invalid: 401 Unauthorized', 'invalid', 'openai', 401],
    [
      'bedrock',
      'botocore.errorfactory.ThrottlingException: An error occurred (ThrottlingException) when calling the InvokeModel operation: Too many requests, please wait before trying again.',
      'rate_limited',
      'amazon-bedrock',
      null,
    ],
    [
      'openclaw',
      'HTTP 429: {"error":{"type":"usage_limit_reached","message":"The usage limit has been reached","resets_in_seconds":7200}}',
      'rate_limited',
      'custom',
      429,
    ],
    [
      'vercel',
      'AI_APICallError: Unauthorized\n url: "https://api.x.ai/v1/chat/completions", statusCode: 400, responseBody: \'{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***yz."}\'',
      'invalid',
      'xai',
      400,
    ],
    [
      'go',
      'error, status code: 401, status: 401 Unauthorized, message: Invalid Authentication',
      'invalid',
      'custom',
      401,
    ],
    [
      '502 html',
      '502 Bad Gateway\n<html><head><title>502 Bad Gateway</title>',
      'server_error',
      'custom',
      502,
    ],
    [
      '529',
      'API Error (529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}) · Retrying in 5 seconds… (attempt 4/10)',
      'overloaded',
      'anthropic',
      529,
    ],
    ['port 443', 'Error: connect to 10.0.0.1:443 failed, fetch failed', 'network', 'custom', null],
  ];
  test.each(pastes)('%s is read', (_what, text, outcome, provider, httpStatus) => {
    expect(explain({ text }, now)).toMatchObject({ outcome, provider, httpStatus });
  });

  it('tells nothing of a provider that two could be', () => {
    const text = 'https://api.openai.com or https://api.anthropic.com said 401 Unauthorized';
    expect(explain({ text }, now)).toMatchObject({ provider: 'custom', providerFrom: 'nobody', link: null });
  });

  it('is read as the asker says where the asker says it', () => {
    const text = 'Error from https://api.openai.com/v1/models: 401 Unauthorized';
    expect(explain({ text }, now)).toMatchObject({ provider: 'openai', providerFrom: 'text' });
    expect(explain({ text, provider: 'gemini' }, now)).toMatchObject({
      provider: 'google',
      providerFrom: 'told',
    });
  });

  it('gives back what the provider said and nothing of the key in it', () => {
    const key = `sk-proj-${'Ab3'.repeat(30)}`;
    const told = explain(
      {
        text: `openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: ${key}'}}`,
      },
      now,
    );
    expect(told.message).toContain('Incorrect API key provided');
    expect(JSON.stringify(told)).not.toContain('Ab3Ab3');
  });

  it('says when to come back, in headers, bodies and words', () => {
    const wait = (text: string) => explain({ text }, now).retryAfterMs;
    expect(wait('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\n\r\n')).toBe(30_000);
    expect(wait("RateLimitError: 429 { headers: { 'retry-after': '7' } }")).toBe(7000);
    expect(wait('429 Too Many Requests. Please try again in 6m0s.')).toBe(360_000);
    expect(wait('status 429 {"error":{"resets_in_seconds":90}}')).toBe(90_000);
    expect(wait('status 401')).toBeNull();
  });

  it('says nothing of a key where the text says nothing', () => {
    for (const text of ['', '   ', 'help', '{}', '[]', '{"a":', '401k is a pension', 'the year 2026'])
      expect(explain({ text }, now)).toMatchObject({
        outcome: 'unverifiable',
        blamesKey: false,
        httpStatus: null,
      });
  });
});

describe('a status that is told', () => {
  it('makes the text its body, as it is', () => {
    const text = 'The words status 503 stand in this sentence about an invalid api key';
    expect(explain({ text, status: 401, provider: 'openai' }, now)).toMatchObject({
      outcome: 'invalid',
      httpStatus: 401,
    });
  });

  it('stands above the one in a whole answer', () => {
    const text = 'HTTP/1.1 500 Oops\nretry-after: 4\n\n{"error":"slow"}';
    expect(explain({ text, status: 429 }, now)).toMatchObject({
      outcome: 'rate_limited',
      httpStatus: 429,
      retryAfterMs: 4000,
    });
  });

  it('takes headers in any case', () => {
    expect(explain({ status: 429, headers: { 'Retry-After': '9' } }, now).retryAfterMs).toBe(9000);
  });

  it('is read by the same rules as the answer to a probe', () => {
    for (const row of rows) {
      if (typeof row.status !== 'number') continue;
      const provider = providerById(row.provider) ?? custom;
      const [method = 'GET', path = '/'] = row.request.split(' ');
      const body = typeof row.body === 'string' ? row.body : JSON.stringify(row.body);
      const headers = row.headers as Record<string, string>;
      const answer = { status: row.status, headers, body, truncated: false };
      const read = readAnswer({ provider, request: { method, path }, answer, now, secret: null });
      const told = explain(
        { provider: provider.id, status: row.status, headers, text: body, method, path },
        now,
      );
      expect({ id: row.id, outcome: told.outcome, message: told.message }).toEqual({
        id: row.id,
        outcome: read.outcome,
        message: read.message,
      });
    }
  });
});

describe('what an explanation adds', () => {
  it('links the page where something can be done', () => {
    const page = (status: number, text = '') => {
      const { page: which, link } = explain({ provider: 'openai', status, text }, now);
      return [which, link];
    };
    expect(page(401)).toEqual(['keys', 'https://platform.openai.com/api-keys']);
    expect(page(402)).toEqual(['billing', expect.stringContaining('billing')]);
    expect(page(500)).toEqual(['status', 'https://status.openai.com']);
    expect(page(302)).toEqual([null, null]);
  });

  it('says of every outcome what it does to a key', () => {
    const effects = new Map<Outcome, string>();
    for (const row of rows) {
      if (typeof row.status !== 'number') continue;
      const told = explain(
        {
          provider: providerById(row.provider)?.id ?? null,
          status: row.status,
          text: JSON.stringify(row.body),
        },
        now,
      );
      effects.set(told.outcome, told.effect);
    }
    effects.set('network', explain({ text: 'ECONNREFUSED' }, now).effect);
    effects.set('intercepted', explain({ status: 302 }, now).effect);
    expect([...effects.keys()].sort()).toEqual([...outcomes].sort());
    for (const effect of effects.values()) expect(effect).toMatch(/^(?:The key|Nothing changes).*\.$/);
  });

  it('says until when a key rests where the answer does', () => {
    expect(explain({ status: 429, headers: { 'retry-after': '9' } }, now).effect).toContain('stated time');
    expect(explain({ status: 429 }, now).effect).toContain('a minute');
  });

  it('refuses a provider that there is not, without repeating it', () => {
    expect(() => explain({ provider: 'no-such-thing', text: 'x' }, now)).toThrow(
      expect.objectContaining({ code: 'unknown_provider' }),
    );
  });
});

describe('a paste meant to cost time', () => {
  test.each([
    '{',
    '[{"a":',
    "{'",
    '{"error":',
    '"',
    "\\'",
    'HTTP/1.1 401\n',
    'a: b\n',
    'error ',
    'status ',
    '<',
    'https://a.b/',
    'sk-ant-',
    'a.',
    'x-ratelimit-',
    '\\"{',
    'Error(',
    '401 ',
    'AAAAAAAA_',
    'code:  ',
  ])('full of %j is read quickly', (unit) => {
    const text = unit.repeat(Math.ceil(65_000 / unit.length)).slice(0, 65_000);
    explain({ text: text.slice(0, 2000) }, now);
    const before = performance.now();
    explain({ text }, now);
    expect(performance.now() - before).toBeLessThan(400);
  });
});
