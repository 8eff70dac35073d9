import { join } from 'node:path';
import Conf from 'conf';
import type { DocumentStore } from '../vault/document-store.ts';
import { documentStore, vaultFileName } from '../vault/store-options.ts';

/** vault.json of a data directory through conf; the desktop's electron-store writes the same file. */
export function openConfStore(directory: string): DocumentStore {
  return documentStore(
    directory,
    join(directory, `${vaultFileName}.json`),
    (options) => new Conf<Record<string, never>>({ ...options, configName: vaultFileName }),
  );
}
