import { describe, expect, it, test } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { readShortTermKey } from '../../../src-main/providers/bedrock-token.ts';
import { providerById } from '../../../src-main/providers/index.ts';
import { originOf } from '../../../src-main/providers/origin.ts';
import type { ProbeSubject } from '../../../src-main/providers/provider.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';

const subject = (more: Partial<ProbeSubject> = {}): ProbeSubject => ({
  kind: 'api_key',
  api: null,
  baseUrl: null,
  config: {},
  createdAt: 0,
  ...more,
});

function asked(id: string, more: Partial<ProbeSubject> = {}, secret = 'k') {
  const { probe } = providerById(id)!;
  if (probe.by !== 'http') throw new Error('asks nobody');
  return probe.request(secret, subject(more));
}

const shortTermKey = (region: string, more = '') =>
  `bedrock-api-key-${Buffer.from(
    `bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=INVENTED%2F20261120%2F${region}%2Fbedrock%2Faws4_request&X-Amz-Date=20261120T120000Z&X-Amz-Expires=3600${more}`,
  ).toString('base64')}`;

describe('the host a key goes to', () => {
  test.each([
    ['moonshot', {}, 'https://api.moonshot.ai/v1/users/me/balance'],
    ['moonshot', { config: { region: 'cn' } }, 'https://api.moonshot.cn/v1/users/me/balance'],
    ['moonshot', { baseUrl: 'https://api.moonshot.cn/v1' }, 'https://api.moonshot.cn/v1/users/me/balance'],
    [
      'moonshot',
      { baseUrl: 'https://api.moonshot.ai/anthropic' },
      'https://api.moonshot.ai/v1/users/me/balance',
    ],
    ['kimi-code', {}, 'https://api.kimi.com/coding/v1/usages'],
    ['kimi-code', { baseUrl: 'https://api.kimi.com/coding' }, 'https://api.kimi.com/coding/v1/usages'],
    ['minimax', {}, 'https://api.minimax.io/v1/token_plan/remains'],
    ['minimax', { config: { region: 'CN' } }, 'https://api.minimaxi.com/v1/token_plan/remains'],
    [
      'minimax',
      { baseUrl: 'https://api.minimaxi.com/anthropic' },
      'https://api.minimaxi.com/v1/token_plan/remains',
    ],
    ['zai', {}, 'https://api.z.ai/api/monitor/usage/quota/limit'],
    ['zai', { config: { region: 'cn' } }, 'https://open.bigmodel.cn/api/monitor/usage/quota/limit'],
    [
      'zai',
      { baseUrl: 'https://api.z.ai/api/coding/paas/v4' },
      'https://api.z.ai/api/monitor/usage/quota/limit',
    ],
    ['qwen', {}, 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1/models'],
    ['qwen', { config: { region: 'us' } }, 'https://dashscope-us.aliyuncs.com/compatible-mode/v1/models'],
    [
      'qwen',
      { baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1' },
      'https://coding-intl.dashscope.aliyuncs.com/v1/models',
    ],
    ['huggingface', {}, 'https://huggingface.co/api/whoami-v2'],
    ['github-copilot', {}, 'https://api.github.com/user'],
    [
      'azure-openai',
      { baseUrl: 'https://r.openai.azure.com' },
      'https://r.openai.azure.com/openai/v1/models',
    ],
    [
      'azure-openai',
      { baseUrl: 'https://r.openai.azure.com/openai/v1/' },
      'https://r.openai.azure.com/openai/v1/models',
    ],
    [
      'amazon-bedrock',
      { config: { region: 'eu-west-1' } },
      'https://bedrock.eu-west-1.amazonaws.com/foundation-models',
    ],
    [
      'amazon-bedrock',
      { config: { region: 'us-gov-west-1' } },
      'https://bedrock.us-gov-west-1.amazonaws.com/foundation-models',
    ],
    [
      'amazon-bedrock',
      { baseUrl: 'https://bedrock-mantle.us-east-1.api.aws' },
      'https://bedrock-mantle.us-east-1.api.aws/v1/models',
    ],
  ])('of %s with %j: %s', (id, more, url) => {
    expect(asked(id, more).url).toBe(url);
    const host = originOf(providerById(id)!, subject(more));
    expect(URL.parse(host ?? '')?.host, 'the lane it waits in').toBe(new URL(url).host);
  });

  test.each([
    'evil.example/',
    'eu-west-1.evil.example',
    'eu-west-1.evil.example#',
    'x@evil.example/',
    'eu-west-1@evil.example',
    'eu-west-1/',
    'eu-west-1\n',
    '../eu-west-1',
    'constructor',
    '__proto__',
    '',
    `eu-${'a'.repeat(99)}-1`,
  ])('is no other one for a region %j', (region) => {
    for (const id of ['moonshot', 'minimax', 'zai', 'qwen', 'amazon-bedrock']) {
      expect(originOf(providerById(id)!, subject({ config: { region } })), id).toBeNull();
      expect(() => asked(id, { config: { region } }), id).toThrow(KeywatchError);
    }
  });

  test.each(['azure-openai', 'amazon-bedrock'])('of %s is nobody’s guess', (id) => {
    expect(() => asked(id)).toThrow(KeywatchError);
    expect(originOf(providerById(id)!, subject())).toBeNull();
  });

  test.each(['moonshot', 'azure-openai', 'amazon-bedrock'])('of %s is never reached in clear', (id) => {
    expect(() => asked(id, { baseUrl: 'http://far.example' })).toThrow(/http/);
  });
});

describe('how a key is sent', () => {
  test.each([
    ['azure-openai', { baseUrl: 'https://r.openai.azure.com' }, { 'api-key': 'k' }],
    [
      'azure-openai',
      { baseUrl: 'https://r.openai.azure.com', kind: 'token' as const },
      { authorization: 'Bearer k' },
    ],
    ['amazon-bedrock', { config: { region: 'us-east-1' } }, { authorization: 'Bearer k' }],
    ['zai', {}, { authorization: 'Bearer k' }],
    ['github-copilot', {}, { authorization: 'Bearer k', accept: 'application/vnd.github+json' }],
  ])('%s: %j', (id, more, headers) => {
    const request = asked(id, more);
    expect(request).toMatchObject({ method: 'GET', headers });
    expect(request.url).not.toMatch(/=k\b/);
    expect(request.headers['user-agent']).toMatch(/^keywatch\//);
  });

  test.each([`sk-api-${'x'.repeat(20)}`, 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtaW5pbWF4In0.c2ln'])(
    'a MiniMax key without a plan is not asked for its plan: %s',
    (secret) => {
      expect(asked('minimax', {}, secret).url).toBe('https://api.minimax.io/v1/models');
    },
  );

  it('a Coding Plan key of Qwen goes to the plan’s own address only', () => {
    const key = `sk-sp-${'x'.repeat(32)}`;
    expect(() => asked('qwen', {}, key)).toThrow(/coding-intl/);
    const baseUrl = 'https://coding-intl.dashscope.aliyuncs.com/v1';
    expect(asked('qwen', { baseUrl }, key).url).toBe(`${baseUrl}/models`);
  });
});

describe('a short-term key of Amazon Bedrock', () => {
  it('says where it works and when it ends', () => {
    expect(readShortTermKey(shortTermKey('eu-west-1'))).toEqual({
      region: 'eu-west-1',
      expiresAt: Date.parse('2026-11-20T13:00:00Z'),
    });
  });

  it('is not sent to another region than its own', () => {
    const config = { region: 'us-east-1' };
    expect(() => asked('amazon-bedrock', { config }, shortTermKey('eu-west-1'))).toThrow(/eu-west-1 only/);
    expect(asked('amazon-bedrock', { config }, shortTermKey('us-east-1')).url).toContain('us-east-1');
  });

  it('tells which region is missing', () => {
    expect(() => asked('amazon-bedrock', {}, shortTermKey('ap-southeast-4'))).toThrow(/ap-southeast-4/);
  });

  test.each([
    'bedrock-api-key-',
    'bedrock-api-key-YmVk',
    `bedrock-api-key-${'%'.repeat(40)}`,
    shortTermKey('evil.example'),
    shortTermKey('eu-west-1', '&X-Amz-Date=never').replace('20261120T120000Z', ''),
    shortTermKey('eu-west-1').slice(0, 60),
  ])('that is cut or odd names nothing it does not say: %s', (key) => {
    const read = readShortTermKey(key);
    expect([null, 'eu-west-1']).toContain(read?.region ?? null);
  });

  it('is not what a long-term key is', () => {
    expect(readShortTermKey(`ABSK${'x'.repeat(120)}`)).toBeNull();
    expect(readShortTermKey(null)).toBeNull();
  });
});

test.each([
  ['api.moonshot.cn', 'CNY'],
  ['api.moonshot.ai', undefined],
])('a balance at %s is in %s', (host, currency) => {
  const { facts } = readAnswer({
    provider: providerById('moonshot')!,
    request: { method: 'GET', path: '/v1/users/me/balance', host },
    answer: { status: 200, headers: {}, body: '{"data":{"available_balance":12.5}}', truncated: false },
    now: 0,
    secret: null,
  });
  expect(facts).toEqual({ balance: 12.5, ...(currency === undefined ? {} : { currency }) });
});
