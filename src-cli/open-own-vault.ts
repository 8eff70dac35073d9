import type { UnlockInput } from '../src-shared/contract-vault.ts';
import type { Keywatch } from '../src-main/core.ts';
import type { Host } from './command.ts';
import { tryPassphrases } from './commands/vault-given.ts';
import { failureOf } from './failure.ts';

/**
 * Opens a vault of this process that stayed locked: by what the command line names, else by what a person types, where
 * there is one. Stays locked where it asks for neither. Throws what the last of them was refused for.
 */
export async function openOwnVault(
  { vault }: Pick<Keywatch, 'vault'>,
  host: Host,
  given: readonly UnlockInput[],
): Promise<void> {
  let refused: unknown = null;
  for (const one of given) {
    try {
      await vault.unlock(one);
      return;
    } catch (thrown) {
      refused = thrown;
    }
  }
  const { slots } = await vault.status();
  if (host.terminal.in && slots.some(({ type }) => type === 'passphrase')) {
    if (refused !== null) host.warn(failureOf(refused).message);
    await tryPassphrases(host, (passphrase) => vault.unlock({ passphrase }));
  } else if (refused !== null) throw refused;
}
