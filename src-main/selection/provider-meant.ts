import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import { providerById } from '../providers/index.ts';
import type { StoredProfile } from '../vault/profile.ts';

type OfProvider = Pick<StoredProfile, 'provider'>;

/**
 * The provider a person means by an id, an alias or another spelling, as its profiles have it. Who stored nothing for
 * Anthropic but a Claude login means that one (D-B8). Throws `unknown_provider` for what is neither stored nor known.
 */
export function providerMeant(typed: string, profiles: Iterable<OfProvider>): string {
  const stored = new Set(Array.from(profiles, ({ provider }) => provider));
  const asked = typed.trim().toLowerCase();
  const meant = stored.has(asked) ? asked : providerById(asked)?.id;
  if (meant === undefined) {
    const shown = repeatable(typed);
    throw new KeywatchError(
      'unknown_provider',
      telling(
        'there is no provider {which}, and no profile of one; nothing was changed; keywatch auth list names those in use',
        { which: shown === null ? telling('of that name') : `"${shown}"` },
      ),
    );
  }
  return meant === 'anthropic' && !stored.has(meant) && stored.has('claude-code') ? 'claude-code' : meant;
}
