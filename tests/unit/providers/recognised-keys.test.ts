import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { foreignVariables } from '../../../src-main/providers/foreign-keys.ts';
import { providers } from '../../../src-main/providers/index.ts';
import { recognise } from '../../../src-main/providers/recognise.ts';
import { inventedKeys } from '../../fixtures/invented-keys.ts';

const only = (text: string, hint?: { provider: string }) => {
  const { found } = recognise(text, hint);
  expect(found, text).toHaveLength(1);
  return found[0]!;
};

/** A key cut into lines of so many characters. */
const wrapped = (key: string, width: number, between = '\n') =>
  key.match(new RegExp(`.{1,${width}}`, 'g'))?.join(between) ?? key;

/** What may stand around a key; the name is nobody's, so that only the form can tell. */
const dressings: Record<string, (key: string) => string> = {
  nothing: (key) => key,
  export: (key) => `export FOO_API_KEY=${key}`,
  'export in quotes': (key) => `$ export FOO_API_KEY="${key}"`,
  PowerShell: (key) => `PS C:\\> $env:FOO_API_KEY = '${key}'`,
  fish: (key) => `set -gx FOO_API_KEY ${key}`,
  YAML: (key) => `foo:\n  api_key: ${key}\n`,
  'YAML in quotes': (key) => `  api_key: "${key}" # mine`,
  JSON: (key) => JSON.stringify({ foo: { apiKey: key } }, null, 2),
  'a part of JSON': (key) => `  "apiKey": "${key}",`,
  bearer: (key) => `Authorization: Bearer ${key}`,
  'another header': (key) => `curl https://h.example -H 'x-api-key: ${key}'`,
  backticks: (key) => `\`${key}\``,
  'curly quotes': (key) => `“${key}”`,
  'a box': (key) => `╭${'─'.repeat(key.length + 2)}╮\n│ ${key} │\n╰${'─'.repeat(key.length + 2)}╯`,
  colours: (key) => `\u001B[1;32m${key}\u001B[0m`,
  'a link': (key) => `\u001B]8;;https://h.example\u0007${key}\u001B]8;;\u0007`,
  'invisible characters': (key) => `\uFEFF${wrapped(key, 9, '\u200B')}\u2060`,
};

const labelled = inventedKeys.map((one) => ({ ...one, what: `${one.shape.label} (${one.provider.id})` }));
const sure = labelled.filter(({ shape }) => shape.ambiguous !== true);
const ambiguous = labelled.filter(({ shape }) => shape.ambiguous === true);
const runs = { numRuns: 15 };

describe.each(sure)('$what', ({ provider, shape, keys }) => {
  test.each(Object.entries(dressings))('is found whole and named in %s', (_dress, dress) => {
    fc.assert(
      fc.property(keys, (key) => {
        const found = only(dress(key));
        expect(found).toMatchObject({
          secret: key,
          provider: provider.id,
          label: shape.label,
          kind: shape.kind,
          confidence: shape.pattern === undefined ? 'prefix' : 'exact',
        });
        // An invented key fits its checksum only by chance.
        if (shape.warn === undefined && shape.checksum === undefined) expect(found.problem).toBeNull();
        else expect(found.problem?.blocks ?? false).toBe(false);
      }),
      runs,
    );
  });

  it('is found whole, or doubted and not kept, when cut at any width', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 12, max: 160 }), (key, width) => {
        const found = only(`FOO_API_KEY="${wrapped(key, width)}"`);
        expect(found).toMatchObject({ secret: key, provider: provider.id });
        const bare = only(wrapped(key, width));
        if (bare.problem?.blocks !== true) expect(bare.secret).toBe(key);
      }),
      runs,
    );
  });

  it('shows its prefix and its last four letters, and nothing where that would be a good part of it', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const { mask } = only(key);
        const rest = key.length - shape.prefix.length;
        expect(mask).toBe(`${shape.prefix}…${rest < 12 ? '' : key.slice(-4)}`);
      }),
      runs,
    );
  });
});

describe.each(ambiguous)('$what', ({ provider, shape, keys }) => {
  const isToken = shape.prefix === 'eyJ';
  test.each(Object.entries(dressings))('is found whole in %s, and its provider offered', (_dress, dress) => {
    fc.assert(
      fc.property(keys, (key) => {
        const found = only(dress(key));
        expect(found.secret).toBe(key);
        if (!isToken) expect(found).toMatchObject({ provider: null, confidence: 'guess' });
        expect(found.provider === null ? found.candidates : [found.provider]).toContain(provider.id);
      }),
      runs,
    );
  });

  it('is of the provider that a person chose', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const found = only(key, { provider: provider.id });
        expect(found).toMatchObject({ secret: key, provider: provider.id, problem: null });
      }),
      runs,
    );
  });
});

const opaque = '9aF2kLm7Qx4Zt8Vb1Nc6';

describe('the name that a key was given', () => {
  const variables = providers.flatMap(({ id, variables: names }) =>
    names.filter((name) => /KEY|TOKEN/.test(name)).map((name) => [name, id] as const),
  );
  test.each(variables)('%s names %s', (name, id) => {
    for (const way of [
      `${name}=${opaque}`,
      `export ${name}="${opaque}"`,
      JSON.stringify({ [name]: opaque }),
      `${name.toLowerCase().replaceAll('_', '-')}: ${opaque}`,
    ])
      expect(only(way), way).toMatchObject({ secret: opaque, provider: id, confidence: 'hint' });
  });

  test.each(providers.map(({ id }) => [id.toUpperCase().replaceAll('-', '_'), id] as const))(
    'rotated as %s_API_KEY and its like names %s',
    (name, id) => {
      for (const rotated of [
        `OPENCLAW_LIVE_${name}_KEY`,
        `${name}_API_KEY`,
        `${name}_API_KEY_1`,
        `${name}_API_KEY_12`,
      ])
        expect(only(`${rotated}=${opaque}`), rotated).toMatchObject({ secret: opaque, provider: id });
      const list = recognise(`${name}_API_KEYS=${opaque}a,${opaque}b;${opaque}c`).found;
      expect(list.map(({ secret, provider }) => [secret, provider])).toEqual(
        ['a', 'b', 'c'].map((end) => [opaque + end, id]),
      );
    },
  );

  test.each([...foreignVariables])('%s names a service that Keywatch does not know', (name, { label }) => {
    expect(only(`${name}=${opaque}`)).toMatchObject({
      secret: opaque,
      provider: null,
      label,
      candidates: ['custom'],
      problem: { blocks: false, message: expect.stringContaining(label) },
    });
  });

  it('of a master key warns and keeps nobody from it', () => {
    expect(only('LITELLM_MASTER_KEY=sk-1234567890abcdef')).toMatchObject({
      provider: 'litellm',
      problem: { code: 'wrong_kind', blocks: false, message: expect.stringMatching(/master key/) },
    });
  });

  test.each([
    ['GOOGLE_APPLICATION_CREDENTIALS=/etc/keys/vertex.json', 'file:/etc/keys/vertex.json', 'google-vertex'],
    ['HF_TOKEN_PATH="/run/secrets/hf.txt"', undefined, undefined],
  ])('%s says where a file is', (text, reference, provider) => {
    if (reference !== undefined) expect(only(text)).toMatchObject({ reference, provider, secret: '' });
    else expect(recognise(text).found.every(({ secret }) => !secret.startsWith('/run'))).toBe(true);
  });
});

describe('the address beside a key', () => {
  const key = `sk-${'a1b2'.repeat(8)}`;
  test.each([
    [
      'of its own name',
      `OPENAI_API_KEY=${key}\nOPENAI_BASE_URL=https://api.deepseek.com/v1`,
      'deepseek',
      null,
    ],
    [
      'before it',
      `OPENAI_BASE_URL=https://dashscope-intl.aliyuncs.com/compatible-mode/v1\nOPENAI_API_KEY=${key}`,
      'qwen',
      null,
    ],
    ['in JSON', JSON.stringify({ apiKey: key, baseURL: 'https://api.deepseek.com' }), 'deepseek', null],
    [
      'in a command',
      `curl https://api.deepseek.com/v1/models -H "Authorization: Bearer ${key}"`,
      'deepseek',
      null,
    ],
    ['in YAML', `base_url: https://api.deepseek.com\napi_key: ${key}`, 'deepseek', null],
    [
      'of nobody here',
      `OPENAI_API_KEY=${key}\nOPENAI_BASE_URL=https://gw.example/api/v1/`,
      'custom',
      'https://gw.example/api/v1',
    ],
    [
      'of nobody here, in a command',
      `curl https://gw.example/v1/chat/completions -H "Authorization: Bearer ${key}"`,
      'custom',
      'https://gw.example/v1',
    ],
    [
      'of a LiteLLM proxy',
      `LITELLM_API_KEY=${key}\nLITELLM_BASE_URL=https://llm.example`,
      'litellm',
      'https://llm.example',
    ],
    [
      'of an Azure resource',
      `AZURE_OPENAI_API_KEY=${opaque}\nAZURE_OPENAI_ENDPOINT=https://x.openai.azure.com/`,
      'azure-openai',
      'https://x.openai.azure.com',
    ],
    [
      'of a provider’s other house',
      `OPENAI_BASE_URL=https://api.moonshot.cn/v1\nOPENAI_API_KEY=${key}`,
      'moonshot',
      'https://api.moonshot.cn/v1',
    ],
    ['of another name', `OPENAI_API_KEY=${key}\nSITE_URL=https://shop.example/v1`, 'openai', null],
    ['over http elsewhere', `OPENAI_API_KEY=${key}\nOPENAI_BASE_URL=http://gw.example/v1`, 'openai', null],
  ])('%s decides', (_what, text, provider, baseUrl) => {
    expect(only(text)).toMatchObject({
      secret: key.length === 0 ? '' : expect.any(String),
      provider,
      baseUrl,
    });
  });

  it('decides nothing where several could be meant', () => {
    const text = `curl https://a.example/v1 ; curl https://b.example/v1 -H "Authorization: Bearer ${key}"`;
    expect(only(text)).toMatchObject({ provider: null, baseUrl: null });
  });

  it('does not take a key from the provider that its form names', () => {
    const surely = `sk-or-v1-${'0f'.repeat(32)}`;
    expect(only(`OPENAI_API_KEY=${surely}\nOPENAI_BASE_URL=https://gw.example/v1`)).toMatchObject({
      provider: 'openrouter',
      baseUrl: null,
    });
  });

  it('gives way to a choice', () => {
    const text = `OPENAI_API_KEY=${key}\nOPENAI_BASE_URL=https://api.deepseek.com`;
    expect(only(text, { provider: 'qwen' })).toMatchObject({ provider: 'qwen', baseUrl: null });
  });
});

describe('tokens that say who signed them', () => {
  const token = (claims: object) =>
    ['{"alg":"RS256"}', JSON.stringify(claims), 'sign']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
  test.each([
    [{ iss: 'https://oidc.vercel.com/team' }, 'vercel-ai-gateway'],
    [{ iss: 'minimax', GroupID: '1' }, 'minimax'],
  ])('%j is of %s', (claims, provider) => {
    expect(only(token(claims))).toMatchObject({ provider, kind: 'token', confidence: 'hint' });
    expect(only(`OPENAI_API_KEY=${token(claims)}`)).toMatchObject({ provider });
  });

  it('of ChatGPT are refused under any name but Codex’s own', () => {
    const login = token({ iss: 'https://auth.openai.com', aud: ['https://api.openai.com/v1'] });
    expect(only(login).problem).toMatchObject({ code: 'wrong_kind', blocks: true });
    expect(only(`OPENAI_API_KEY=${login}`).problem).toMatchObject({ code: 'wrong_kind', blocks: true });
    expect(only(login, { provider: 'openai-codex' })).toMatchObject({
      provider: 'openai-codex',
      kind: 'token',
    });
  });

  it('offer everyone whose tokens look so when nobody signed them', () => {
    expect(only(token({ sub: 'x' })).candidates).toEqual(expect.arrayContaining(['minimax', 'custom']));
  });
});

describe('wrong places', () => {
  test.each([
    [
      'a foreign key under a provider’s name',
      `OPENAI_API_KEY=r8_${'aB12'.repeat(10).slice(0, 37)}`,
      null,
      /OPENAI_API_KEY.*Replicate/,
    ],
    ['a key that was retired', `AIza${'Qw3_-'.repeat(7)}`, 'google', /retired/],
    ['a subscription’s key', `sk-cp-${'aB12'.repeat(20)}`, 'minimax', /subscription/],
    ['a classic GitHub token', `ghp_${'0'.repeat(30)}2C8GjS`, 'github-copilot', /classic/],
  ])('%s is said and does not block', (_what, text, provider, message) => {
    expect(only(text)).toMatchObject({
      provider,
      problem: { code: 'wrong_kind', blocks: false, message: expect.stringMatching(message) },
    });
  });

  it('a service account is kept as one of Vertex AI, whole', () => {
    const file = JSON.stringify({ type: 'service_account', client_email: 'a@b.example', private_key: 'x' });
    expect(only(file)).toMatchObject({ provider: 'google-vertex', kind: 'token', secret: file, mask: '…' });
    expect(only(JSON.stringify({ type: 'authorized_user', refresh_token: 'x' })).problem?.blocks).toBe(true);
  });
});
