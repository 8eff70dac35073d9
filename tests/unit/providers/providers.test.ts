import { describe, expect, it, test } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { providerById, providers } from '../../../src-main/providers/index.ts';
import type { ProbeSubject } from '../../../src-main/providers/provider.ts';

const subject = (more: Partial<ProbeSubject> = {}): ProbeSubject => ({
  kind: 'api_key',
  api: null,
  baseUrl: null,
  config: {},
  createdAt: 0,
  ...more,
});

function asked(id: string, secret: string | null, more: Partial<ProbeSubject> = {}) {
  const provider = providerById(id)!;
  if (provider.probe.by !== 'http') throw new Error('asks a program');
  return provider.probe.request(secret, subject(more));
}

describe('the question each provider is asked', () => {
  test.each([
    [
      'anthropic',
      'k',
      'https://api.anthropic.com/v1/models?limit=1',
      { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' },
    ],
    [
      'anthropic',
      'sk-ant-admin01-k',
      'https://api.anthropic.com/v1/organizations/api_keys?limit=1',
      { 'x-api-key': 'sk-ant-admin01-k' },
    ],
    ['openai', 'k', 'https://api.openai.com/v1/models', { authorization: 'Bearer k' }],
    [
      'openai',
      'sk-admin-k',
      'https://api.openai.com/v1/organization/admin_api_keys?limit=100',
      { authorization: 'Bearer sk-admin-k' },
    ],
    [
      'google',
      'k',
      'https://generativelanguage.googleapis.com/v1beta/models?pageSize=1',
      { 'x-goog-api-key': 'k' },
    ],
    ['openrouter', 'k', 'https://openrouter.ai/api/v1/key', { authorization: 'Bearer k' }],
    ['mistral', 'k', 'https://api.mistral.ai/v1/models', { authorization: 'Bearer k' }],
    ['groq', 'k', 'https://api.groq.com/openai/v1/models', { authorization: 'Bearer k' }],
    ['xai', 'k', 'https://api.x.ai/v1/api-key', { authorization: 'Bearer k' }],
    ['deepseek', 'k', 'https://api.deepseek.com/user/balance', { authorization: 'Bearer k' }],
    ['together', 'k', 'https://api.together.xyz/v1/models', { authorization: 'Bearer k' }],
    ['fireworks', 'k', 'https://api.fireworks.ai/v1/accounts', { authorization: 'Bearer k' }],
    ['perplexity', 'k', 'https://api.perplexity.ai/v1/models', { authorization: 'Bearer k' }],
    ['cerebras', 'k', 'https://api.cerebras.ai/v1/models', { authorization: 'Bearer k' }],
    ['venice', 'k', 'https://api.venice.ai/api/v1/api_keys/rate_limits', { authorization: 'Bearer k' }],
  ])('%s with %s: GET %s', (id, secret, url, headers) => {
    const request = asked(id, secret);
    expect(request).toMatchObject({ method: 'GET', url, headers });
    expect(request.headers['user-agent']).toMatch(/^keywatch\/\d/);
    expect(request.url).not.toContain(secret === 'k' ? '=k' : secret);
    expect(request.body).toBeUndefined();
  });

  test.each([
    ['openai', 'http://127.0.0.1:9', 'http://127.0.0.1:9/v1/models'],
    ['openai', 'https://p.example/v1', 'https://p.example/v1/models'],
    ['openrouter', 'http://localhost:9/api/v1', 'http://localhost:9/api/v1/key'],
  ])('%s below %s: %s', (id, baseUrl, url) => {
    expect(asked(id, 'k', { baseUrl }).url).toBe(url);
  });

  test.each([
    [{ api: 'openai' as const }, 'https://p.example/v1/models', { authorization: 'Bearer k' }],
    [{ api: 'anthropic' as const }, 'https://p.example/v1/models?limit=1', { 'x-api-key': 'k' }],
    [
      { api: 'anthropic' as const, kind: 'token' as const },
      'https://p.example/v1/models?limit=1',
      { authorization: 'Bearer k' },
    ],
  ])('a custom server %j: %s', (more, url, headers) => {
    expect(asked('custom', 'k', { baseUrl: 'https://p.example', ...more })).toMatchObject({ url, headers });
  });

  it('asks a local server without a key', () => {
    const { headers } = asked('custom', null, { kind: 'none', baseUrl: 'http://127.0.0.1:11434' });
    expect(Object.keys(headers)).not.toContain('authorization');
  });

  test.each([
    ['custom', 'k', {}],
    ['openai', null, {}],
    ['openai', 'k', { baseUrl: 'http://far.example' }],
  ])('%s without what it needs is refused with a sentence', (id, secret, more) => {
    expect(() => asked(id, secret, more)).toThrow(KeywatchError);
  });
});

describe('providers by id', () => {
  test.each([
    ['anthropic', 'anthropic'],
    ['Gemini', 'google'],
    [' OPENAI ', 'openai'],
    ['claude-cli', 'claude-code'],
    ['nobody', undefined],
    ['constructor', undefined],
  ])('%s is %s', (name, id) => {
    expect(providerById(name)?.id).toBe(id);
  });

  it('have one meaning for every id, alias and variable', () => {
    const names = providers.flatMap((provider) => [provider.id, ...(provider.aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
    const variables = providers.flatMap((provider) => provider.variables);
    expect(new Set(variables).size).toBe(variables.length);
    const marks = providers.map((provider) => provider.mark);
    expect(new Set(marks).size).toBe(marks.length);
  });

  test.each(providers.map((provider) => [provider.id, provider] as const))(
    '%s says what people see of it',
    (_id, provider) => {
      expect(provider.mark).toMatch(/^[A-Z][a-z]$/);
      expect(provider.kinds.length).toBeGreaterThan(0);
      for (const sentence of [provider.proves, provider.cannotProve, provider.cost])
        expect(sentence).toMatch(/\.$/);
      for (const link of Object.values(provider.links))
        if (link !== null) expect(link).toMatch(/^https:\/\//);
      for (const shape of provider.shapes) {
        expect(shape.pattern?.source ?? '^$').toMatch(/^\^.*\$$/);
        expect(provider.kinds).toContain(shape.kind);
      }
    },
  );
});
