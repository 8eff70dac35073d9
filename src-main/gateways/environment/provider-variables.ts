import { authProvider } from '../provider-alias.ts';

/** Providers whose only variable is `<PROVIDER>_API_KEY`. */
const plain =
  'openai groq xai openrouter mistral cerebras together moonshot minimax xiaomi venice synthetic litellm nvidia qianfan modelstudio ollama vllm sglang kilocode deepgram voyage byteplus'.split(
    ' ',
  );

const others: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['ANTHROPIC_OAUTH_TOKEN', 'ANTHROPIC_API_KEY'],
  google: ['GEMINI_API_KEY'],
  'github-copilot': ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'],
  zai: ['ZAI_API_KEY', 'Z_AI_API_KEY'],
  huggingface: ['HUGGINGFACE_HUB_TOKEN', 'HF_TOKEN'],
  chutes: ['CHUTES_OAUTH_TOKEN', 'CHUTES_API_KEY'],
  'qwen-portal': ['QWEN_OAUTH_TOKEN', 'QWEN_PORTAL_API_KEY'],
  'minimax-portal': ['MINIMAX_OAUTH_TOKEN', 'MINIMAX_API_KEY'],
  'kimi-coding': ['KIMI_API_KEY', 'KIMICODE_API_KEY'],
  opencode: ['OPENCODE_API_KEY', 'OPENCODE_ZEN_API_KEY'],
  'opencode-go': ['OPENCODE_API_KEY', 'OPENCODE_ZEN_API_KEY'],
  volcengine: ['VOLCANO_ENGINE_API_KEY'],
  'vercel-ai-gateway': ['AI_GATEWAY_API_KEY'],
  'cloudflare-ai-gateway': ['CLOUDFLARE_AI_GATEWAY_API_KEY'],
};

/** What stands for a provider in the names of variables: `x-ai-custom` is X_AI_CUSTOM, both Googles are GEMINI. */
export function variableStem(provider: string): string {
  const id = authProvider(provider);
  return id === 'google' || id === 'google-vertex' ? 'GEMINI' : id.toUpperCase().replaceAll('-', '_');
}

/** The variables the family reads for a provider, the first that is not blank serves (gateways.md §8). */
export function variablesOf(provider: string): readonly string[] {
  const id = authProvider(provider);
  return others[id] ?? (plain.includes(id) ? [`${variableStem(id)}_API_KEY`] : []);
}

/** Every variable that may hold a provider's key; a login shell is asked for no other. */
export const allVariables: ReadonlySet<string> = new Set(
  [...plain, ...Object.keys(others)].flatMap((provider) => variablesOf(provider)),
);
