import type { AddInput } from '../../src-shared/contract-input.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { expirySources, sources } from '../../src-shared/words.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../vault/canonical-json.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { orderJson, readOrder, servingOf } from '../vault/serving.ts';
import type { Entry, FileServing, Kept } from './entry.ts';
import { checked } from './read-record.ts';
import { shownName } from './shown-name.ts';

/** Moments among a profile's facts; a file for people and other programs carries them as ISO 8601. */
const moments = ['expiresAt', 'secretAt', 'createdAt', 'updatedAt', 'policyAgreedAt'] as const;

/** A profile as an exported file holds it: what is not set is left out. */
export function exportedProfile(profile: StoredProfile, secret: string | null): JsonObject {
  // Both are made anew from the secret, under the key of the vault that takes it in.
  const { fingerprint: _fingerprint, mask: _mask, tags, config, ...facts } = profile;
  const json: Record<string, JsonValue> = { ...facts, secret };
  for (const name of moments) json[name] = isoOf(profile[name]);
  if (tags.length > 0) json['tags'] = [...tags];
  if (Object.keys(config).length > 0) json['config'] = { ...config };
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}

/** What is sealed, or lies in clear in a file without secrets. */
export interface ExportContent {
  profiles: readonly JsonObject[];
  serving: FileServing;
}

export function exportedContent({
  profiles,
  serving: { order, agentOrder, pins },
}: ExportContent): JsonObject {
  const agents = Object.entries(agentOrder).map(([agent, orders]) => [agent, orderJson(orders)] as const);
  return {
    profiles: [...profiles],
    order: orderJson(order),
    ...(agents.length === 0 ? {} : { agentOrder: Object.fromEntries(agents) }),
    ...(Object.keys(pins).length === 0 ? {} : { pins: { ...pins } }),
  };
}

/** Reads the content of an exported file. Throws `invalid_input` where it is none. */
export function readExportContent(content: unknown): { entries: Entry[]; serving: FileServing } {
  const { profiles, order, ...rest } = isJsonObject(content) ? content : {};
  if (!Array.isArray(profiles))
    throw new KeywatchError(
      'invalid_input',
      telling('This exported file holds no list of profiles; nothing was imported; export it again.'),
    );
  return {
    entries: profiles.map((profile, index) =>
      entryOf(telling('entry {index}', { index: index + 1 }), profile),
    ),
    serving: servingOf({ order: readOrder(order), rest }),
  };
}

const taken = [
  'id',
  'name',
  'provider',
  'kind',
  'secret',
  'reference',
  'baseUrl',
  'api',
  'config',
  'tags',
  'notes',
  'rotateEveryMs',
] as const satisfies readonly (keyof AddInput)[];

/** An exported profile is whole: what it leaves out is not set. */
const unset = { tags: [], notes: null, config: {}, rotateEveryMs: null };

function entryOf(where: string, json: JsonValue): Entry {
  const named = isJsonObject(json) && typeof json['name'] === 'string' ? shownName(json['name']) : null;
  try {
    if (!isJsonObject(json)) throw unreadable('entry');
    const members = taken.flatMap((name) => (json[name] === undefined ? [] : [[name, json[name]] as const]));
    const read = checked({
      ...unset,
      ...Object.fromEntries(members),
      expiresAt: momentOf(json, 'expiresAt'),
      // Lengths and doubles are what was decided when it was stored.
      force: true,
    });
    return { where, read, kept: keptOf(json) };
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    return { where, named, code: error.code, refused: error.message };
  }
}

function keptOf(json: JsonObject): Kept {
  const kept: Kept = { enabled: true, disabledNote: null };
  const secretAt = momentOf(json, 'secretAt');
  const createdAt = momentOf(json, 'createdAt');
  const expiryFrom = expirySources.find((source) => source === json['expiryFrom']);
  const source = sources.find((known) => known === json['source']);
  const { enabled, disabledNote, probesPerDay, owner } = json;
  if (secretAt !== null) kept.secretAt = secretAt;
  if (createdAt !== null) kept.createdAt = createdAt;
  if (expiryFrom !== undefined) kept.expiryFrom = expiryFrom;
  if (source !== undefined) kept.source = source;
  if (typeof enabled === 'boolean') kept.enabled = enabled;
  if (typeof disabledNote === 'string') kept.disabledNote = disabledNote.slice(0, 500);
  if (typeof probesPerDay === 'number' && probesPerDay >= 1 && probesPerDay <= 96)
    kept.probesPerDay = Math.round(probesPerDay);
  if (typeof owner === 'string') kept.owner = owner.slice(0, 64);
  if (json['baseUrl'] === undefined) kept.baseUrl = null;
  if (json['api'] === undefined) kept.api = null;
  return kept;
}

function momentOf(json: JsonObject, name: string): number | null {
  const value = json[name];
  if (value === undefined || value === null) return null;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw unreadable(name);
  return at;
}

function isoOf(at: number | null): string | null {
  return at === null || Number.isNaN(new Date(at).getTime()) ? null : new Date(at).toISOString();
}

function unreadable(what: string): KeywatchError {
  return new KeywatchError(
    'invalid_input',
    telling('The {what} cannot be read; nothing was imported; export the file again.', { what }),
  );
}
