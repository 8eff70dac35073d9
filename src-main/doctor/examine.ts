import { join } from 'node:path';
import type { Diagnosis } from '../../src-shared/contract-keeping.ts';
import type { Premises } from '../ports.ts';
import { readBackups } from '../vault/backup-files.ts';
import { isProblem } from '../vault/document.ts';
import type { Circumstances } from './circumstances.ts';
import { diagnose, readVaultFile } from './diagnose.ts';
import { createRepairs } from './repairs.ts';

/**
 * Examines a data directory by what lies there and by what is known beside. With `fix` only its owner may call this
 * (D-A5).
 */
export async function examine(
  premises: Premises,
  known: Pick<Circumstances, 'live' | 'owned' | 'clock' | 'lastGeneration'>,
  fix: boolean,
): Promise<Diagnosis> {
  const document = readVaultFile({ premises }, join(premises.directory, 'vault.json'));
  const key = document === null || isProblem(document) ? null : document.key;
  const directory = join(premises.directory, 'backups');
  const backups = premises.look(directory)?.kind === 'directory' ? await readBackups(directory, key) : [];
  return diagnose({ ...known, premises, repairs: createRepairs(premises), document, backups }, fix);
}
