const aliases: Readonly<Record<string, string>> = {
  'z.ai': 'zai',
  'z-ai': 'zai',
  'opencode-zen': 'opencode',
  'opencode-go-auth': 'opencode-go',
  qwen: 'qwen-portal',
  'kimi-code': 'kimi-coding',
  bedrock: 'amazon-bedrock',
  'aws-bedrock': 'amazon-bedrock',
  bytedance: 'volcengine',
  doubao: 'volcengine',
};

/** Plans whose keys are those of the provider itself. */
const plans: Readonly<Record<string, string>> = {
  'volcengine-plan': 'volcengine',
  'byteplus-plan': 'byteplus',
};

/** A provider by the one name under which the family's credentials lie, applied to both sides of a comparison (D-B17). */
export function authProvider(name: string): string {
  const asked = name.trim().toLowerCase();
  const known = aliases[asked] ?? asked;
  return plans[known] ?? known;
}

/** What stands under a provider's name in an object whose keys may be spelt in any of its ways. */
export function underProvider<T>(entries: Readonly<Record<string, T>>, provider: string): T | undefined {
  const wanted = authProvider(provider);
  return Object.entries(entries).find(([name]) => authProvider(name) === wanted)?.[1];
}
