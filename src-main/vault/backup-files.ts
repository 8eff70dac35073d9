import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import type { BackupReason } from '../../src-shared/words.ts';
import { backupFileName, listBackups, readBackupName, type NamedBackup } from './backup-names.ts';
import { isJsonObject, type JsonObject } from './canonical-json.ts';
import { isNewer, isProblem, readDocument, type Document, type DocumentKey } from './document.ts';
import { waysInto, type WaysIn } from './former-ways.ts';
import { format, migrate } from './migrate.ts';
import { parseVault } from './parse-vault.ts';
import { isNoFile, noFile } from './plain-file.ts';
import { isPassing, isRefusal, whyNotWritten } from './vault-errors.ts';

/** A backup as its file tells of it; no keeper is asked and no mark is proven. */
export interface Backup extends WaysIn {
  id: string;
  /** Epoch ms. */
  at: number;
  why: BackupReason | null;
  generation: number;
  /** Bytes. */
  size: number;
  /** How many profiles it holds; null where it cannot be read. */
  profiles: number | null;
  /** Profiles whose records are visibly broken. */
  damaged: string[];
  /** Why it cannot be restored by this Keywatch at all, in words that follow "it cannot be restored:"; null where it may. */
  problem: string | null;
}

/** Every backup, newest first. `present` is the key of the vault as it is now; null where that cannot be read. */
export async function readBackups(directory: string, present: DocumentKey | null): Promise<Backup[]> {
  const found: Backup[] = [];
  for (const name of backupsIn(directory).toReversed()) {
    const named = readBackupName(name);
    if (named !== null) found.push(await describeBackup(directory, named, present));
  }
  return found;
}

/** One backup as its file tells of it. Never throws for the file's sake. */
export async function describeBackup(
  directory: string,
  named: NamedBackup,
  present: DocumentKey | null,
): Promise<Backup> {
  const path = join(directory, backupFileName(named.id));
  const unread = { ...named, size: 0, profiles: null, damaged: [], presentKey: null, slots: [] };
  try {
    const { size } = await stat(path);
    if (isNoFile(path)) throw noFile();
    const read = readBackupText(await readFile(path, 'utf8'));
    if ('problem' in read) return { ...unread, size, problem: read.problem };
    const { proof } = read;
    return {
      ...named,
      size,
      profiles: proof.profiles.size,
      damaged: [...proof.profiles].filter(([, { problem }]) => problem !== null).map(([id]) => id),
      problem: null,
      ...waysInto(proof.key, present),
    };
  } catch (error) {
    return { ...unread, problem: telling('its file cannot be read: {why}', { why: whyNotWritten(error) }) };
  }
}

/** A backup's document as this version reads it, and as it was read, which is what its marks were made over. */
export interface BackupDocument {
  document: Document;
  proof: Document;
}

export function readBackupText(text: string): BackupDocument | { problem: string } {
  let json: unknown;
  try {
    json = parseVault(text);
  } catch {
    return { problem: telling('its file is cut short or damaged') };
  }
  const proof = readDocument(json);
  if (isProblem(proof))
    return { problem: telling('its file is no vault: {problem}', { problem: proof.problem }) };
  if (isNewer(proof)) return { problem: telling('a newer Keywatch wrote it, so update this one') };
  return proof.version === format.version || !isJsonObject(json)
    ? { document: proof, proof }
    : brought(json, proof);
}

function brought(json: JsonObject, proof: Document): BackupDocument | { problem: string } {
  const migrated = migrate(json, proof.version, format);
  const document = migrated === null ? null : readDocument(migrated);
  return document === null || isProblem(document)
    ? { problem: telling('its version {version} is unknown', { version: proof.version }) }
    : { document, proof };
}

/** The backup of that id, or of the only id that begins or goes on (`g412`) like that. Throws `not_found` or `ambiguous`. */
export function selectBackup(directory: string, selector: string): NamedBackup {
  const all = backupsIn(directory).flatMap((name) => readBackupName(name) ?? []);
  const wanted = selector.trim().toLowerCase();
  const generation = /^g(\d{1,9})$/.exec(wanted)?.[1];
  const tiers: ((backup: NamedBackup) => boolean)[] = [
    ({ id }) => id.toLowerCase() === wanted,
    (backup) => generation !== undefined && backup.generation === Number(generation),
    ({ id }) => wanted !== '' && id.toLowerCase().startsWith(wanted),
  ];
  for (const matches of tiers) {
    const found = all.filter(matches);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    if (found.length > 1)
      throw new KeywatchError(
        'ambiguous',
        telling(
          '{count} backups are meant by that; nothing was changed; name one whole, as backup list shows them.',
          { count: found.length },
        ),
      );
  }
  throw new KeywatchError(
    'not_found',
    telling('There is no backup {which}; nothing was changed; keywatch backup list shows them.', {
      which: repeatable(selector) ?? telling('of that name'),
    }),
  );
}

/** The document of a backup. Throws `invalid_input` where its file is none that this Keywatch can restore. */
export async function openBackupFile(directory: string, { id }: NamedBackup): Promise<BackupDocument> {
  let text: string;
  try {
    const path = join(directory, backupFileName(id));
    if (isNoFile(path)) throw noFile();
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const why = whyNotWritten(cause);
    throw isPassing(cause)
      ? notNow(telling('The backup {id}', { id }), why, cause)
      : notRestorable(id, telling('its file cannot be read: {why}', { why }), cause);
  }
  const read = readBackupText(text);
  if ('problem' in read) throw notRestorable(id, read.problem);
  return read;
}

/** The names of the backups, oldest first. Throws `busy`. */
function backupsIn(directory: string): string[] {
  try {
    return listBackups(directory);
  } catch (cause) {
    throw notNow(telling('The backups'), whyNotWritten(cause), cause);
  }
}

function notNow(what: string, why: string, cause: unknown): KeywatchError {
  return new KeywatchError(
    'busy',
    telling('{what} cannot be read now: {why}; nothing was changed; try again in a moment.', { what, why }),
    {},
    { cause },
  );
}

function notRestorable(id: string, why: string, cause?: unknown): KeywatchError {
  return new KeywatchError(
    isRefusal(cause) ? 'not_permitted' : 'invalid_input',
    telling(
      'The backup {id} cannot be restored: {why}; nothing was changed; choose another (keywatch backup list).',
      { id, why },
    ),
    { id },
    { cause },
  );
}
