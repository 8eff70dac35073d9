import type { Settings } from '../../src-shared/contract-schema.ts';
import { telling } from '../../src-shared/say.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { createAttempts } from './attempts.ts';
import type { BackupDirectory, ChangeKind } from './backups.ts';
import type { JsonObject } from './canonical-json.ts';
import * as change from './changes.ts';
import { createTokenActs, lettingNobodyIn } from './access-tokens.ts';
import { forgetDataKey } from './data-key.ts';
import type { Document } from './document.ts';
import type { DocumentStore } from './document-store.ts';
import { protectionWith } from './former-ways.ts';
import type { Hold } from './hold.ts';
import { createIgnoredActs } from './ignored.ts';
import { createTurns } from './in-turn.ts';
import { createVaultKeys } from './keys.ts';
import { keepersGiven, keepersOf, type Place } from './keepers.ts';
import type { Lock, Opened, Unopened } from './opening.ts';
import { createPapers } from './papers.ts';
import { createProfileActs } from './profile-acts.ts';
import { putAll } from './put-all.ts';
import { readSettings, withoutWay } from './read-settings.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { createServingActs } from './serving-acts.ts';
import type { KeySlot } from './slot.ts';
import { listSlots, selectSlot } from './slot-list.ts';
import type { Vault } from './vault.ts';
import { createVaultBackups } from './vault-backups.ts';
import { vaultErrors } from './vault-errors.ts';
import { tidyMemory, wipe } from './wipe.ts';

/** What the vault works with besides its document. */
export interface Desk {
  store: DocumentStore;
  backups: BackupDirectory | null;
  slots: readonly KeySlot[];
  place: Place;
  clock: Clock;
  random: Random;
  log: Log;
}

export interface Start {
  document: Document;
  opening: Opened | Lock;
  /** Written by a newer Keywatch: listed, never used or changed. */
  isNewer: boolean;
  /** Asks these keepers, about one slot only where it is named. */
  open(document: Document, keepers: readonly KeySlot[], only?: string): Promise<Opened | Unopened>;
  /** True of any state, locked too: an older file than the last seen. */
  oddities: readonly string[];
}

/** The vault over a document that was read or made. Every act is whole: it reached the disk, or it threw and nothing changed. */
export function liveVault(desk: Desk, start: Start): Vault {
  const { store, backups, slots, place, clock, random, log } = desk;
  const attempts = createAttempts(clock);
  const inTurn = createTurns();
  // Not `start` itself: it would hold the first opening, and with it a key, for as long as the vault lives.
  const { open: askKeepers, isNewer, oddities } = start;
  let { document } = start;
  let opening: Opened | Lock = start.opening;
  /** What the file holds, while opening changed the document and that could not be written. */
  let unwritten: Document | null = null;
  /** The file is an older one, until it is written. */
  let isPutBack = oddities.length > 0;
  let closed = false;
  // Until the mark of the whole is proven, anybody may have named the program that is run, or the file that is sent.
  let settings = readSettings(withoutWay(document.settings));
  const profiles = new Map([...document.profiles].map(([id, { profile }]) => [id, profile]));
  if (opening.state === 'open') adopt(opening);

  /** Takes over what opening found to be written: a migration, a new fingerprint key. */
  function adopt(opened: Opened): void {
    // What another hand may have written, or put back, is granted to nobody and told nowhere; the next write does not
    // mark it as ours.
    const isOurs = opened.proven && !isPutBack;
    const trusted = (read: Document) =>
      isOurs ? read : lettingNobodyIn({ ...read, settings: withoutWay(read.settings) });
    const before = document;
    document = trusted(opened.rewrite ?? document);
    settings = readSettings(document.settings);
    if (opened.rewrite === null) return;
    unwritten = before;
    for (const [id, { profile }] of document.profiles) profiles.set(id, profile);
    try {
      save(opened, document, 'migration');
    } catch (error) {
      // Listing and using the vault need no write; the next change writes it, and is structural then.
      log.warn('the vault could not be brought up to date on disk', { why: String(error) });
    }
  }

  function open(): Opened {
    if (isNewer) throw vaultErrors.newer(store.path, document.version);
    if (opening.state === 'locked') throw vaultErrors.locked(opening.code, opening.reason);
    return opening;
  }

  function save(opened: Opened, changed: Document, kind: ChangeKind): void {
    const next = change.nextDocument(opened.key, changed, opened.distrusted, clock.now());
    backUp(opened.rewrite === null ? kind : 'migration');
    store.write(next);
    opened.rewrite = null;
    unwritten = null;
    isPutBack = false;
    document = next;
  }

  function backUp(kind: ChangeKind): void {
    try {
      backups?.before(kind, document.generation);
    } catch (error) {
      if (kind !== 'edit') throw vaultErrors.writeFailed(backups?.directory ?? store.path, error);
      log.warn('no backup could be made before this change', { why: String(error) });
    }
  }

  /** Takes what opens the vault out of memory; what stays is what is in clear on the disk. */
  function shut(reason: string): void {
    const { protection, distrusted } = opening;
    if (opening.state === 'open') {
      forget(opening);
      // An opening that was not written is not the file's: the next one starts from what is.
      if (unwritten !== null) document = unwritten;
      unwritten = null;
    }
    opening = { state: 'locked', code: 'vault_locked', onPurpose: true, reason, protection, distrusted };
  }

  /** Asks keepers, unless the vault was opened, locked or closed while they answered. */
  async function openBy(keepers: readonly KeySlot[], only?: string): Promise<Opened | Lock> {
    const before = opening;
    if (before.state === 'open') return before;
    const answer = await askKeepers(document, keepers, only);
    if (closed || opening !== before) {
      if (answer.state === 'open') forget(answer);
      return opening;
    }
    // What was locked on purpose keeps its reason, and does not open by itself later.
    if (answer.state === 'open' || before.onPurpose !== true) opening = answer;
    if (answer.state === 'open') adopt(answer);
    return answer;
  }

  const allKeepers = () => keepersOf(document, slots, place);

  const hold: Hold = {
    slots,
    place,
    backups: backups?.directory ?? null,
    clock,
    random,
    log,
    attempts,
    document: () => document,
    whenOpen: () => (opening.state === 'open' && !isNewer ? opening : null),
    opened: open,
    save,
    replace(opened, changed, kind) {
      save(opened, changed, kind);
      profiles.clear();
      for (const [id, { profile }] of document.profiles) profiles.set(id, profile);
      settings = readSettings(document.settings);
    },
    exchange(next, changed) {
      const before = open();
      save(next, changed, 'key');
      // The key of the fingerprints is the same under both, so it stays.
      forgetDataKey(before.key);
      opening = next;
      for (const [id, { profile }] of document.profiles) profiles.set(id, profile);
    },
  };

  const vault: Vault = {
    path: store.path,
    keys: createVaultKeys(hold, inTurn),
    backups: createVaultBackups(hold, inTurn),
    state: () => (isNewer ? 'read_only' : opening.state),
    mayOpenLater: () => !isNewer && opening.state === 'locked' && opening.code === 'keyring_unavailable',
    reason() {
      if (isNewer) return vaultErrors.newer(store.path, document.version).message;
      const why = opening.state === 'locked' ? [opening.reason] : opening.oddities;
      return [...why, ...oddities].join(' ') || null;
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
    view: () => ({
      ...protectionWith(opening.protection, vault.backups.formerSeen()),
      state: vault.state(),
      path: store.path,
      reason: vault.reason(),
      recovery: listSlots(document.key.slots).some(({ recovery }) => recovery),
    }),
    settings: () => settings,

    unlock: () =>
      inTurn(async () => {
        if (opening.state === 'locked' && !isNewer) await openBy(allKeepers());
        return vault.state();
      }),

    unlockBy: (given, selector) =>
      inTurn(async () => {
        if (isNewer) throw vaultErrors.newer(store.path, document.version);
        if (opening.state === 'open') return;
        const only =
          selector === undefined ? undefined : selectSlot(listSlots(document.key.slots), selector).id;
        if (given.passphrase !== undefined) attempts.check();
        const typed = keepersGiven(given, place);
        const answer = await openBy(typed.length > 0 ? typed : allKeepers(), only);
        if (answer.state === 'open') return attempts.succeeded();
        if (given.passphrase === undefined) throw vaultErrors.locked(answer.code, answer.reason);
        attempts.failed();
        throw vaultErrors.wrongPassphrase(readRecoveryCode(given.passphrase) === 'mistyped');
      }),

    lock(reason) {
      if (isNewer || closed) return;
      shut(reason);
      tidyMemory();
    },

    ...createProfileActs(hold, profiles),
    ...createServingActs(hold),
    ...createIgnoredActs(hold),
    ...createTokenActs(hold),
    ...createPapers(hold),
    putAll: (puts, said) => putAll(hold, puts, said),

    setSettings(patch) {
      const opened = open();
      const changed = { ...document.settings, ...settingsJson(patch) };
      save(opened, { ...document, settings: changed }, 'edit');
      settings = readSettings(changed);
    },

    close() {
      closed = true;
      if (opening.state === 'open') shut(telling('it was closed'));
    },
  };
  return vault;
}

/** Both keys, overwritten in memory. */
function forget({ key, fingerprintKey }: Opened): void {
  forgetDataKey(key);
  wipe(fingerprintKey);
}

function settingsJson({ quietHours, ladderDays, notify, ...plain }: Partial<Settings>): JsonObject {
  return {
    ...plain,
    ...(notify === undefined ? {} : { notify: notify === null ? null : { ...notify } }),
    ...(quietHours === undefined ? {} : { quietHours: quietHours === null ? null : { ...quietHours } }),
    ...(ladderDays === undefined ? {} : { ladderDays: [...ladderDays] }),
  };
}
