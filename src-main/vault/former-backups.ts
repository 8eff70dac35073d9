import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../ports.ts';
import { listBackups } from './backup-names.ts';
import { isProblem, readDocument, type DocumentKey } from './document.ts';
import { isNoFile } from './plain-file.ts';
import { identityOf, listSlots } from './slot-list.ts';

/** Backups that something opens which no longer opens the vault, and those of them that were deleted (D-A15). */
export interface FormerBackups {
  opened: number;
  deleted: number;
}

/** The files of backups that an earlier data key, or a slot the vault has no more, still opens. */
export async function formerBackups(directory: string, key: DocumentKey): Promise<string[]> {
  const present = new Set(listSlots(key.slots).map(identityOf));
  const former: string[] = [];
  for (const name of listBackups(directory)) {
    const path = join(directory, name);
    const of = await keyOfBackup(path);
    if (of === null) continue;
    const isKept =
      of.check === key.check && listSlots(of.slots).every((slot) => present.has(identityOf(slot)));
    if (!isKept) former.push(path);
  }
  return former;
}

/** Deletes them; one that stays is logged, and missing in the number given back. */
export async function deleteBackups(paths: readonly string[], log: Log): Promise<number> {
  let deleted = 0;
  for (const path of paths) {
    try {
      await rm(path, { force: true });
      deleted += 1;
    } catch (error) {
      log.warn('a backup could not be deleted', {
        path,
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }
  return deleted;
}

/** What is no vault, or went away meanwhile, opens with nothing. */
async function keyOfBackup(path: string): Promise<DocumentKey | null> {
  let json: unknown;
  try {
    if (isNoFile(path)) return null;
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
  const document = readDocument(json);
  return isProblem(document) ? null : document.key;
}
