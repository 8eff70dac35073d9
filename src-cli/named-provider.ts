import type { Profile } from '../src-shared/contract-schema.ts';
import { failureOf } from './failure.ts';

/**
 * The provider a person means, by any of its names; what no profile is of stays as it was typed. What knows the other
 * names is loaded only where no profile answers to this one.
 */
export async function namedProvider(typed: string, profiles: readonly Profile[]): Promise<string> {
  if (profiles.some(({ provider }) => provider === typed)) return typed;
  const { providerMeant } = await import('../src-main/selection/provider-meant.ts');
  try {
    return providerMeant(typed, profiles);
  } catch (thrown) {
    if (failureOf(thrown).code === 'unknown_provider') return typed;
    throw thrown;
  }
}
