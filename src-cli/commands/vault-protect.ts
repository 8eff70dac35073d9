import type { Client } from '../../src-shared/contract.ts';
import type { Protected, VaultSlot } from '../../src-shared/contract-vault.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { newSlots, type NewSlot } from '../../src-shared/words.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done, Host } from '../command.ts';
import { failureOf } from '../failure.ts';
import { wordOption } from '../typed-values.ts';
import { vaultDone } from './vault.ts';
import {
  allGivenBy,
  givenBy,
  givenOptions,
  newPassphrase,
  typedPassphrase,
  type Given,
} from './vault-given.ts';
import { backupsSaid } from './vault-lines.ts';

const acts = ['add', 'remove', 'test'] as const;

export const vaultProtect: Command = {
  name: 'vault protect',
  says: 'Add, remove or test a slot: one way to open the vault',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    add: { type: 'string', value: 'SLOT', says: `A new slot: ${newSlots.join(', ')}.` },
    remove: { type: 'string', value: 'SLOT', says: 'Remove a slot, by its name in keywatch vault status.' },
    test: { type: 'string', value: 'SLOT', says: 'Ask a slot whether it opens the vault.' },
    ...givenOptions,
    'purge-backups': { type: 'boolean', says: 'Delete older backups that a former slot or key still opens.' },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Say what would be done and change nothing.' },
  },
  notes: [
    'recovery prints a code once: on the terminal, or with --json in the document. No secret is touched.',
    'A file that is not what the new slot is made of opens a vault that nothing opens by itself.',
  ],
  async run(asked, host) {
    const [act, ...others] = acts.filter((each) => asked.has(each));
    if (act === undefined || others.length > 0)
      throw new KeywatchError(
        'bad_usage',
        'vault protect does one thing at a time; nothing was changed; say --add, --remove or --test with a slot',
      );
    return { add, remove, test }[act](asked, host);
  },
};

async function add(asked: Asked, host: Host): Promise<Done> {
  const slot = wordOption(asked, 'add', newSlots) ?? 'passphrase';
  if (slot === 'recovery' && !host.json && !host.terminal.out)
    throw new KeywatchError(
      'bad_usage',
      'a recovery code is printed to a terminal only, or with --json in the document; nothing was changed; run it there',
    );
  const given = givenBy(asked, host);
  const client = await host.client({ opensBy: openersBeside(slot, given) });
  if (asked.has('dry-run')) {
    const { vault } = await client.vault.status({});
    return vaultDone(vault, [`Would add a slot of ${slot}; nothing was changed.`]);
  }
  const passphrase = slot === 'passphrase' ? (given.passphrase ?? (await newPassphrase(host))) : undefined;
  const added = await addedWith(client, slot, passphrase === undefined ? given : { passphrase }, asked, host);
  const { vault, recoveryCode } = added;
  const code =
    recoveryCode === null
      ? []
      : ['', `  ${recoveryCode}`, '', 'Write it down and put it away: it is shown this once.'];
  return vaultDone(vault, [`Added ${added.slot.id}.`, ...code], undefined, {
    added: added.slot,
    ...(recoveryCode === null ? {} : { recoveryCode }),
  });
}

/** What opens the vault for a new slot: all that is named, but for what the slot is to be made of. */
function openersBeside(slot: NewSlot, { passphrase, keyFile }: Given): Given[] {
  if (slot !== 'passphrase' && passphrase !== undefined) return [{ passphrase }];
  return slot !== 'key-file' && keyFile !== undefined ? [{ keyFile }] : [];
}

/** A slot that does not protect is added only once somebody agreed to that. */
async function addedWith(
  client: Client,
  slot: NewSlot,
  given: Given,
  asked: Asked,
  host: Host,
): Promise<Protected> {
  try {
    return await client.vault.protect({ act: 'add', slot, ...given });
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.code !== 'consent_needed') throw thrown;
    if (asked.has('yes')) host.warn(failure.message);
    else if (!host.terminal.in || !(await host.askYes(`${failure.message} Add it all the same?`)))
      throw thrown;
  }
  return client.vault.protect({ act: 'add', slot, ...given, unprotected: true });
}

async function remove(asked: Asked, host: Host): Promise<Done> {
  const slot = asked.text('remove') ?? '';
  const dry = asked.has('dry-run');
  needsYes(asked, host, 'removing a slot');
  const client = await host.client({ opensBy: allGivenBy(asked, host) });
  const plan = await client.vault.protect({ act: 'remove', slot, dryRun: true });
  const id = plan.slot.id;
  if (dry) {
    const says = [`Would remove ${id}; nothing was changed.`, backupsSaid(plan.backups)];
    return vaultDone(plan.vault, says, undefined, { removed: null, formerBackups: plan.backups });
  }
  if (!asked.has('yes') && !(await host.askYes(`Remove the slot ${id}? ${backupsSaid(plan.backups)}`)))
    throw new KeywatchError(
      'bad_usage',
      `${id} was not removed; everything is as before; answer y to remove it`,
    );
  const purgeBackups = asked.has('purge-backups');
  const { vault, backups } = await client.vault.protect({ act: 'remove', slot: id, purgeBackups });
  const says = [`Removed ${id}.`, backupsSaid(backups)];
  if (backups.opened > backups.deleted) says.push(stillOpens);
  return vaultDone(vault, says, undefined, {
    removed: plan.slot,
    formerBackups: backups,
  });
}

/** Removing a slot touches no secret, so the key that older backups hold is that of the vault. */
const stillOpens =
  'Through them it opens the present vault too; keywatch vault rotate-key --purge-backups gives that another key.';

const exits: Record<VaultSlot['opens'], number> = { yes: 0, no: 77, unavailable: 75 };

const opensSaid: Record<VaultSlot['opens'], string> = {
  yes: 'opens the vault',
  no: 'does not open the vault',
  unavailable: 'could not be asked whether it opens the vault',
};

async function test(asked: Asked, host: Host): Promise<Done> {
  const slot = asked.text('test') ?? '';
  const client = await host.client({ mayStayLocked: true });
  const given = givenBy(asked, host);
  const { vault } = await client.vault.status({});
  const asks = vault.slots.some(
    ({ id, type, opens }) => (id === slot || type === slot) && type === 'passphrase' && opens !== 'yes',
  );
  const material =
    asks && given.passphrase === undefined && host.terminal.in
      ? { ...given, passphrase: await typedPassphrase(host, `Passphrase of ${slot} (not shown): `) }
      : given;
  const tested = await client.vault.protect({ act: 'test', slot, ...material });
  const { id, opens, why } = tested.slot;
  const says = `${id} ${opensSaid[opens]}${opens === 'yes' ? '' : `: ${why ?? 'unknown'}`}.`;
  return vaultDone(tested.vault, [says], undefined, { tested: tested.slot }, exits[opens]);
}

/** Without a terminal nobody can be asked (D-B21). */
export function needsYes(asked: Asked, host: Host, what: string): void {
  if (asked.has('dry-run') || asked.has('yes') || host.terminal.in) return;
  throw new KeywatchError(
    'bad_usage',
    `${what} asks first and there is no terminal to ask; nothing was changed; add --yes, or --dry-run to see what would be done`,
  );
}
