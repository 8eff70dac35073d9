import type { ImportInput } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { CallParts } from '../profiles/calls.ts';
import { vaultErrors } from '../vault/vault-errors.ts';
import { exportVault } from './export-vault.ts';
import { importPlanned } from './import-planned.ts';
import { planImport, type PlannedImport } from './plan-import.ts';
import { readFile } from './read-file.ts';
import { createUploads } from './uploads.ts';

/** Taking profiles out of the vault into a file, and from a file into the vault. */
export function createTransferActs(parts: CallParts): Keywatch['transfer'] {
  const { vault, clock, time } = parts;
  const uploads = createUploads(clock);

  const textOf = ({ content, upload }: ImportInput) => {
    if (upload !== undefined) return uploads.text(upload);
    if (content !== undefined) return content;
    throw new KeywatchError('bad_usage', telling('No file was given; nothing was imported; choose one.'));
  };

  async function planned(input: ImportInput): Promise<PlannedImport> {
    openForReading();
    const now = time.now();
    const file = await readFile(textOf(input), { passphrase: input.passphrase, now });
    const choices = {
      replace: input.replace === true,
      conflicts: input.conflicts ?? {},
      agreePolicy: input.agreePolicy === true,
    };
    return planImport(file, vault, choices, now);
  }

  /** Comparing takes the key: the locked vault says so before a file is read. */
  function openForReading(): void {
    vault.fingerprint('');
  }

  return {
    put: async (input) => uploads.put(input),
    preview: async (input) => (await planned(input)).plan,
    async import(input) {
      const plan = await importPlanned(() => planned(input), parts);
      if (input.upload !== undefined) uploads.drop(input.upload);
      return plan;
    },
    async export(input, caller) {
      if (vault.state() === 'read_only') throw vaultErrors.onlyListed(vault.path);
      return exportVault(input, caller, parts);
    },
  };
}
