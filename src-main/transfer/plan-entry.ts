import type { ConflictChoice, ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { readMaterial, type Material } from '../profiles/material.ts';
import { checkPolicy, firstFree, profileFrom, slugOf } from '../profiles/new-profile.ts';
import { checkPlainFields } from '../providers/plain-fields.ts';
import { checkBaseUrl } from '../providers/base-url.ts';
import { providerById } from '../providers/index.ts';
import { changedFields } from '../vault/difference.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Vault } from '../vault/vault.ts';
import type { Entry } from './entry.ts';
import { shownName } from './shown-name.ts';
import { keyOf, type Present } from './present.ts';

export interface Choices {
  /** Profiles of the same id and another secret take the file's. */
  replace: boolean;
  /** The same for single entries, by where they stand. */
  conflicts: Readonly<Record<string, ConflictChoice>>;
  agreePolicy: boolean;
}

export type PlannedEntry = ImportPlan['entries'][number];
type Known = Extract<Entry, { read: object }>;

/** What importing one entry does; puts it where it is to be stored. Throws only what the locked vault throws. */
export function planEntry(
  entry: Entry,
  vault: Vault,
  present: Present,
  choices: Choices,
  now: number,
): PlannedEntry {
  const { where } = entry;
  const nothing = {
    where,
    id: null,
    provider: null,
    kind: null,
    mask: null,
    fields: [],
    code: null,
    choice: null,
  };
  if ('leftOut' in entry) return { ...nothing, state: 'skipped', name: entry.named, why: entry.leftOut };
  if ('refused' in entry)
    return { ...nothing, state: 'refused', name: entry.named, why: entry.refused, code: entry.code };
  try {
    return { ...nothing, ...planKnown(entry, vault, present, choices, now) };
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    // What needs a word of its person is not passed over.
    const isPassedOver = entry.optional === true && error.code !== 'policy_not_agreed';
    const state = isPassedOver ? 'skipped' : 'refused';
    return { ...nothing, ...unstored(entry), state, why: error.message, code: error.code };
  }
}

type Outcome = Pick<
  PlannedEntry,
  'state' | 'id' | 'name' | 'provider' | 'kind' | 'mask' | 'fields' | 'why'
> & { choice?: ConflictChoice };

function planKnown(told: Known, vault: Vault, present: Present, choices: Choices, now: number): Outcome {
  checkPlainFields(told.read);
  if (isBare(told.read)) return planBare(told, present, now);
  const material = readMaterial(told.read);
  const entry = withOwnId(told, material);
  const { read } = entry;
  const fingerprint = material.secret === null ? null : vault.fingerprint(material.secret);
  const key = keyOf(fingerprint, material.reference, material.provider.id);
  const holder = present.holderOf(key);
  const id = wantedId(entry, material);
  const atId = id === null ? null : (present.profiles.get(id) ?? null);
  if (atId !== null && material.kind === 'none' && atId.kind === 'none')
    return changed(entry, atId, present, now);
  const twin = present.metAt(key);
  if (twin !== null) {
    const why = telling('it is the same key as {twin}', { twin });
    return holder === null
      ? { ...unstored(entry), kind: material.kind, mask: material.mask, state: 'skipped', why }
      : outcome(holder, 'skipped', why);
  }
  present.meet(key, entry.where);
  if (holder !== null && present.isDamaged(holder.id))
    return replaced(entry, material, fingerprint, holder, present, choices, now);
  if (holder !== null && (atId === null ? read.id === undefined : atId.id === holder.id))
    return changed(entry, holder, present, now);
  if (holder !== null) {
    const why = telling('this key is stored already, as {name} ({id}), which stays as it is', {
      name: holder.name,
      id: holder.id,
    });
    return outcome(atId ?? holder, 'conflicting', why);
  }
  const metAt = atId === null ? null : present.metAt(atId.id);
  if (atId !== null && metAt === null)
    return replaced(entry, material, fingerprint, atId, present, choices, now);
  if (metAt !== null && read.id !== undefined)
    throw new KeywatchError(
      'duplicate',
      telling(
        'The id {which} stands in {metAt} too, with another key; nothing was imported; give one of them another id.',
        { which: shown(read.id) ?? telling('of this entry'), metAt },
      ),
    );
  return added(entry, material, fingerprint, present, choices, now);
}

/** What was read may be a key in the wrong place. */
const shown = (text: string | undefined) => (text === undefined ? null : shownName(text));

/** What an entry says of itself that becomes no profile. */
function unstored({ read }: Known): Omit<Outcome, 'state' | 'why'> {
  const { id, name, provider, kind } = read;
  return {
    id: shown(id),
    name: shown(name),
    provider: shown(provider),
    kind: kind ?? null,
    mask: null,
    fields: [],
  };
}

/** A profile told without its key, as an export without secrets has it. */
function isBare({ secret, reference, kind, provider }: Known['read']): boolean {
  return secret === undefined && reference === undefined && !(kind === 'none' && provider !== undefined);
}

function planBare(entry: Known, present: Present, now: number): Outcome {
  const { id } = entry.read;
  const known = id === undefined ? undefined : present.profiles.get(id);
  return known !== undefined && !present.isDamaged(known.id)
    ? changed(entry, known, present, now)
    : { ...unstored(entry), state: 'skipped', why: telling('the file holds no key for it') };
}

/** The id it is to have: its own, or the one its name makes. */
function wantedId({ read: { id, name } }: Known, { provider }: Material): string | null {
  return id ?? (name === undefined ? null : `${provider.id}:${slugOf(name)}`);
}

/** An id of another program may begin with another name of the provider: then it says nothing here. */
function withOwnId(entry: Known, { provider }: Material): Known {
  const { id, ...read } = entry.read;
  return id === undefined || id.startsWith(`${provider.id}:`) ? entry : { ...entry, read };
}

function added(
  entry: Known,
  material: Material,
  fingerprint: string | null,
  present: Present,
  choices: Choices,
  now: number,
): Outcome {
  checkPolicy(material, choices.agreePolicy);
  const { read } = entry;
  const name = read.name ?? firstFree(entry.proposedName ?? material.proposedName, ' ', present.hasName);
  const wanted = read.id ?? `${material.provider.id}:${slugOf(name)}`;
  const id = firstFree(wanted, '-', (candidate) => present.profiles.has(candidate));
  const input = { ...read, agreePolicy: choices.agreePolicy };
  const profile = { ...profileFrom(material, input, { id, name, fingerprint }, now), ...keptFacts(entry) };
  present.put(profile, material.secret);
  present.meet(id, entry.where);
  return outcome(profile, 'new', null);
}

function changed(entry: Known, known: StoredProfile, present: Present, now: number): Outcome {
  const profile = { ...known, ...patchOf(entry), updatedAt: now };
  const fields = changedFields(known, profile);
  present.meet(known.id, entry.where);
  if (fields.length === 0) return outcome(known, 'same', null);
  present.put(profile, undefined);
  return { ...outcome(profile, 'changed', null), fields };
}

/** The same id and another secret: the vault's stays, unless the file's was chosen, or both. */
function replaced(
  entry: Known,
  material: Material,
  fingerprint: string | null,
  known: StoredProfile,
  present: Present,
  choices: Choices,
  now: number,
): Outcome {
  const damaged = present.isDamaged(known.id);
  const choice = choices.conflicts[entry.where] ?? (choices.replace ? 'theirs' : 'mine');
  if (choice === 'both')
    return { ...added(besides(entry, present), material, fingerprint, present, choices, now), choice };
  present.meet(known.id, entry.where);
  if (choice === 'mine') {
    const why = damaged
      ? telling('the stored profile is damaged and stays so, unless it is replaced')
      : telling('another key is stored under this id and stays, unless it is replaced');
    return { ...outcome(known, 'conflicting', why), choice };
  }
  checkPolicy(material, choices.agreePolicy);
  const { read } = entry;
  const fresh = profileFrom(
    material,
    { ...read, agreePolicy: choices.agreePolicy },
    { id: known.id, name: read.name ?? known.name, fingerprint },
    now,
  );
  const { kind, mask, reference, owner, expiresAt, expiryFrom, policyAgreedAt, secretAt } = fresh;
  const taken = {
    kind,
    mask,
    reference,
    owner,
    expiresAt,
    expiryFrom,
    policyAgreedAt,
    secretAt,
    fingerprint,
  };
  const profile = damaged ? fresh : { ...known, ...taken, ...patchOf(entry), updatedAt: now };
  present.put(profile, material.secret);
  return { ...outcome(profile, 'changed', null), fields: changedFields(known, profile), choice };
}

/** The entry under a name and an id of its own. */
function besides(entry: Known, present: Present): Known {
  const { id: _taken, name, ...read } = entry.read;
  return name === undefined
    ? { ...entry, read }
    : { ...entry, read: { ...read, name: firstFree(name, ' ', present.hasName) } };
}

/** What a file says of a profile that is stored already; what it does not say stays. */
function patchOf(entry: Known): Partial<StoredProfile> {
  const { name, notes, tags, baseUrl, api, config, rotateEveryMs, expiresAt } = entry.read;
  const { enabled, disabledNote, probesPerDay, expiryFrom } = entry.kept ?? {};
  return {
    ...(name === undefined ? {} : { name }),
    ...(notes === undefined ? {} : { notes }),
    ...(tags === undefined ? {} : { tags }),
    ...(baseUrl === undefined ? bareAddress(entry) : { baseUrl: checkBaseUrl(baseUrl) }),
    ...(api === undefined ? {} : { api }),
    ...(config === undefined ? {} : { config }),
    ...(rotateEveryMs === undefined ? {} : { rotateEveryMs }),
    ...(expiresAt === undefined
      ? {}
      : { expiresAt, expiryFrom: expiresAt === null ? null : (expiryFrom ?? 'user') }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(disabledNote === undefined ? {} : { disabledNote }),
    ...(probesPerDay === undefined ? {} : { probesPerDay }),
  };
}

/** An exported profile without an address has none; but one that needs it keeps what it has. */
function bareAddress({ kept, read }: Known): Partial<StoredProfile> {
  const needsOne = providerById(read.provider ?? '')?.baseUrl === null;
  return kept?.baseUrl === null && !needsOne ? { baseUrl: null } : {};
}

/** What an exported file tells of a profile beside what a person would type. */
function keptFacts({ kept = {} }: Known): Partial<StoredProfile> {
  const { baseUrl: _baseUrl, ...facts } = kept;
  return facts;
}

function outcome(
  { id, name, provider, kind, mask }: StoredProfile,
  state: ImportState,
  why: string | null,
): Outcome {
  return { id, name, provider, kind, mask, fields: [], state, why };
}
