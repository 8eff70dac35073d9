import type { PassedOver } from '../passed-over.ts';

/** What a choice of the OpenClaw family's `onboard --auth-choice` comes to here (gateways.md §9.5). */
export type FamilyChoice =
  | { by: 'key'; provider: string; flag: string; region?: string }
  | { by: 'token' | 'custom' | 'skip' }
  /** `selector`: how `auth discover` calls that program's login. */
  | { by: 'login'; selector: string; program: string }
  /** A service that Keywatch has no rules for. */
  | { by: 'stranger'; flag?: string };

const key = (provider: string, flag: string, region?: string): FamilyChoice => ({
  by: 'key',
  provider,
  flag,
  ...(region === undefined ? {} : { region }),
});
const login = (selector: string, program: string): FamilyChoice => ({ by: 'login', selector, program });
const stranger = (flag?: string): FamilyChoice => ({
  by: 'stranger',
  ...(flag === undefined ? {} : { flag }),
});

export const familyChoices: Readonly<Record<string, FamilyChoice>> = {
  token: { by: 'token' },
  apiKey: key('anthropic', 'anthropic-api-key'),
  'openai-codex': login('codex', 'codex login'),
  'openai-api-key': key('openai', 'openai-api-key'),
  chutes: stranger(),
  'gemini-api-key': key('google', 'gemini-api-key'),
  'google-gemini-cli': login('gemini-cli', 'gemini'),
  'xai-api-key': key('xai', 'xai-api-key'),
  'mistral-api-key': key('mistral', 'mistral-api-key'),
  'volcengine-api-key': stranger('volcengine-api-key'),
  'byteplus-api-key': stranger('byteplus-api-key'),
  'openrouter-api-key': key('openrouter', 'openrouter-api-key'),
  'kilocode-api-key': stranger('kilocode-api-key'),
  'qwen-portal': login('qwen-code', 'qwen'),
  'zai-api-key': key('zai', 'zai-api-key'),
  'zai-coding-global': key('zai', 'zai-api-key'),
  'zai-coding-cn': key('zai', 'zai-api-key', 'cn'),
  'zai-global': key('zai', 'zai-api-key'),
  'zai-cn': key('zai', 'zai-api-key', 'cn'),
  'qianfan-api-key': stranger('qianfan-api-key'),
  'modelstudio-api-key': key('qwen', 'modelstudio-api-key'),
  'modelstudio-api-key-cn': key('qwen', 'modelstudio-api-key-cn', 'cn'),
  'github-copilot': login('gh', 'gh auth login'),
  'copilot-proxy': stranger(),
  'ai-gateway-api-key': key('vercel-ai-gateway', 'ai-gateway-api-key'),
  'opencode-zen': stranger('opencode-zen-api-key'),
  'opencode-go': stranger('opencode-go-api-key'),
  'xiaomi-api-key': stranger('xiaomi-api-key'),
  'synthetic-api-key': stranger('synthetic-api-key'),
  'together-api-key': key('together', 'together-api-key'),
  'huggingface-api-key': key('huggingface', 'huggingface-api-key'),
  'venice-api-key': key('venice', 'venice-api-key'),
  'litellm-api-key': key('litellm', 'litellm-api-key'),
  'cloudflare-ai-gateway-api-key': key('cloudflare-ai-gateway', 'cloudflare-ai-gateway-api-key'),
  'moonshot-api-key': key('moonshot', 'moonshot-api-key'),
  'moonshot-api-key-cn': key('moonshot', 'moonshot-api-key', 'cn'),
  'kimi-code-api-key': key('kimi-code', 'kimi-code-api-key'),
  'minimax-global-oauth': stranger(),
  'minimax-global-api': key('minimax', 'minimax-api-key'),
  'minimax-cn-oauth': stranger(),
  'minimax-cn-api': key('minimax', 'minimax-api-key', 'cn'),
  'custom-api-key': { by: 'custom' },
  skip: { by: 'skip' },
};

/** The flags that carry a key, each once. */
export const keyFlags: readonly string[] = [
  ...new Set(Object.values(familyChoices).flatMap((choice) => ('flag' in choice ? [choice.flag] : []))),
];

/** The choice that a flag alone means: the first of the table. */
export const choiceOfFlag = (flag: string): string | undefined =>
  Object.keys(familyChoices).find((id) => {
    const choice = familyChoices[id];
    return choice !== undefined && 'flag' in choice && choice.flag === flag;
  });

/** What the family's wizard sets up beside credentials: taken, and passed over with a word. */
export const passedOver: PassedOver = {
  'accept-risk': 'boolean',
  flow: 'string',
  mode: 'string',
  workspace: 'string',
  'gateway-port': 'string',
  'gateway-bind': 'string',
  'gateway-auth': 'string',
  'daemon-runtime': 'string',
  'custom-model-id': 'string',
  'skip-daemon': 'boolean',
  'skip-channels': 'boolean',
  'skip-skills': 'boolean',
  'skip-search': 'boolean',
  'skip-health': 'boolean',
  'skip-ui': 'boolean',
};
