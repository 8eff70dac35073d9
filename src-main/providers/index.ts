import { amazonBedrock } from './amazon-bedrock.ts';
import { anthropic } from './anthropic.ts';
import { azureOpenai } from './azure-openai.ts';
import { cerebras } from './cerebras.ts';
import { claudeCode } from './claude-code.ts';
import { cloudflareAiGateway } from './cloudflare-ai-gateway.ts';
import { cohere } from './cohere.ts';
import { custom } from './custom.ts';
import { deepseek } from './deepseek.ts';
import { fireworks } from './fireworks.ts';
import { githubCopilot } from './github-copilot.ts';
import { googleVertex } from './google-vertex.ts';
import { google } from './google.ts';
import { groq } from './groq.ts';
import { huggingface } from './huggingface.ts';
import { kimiCode } from './kimi-code.ts';
import { litellm } from './litellm.ts';
import { lmstudio } from './lmstudio.ts';
import { minimax } from './minimax.ts';
import { mistral } from './mistral.ts';
import { moonshot } from './moonshot.ts';
import { nvidia } from './nvidia.ts';
import { ollama } from './ollama.ts';
import { openaiCodex } from './openai-codex.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { perplexity } from './perplexity.ts';
import { qwen } from './qwen.ts';
import { together } from './together.ts';
import { venice } from './venice.ts';
import { vercelAiGateway } from './vercel-ai-gateway.ts';
import { xai } from './xai.ts';
import { zai } from './zai.ts';
import type { Provider } from './provider.ts';

/** Every provider, in the order in which people are offered them. */
export const providers: readonly Provider[] = [
  anthropic,
  claudeCode,
  openai,
  openaiCodex,
  google,
  googleVertex,
  openrouter,
  mistral,
  groq,
  xai,
  deepseek,
  together,
  fireworks,
  cohere,
  perplexity,
  cerebras,
  nvidia,
  moonshot,
  kimiCode,
  minimax,
  zai,
  qwen,
  huggingface,
  githubCopilot,
  azureOpenai,
  amazonBedrock,
  venice,
  vercelAiGateway,
  cloudflareAiGateway,
  litellm,
  ollama,
  lmstudio,
  custom,
];

const byName = new Map(
  providers.flatMap((provider) => (provider.aliases ?? []).map((alias) => [alias, provider])),
);
for (const provider of providers) byName.set(provider.id, provider);

/** The provider of this id or alias, whatever its case. */
export function providerById(idOrAlias: string): Provider | undefined {
  return byName.get(idOrAlias.trim().toLowerCase());
}
