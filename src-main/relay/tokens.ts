import type { NewRelayToken, NewRelayTokenInput, RelayToken } from '../../src-shared/contract-relay.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock, Random } from '../ports.ts';
import { providerById } from '../providers/index.ts';
import { checkPlainFields } from '../providers/plain-fields.ts';
import type { StoredToken } from '../vault/access-tokens.ts';
import type { Vault } from '../vault/vault.ts';
import { hashOf, newToken } from './access-token.ts';
import { whyUnserved } from './work-place.ts';

/** Who may use the relay, as a person says it. */
export interface TokenCalls {
  list(): RelayToken[];
  /** The token, this once. Throws `duplicate`, `unknown_provider`, `invalid_input`, and what a write throws. */
  add(input: NewRelayTokenInput): NewRelayToken;
  /** Throws `not_found`. */
  revoke(name: string): void;
}

export function createTokenCalls(parts: {
  vault: Pick<Vault, 'accessTokens' | 'setAccessToken'>;
  clock: Clock;
  random: Random;
  onChange(): void;
}): TokenCalls {
  const { vault, clock, random } = parts;
  return {
    list: () => Object.entries(vault.accessTokens()).map(([name, stored]) => shown(name, stored)),
    add({ name, providers, agents = [], origins = [], perMinute, perDay, expiresAt, failover = 'mend' }) {
      checkPlainFields({ name, agents, origins });
      const now = clock.now();
      if (Object.hasOwn(vault.accessTokens(), name))
        throw new KeywatchError(
          'duplicate',
          telling(
            'There is an access token {name} already; nothing was changed; revoke it, or take another name.',
            { name },
          ),
        );
      if (expiresAt !== undefined && expiresAt <= now)
        throw new KeywatchError(
          'invalid_input',
          telling('That moment is over; no access token was made; name one that lies ahead.'),
        );
      const token = newToken(random);
      const stored: StoredToken = {
        hash: hashOf(token),
        createdAt: now,
        expiresAt: expiresAt ?? null,
        providers: providers === undefined || providers.length === 0 ? null : providers.map(served),
        agents,
        origins,
        perMinute: perMinute ?? null,
        perDay: perDay ?? null,
        failover,
      };
      vault.setAccessToken(name, stored);
      parts.onChange();
      return { token, entry: shown(name, stored) };
    },
    revoke(name) {
      if (!Object.hasOwn(vault.accessTokens(), name))
        throw new KeywatchError(
          'not_found',
          telling(
            'There is no access token {name}; nothing was changed; keywatch relay token list shows them.',
            {
              name: repeatable(name) ?? telling('of that name'),
            },
          ),
        );
      vault.setAccessToken(name, null);
      parts.onChange();
    },
  };
}

/** The id of a provider that the relay serves. */
function served(typed: string): string {
  const provider = providerById(typed);
  if (provider === undefined)
    throw new KeywatchError(
      'unknown_provider',
      telling('There is no provider {name}; no access token was made; keywatch auth add --help lists them.', {
        name: repeatable(typed) ?? telling('of that name'),
      }),
    );
  const why = whyUnserved(provider.id);
  if (why !== null) throw new KeywatchError('not_permitted', why);
  return provider.id;
}

function shown(name: string, stored: StoredToken): RelayToken {
  const { createdAt, expiresAt, providers, agents, origins, perMinute, perDay, failover } = stored;
  return {
    name,
    createdAt,
    expiresAt,
    perMinute,
    perDay,
    failover,
    providers: providers === null ? null : [...providers],
    agents: [...agents],
    origins: [...origins],
  };
}
