import { anthropic } from './anthropic.ts';
import { claudeCode } from './claude-code.ts';
import { custom } from './custom.ts';
import { google } from './google.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import type { Provider } from './provider.ts';

/** Every provider, in the order in which people are offered them. */
export const providers: readonly Provider[] = [anthropic, claudeCode, openai, google, openrouter, custom];

const byName = new Map(
  providers.flatMap((provider) => (provider.aliases ?? []).map((alias) => [alias, provider])),
);
for (const provider of providers) byName.set(provider.id, provider);

/** The provider of this id or alias, whatever its case. */
export function providerById(idOrAlias: string): Provider | undefined {
  return byName.get(idOrAlias.trim().toLowerCase());
}
