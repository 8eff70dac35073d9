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
  const isKept = (of: DocumentKey) =>
    of.check === key.check && listSlots(of.slots).every((slot) => present.has(identityOf(slot)));
  return (await keysOfBackups(directory)).filter((of) => !isKept(of.key)).map(({ path }) => path);
}

/** What each backup keeps of its key, for those that are vaults. Throws a system error. */
export async function keysOfBackups(directory: string): Promise<{ path: string; key: DocumentKey }[]> {
  const found: { path: string; key: DocumentKey }[] = [];
  for (const name of listBackups(directory)) {
    const path = join(directory, name);
    const key = await keyOfBackup(path);
    if (key !== null) found.push({ path, key });
  }
  return found;
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
  try {
    if (isNoFile(path)) return null;
    const text = await readFile(path, 'utf8');
    return keyIn(headOf(text)) ?? keyIn(text);
  } catch {
    return null;
  }
}

const profilesBegin = '"profiles":{\n';

/** A vault's profiles begin on its second line, and of a large one they are nearly all. */
function headOf(text: string): string {
  const end = text.indexOf('\n') + 1;
  return text.slice(0, end).endsWith(profilesBegin) ? `${text.slice(0, end)}}}` : '';
}

function keyIn(text: string): DocumentKey | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const document = readDocument(json);
  return isProblem(document) ? null : document.key;
}
