import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import { providerById } from '../providers/index.ts';
import type { Vault } from '../vault/vault.ts';
import type { Tool } from './tool.ts';

/**
 * For which providers a tool is connected: those that were named, else those of its own that have a profile here; a tool of one provider is
 * connected for that. Throws `invalid_input` for one it cannot be pointed at, `not_found` where none has a profile.
 */
export function providersMeant(
  tool: Tool,
  named: readonly string[],
  vault: Pick<Vault, 'profiles'>,
): string[] {
  const own = Object.keys(tool.providers);
  const ids = named.map((name) => providerById(name)?.id ?? name);
  const other = ids.find((id) => !own.includes(id));
  if (other !== undefined)
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{name} cannot be pointed at a provider {provider} by its configuration; nothing was changed; it takes {own}.',
        {
          name: tool.name,
          provider: repeatable(other) ?? telling('of that name'),
          own: own.join(', '),
        },
      ),
    );
  if (ids.length > 0 || own.length === 1) return ids.length > 0 ? own.filter((id) => ids.includes(id)) : own;
  const stored = storedOf(own, vault);
  if (stored.length > 0) return stored;
  throw new KeywatchError(
    'not_found',
    telling(
      'Keywatch has no key of any provider that {name} can be pointed at; nothing was changed; add one of {own} by keywatch auth add.',
      { name: tool.name, own: own.join(', ') },
    ),
  );
}

/** Those that have a profile here. */
export function storedOf(ids: readonly string[], vault: Pick<Vault, 'profiles'>): string[] {
  const stored = new Set([...vault.profiles().values()].map(({ provider }) => provider));
  return ids.filter((id) => stored.has(id));
}
