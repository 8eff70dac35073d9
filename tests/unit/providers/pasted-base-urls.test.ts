import { expect, test } from 'vitest';
import { providerById } from '../../../src-main/providers/index.ts';
import { originOf } from '../../../src-main/providers/origin.ts';

/** Where a key is asked about whose profile has the base URL that its vendor's pages give to tools. */
function askedAt(id: string, baseUrl: string): string {
  const provider = providerById(id)!;
  if (provider.probe.by !== 'http') throw new Error(`${id} is asked by no request`);
  const subject = { kind: 'api_key' as const, api: null, config: {}, createdAt: 0 };
  const at = originOf(provider, { ...subject, baseUrl });
  return provider.probe.request(`sk-invented-${'x'.repeat(30)}`, { ...subject, baseUrl: at }).url;
}

test.each([
  ['zai', 'https://api.z.ai/api/anthropic/v1', 'https://api.z.ai/api/monitor/usage/quota/limit'],
  ['zai', 'https://api.z.ai/api/coding/paas/v4', 'https://api.z.ai/api/monitor/usage/quota/limit'],
  ['minimax', 'https://api.minimax.io/anthropic/v1', 'https://api.minimax.io/v1/token_plan/remains'],
  ['minimax', 'https://api.minimaxi.com/v1', 'https://api.minimaxi.com/v1/token_plan/remains'],
  ['moonshot', 'https://api.moonshot.cn/anthropic', 'https://api.moonshot.cn/v1/users/me/balance'],
  [
    'qwen',
    'https://dashscope.aliyuncs.com/api/v1',
    'https://dashscope.aliyuncs.com/compatible-mode/v1/models',
  ],
  [
    'qwen',
    'https://coding-intl.dashscope.aliyuncs.com/v1',
    'https://coding-intl.dashscope.aliyuncs.com/v1/models',
  ],
  [
    'google',
    'https://generativelanguage.googleapis.com/v1beta/openai/',
    'https://generativelanguage.googleapis.com/v1beta/models?pageSize=1',
  ],
  ['fireworks', 'https://api.fireworks.ai/inference/v1', 'https://api.fireworks.ai/v1/accounts'],
  ['deepseek', 'https://api.deepseek.com/v1', 'https://api.deepseek.com/user/balance'],
  ['deepseek', 'https://api.deepseek.com/anthropic/v1', 'https://api.deepseek.com/user/balance'],
  ['huggingface', 'https://router.huggingface.co/v1', 'https://huggingface.co/api/whoami-v2'],
  ['nvidia', 'https://integrate.api.nvidia.com/v1', 'https://api.ngc.nvidia.com/v3/keys/get-caller-info'],
  ['vercel-ai-gateway', 'https://ai-gateway.vercel.sh/v3/ai', 'https://ai-gateway.vercel.sh/v1/credits'],
  [
    'cloudflare-ai-gateway',
    'https://gateway.ai.cloudflare.com/v1/account/gateway/openai',
    'https://api.cloudflare.com/client/v4/user/tokens/verify',
  ],
  ['github-copilot', 'https://api.individual.githubcopilot.com', 'https://api.github.com/user'],
  [
    'amazon-bedrock',
    'https://bedrock-runtime.eu-west-1.amazonaws.com',
    'https://bedrock.eu-west-1.amazonaws.com/foundation-models',
  ],
  [
    'azure-openai',
    'https://r.openai.azure.com/openai/deployments/d',
    'https://r.openai.azure.com/openai/v1/models',
  ],
  [
    'azure-openai',
    'https://r.services.ai.azure.com/models',
    'https://r.services.ai.azure.com/openai/v1/models',
  ],
  ['cohere', 'https://api.cohere.com/v2', 'https://api.cohere.com/v1/check-api-key'],
  ['cohere', 'https://api.cohere.ai/compatibility/v1', 'https://api.cohere.ai/v1/check-api-key'],
  ['ollama', 'http://localhost:11434/v1', 'http://localhost:11434/api/version'],
  ['ollama', 'http://localhost:11434/api', 'http://localhost:11434/api/version'],
])('%s at %s is asked at the place that knows its keys', (id, baseUrl, url) => {
  expect(askedAt(id, baseUrl)).toBe(url);
});

test.each([
  ['nvidia', 'https://integrate.api.nvidia.com.evil.example/v1'],
  ['huggingface', 'https://router.huggingface.co.evil.example'],
  ['github-copilot', 'https://evilgithubcopilot.com'],
  ['amazon-bedrock', 'https://bedrock-runtime.evil.example'],
])('%s: the host that a person gave, %s, is asked itself', (id, baseUrl) => {
  expect(new URL(askedAt(id, baseUrl)).host).toBe(new URL(baseUrl).host);
});
