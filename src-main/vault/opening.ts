import type { Protection } from '../../src-shared/contract-schema.ts';
import type { ErrorCode } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Log, Random } from '../ports.ts';
import { markedRecord, secretPlace } from './changes.ts';
import type { DataKey } from './data-key.ts';
import type { Document } from './document.ts';
import { fingerprintOf, newFingerprintKey, openFingerprintKey } from './fingerprint.ts';
import { inspect } from './inspect.ts';
import type { ProfileRecord } from './record.ts';
import { openSecret } from './seal.ts';
import { SlotError, type KeySlot } from './slot.ts';
import { wrapProven } from './new-document.ts';
import { listSlots, namedJson } from './slot-list.ts';
import { unlock, type Opener, type SlotFailure } from './unlock.ts';

/** A vault with its data key at hand. */
export interface Opened {
  readonly state: 'open';
  readonly key: DataKey;
  readonly fingerprintKey: Uint8Array;
  by: Opener;
  protection: Protection;
  /** Records that are kept and not used. */
  readonly distrusted: Map<ProfileRecord, string>;
  /** The document is as Keywatch marked it. One that is not is used for all but its grants. */
  readonly proven: boolean;
  readonly oddities: readonly string[];
  /** The document as opening changed it, until it is written; null when the file says it all. */
  rewrite: Document | null;
}

/** A vault no slot opened, or that was locked or closed: metadata only. */
export interface Lock {
  readonly state: 'locked';
  /** A person, or a rule of theirs, locked it: it does not open by itself. */
  readonly onPurpose?: true;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly protection: Protection;
  readonly distrusted: Map<ProfileRecord, string>;
}

export interface ToOpen {
  /** As this version reads it. */
  document: Document;
  /** As it was read, which is what its marks were made over; the same unless it was migrated. */
  proof: Document;
  slots: readonly KeySlot[];
  random: Random;
  log: Log;
}

/** A vault that did not open, slot by slot. */
export interface Unopened extends Lock {
  readonly failures: readonly SlotFailure[];
}

/**
 * Opens a document by whichever slot works, proves it, and repairs what can be repaired. `only` names the one slot to
 * try. Never rejects.
 */
export async function openDocument(what: ToOpen, only?: string): Promise<Opened | Unopened> {
  const { document, slots, log } = what;
  const unlocked = await unlock(document.key, slots, only);
  for (const { id, error } of unlocked.failures) {
    log.warn('a slot did not open the vault', { slot: id, fault: error.fault, why: error.message });
  }
  if (unlocked.key === null) return unopened(document, unlocked.failures);
  const opened = await openedWith(what, unlocked.key, unlocked.by, unlocked.failures);
  log.info('the vault is open', { slot: unlocked.by.id, profiles: document.profiles.size });
  return opened;
}

/** The same for a document made just now, whose key is at hand. */
export async function openedWith(
  what: ToOpen,
  key: DataKey,
  by: Opener & { slot: KeySlot },
  failures: readonly SlotFailure[] = [],
): Promise<Opened> {
  const { document, proof, random, log } = what;
  const { distrusted: unproven, proven, oddities } = inspect(key, proof);
  const migrated = document === proof ? null : remarked(key, document, proof, unproven);
  const distrusted = migrated?.distrusted ?? unproven;
  for (const [{ profile }, why] of distrusted)
    log.warn('a profile is not used', { profile: profile.id, why });
  const current = migrated?.document ?? document;
  const known = openFingerprintKey(key, current.key.fingerprint);
  const renewed = known === null ? withNewFingerprints(key, current, distrusted, random) : null;
  if (renewed !== null) log.warn('the key of the fingerprints was damaged; they were made anew', {});
  const rewrapped = await wrappedAnew(renewed?.document ?? current, key, by, log);
  return {
    state: 'open',
    key,
    fingerprintKey: known ?? renewed?.bytes ?? new Uint8Array(),
    by,
    protection: await protectionBy(by, current.key.slots),
    distrusted,
    proven,
    oddities: [...oddities, ...lostSlots(failures, by)],
    rewrite: rewrapped ?? renewed?.document ?? migrated?.document ?? null,
  };
}

/** A slot that stopped opening is told while another still does: the day that one stops too, it would be too late. */
function lostSlots(failures: readonly SlotFailure[], by: Opener): string[] {
  return failures
    .filter(({ id, error }) => error.fault === 'lost' && id !== by.id)
    .map(({ id, error }) =>
      telling(
        'The slot {id} no longer opens this vault: {why}; {by} opened it; add a new slot and remove {id} when it is gone for good.',
        { id, why: error.message, by: by.id },
      ),
    );
}

/** A document that no slot opened, or that none was asked for. */
export function unopened(document: Document, failures: readonly SlotFailure[]): Unopened {
  const temporary = failures.find(({ error }) => error.fault === 'unavailable');
  const reasons = [...new Set(failures.map(({ error }) => error.message))];
  return {
    state: 'locked',
    failures,
    code: (temporary ?? failures[0])?.error.code ?? 'vault_locked',
    reason: reasons.length === 0 ? telling('it names no slot that keeps its key') : reasons.join('; '),
    protection: {
      protected: openings(document.key.slots).every(({ isProtected }) => isProtected),
      slot: null,
      backend: null,
      advice: null,
    },
    distrusted: new Map(
      [...document.profiles.values()].flatMap((record) =>
        record.problem === null ? [] : [[record, record.problem] as const],
      ),
    ),
  };
}

/** Each slot as it was described when it was made. */
function openings(slots: Document['key']['slots']) {
  return listSlots(slots)
    .filter(({ wrapped }) => wrapped !== null)
    .map(({ id, type, json }) => ({ id, type, isProtected: json['protected'] === true }));
}

/** A vault is protected as well as its weakest slot. */
export async function protectionBy(
  { slot, id }: Opener,
  slots: Document['key']['slots'],
): Promise<Protection> {
  const { protected: isProtected, backend, advice } = await slot.describe();
  const weak = openings(slots).find((other) => other.id !== id && !other.isProtected);
  if (weak === undefined) return { protected: isProtected, slot: slot.type, backend, advice };
  const also = telling('The {id} slot also opens this vault and does not protect it; remove that slot.', {
    id: weak.id,
  });
  return { protected: false, slot: slot.type, backend, advice: also };
}

/** Marks a migrated document's records anew; those that were not proven stay distrusted. */
function remarked(key: DataKey, document: Document, proof: Document, unproven: Map<ProfileRecord, string>) {
  const distrusted = new Map<ProfileRecord, string>();
  const mark = (record: ProfileRecord, was: ProfileRecord | undefined): ProfileRecord => {
    const why = (was === undefined ? null : unproven.get(was)) ?? record.problem;
    if (why === null) return markedRecord(key, record.profile, record.secret, record);
    distrusted.set(record, why);
    return record;
  };
  const profiles = new Map(
    [...document.profiles].map(([id, record]) => [id, mark(record, proof.profiles.get(id))]),
  );
  const removed = new Map(
    [...document.removed].map(([id, { removedAt, record }]) => [
      id,
      { removedAt, record: mark(record, proof.removed.get(id)?.record) },
    ]),
  );
  return { document: { ...document, profiles, removed }, distrusted };
}

/** Where the slot's keeper has a newer key, the data key wrapped by that; null where all stays as it is. */
async function wrappedAnew(
  document: Document,
  key: DataKey,
  { slot, id }: Opener & { slot: KeySlot },
  log: Log,
): Promise<Document | null> {
  if (slot.isStale?.() !== true) return null;
  const wrapped = await wrapProven(key, slot);
  if (wrapped instanceof SlotError) {
    log.warn('a slot did not take the key of the vault anew; the older wrapping stays', {
      slot: id,
      why: wrapped.message,
    });
    return null;
  }
  const slots = listSlots(document.key.slots).map((one) =>
    one.id === id ? namedJson({ ...one, json: wrapped }) : one.json,
  );
  return { ...document, key: { ...document.key, slots } };
}

/** Fingerprints are drawn from secrets, so losing their key loses nothing. */
function withNewFingerprints(
  key: DataKey,
  document: Document,
  distrusted: ReadonlyMap<ProfileRecord, string>,
  random: Random,
): { bytes: Uint8Array; document: Document } {
  const { bytes, sealed } = newFingerprintKey(key, random);
  const renew = (id: string, record: ProfileRecord): ProfileRecord => {
    if (record.secret === null || distrusted.has(record)) return record;
    const secret = openSecret(key, secretPlace(id), record.secret);
    if (secret === null) return record;
    const profile = { ...record.profile, fingerprint: fingerprintOf(bytes, secret) };
    return markedRecord(key, profile, record.secret, record);
  };
  const profiles = new Map([...document.profiles].map(([id, record]) => [id, renew(id, record)]));
  return { bytes, document: { ...document, profiles, key: { ...document.key, fingerprint: sealed } } };
}
