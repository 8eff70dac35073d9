import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VaultReport } from '../../src-shared/contract-vault.ts';
import type { NewSlot } from '../../src-shared/words.ts';
import { newPassphrase } from '../commands/vault-given.ts';
import { backupsSaid } from '../commands/vault-lines.ts';
import { tried, type FirstMinutes } from './first-minutes.ts';
import type { Choice } from './screen.ts';

/** The slots that need nothing but a yes or a passphrase; a key file has a place of its own: vault protect. */
const offered: Partial<Record<NewSlot, string>> = {
  'os-keyring': 'The system’s keyring opens it',
  passphrase: 'A passphrase opens it, which you type',
};

async function reportOf({ host }: FirstMinutes): Promise<VaultReport> {
  return (await (await host.client()).vault.status({})).vault;
}

/** A slot that others who get hold of the file cannot open, and those that they can gone. */
async function seal(around: FirstMinutes, report: VaultReport): Promise<void> {
  const { host, screen, kept } = around;
  const client = await host.client();
  const choices = report.offers.flatMap(
    ({ slot, available, protected: isProtected, backend }): Choice<NewSlot | null>[] => {
      const label = offered[slot];
      return label === undefined || !available || !isProtected
        ? []
        : [{ value: slot, label, ...(backend === null ? {} : { hint: backend }) }];
    },
  );
  screen.says(report.advice ?? 'Whoever reads your files can open this vault.');
  // Its ways in are sealed, and what is left has a command of its own, which that sentence names.
  if (report.slots.every((slot) => slot.protected)) return;
  const slot = await screen.one('How should it be protected?', [
    ...choices,
    { value: null, label: 'Not now' },
  ]);
  if (slot === null) return;
  const added = await tried(around, async () => {
    const given = slot === 'passphrase' ? { passphrase: await newPassphrase(host) } : {};
    return client.vault.protect({ act: 'add', slot, ...given });
  });
  if (added === null) return;
  kept.push(`a slot of ${slot}`);
  screen.good(`Added ${added.slot.id}.`);
  for (const { id, type } of added.vault.slots.filter((each) => !each.protected)) {
    const needs = slot === 'passphrase' ? ' From then on it asks for the passphrase, a service too.' : '';
    const question = `Remove ${id} (${type ?? 'unknown'}), by which it opens without you, and the older backups it opens?${needs}`;
    if (!(await screen.yes(question, true))) continue;
    const removed = await tried(around, () =>
      client.vault.protect({ act: 'remove', slot: id, purgeBackups: true }),
    );
    if (removed === null) continue;
    kept.push(`${id} removed`);
    screen.good(`Removed ${id}. ${backupsSaid(removed.backups)}`);
  }
}

async function offerCode(around: FirstMinutes): Promise<void> {
  const { host, screen, kept } = around;
  if (!(await screen.yes('Make a recovery code? It opens the vault should everything else fail.', true)))
    return;
  const client = await host.client();
  const added = await tried(around, () => client.vault.protect({ act: 'add', slot: 'recovery' }));
  if (added === null) return;
  kept.push('a recovery code');
  screen.shows('Recovery code', added.recoveryCode ?? '');
  screen.says('It is shown this once. Write it down and put it away, not on this machine.');
  if (!(await screen.yes('Is it written down?', true)))
    screen.bad('keywatch vault protect --remove recovery takes it back; --add recovery makes another.');
}

/** What opens the vault: a way that is protected, and one for when everything else fails. */
export async function protect(around: FirstMinutes): Promise<boolean> {
  const { host, screen } = around;
  // Nothing was stored: there is no vault, and none is made for a question.
  if (!existsSync(join(host.directory, 'vault.json'))) return false;
  const report = await reportOf(around);
  if (report.protected && report.recovery) return false;
  screen.step('Protect: who can open the vault.');
  if (!report.protected) await seal(around, report);
  if (!report.recovery) await offerCode(around);
  return true;
}
