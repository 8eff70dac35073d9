import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateDirectory } from '../../src-main/vault/data-directory.ts';
import type { ProjectFile } from './project-file.ts';

/** Which project files a person allowed: each by its path and every letter of it, so that another one asks again. */
const placeOf = (directory: string, { path, text }: ProjectFile): string =>
  join(directory, 'allowed', createHash('sha256').update(`${path}\0${text}`).digest('hex'));

/** Whether a person allowed this file, as it is now. */
export function isAllowed(directory: string, file: ProjectFile): boolean {
  return existsSync(placeOf(directory, file));
}

/** Remembers that a person allowed it. Throws `write_failed`. */
export function allow(directory: string, file: ProjectFile): void {
  makePrivateDirectory(directory);
  makePrivateDirectory(join(directory, 'allowed'));
  writeFileSync(placeOf(directory, file), `${file.path}\n`, { mode: 0o600 });
}
