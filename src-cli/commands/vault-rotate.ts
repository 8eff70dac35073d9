import type { Client } from '../../src-shared/contract.ts';
import type { Rotated } from '../../src-shared/contract-vault.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Host } from '../command.ts';
import { vaultDone } from './vault.ts';
import { allGivenBy, givenOptions, type Given } from './vault-given.ts';
import { backupsSaid, planLines } from './vault-lines.ts';
import { needsYes } from './vault-protect.ts';

export const vaultRotateKey: Command = {
  name: 'vault rotate-key',
  says: 'Seal every secret anew under another key',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    ...Object.fromEntries(
      Object.entries(givenOptions).map(([name, option]) => [name, { ...option, multiple: true as const }]),
    ),
    drop: {
      type: 'string',
      value: 'SLOT',
      multiple: true,
      says: 'Leave a slot behind that cannot take the new key here.',
    },
    'purge-backups': { type: 'boolean', says: 'Delete older backups that a former slot or key still opens.' },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Say what would be done and change nothing.' },
  },
  notes: [
    'A passphrase slot takes the new key only with its passphrase or code. Fingerprints, names and dates stay.',
  ],
  async run(asked, host) {
    needsYes(asked, host, 'rotating the key');
    const named = allGivenBy(asked, host);
    const client = await host.client({ opensBy: named });
    const drop = [...asked.list('drop')];
    const { given, plan } = await planned(client, host, named, drop);
    if (asked.has('dry-run')) {
      return vaultDone(
        plan.vault,
        [],
        (look) => [
          'Nothing was changed. It would be so:',
          '',
          ...planLines(plan, look),
          '',
          backupsSaid(plan.backups),
        ],
        { plan: plan.slots, formerBackups: plan.backups },
      );
    }
    if (!asked.has('yes')) drop.push(...(await agreed(host, plan)));
    const purgeBackups = asked.has('purge-backups');
    const rotated = await client.vault.rotateKey({ given, drop, purgeBackups });
    return vaultDone(
      rotated.vault,
      [],
      (look) => [
        'Every secret is sealed under another key now.',
        '',
        ...planLines(rotated, look),
        '',
        backupsSaid(rotated.backups),
      ],
      { plan: rotated.slots, formerBackups: rotated.backups },
    );
  },
};

/** What rotating would do, with what a person types for the slots that they keep. */
async function planned(client: Client, host: Host, named: readonly Given[], drop: readonly string[]) {
  const given = [...named];
  const ask = () => client.vault.rotateKey({ given, drop: [...drop], dryRun: true });
  const plan = await ask();
  if (!host.terminal.in) return { given, plan };
  for (const { id, fate, type } of plan.slots) {
    if (fate !== 'undecided' || type !== 'passphrase') continue;
    const passphrase = await host.askSecret(`What opens ${id} (not shown; nothing, to leave it behind): `);
    if (passphrase !== '') given.push({ passphrase });
  }
  return { given, plan: given.length === named.length ? plan : await ask() };
}

/** The slots a person agrees to leave behind. Throws `bad_usage` where they do not go on. */
async function agreed(host: Host, { slots, backups }: Rotated): Promise<string[]> {
  const left = slots.filter(({ fate }) => fate === 'undecided').map(({ id }) => id);
  const behind = left.length === 0 ? '' : ` It leaves behind for good: ${left.join(', ')}.`;
  if (await host.askYes(`Seal every secret under another key?${behind} ${backupsSaid(backups)}`)) return left;
  throw new KeywatchError('bad_usage', 'the key was not rotated; everything is as before; answer y to do it');
}
