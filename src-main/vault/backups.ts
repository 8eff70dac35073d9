import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupReasons, type BackupReason } from '../../src-shared/words.ts';
import type { Clock } from '../ports.ts';
import { removeLeftovers, writeFileSync } from './replace-file.ts';

/** Older ones are deleted when one is made. */
export const newestKept = 20;
const hourMs = 3_600_000;

/** All but edits are structural: each is preceded by a backup (D-B28). */
export type ChangeKind = BackupReason | 'structural';

export interface BackupDirectory {
  readonly directory: string;
  /** Copies the vault as it lies on the disk; for single edits at most once an hour. Throws a system error. */
  before(change: ChangeKind, generation: number): void;
}

/** The newest 20 of a vault, 0600 in a 0700 directory whatever the umask. */
export function createBackups(directory: string, vaultPath: string, clock: Clock): BackupDirectory {
  return {
    directory,
    before(change, generation) {
      if (!existsSync(vaultPath)) return;
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      chmodSync(directory, 0o700);
      const now = clock.now();
      const kept = listBackups(directory);
      if (change === 'edit' && hasRecent(kept, now)) return;
      removeLeftovers(directory);
      const name = nameOf(now, generation, change);
      writeFileSync(join(directory, name), readFileSync(vaultPath), { mode: 0o600 });
      for (const old of listBackups(directory).slice(0, -newestKept))
        rmSync(join(directory, old), { force: true });
    },
  };
}

const pattern = /^vault-(\d{4}-\d\d-\d\dT\d\d)\.(\d\d)\.(\d\d\.\d{3}Z)-g(\d+)(?:-([a-z]+))?\.json$/;

/** No colons: Windows does not have them in file names. The generation tells two of one millisecond apart. */
function nameOf(at: number, generation: number, change: ChangeKind): string {
  const time = new Date(at).toISOString().replaceAll(':', '.');
  const why = change === 'structural' ? '' : `-${change}`;
  return `vault-${time}-g${String(generation).padStart(9, '0')}${why}.json`;
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

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** A backup from the future says the clock was wrong, not that there is a recent one. */
function hasRecent(names: readonly string[], now: number): boolean {
  return names.some((name) => {
    const age = now - (readBackupName(name)?.at ?? Number.NaN);
    return age >= 0 && age < hourMs;
  });
}
