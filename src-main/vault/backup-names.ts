import { readdirSync } from 'node:fs';
import { backupReasons, type BackupReason } from '../../src-shared/words.ts';

const pattern = /^vault-(\d{4}-\d\d-\d\dT\d\d)\.(\d\d)\.(\d\d\.\d{3}Z)-g(\d+)(?:-([a-z]+))?\.json$/;

/** No colons: Windows does not have them in file names. The generation tells two of one millisecond apart. */
export function backupName(at: number, generation: number, why: BackupReason): string {
  const time = new Date(at).toISOString().replaceAll(':', '.');
  return `vault-${time}-g${String(generation).padStart(9, '0')}-${why}.json`;
}

/** What a backup's name tells of it. */
export interface NamedBackup {
  id: string;
  /** Epoch ms. */
  at: number;
  generation: number;
  /** Before what it was made; null where its name does not say. */
  why: BackupReason | null;
}

/** Null for a file that is no backup of ours. */
export function readBackupName(name: string): NamedBackup | null {
  const [, day, minute, second, generation, why] = pattern.exec(name) ?? [];
  if (day === undefined) return null;
  return {
    id: name.slice('vault-'.length, -'.json'.length),
    at: Date.parse(`${day}:${minute}:${second}`),
    generation: Number(generation),
    why: backupReasons.find((reason) => reason === why) ?? null,
  };
}

/** The file of a backup's id. */
export function backupFileName(id: string): string {
  return `vault-${id}.json`;
}

/** The names of the backups, oldest first, for they sort by time; none where there is no directory. Throws a system error. */
export function listBackups(directory: string): string[] {
  return namesIn(directory)
    .filter((name) => pattern.test(name))
    .sort();
}

/** Nothing lies there, or something that is no directory. */
const absent: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR']);

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && absent.has(error.code)) return [];
    throw error;
  }
}
