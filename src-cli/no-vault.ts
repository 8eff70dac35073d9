import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KeywatchError } from '../src-shared/errors.ts';
import { isSystemError } from './failure.ts';

/**
 * Refuses where there is no vault and none was: only what stores something makes one. A vault that is lost comes back from its
 * backups. Throws `not_found`.
 */
export function refuseWithoutVault(directory: string): void {
  if (existsSync(join(directory, 'vault.json')) || hasBackups(directory)) return;
  throw new KeywatchError(
    'not_found',
    `there is no vault in ${directory} yet; nothing was made; keywatch auth add makes one with its first key, or see to KEYWATCH_HOME`,
  );
}

function hasBackups(directory: string): boolean {
  try {
    return readdirSync(join(directory, 'backups')).length > 0;
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) return false;
    throw error;
  }
}
