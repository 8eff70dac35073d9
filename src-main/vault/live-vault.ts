import type { Settings } from '../../src-shared/contract-schema.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { BackupDirectory, ChangeKind } from './backups.ts';
import type { JsonObject } from './canonical-json.ts';
import * as change from './changes.ts';
import { forgetDataKey } from './data-key.ts';
import type { Document } from './document.ts';
import type { DocumentStore } from './document-store.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Lock, Opened } from './opening.ts';
import { readSettings } from './read-settings.ts';
import type { ProfileRecord } from './record.ts';
import { openSecret } from './seal.ts';
import type { Vault } from './vault.ts';
import { vaultErrors } from './vault-errors.ts';

/** What the vault works with besides its document. */
export interface Desk {
  store: DocumentStore;
  backups: BackupDirectory | null;
  clock: Clock;
  random: Random;
  log: Log;
}

export interface Start {
  document: Document;
  opening: Opened | Lock;
  /** Written by a newer Keywatch: listed, never used or changed. */
  isNewer: boolean;
  /** Asks the slots (again). */
  open(document: Document): Promise<Opened | Lock>;
  /** True of any state, locked too: an older file than the last seen. */
  oddities: readonly string[];
}

/** The vault over a document that was read or made. Every act is whole: it reached the disk, or it threw and nothing changed. */
export function liveVault({ store, backups, clock, random, log }: Desk, start: Start): Vault {
  let document = start.document;
  let opening = start.opening;
  let closed = false;
  let settings = readSettings(document.settings);
  const profiles = new Map([...document.profiles].map(([id, { profile }]) => [id, profile]));
  if (opening.state === 'open') adopt(opening);

  /** Takes over what opening found to be written: a migration, a new fingerprint key. */
  function adopt(opened: Opened): void {
    if (opened.rewrite === null) return;
    document = opened.rewrite;
    for (const [id, { profile }] of document.profiles) profiles.set(id, profile);
    try {
      save(opened, document, 'structural');
    } catch (error) {
      // Listing and using the vault need no write; the next change writes it, and is structural then.
      log.warn('the vault could not be brought up to date on disk', { why: String(error) });
    }
  }

  function open(): Opened {
    if (start.isNewer) throw vaultErrors.newer(store.path, document.version);
    if (opening.state === 'locked') throw vaultErrors.locked(opening.code, opening.reason);
    return opening;
  }

  function record({ distrusted }: Opened, id: string): ProfileRecord {
    const found = document.profiles.get(id);
    if (found === undefined) throw vaultErrors.notFound(id);
    const why = distrusted.get(found);
    if (why !== undefined) throw vaultErrors.damaged(id, why);
    return found;
  }

  function save(opened: Opened, changed: Document, kind: ChangeKind): void {
    const next = change.nextDocument(opened.key, changed, opened.distrusted, clock.now());
    backUp(opened.rewrite === null ? kind : 'structural');
    store.write(next);
    opened.rewrite = null;
    document = next;
  }

  function backUp(kind: ChangeKind): void {
    try {
      backups?.before(kind, document.generation);
    } catch (error) {
      if (kind === 'structural') throw vaultErrors.writeFailed(backups?.directory ?? store.path, error);
      log.warn('no backup could be made before this change', { why: String(error) });
    }
  }

  function put(opened: Opened, id: string, made: ProfileRecord): void {
    save(opened, { ...document, profiles: change.withEntry(document.profiles, id, made) }, 'edit');
    profiles.set(id, made.profile);
  }

  const vault: Vault = {
    path: store.path,
    state: () => (start.isNewer ? 'read_only' : opening.state),
    mayOpenLater: () =>
      !start.isNewer && opening.state === 'locked' && opening.code === 'keyring_unavailable',
    reason() {
      if (start.isNewer) return vaultErrors.newer(store.path, document.version).message;
      const why = opening.state === 'locked' ? [opening.reason] : opening.oddities;
      return [...why, ...start.oddities].join(' ') || null;
    },
    protection: () => opening.protection,
    generation: () => document.generation,
    profiles: () => profiles,
    damage() {
      const named = [...opening.distrusted].map(([{ profile }, reason]) => ({ id: profile.id, reason }));
      return named.filter(({ id }) => {
        const found = document.profiles.get(id);
        return found !== undefined && opening.distrusted.has(found);
      });
    },
    order: () => document.order,
    settings: () => settings,

    async unlock() {
      if (opening.state === 'locked' && !start.isNewer) {
        const answer = await start.open(document);
        // Closed while the slots were asked: what they gave is not kept.
        if (closed && answer.state === 'open') forgetDataKey(answer.key);
        else opening = answer;
        if (opening.state === 'open') adopt(opening);
      }
      return vault.state();
    },

    add(profile, secret) {
      const opened = open();
      const { id } = profile;
      if (document.profiles.has(id)) throw vaultErrors.duplicate(id);
      const facts =
        secret === null ? profile : { ...profile, fingerprint: fingerprintOf(opened.fingerprintKey, secret) };
      put(opened, id, change.markedRecord(opened.key, facts, change.sealFor(opened.key, id, secret, random)));
    },

    change(id, patch) {
      const opened = open();
      const known = record(opened, id);
      const { provider, createdAt } = known.profile;
      const facts = { ...known.profile, ...patch, id, provider, createdAt, updatedAt: clock.now() };
      put(opened, id, change.markedRecord(opened.key, facts, known.secret, known));
      return facts;
    },

    replaceSecret(id, secret, patch) {
      const opened = open();
      const known = record(opened, id);
      const { provider } = known.profile;
      const fingerprint =
        secret === null ? (patch.fingerprint ?? null) : fingerprintOf(opened.fingerprintKey, secret);
      const facts = { ...known.profile, ...patch, id, provider, fingerprint, updatedAt: clock.now() };
      const sealed = change.sealFor(opened.key, id, secret, random);
      put(opened, id, change.markedRecord(opened.key, facts, sealed, known));
      return facts;
    },

    remove(id) {
      const opened = open();
      const found = document.profiles.get(id);
      if (found === undefined) throw vaultErrors.notFound(id);
      const removedAt = clock.now();
      const changed: Document = {
        ...document,
        profiles: change.withEntry(document.profiles, id, undefined),
        removed: change.withEntry(document.removed, id, { removedAt, record: found }),
      };
      save(opened, changed, 'edit');
      profiles.delete(id);
      return removedAt + change.restorableMs;
    },

    restore(id) {
      const opened = open();
      const entry = document.removed.get(id);
      if (entry === undefined) throw vaultErrors.notFound(id);
      if (document.profiles.has(id)) throw vaultErrors.duplicate(id);
      if (!change.isRestorable(entry.removedAt, clock.now())) throw vaultErrors.tooLate(id);
      const changed: Document = {
        ...document,
        profiles: change.withEntry(document.profiles, id, entry.record),
        removed: change.withEntry(document.removed, id, undefined),
      };
      save(opened, changed, 'edit');
      profiles.set(id, entry.record.profile);
      return entry.record.profile;
    },

    setSettings(patch) {
      const opened = open();
      const changed = { ...document.settings, ...settingsJson(patch) };
      save(opened, { ...document, settings: changed }, 'edit');
      settings = readSettings(changed);
    },

    reveal(id) {
      const opened = open();
      const known = record(opened, id);
      if (known.secret === null) return null;
      const secret = openSecret(opened.key, change.secretPlace(id), known.secret);
      if (secret !== null) return secret;
      const why = 'its secret does not open';
      opened.distrusted.set(known, why);
      throw vaultErrors.damaged(id, why);
    },

    fingerprint: (secret) => fingerprintOf(open().fingerprintKey, secret),

    close() {
      closed = true;
      if (opening.state === 'locked') return;
      forgetDataKey(opening.key);
      opening.fingerprintKey.fill(0);
      const { protection, distrusted } = opening;
      opening = { state: 'locked', code: 'vault_locked', reason: 'it was closed', protection, distrusted };
    },
  };
  return vault;
}

function settingsJson({ quietHours, ladderDays, ...plain }: Partial<Settings>): JsonObject {
  return {
    ...plain,
    ...(quietHours === undefined ? {} : { quietHours: quietHours === null ? null : { ...quietHours } }),
    ...(ladderDays === undefined ? {} : { ladderDays: [...ladderDays] }),
  };
}
