import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../ports.ts';
import { writeFileSync } from './replace-file.ts';

const newestKept = 20;
const hourMs = 3_600_000;

/** Structural: migration, slot change, key rotation, import, restore, bulk removal. The rest are edits (D-B28). */
export type ChangeKind = 'structural' | 'edit';

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
      writeFileSync(join(directory, nameOf(now, generation)), readFileSync(vaultPath), { mode: 0o600 });
      for (const old of listBackups(directory).slice(0, -newestKept))
        rmSync(join(directory, old), { force: true });
    },
  };
}

const pattern = /^vault-(\d{4}-\d\d-\d\dT\d\d)\.(\d\d)\.(\d\d\.\d{3}Z)-g\d+\.json$/;

/** No colons: Windows does not have them in file names. The generation tells two of one millisecond apart. */
function nameOf(at: number, generation: number): string {
  const time = new Date(at).toISOString().replaceAll(':', '.');
  return `vault-${time}-g${String(generation).padStart(9, '0')}.json`;
}

/** The names of the backups, oldest first, for they sort by time; none where there is no directory. */
export function listBackups(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => pattern.test(name))
    .sort();
}

/** A backup from the future says the clock was wrong, not that there is a recent one. */
function hasRecent(names: readonly string[], now: number): boolean {
  return names.some((name) => {
    const age = now - Date.parse(name.replace(pattern, '$1:$2:$3'));
    return age >= 0 && age < hourMs;
  });
}
