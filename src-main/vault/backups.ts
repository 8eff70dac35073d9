import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupReason } from '../../src-shared/words.ts';
import type { Clock } from '../ports.ts';
import { backupName, listBackups, readBackupName } from './backup-names.ts';
import { removeLeftovers, writeFileSync } from './replace-file.ts';

/** Older ones are deleted when one is made. */
export const newestKept = 20;
const hourMs = 3_600_000;

/** All but edits are structural: each is preceded by a backup (D-B28). */
export type ChangeKind = BackupReason;

export interface BackupDirectory {
  readonly directory: string;
  /** Copies the vault as it lies on the disk; for single edits at most once an hour. Throws a system error. */
  before(change: ChangeKind, generation: number): void;
  /** Deletes what a writer that was killed left over. Throws a system error. */
  tidy(): void;
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
      const name = backupName(now, generation, change);
      writeFileSync(join(directory, name), readFileSync(vaultPath), { mode: 0o600 });
      prune(directory, name);
    },
    tidy() {
      if (!existsSync(directory)) return;
      removeLeftovers(directory);
      prune(directory, lastMade(directory));
    },
  };
}

/** The one just made stays whatever the clock says: one that was set back makes it look the oldest. */
function prune(directory: string, made: string | undefined): void {
  const others = listBackups(directory).filter((other) => other !== made);
  for (const old of others.slice(0, 1 - newestKept)) rmSync(join(directory, old), { force: true });
}

const generationOf = (name: string) => readBackupName(name)?.generation ?? 0;

/** Generations only grow. */
function lastMade(directory: string): string | undefined {
  return listBackups(directory)
    .toSorted((a, b) => generationOf(a) - generationOf(b))
    .at(-1);
}

/** A backup from the future says the clock was wrong, not that there is a recent one. */
function hasRecent(names: readonly string[], now: number): boolean {
  return names.some((name) => {
    const age = now - (readBackupName(name)?.at ?? Number.NaN);
    return age >= 0 && age < hourMs;
  });
}
