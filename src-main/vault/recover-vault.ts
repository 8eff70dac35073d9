import { existsSync, readFileSync, renameSync } from 'node:fs';
import type { Clock, Log, Random } from '../ports.ts';
import { openBackupFile, selectBackup } from './backup-files.ts';
import { nextDocument } from './changes.ts';
import { forgetDataKey } from './data-key.ts';
import type { DocumentStore } from './document-store.ts';
import { lettingNobodyIn } from './access-tokens.ts';
import { keepersGiven, keepersOf, type Given, type Place } from './keepers.ts';
import { openDocument } from './opening.ts';
import { isNoFile } from './plain-file.ts';
import { writeFileSync } from './replace-file.ts';
import type { KeySlot } from './slot.ts';
import { vaultErrors } from './vault-errors.ts';
import { wipe } from './wipe.ts';

export interface Recovered {
  id: string;
  profiles: number;
  /** Records that were damaged in the backup already; they are kept and not used. */
  damaged: string[];
  /** Where the unreadable file lies now; null where there was none. */
  setAside: string | null;
}

/**
 * Puts a backup in the place of a vault that cannot be read, whole, slots and all: there is nothing to compare it with.
 * What was there is copied aside first. Its generation goes on from the newest seen, so that it is not taken for an
 * older file put back (D-A2), and it grants nothing: which grants were taken back since, nobody can say. Only the
 * owner of the data directory may call this (D-A5). Throws what opens no backup.
 */
export async function recoverVault(parts: {
  store: DocumentStore;
  backups: string;
  selector: string;
  given: Given;
  slots: readonly KeySlot[];
  place: Place;
  clock: Clock;
  random: Random;
  log: Log;
  lastGeneration: number | null;
}): Promise<Recovered> {
  const { store, clock, random, log } = parts;
  const named = selectBackup(parts.backups, parts.selector);
  const { document: found, proof } = await openBackupFile(parts.backups, named);
  const document = { ...found, generation: Math.max(found.generation, parts.lastGeneration ?? 0) };
  const slots = [...keepersGiven(parts.given, parts.place), ...keepersOf(document, parts.slots, parts.place)];
  const opening = await openDocument({ document, proof, slots, random, log });
  if (opening.state === 'locked') throw vaultErrors.locked(opening.code, opening.reason);
  try {
    const whole = lettingNobodyIn(opening.rewrite ?? document);
    const next = nextDocument(opening.key, whole, opening.distrusted, clock.now());
    const aside = setAside(store.path, clock.now());
    store.write(next);
    log.info('the vault was recovered from a backup', { backup: named.id });
    return {
      id: named.id,
      profiles: next.profiles.size,
      damaged: [...opening.distrusted.keys()].map(({ profile }) => profile.id),
      setAside: aside,
    };
  } finally {
    forgetDataKey(opening.key);
    wipe(opening.fingerprintKey);
  }
}

/** A file is copied, so that one lies in its place all the while; anything else is moved out of the way. */
function setAside(path: string, now: number): string | null {
  if (!existsSync(path)) return null;
  const aside = `${path}.unreadable-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  try {
    if (isNoFile(path)) renameSync(path, aside);
    else writeFileSync(aside, readFileSync(path), { mode: 0o600 });
  } catch (error) {
    throw vaultErrors.writeFailed(aside, error);
  }
  return aside;
}
