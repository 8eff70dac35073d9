import { join } from 'node:path';
import type { Client } from '../../src-shared/contract.ts';
import type { VaultReport } from '../../src-shared/contract-vault.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { givenBy, givenOptions, tryPassphrases, type Given } from './vault-given.ts';
import { vaultLines } from './vault-lines.ts';

export const vaultStatus: Command = {
  name: 'vault status',
  says: 'What opens the vault, whether it is protected, and what stays possible',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  notes: ['Asks every slot whether it opens; passphrases are not asked for: vault protect --test does.'],
  async run(_, host) {
    const client = await host.client({ mayStayLocked: true });
    const { vault } = await client.vault.status({});
    return vaultDone(vault, [], (look) => vaultLines(vault, look));
  },
};

export const vaultLock: Command = {
  name: 'vault lock',
  says: 'Take the key out of the memory of the running Keywatch',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  notes: ['Ends with that Keywatch. A vault that opens without anyone cannot be locked.'],
  async run(_, host) {
    const owner = await host.owner();
    if (owner === null) return nothingOpen(host);
    const { vault } = await owner.vault.lock({});
    return vaultDone(vault, ['Locked. keywatch vault unlock opens it.']);
  },
};

export const vaultUnlock: Command = {
  name: 'vault unlock',
  says: 'Open the vault of the running Keywatch, by any slot or the one named',
  takes: '[SLOT]',
  words: { least: 0, most: 1 },
  options: givenOptions,
  async run(asked, host) {
    const owner = await host.owner();
    if (owner === null) return nothingOpen(host);
    const [slot] = asked.words;
    const named = slot === undefined ? {} : { slot };
    const vault = await unlocked(owner, host, givenBy(asked, host), named);
    return vaultDone(vault, ['The vault is open.']);
  },
};

async function unlocked(
  owner: Client,
  host: Host,
  given: Given,
  named: { slot?: string },
): Promise<VaultReport> {
  const isGiven = given.passphrase !== undefined || given.keyFile !== undefined;
  try {
    return (await owner.vault.unlock({ ...given, ...named })).vault;
  } catch (thrown) {
    const { code } = failureOf(thrown);
    const mayAsk = code === 'vault_locked' || code === 'keyring_unavailable';
    if (isGiven || !mayAsk || !host.terminal.in || !(await takesPassphrase(owner, named.slot))) throw thrown;
  }
  return tryPassphrases(
    host,
    async (passphrase) => (await owner.vault.unlock({ passphrase, ...named })).vault,
  );
}

async function takesPassphrase(owner: Client, named: string | undefined): Promise<boolean> {
  const { vault } = await owner.vault.status({});
  return vault.slots.some(
    ({ id, type }) => type === 'passphrase' && (named === undefined || named === id || named === type),
  );
}

/** Lock is the owner's state and ends with it (D-B24). */
function nothingOpen(host: Host): Done {
  const reason =
    'no Keywatch runs for this data directory, so nothing is open; each command opens the vault for itself';
  return {
    document: documentOf('vault', { state: null, path: join(host.directory, 'vault.json'), reason }),
    lines: () => [`${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`],
  };
}

/** `keywatch.vault/1`: the vault afterwards, and what the command did beside it. */
export function vaultDone(
  vault: VaultReport,
  says: readonly string[],
  lines: Done['lines'] = () => [...says],
  more: object = {},
  exit = 0,
): Done {
  return { document: documentOf('vault', { ...vault, ...more }), lines, exit };
}
