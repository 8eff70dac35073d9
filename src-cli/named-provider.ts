import type { Profile } from '../src-shared/contract-schema.ts';
import { failureOf } from './failure.ts';

/**
 * The provider a person means, by any of its names. What knows the other names is loaded only where no profile answers to
 * this one. Throws `unknown_provider` where there is none of that name, and no profile of one.
 */
export async function knownProvider(typed: string, profiles: readonly Profile[]): Promise<string> {
  if (profiles.some(({ provider }) => provider === typed)) return typed;
  const { providerMeant } = await import('../src-main/selection/provider-meant.ts');
  return providerMeant(typed, profiles);
}

/** The same where what nobody knows is no error: it stays as it was typed. */
export async function namedProvider(typed: string, profiles: readonly Profile[]): Promise<string> {
  try {
    return await knownProvider(typed, profiles);
  } catch (thrown) {
    if (failureOf(thrown).code === 'unknown_provider') return typed;
    throw thrown;
  }
}
