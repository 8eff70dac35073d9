import { join } from 'node:path';
import ElectronStore from 'electron-store';
import type { DocumentStore } from '../vault/document-store.ts';
import { documentStore, vaultFileName } from '../vault/store-options.ts';

/** vault.json of a data directory through electron-store; the command line's conf writes the same file. */
export function openElectronStore(directory: string): DocumentStore {
  return documentStore(
    directory,
    join(directory, `${vaultFileName}.json`),
    (options) => new ElectronStore<Record<string, never>>({ ...options, name: vaultFileName }),
  );
}
