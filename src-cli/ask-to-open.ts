import type { Keywatch } from '../src-main/core.ts';
import type { Host } from './command.ts';
import { tryPassphrases } from './commands/vault-given.ts';

/** Opens a vault of this process that stayed locked with what a person types. Throws `wrong_passphrase` in the end. */
export async function askToOpen({ vault }: Pick<Keywatch, 'vault'>, host: Host): Promise<void> {
  const { slots } = await vault.status();
  if (!slots.some(({ type }) => type === 'passphrase')) return;
  await tryPassphrases(host, (passphrase) => vault.unlock({ passphrase }));
}
