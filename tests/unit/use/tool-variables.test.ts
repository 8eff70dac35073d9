import { describe, expect, it } from 'vitest';
import { providers } from '../../../src-main/providers/index.ts';
import { toolVariables, type Equipped } from '../../../src-main/use/tool-variables.ts';

const profile = (provider: string, more: Partial<Equipped> = {}): Equipped => ({
  id: `${provider}:work`,
  provider,
  kind: 'api_key',
  api: null,
  baseUrl: null,
  config: {},
  reference: null,
  ...more,
});

const cases: readonly (readonly [what: string, of: Equipped, secret: string | null, set: object])[] = [
  ['a key of Anthropic', profile('anthropic'), 'k', { ANTHROPIC_API_KEY: 'k' }],
  [
    'an admin key of Anthropic',
    profile('anthropic'),
    'sk-ant-admin01-x',
    { ANTHROPIC_ADMIN_API_KEY: 'sk-ant-admin01-x', ANTHROPIC_ADMIN_KEY: 'sk-ant-admin01-x' },
  ],
  ['a setup token', profile('claude-code', { kind: 'token' }), 't', { CLAUDE_CODE_OAUTH_TOKEN: 't' }],
  ['Claude Code’s own login', profile('claude-code', { kind: 'oauth' }), null, {}],
  [
    'a key of Google, wherever its tools look',
    profile('google'),
    'g',
    { GEMINI_API_KEY: 'g', GOOGLE_API_KEY: 'g', GOOGLE_GENERATIVE_AI_API_KEY: 'g' },
  ],
  [
    'an address of OpenAI’s kind, with its version',
    profile('openai', { baseUrl: 'https://proxy.example' }),
    'o',
    {
      OPENAI_API_KEY: 'o',
      OPENAI_BASE_URL: 'https://proxy.example/v1',
      OPENAI_API_BASE: 'https://proxy.example/v1',
    },
  ],
  [
    'an address of Anthropic’s kind, without one',
    profile('anthropic', { baseUrl: 'https://proxy.example/claude/v1' }),
    'a',
    { ANTHROPIC_API_KEY: 'a', ANTHROPIC_BASE_URL: 'https://proxy.example/claude' },
  ],
  [
    'a custom server that speaks as Anthropic does, by its token',
    profile('custom', { api: 'anthropic', kind: 'token', baseUrl: 'http://127.0.0.1:9' }),
    'c',
    { ANTHROPIC_AUTH_TOKEN: 'c', ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' },
  ],
  [
    'a provider of no variable for its address',
    profile('deepseek', { baseUrl: 'https://proxy.example' }),
    'd',
    { DEEPSEEK_API_KEY: 'd', DEEPSEEK_KEY: 'd', DEEPSEEK_BASE_URL: 'https://proxy.example' },
  ],
  [
    'a region',
    profile('amazon-bedrock', { config: { region: 'eu-west-1' } }),
    'b',
    { AWS_BEARER_TOKEN_BEDROCK: 'b', AWS_REGION: 'eu-west-1' },
  ],
  [
    'a file that only its path leads to',
    profile('google-vertex', { reference: 'file:/keys/service.json' }),
    '{}',
    { GOOGLE_APPLICATION_CREDENTIALS: '/keys/service.json' },
  ],
  [
    'a server on this machine without a key',
    profile('ollama', { kind: 'none', baseUrl: 'http://127.0.0.1:9' }),
    null,
    { OLLAMA_HOST: 'http://127.0.0.1:9' },
  ],
];

describe('what a program is given', () => {
  it.each(cases)('for %s', (_what, of, secret, set) => {
    expect(toolVariables(of, secret).set).toEqual(set);
  });

  it('goes before nothing else: what Claude Code would take first is taken away', () => {
    for (const kind of ['token', 'oauth'] as const) {
      const { set, remove } = toolVariables(profile('claude-code', { kind }), kind === 'token' ? 't' : null);
      expect(remove).toEqual(
        expect.arrayContaining(['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_USE_BEDROCK']),
      );
      expect(remove.includes('CLAUDE_CODE_OAUTH_TOKEN')).toBe(kind === 'oauth');
      expect(remove.filter((name) => name in set)).toEqual([]);
    }
  });

  it.each(providers.map(({ id }) => id).filter((id) => id !== 'custom'))(
    'of %s goes to its own server: an address that the profile does not name is taken away',
    (id) => {
      const kind = id === 'openai-codex' ? 'oauth' : 'api_key';
      const reference = id === 'google-vertex' ? 'file:/x' : null;
      const { set, remove } = toolVariables(profile(id, { kind, reference }), kind === 'oauth' ? null : 's');
      expect(remove.some((name) => /_(BASE_URL|ENDPOINT|HOST)$/.test(name))).toBe(true);
      expect(Object.keys(set).filter((name) => /BASE_URL|ENDPOINT/.test(name))).toEqual([]);
    },
  );

  it('is never a setup token with another address', () => {
    const elsewhere = profile('claude-code', { kind: 'token', baseUrl: 'https://proxy.example' });
    const { set, remove } = toolVariables(elsewhere, 't');
    expect(Object.keys(set)).toEqual(['CLAUDE_CODE_OAUTH_TOKEN']);
    expect(remove).toContain('ANTHROPIC_BASE_URL');
  });

  it('is refused where no variable takes it', () => {
    expect(() => toolVariables(profile('google-vertex'), '{}')).toThrow(/from a file alone/);
    expect(() => toolVariables(profile('openai-codex', { kind: 'token' }), 't')).toThrow(/No tool of/);
  });
});
