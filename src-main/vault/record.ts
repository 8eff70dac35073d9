import { telling } from '../../src-shared/say.ts';
import {
  apis,
  expirySources,
  kinds,
  sources,
  type Api,
  type ExpirySource,
  type Kind,
  type Source,
} from '../../src-shared/words.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';
import type { SealedSecret, StoredProfile } from './profile.ts';

/**
 * One profile's record. `json` is what the file holds and what the mark covers, members of later versions included;
 * `profile` is the same read as ours. A record whose shape is wrong keeps its json, is listed, and says why.
 */
export interface ProfileRecord {
  readonly json: JsonObject;
  readonly profile: StoredProfile;
  readonly secret: SealedSecret | null;
  readonly mac: string | null;
  readonly problem: string | null;
}

type Facts = Omit<StoredProfile, 'id'>;
type Reader<T> = (value: JsonValue | undefined) => T | undefined;

const text: Reader<string> = (value) => (typeof value === 'string' ? value : undefined);
const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const number: Reader<number> = (value) => (typeof value === 'number' ? value : undefined);
const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value) =>
    value === null || value === undefined ? null : read(value);
const oneOf =
  <T extends string>(words: readonly T[]): Reader<T> =>
  (value) =>
    words.find((word) => word === value);
const texts: Reader<string[]> = (value) => {
  if (!Array.isArray(value)) return undefined;
  const items = value.filter((item) => typeof item === 'string');
  return items.length === value.length ? items : undefined;
};
const textByName: Reader<Record<string, string>> = (value) => {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
};

const readers: { [K in keyof Facts]: Reader<Facts[K]> } = {
  name: text,
  provider: text,
  kind: oneOf<Kind>(kinds),
  source: oneOf<Source>(sources),
  owner: orNull(text),
  mask: orNull(text),
  fingerprint: orNull(text),
  reference: orNull(text),
  enabled: flag,
  disabledNote: orNull(text),
  tags: texts,
  notes: orNull(text),
  baseUrl: orNull(text),
  api: orNull(oneOf<Api>(apis)),
  config: textByName,
  rotateEveryMs: orNull(number),
  probesPerDay: orNull(number),
  expiresAt: orNull(number),
  expiryFrom: orNull(oneOf<ExpirySource>(expirySources)),
  policyAgreedAt: orNull(number),
  secretAt: orNull(number),
  createdAt: number,
  updatedAt: number,
};

/** What stands for a member that cannot be read: nothing that would be acted on. */
function unread(id: string): StoredProfile {
  const provider = id.split(':', 1)[0] ?? id;
  return {
    id,
    name: id,
    provider,
    kind: 'none',
    source: 'manual',
    owner: null,
    mask: null,
    fingerprint: null,
    reference: null,
    enabled: false,
    disabledNote: null,
    tags: [],
    notes: null,
    baseUrl: null,
    api: null,
    config: {},
    rotateEveryMs: null,
    probesPerDay: null,
    expiresAt: null,
    expiryFrom: null,
    policyAgreedAt: null,
    secretAt: null,
    createdAt: 0,
    updatedAt: 0,
  };
}

const names = Object.keys(readers) as (keyof Facts)[];

/** Reads one record in plain code (no schema library: reading commands must start fast, D-C1). Never throws. */
export function readRecord(id: string, json: JsonValue | undefined): ProfileRecord {
  const profile = unread(id);
  if (!isJsonObject(json)) {
    return { json: {}, profile, secret: null, mac: null, problem: telling('its record is not an object') };
  }
  const facts: Facts = profile;
  let problem: string | null = null;
  const take = <K extends keyof Facts>(name: K): void => {
    const value = readers[name](json[name]);
    if (value === undefined) problem ??= telling('its {name} cannot be read', { name });
    else facts[name] = value;
  };
  for (const name of names) take(name);
  const secret = readSecret(json['secret']);
  if (secret === undefined) problem ??= telling('its secret cannot be read');
  return { json, profile, secret: secret ?? null, mac: text(json['mac']) ?? null, problem };
}

/** null where there is none; undefined where what is there is not a sealed secret. */
export function readSecret(json: JsonValue | undefined): SealedSecret | null | undefined {
  if (json === null || json === undefined) return null;
  if (!isJsonObject(json)) return undefined;
  const { key, nonce, sealed } = json;
  if (typeof key !== 'string' || typeof nonce !== 'string' || typeof sealed !== 'string') return undefined;
  return { key, nonce, sealed };
}

/** The json of a record with these facts and this secret; members we do not know are kept. Without a mark. */
export function recordJson(
  facts: StoredProfile,
  secret: SealedSecret | null,
  known: JsonObject = {},
): JsonObject {
  const json: JsonObject = { ...known };
  for (const name of names) json[name] = facts[name];
  json['secret'] = secret === null ? null : { ...secret };
  delete json['mac'];
  const members = Object.entries(json).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
