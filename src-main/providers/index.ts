import { anthropic } from './anthropic.ts';
import { cerebras } from './cerebras.ts';
import { claudeCode } from './claude-code.ts';
import { cloudflareAiGateway } from './cloudflare-ai-gateway.ts';
import { cohere } from './cohere.ts';
import { custom } from './custom.ts';
import { deepseek } from './deepseek.ts';
import { fireworks } from './fireworks.ts';
import { google } from './google.ts';
import { groq } from './groq.ts';
import { litellm } from './litellm.ts';
import { lmstudio } from './lmstudio.ts';
import { mistral } from './mistral.ts';
import { nvidia } from './nvidia.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { perplexity } from './perplexity.ts';
import { together } from './together.ts';
import { venice } from './venice.ts';
import { vercelAiGateway } from './vercel-ai-gateway.ts';
import { xai } from './xai.ts';
import type { Provider } from './provider.ts';

/** Every provider, in the order in which people are offered them. */
export const providers: readonly Provider[] = [
  anthropic,
  claudeCode,
  openai,
  google,
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
