import { telling } from '../../src-shared/say.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';
import type { SealedSecret } from './profile.ts';
import { readRecord, readSecret, type ProfileRecord } from './record.ts';
import { readOrder } from './serving.ts';
import type { WrappedSlot } from './slot.ts';
import { slotTypes } from '../../src-shared/words.ts';

/** The version this Keywatch writes. Older ones migrate, newer ones are opened read-only. */
export const documentVersion = 1;

/** A removed profile: sealed as it was, until it can no longer be restored (D-B25). */
export interface RemovedProfile {
  readonly removedAt: number;
  readonly record: ProfileRecord;
}

/** vault.json, read: metadata in clear, secrets sealed. Immutable; a change makes a new one. */
export interface Document {
  readonly version: number;
  readonly key: DocumentKey;
  readonly profiles: ReadonlyMap<string, ProfileRecord>;
  readonly removed: ReadonlyMap<string, RemovedProfile>;
  readonly order: Readonly<Record<string, readonly string[]>>;
  readonly settings: JsonObject;
  /** Grows by one a write (D-A2). */
  readonly generation: number;
  /** The first 96 bits of every profile's mark: tells which record was replaced by an older one of its own. */
  readonly marks: readonly string[];
  readonly mac: string | null;
  /** All other members, kept as they are: `serving.ts` and `grants.ts` read three, the others this version does not use. */
  readonly rest: JsonObject;
}

export interface DocumentKey {
  readonly id: string;
  /** What the right data key is recognised by. */
  readonly check: string;
  /** The key of all fingerprints, sealed like a secret (D-B33). */
  readonly fingerprint: SealedSecret | null;
  /** The key of what lies sealed in files of our own; null until there is one. */
  readonly papers: SealedSecret | null;
  /** As written; those of types unknown here are kept. */
  readonly slots: readonly JsonObject[];
}

/** Why what was read is no vault, in words that end a sentence begun by the reader. */
export interface Problem {
  readonly problem: string;
}

export function isProblem(read: Document | Problem): read is Problem {
  return 'problem' in read;
}

export function isNewer(document: Document): boolean {
  return document.version > documentVersion;
}

const ours = new Set([
  'version',
  'key',
  'profiles',
  'removed',
  'order',
  'settings',
  'generation',
  'marks',
  'mac',
]);

/**
 * Reads a parsed vault.json in plain code, cheap enough for commands that only list (D-C1). A record that is not
 * well-formed is kept and says so; only what makes the whole unusable is a problem. Never throws.
 */
export function readDocument(json: unknown): Document | Problem {
  if (!isJsonObject(json)) return { problem: telling('it is not a JSON object') };
  const { version, key, profiles } = json;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { problem: telling('it carries no version') };
  }
  if (!isJsonObject(key)) return { problem: telling('its key section is missing') };
  if (!isJsonObject(profiles)) return { problem: telling('its profiles are missing') };
  const { id, check, slots } = key;
  if (typeof id !== 'string' || !Array.isArray(slots))
    return { problem: telling('its key section cannot be read') };
  return {
    version,
    key: {
      id,
      check: typeof check === 'string' ? check : '',
      fingerprint: readSecret(key['fingerprint']) ?? null,
      papers: readSecret(key['papers']) ?? null,
      slots: slots.filter(isJsonObject),
    },
    profiles: new Map(Object.entries(profiles).map(([name, record]) => [name, readRecord(name, record)])),
    removed: readRemoved(json['removed']),
    order: readOrder(json['order']),
    settings: isJsonObject(json['settings']) ? json['settings'] : {},
    generation: typeof json['generation'] === 'number' ? json['generation'] : 0,
    marks: readTexts(json['marks']),
    mac: typeof json['mac'] === 'string' ? json['mac'] : null,
    rest: Object.fromEntries(Object.entries(json).filter(([name]) => !ours.has(name))),
  };
}

/** A slot as a KeySlot takes it; null for an entry that is of no type known here. */
export function readSlot(json: JsonObject): WrappedSlot | null {
  const type = slotTypes.find((known) => known === json['type']);
  const { wrapped } = json;
  if (type === undefined || typeof wrapped !== 'string') return null;
  const parameters = Object.entries(json).filter(
    (entry): entry is [string, string | number | boolean] => typeof entry[1] !== 'object',
  );
  return { ...Object.fromEntries(parameters), type, wrapped };
}

function readRemoved(json: JsonValue | undefined): Map<string, RemovedProfile> {
  const removed = new Map<string, RemovedProfile>();
  if (!isJsonObject(json)) return removed;
  for (const [id, entry] of Object.entries(json)) {
    if (!isJsonObject(entry) || typeof entry['removedAt'] !== 'number') continue;
    removed.set(id, { removedAt: entry['removedAt'], record: readRecord(id, entry['record']) });
  }
  return removed;
}

function readTexts(json: JsonValue | undefined): string[] {
  return Array.isArray(json) ? json.filter((item) => typeof item === 'string') : [];
}
