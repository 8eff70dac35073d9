/** Where clients of a provider expect its API below its own path; of all others at its beginning (docs/relay.md). */
const below: Readonly<Record<string, string>> = {
  openai: '/v1',
  openrouter: '/api/v1',
  groq: '/openai/v1',
};

/** What a client of that provider is given for a base URL, behind the relay's own address. */
export const basePath = (provider: string): string =>
  `/${provider}${Object.hasOwn(below, provider) ? (below[provider] ?? '') : ''}`;
