import type { AddInput } from '../../src-shared/contract-input.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Source } from '../../src-shared/words.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Vault } from '../vault/vault.ts';
import { readMaterial, type Material } from './material.ts';

/** A profile as it is about to be stored, with the secret that goes into its sealed field. */
export interface NewProfile {
  profile: StoredProfile;
  secret: string | null;
}

/** As much of a vault as tells whether something is stored already. */
type Stored = Pick<Vault, 'fingerprint' | 'profiles'>;

/** What is known of a new credential besides what a person gives. */
export interface Known {
  /** Where discovery found it. */
  source?: Source | undefined;
  /** Fingerprint of the secret that its reference leads to; null where that was not read. */
  behind?: string | null;
}

/** What a person's input becomes. Throws a KeywatchError that says why nothing was saved. */
export function newProfile(
  input: AddInput,
  vault: Stored,
  now: number,
  { source, behind = null }: Known = {},
): NewProfile {
  const material = readMaterial(input);
  checkPolicy(material, input.agreePolicy === true);
  const fingerprint = material.secret === null ? behind : vault.fingerprint(material.secret);
  if (input.force !== true) checkDuplicate(vault, fingerprint, material);
  const name = input.name ?? freeName(material.proposedName, vault);
  const id = input.id ?? freeId(`${material.provider.id}:${slugOf(name)}`, vault);
  if (!id.startsWith(`${material.provider.id}:`)) {
    throw new KeywatchError(
      'invalid_input',
      telling('The id {id} does not begin with {provider}:; nothing was saved; change the id.', {
        id,
        provider: material.provider.id,
      }),
    );
  }
  if (vault.profiles().has(id)) {
    throw new KeywatchError(
      'duplicate',
      telling('There is a profile {id} already; nothing was saved; choose another id, or replace its key.', {
        id,
      }),
      { id },
    );
  }
  const profile = profileFrom(material, input, { id, name, fingerprint }, now);
  return {
    secret: material.secret,
    profile: source === undefined ? profile : { ...profile, source },
  };
}

/** The profile of what was understood, under the id and name that were chosen for it. */
export function profileFrom(
  material: Material,
  input: Omit<AddInput, 'id' | 'name'>,
  chosen: Pick<StoredProfile, 'id' | 'name' | 'fingerprint'>,
  now: number,
): StoredProfile {
  const createdAt = Math.min(input.createdAt ?? now, now);
  return {
    ...chosen,
    provider: material.provider.id,
    kind: material.kind,
    source:
      material.owner === 'claude-code' || material.owner === 'codex' ? material.owner : sourceOf(material),
    owner: material.owner,
    mask: material.mask,
    reference: material.reference,
    enabled: true,
    disabledNote: null,
    tags: input.tags ?? [],
    notes: input.notes ?? null,
    baseUrl: material.baseUrl,
    api: input.api ?? null,
    config: input.config ?? {},
    rotateEveryMs: input.rotateEveryMs ?? null,
    probesPerDay: null,
    ...endOf(input.expiresAt, material.lifetimeMs, createdAt),
    policyAgreedAt: input.agreePolicy === true && material.provider.policy !== undefined ? now : null,
    secretAt: createdAt,
    createdAt: now,
    updatedAt: now,
  };
}

/** A secret whose provider sets terms is stored only once a person agreed to them; a reference needs no such word. */
export function checkPolicy(material: Material, agreed: boolean): void {
  if (material.secret === null || material.provider.policy === undefined || agreed) return;
  throw new KeywatchError(
    'policy_not_agreed',
    telling(
      "{what} Nothing was saved; agree (--agree-policy), or link its owner's login: keywatch auth add --ref login:{id}",
      { what: material.provider.policy, id: material.provider.id },
    ),
    { provider: material.provider.id },
  );
}

/** Throws `duplicate`, naming the profile that holds the same secret or reference already, where `force` was not given (D-B23). */
export function checkDuplicate(
  vault: Stored,
  fingerprint: string | null,
  material: Material,
  except?: string,
): void {
  for (const profile of vault.profiles().values()) {
    const same =
      (fingerprint !== null && profile.fingerprint === fingerprint) ||
      (material.reference !== null &&
        profile.reference === material.reference &&
        profile.provider === material.provider.id);
    if (same && profile.id !== except) {
      throw new KeywatchError(
        'duplicate',
        telling('This key is stored already as {name} ({id}); nothing was saved; use that profile.', {
          name: profile.name,
          id: profile.id,
        }),
        { id: profile.id, force: true },
      );
    }
  }
}

/** The end a profile is stored with: the person's date, else what a rule infers from the first day (D-B27). */
export function endOf(
  given: number | null | undefined,
  lifetimeMs: number | null,
  firstDay: number,
): Pick<StoredProfile, 'expiresAt' | 'expiryFrom'> {
  if (given !== undefined) return { expiresAt: given, expiryFrom: given === null ? null : 'user' };
  if (lifetimeMs !== null) return { expiresAt: firstDay + lifetimeMs, expiryFrom: 'rule' };
  return { expiresAt: null, expiryFrom: null };
}

function sourceOf(material: Material): StoredProfile['source'] {
  if (material.reference?.startsWith('env:') === true) return 'environment';
  return material.reference?.startsWith('file:') === true ? 'file' : 'manual';
}

/** The part of an id after the provider: what is left of a name in plain letters, digits and dashes. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'key' : slug;
}

function freeId(wanted: string, vault: Stored): string {
  return firstFree(wanted, '-', (id) => vault.profiles().has(id));
}

function freeName(wanted: string, vault: Stored): string {
  const names = new Set<string>();
  for (const { name } of vault.profiles().values()) if (name.startsWith(wanted)) names.add(name);
  return firstFree(wanted, ' ', (name) => names.has(name));
}

/** The wanted text, or the first numbered one that is not taken. */
export function firstFree(wanted: string, joint: string, taken: (candidate: string) => boolean): string {
  if (!taken(wanted)) return wanted;
  let number = 2;
  while (taken(`${wanted}${joint}${number}`)) number++;
  return `${wanted}${joint}${number}`;
}
