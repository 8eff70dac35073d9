import { describe, expect, it, test } from 'vitest';
import { providerById } from '../../../src-main/providers/index.ts';
import { recognise } from '../../../src-main/providers/recognise.ts';
import { redact } from '../../../src-main/providers/redact.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';

const subject = { kind: 'api_key' as const, api: null, baseUrl: null, config: {}, createdAt: 0 };

function asked(id: string, secret: string) {
  const provider = providerById(id)!;
  if (provider.probe.by !== 'http') throw new Error('asks nobody');
  return provider.probe.request(secret, subject);
}

describe('questions that are no GET', () => {
  it('Cohere checks the key that stands in the header', () => {
    expect(asked('cohere', 'invented')).toMatchObject({
      method: 'POST',
      url: 'https://api.cohere.com/v1/check-api-key',
      headers: { authorization: 'Bearer invented', 'content-type': 'application/json' },
      body: '{}',
    });
  });

  it('NVIDIA takes the key in a form, and nowhere else', () => {
    const { method, url, headers, body } = asked('nvidia', 'nvapi-a&b=c+d e');
    expect([method, url]).toEqual(['POST', 'https://api.ngc.nvidia.com/v3/keys/get-caller-info']);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.keys(headers)).not.toContain('authorization');
    expect(new URLSearchParams(body)).toEqual(new URLSearchParams({ credentials: 'nvapi-a&b=c+d e' }));
    expect(`${url} ${JSON.stringify(headers)}`).not.toContain('nvapi');
  });
});

it('Cohere is asked once a day, and its limits and Venice’s are those of the question', () => {
  expect(providerById('cohere')?.minIntervalMs).toBe(24 * 60 * 60 * 1000);
  expect(providerById('cohere')?.probeHasOwnLimits).toBe(true);
  expect(providerById('venice')?.probeHasOwnLimits).toBe(true);
});

describe('what Perplexity answers alike to a wrong key and an empty account', () => {
  const read = (body: string, headers: Record<string, string>) =>
    readAnswer({
      provider: providerById('perplexity')!,
      request: { method: 'GET', path: '/v1/models' },
      answer: { status: 401, headers, body, truncated: false },
      now: 0,
      secret: null,
    }).message;

  test.each([
    ['as JSON', '{"error":{"message":"Invalid API key provided","type":"invalid_api_key"}}'],
    ['as a word', 'Unauthorized'],
    [
      'as a page',
      '<html><head><title>401 Authorization Required</title></head><body><center>openresty</center></body></html>',
    ],
  ])('%s is told as both', (_form, body) => {
    expect(read(body, {})).toMatch(/wrong or deleted, or the account is out of credits/);
  });

  it('is told as it stands where it names its reason', () => {
    expect(read('{"error":{"message":"API key has been revoked"}}', {})).toBe('API key has been revoked');
  });
});

const keys = [
  ['groq', `gsk_${'aB12'.repeat(13)}`, 'exact'],
  ['xai', `xai-${'aB1_'.repeat(20)}`, 'exact'],
  ['together', `tgp_v1_${'aB-_'.repeat(10)}abc`, 'exact'],
  ['perplexity', `pplx-${'aB12'.repeat(12)}`, 'exact'],
  ['nvidia', `nvapi-${'aB-_'.repeat(16)}`, 'exact'],
  ['fireworks', `fw_${'aB12'.repeat(6)}`, 'prefix'],
  ['cerebras', `csk-${'aB12'.repeat(12)}`, 'prefix'],
  ['venice', `VENICE_INFERENCE_KEY_${'aB-_'.repeat(10)}aB`, 'prefix'],
] as const;

describe('a key whose beginning names its provider', () => {
  test.each(keys)('%s: %s', (provider, key, confidence) => {
    const { found } = recognise(key);
    expect(found).toMatchObject([{ provider, secret: key, confidence, problem: null }]);
  });

  test.each(keys)('of %s is redacted where nobody expected it', (_provider, key) => {
    expect(redact(`(${key}) was refused`)).toBe('([redacted]) was refused');
  });
});

describe('a key that others’ look like', () => {
  test.each([
    ['mistral', 'aB12'.repeat(8), 'MISTRAL_API_KEY'],
    ['cohere', 'aB12'.repeat(10), 'CO_API_KEY'],
    ['deepseek', `sk-${'ab12'.repeat(8)}`, 'DEEPSEEK_KEY'],
    ['together', '0f'.repeat(32), 'TOGETHERAI_API_KEY'],
  ])('may be of %s, and surely is only by its name', (provider, key, variable) => {
    const alone = recognise(key).found[0];
    expect(alone).toMatchObject({ provider: null });
    expect(alone?.candidates).toContain(provider);
    expect(recognise(`${variable}=${key}`).found).toMatchObject([
      { provider, secret: key, confidence: 'hint', problem: null },
    ]);
  });

  it('a Venice admin key is kept and said to be one', () => {
    expect(recognise(`VENICE_ADMIN_KEY_${'aB12'.repeat(10)}`).found).toMatchObject([
      { provider: 'venice', problem: { code: 'wrong_kind', blocks: false } },
    ]);
  });
});
