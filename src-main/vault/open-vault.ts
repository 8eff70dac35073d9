import { dirname } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import type { Clock, Env, Log, Random } from '../ports.ts';
import { listBackups } from './backup-names.ts';
import { createBackups } from './backups.ts';
import { isJsonObject } from './canonical-json.ts';
import { isProblem, readDocument, type Document } from './document.ts';
import type { DocumentStore } from './document-store.ts';
import { keepersOf } from './keepers.ts';
import { liveVault, type Start } from './live-vault.ts';
import { format as ownFormat, migrate, type Format } from './migrate.ts';
import { newDocument } from './new-document.ts';
import { openDocument, openedWith, unopened, type ToOpen } from './opening.ts';
import type { KeySlot } from './slot.ts';
import type { Vault } from './vault.ts';
import { vaultErrors, whyNotWritten } from './vault-errors.ts';

export interface VaultOptions {
  store: DocumentStore;
  /** In order of preference (D-B40); a new vault is kept in those that D-A6 chooses, a known one opens by the first that works. */
  slots: readonly KeySlot[];
  /** Where backups are kept; null keeps none. */
  backups: string | null;
  clock: Clock;
  random: Random;
  /** What decides whether a key file that a person names is private (D-A9). */
  env: Env;
  log: Log;
  /** The newest generation seen before; null when there was none. */
  lastGeneration: number | null;
  format?: Format;
}

/**
 * Opens the vault, or makes one where there was none. A vault no slot opens is there, locked: listed, not used; one from
 * a newer version is read-only. Throws a KeywatchError when the file is no vault, or is gone and its backups are not
 * (`vault_unreadable`: all is left as it is), may not be read (`not_permitted`), cannot be made (`write_failed`), or its
 * key finds no place (`keyring_unavailable`, `file_too_open`). Only the owner of the data directory may call this (D-A5).
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { store, slots, clock, random, env, log, lastGeneration } = options;
  const backups = options.backups === null ? null : createBackups(options.backups, store.path, clock);
  const place = { env, vaultDirectory: dirname(store.path) };
  const desk = { store, backups, slots, place, clock, random, log };
  const json = readStore(options);
  if (json === undefined) {
    if (options.backups !== null && listBackups(options.backups).length > 0)
      throw vaultErrors.missing(store.path, options.backups);
    const made = await newDocument(slots, random, log, clock.now());
    store.write(made.document);
    log.info('a new vault was made', { slot: made.by.id });
    const what: ToOpen = { document: made.document, proof: made.document, slots, random, log };
    return liveVault(desk, {
      document: made.document,
      opening: await openedWith(what, made.key, made.by),
      isNewer: false,
      open: again(what),
      oddities: [],
    });
  }
  const { document, proof } = read(json, options);
  try {
    backups?.tidy();
  } catch (error) {
    log.warn('what was left among the backups could not be removed', { why: whyNotWritten(error) });
  }
  const isNewer = document.version > (options.format ?? ownFormat).version;
  const what: ToOpen = { document, proof, slots: keepersOf(document, slots, place), random, log };
  const opening = isNewer ? unopened(document, []) : await openDocument(what);
  const oddities = isOlder(document, lastGeneration)
    ? [telling('This vault file is older than the one last seen here: it was put back from a copy.')]
    : [];
  return liveVault(desk, { document, opening, isNewer, open: again(what), oddities });
}

/** The document may have been changed and written since: then it is its own proof. */
function again(what: ToOpen): Start['open'] {
  return (document, slots, only) =>
    openDocument(
      document === what.document ? { ...what, slots } : { ...what, slots, document, proof: document },
      only,
    );
}

function readStore({ store, backups }: VaultOptions): unknown {
  try {
    return store.read();
  } catch (error) {
    if (error instanceof SyntaxError) throw vaultErrors.unreadable(store.path, error.message, backups, error);
    throw error;
  }
}

function read(json: unknown, { store, backups, format = ownFormat }: VaultOptions) {
  const unreadable = (why: string) => vaultErrors.unreadable(store.path, why, backups);
  const proof = readDocument(json);
  if (isProblem(proof)) throw unreadable(proof.problem);
  if (proof.version >= format.version || !isJsonObject(json)) return { document: proof, proof };
  const migrated = migrate(json, proof.version, format);
  if (migrated === null)
    throw unreadable(telling('its version {version} is unknown', { version: proof.version }));
  const document = readDocument(migrated);
  if (isProblem(document)) throw unreadable(document.problem);
  return { document, proof };
}

function isOlder({ generation }: Document, last: number | null): boolean {
  return last !== null && generation < last;
}
