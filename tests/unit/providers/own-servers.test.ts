import { describe, expect, it, test } from 'vitest';
import { cloudflareAiGateway } from '../../../src-main/providers/cloudflare-ai-gateway.ts';
import { litellm } from '../../../src-main/providers/litellm.ts';
import { lmstudio } from '../../../src-main/providers/lmstudio.ts';
import { ollama } from '../../../src-main/providers/ollama.ts';
import { originOf } from '../../../src-main/providers/origin.ts';
import type { ProbeSubject, Provider } from '../../../src-main/providers/provider.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';
import { vercelAiGateway } from '../../../src-main/providers/vercel-ai-gateway.ts';

const about = (more: Partial<ProbeSubject> = {}): ProbeSubject => ({
  kind: 'api_key',
  api: null,
  baseUrl: null,
  config: {},
  createdAt: 0,
  ...more,
});

function question({ probe }: Provider, secret: string | null, more: Partial<ProbeSubject> = {}) {
  if (probe.by !== 'http') throw new Error('asks nobody over HTTP');
  const { method, url, headers } = probe.request(secret, about(more));
  return [`${method} ${url}`, headers['authorization'] ?? null];
}

describe('what servers and gateways are asked', () => {
  test.each([
    ['a local Ollama', ollama, null, { kind: 'none' }, 'GET http://127.0.0.1:11434/api/version', null],
    ['Ollama’s cloud', ollama, 'k', {}, 'POST https://ollama.com/api/me', 'Bearer k'],
    [
      'an Ollama behind a proxy that wants a key',
      ollama,
      'k',
      { baseUrl: 'https://ollama.example' },
      'GET https://ollama.example/api/version',
      'Bearer k',
    ],
    ['LM Studio', lmstudio, null, { kind: 'none' }, 'GET http://127.0.0.1:1234/v1/models', null],
    ['LM Studio with a token', lmstudio, 'k', {}, 'GET http://127.0.0.1:1234/v1/models', 'Bearer k'],
    [
      'LiteLLM below a path',
      litellm,
      'k',
      { baseUrl: 'https://h.example/proxy' },
      'GET https://h.example/proxy/key/info',
      'Bearer k',
    ],
    [
      'LiteLLM at the address that clients use',
      litellm,
      'k',
      { baseUrl: 'https://h.example/v1' },
      'GET https://h.example/key/info',
      'Bearer k',
    ],
    ['Vercel', vercelAiGateway, 'k', {}, 'GET https://ai-gateway.vercel.sh/v1/credits', 'Bearer k'],
    [
      'Cloudflare about a person’s token',
      cloudflareAiGateway,
      'k',
      {},
      'GET https://api.cloudflare.com/client/v4/user/tokens/verify',
      'Bearer k',
    ],
    [
      'Cloudflare about an account’s token',
      cloudflareAiGateway,
      'k',
      { config: { account: '../0123' } },
      'GET https://api.cloudflare.com/client/v4/accounts/..%2F0123/tokens/verify',
      'Bearer k',
    ],
  ] as const)('%s', (_what, provider, secret, more, asked, authorization) => {
    expect(question(provider, secret, more)).toEqual([asked, authorization]);
  });

  it('is nothing where a LiteLLM key came without its proxy’s address', () => {
    expect(() => question(litellm, 'k')).toThrow(/base URL/);
  });

  it('goes to this machine only where no key is needed', () => {
    expect(originOf(ollama, about({ kind: 'none' }))).toBe('http://127.0.0.1:11434');
    expect(originOf(ollama, about())).toBe('https://ollama.com');
  });
});

describe('a server that does not run', () => {
  test.each([
    [ollama, /Ollama is not running.*ollama serve/],
    [lmstudio, /LM Studio’s server is not running/],
    [litellm, /Nobody listens/],
  ])('is told of in words', (provider, words) => {
    const answer = { failure: 'refused', message: 'connect ECONNREFUSED' } as const;
    const request = { method: 'GET', path: '/' };
    expect(readAnswer({ provider, request, answer, now: 0, secret: null })).toMatchObject({
      outcome: 'network',
      message: expect.stringMatching(words),
    });
  });
});
