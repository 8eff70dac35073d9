import type { EditInput, ReplaceInput } from '../../src-shared/contract-input.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { checkBaseUrl } from '../providers/base-url.ts';
import { providerById } from '../providers/index.ts';
import { originOf } from '../providers/origin.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Vault } from '../vault/vault.ts';
import { noSuchProfile } from './book.ts';
import { readMaterial } from './material.ts';
import { checkDuplicate, checkPolicy, endOf } from './new-profile.ts';

/** The stored profile of that id. Throws `not_found`, or `profile_damaged` where its record is not to be trusted. */
export function stored(vault: Vault, id: string): StoredProfile {
  const damage = vault.damage().find((one) => one.id === id);
  if (damage !== undefined) {
    throw new KeywatchError(
      'profile_damaged',
      telling(
        '{id} is damaged: {reason}; it was left as it is; restore a backup, or remove it and add the key again.',
        { id, reason: damage.reason },
      ),
      { id },
    );
  }
  const profile = vault.profiles().get(id);
  if (profile === undefined) throw noSuchProfile(id);
  return profile;
}

/** Changes what is known of a profile, not its secret. */
export function editProfile(vault: Vault, input: EditInput): StoredProfile {
  const { id, name, expiresAt, baseUrl, tags, notes, rotateEveryMs, probesPerDay } = input;
  const before = stored(vault, id);
  const provider = providerById(before.provider);
  const homeless = baseUrl === null && provider?.probe.by === 'http';
  if (homeless && originOf(provider, { baseUrl, config: before.config }) === null) {
    throw new KeywatchError(
      'invalid_input',
      telling('{name} needs a base URL; nothing was changed; give another address instead of none.', {
        name: before.name,
      }),
    );
  }
  return vault.change(id, {
    ...(name === undefined ? {} : { name }),
    ...(expiresAt === undefined ? {} : endOf(expiresAt, null, before.createdAt)),
    ...(baseUrl === undefined ? {} : { baseUrl: baseUrl === null ? null : checkBaseUrl(baseUrl) }),
    ...(tags === undefined ? {} : { tags }),
    ...(notes === undefined ? {} : { notes }),
    ...(rotateEveryMs === undefined ? {} : { rotateEveryMs }),
    ...(probesPerDay === undefined ? {} : { probesPerDay }),
  });
}

/**
 * Puts another secret or reference into a profile; its id, name, notes and place stay. `behind` is the fingerprint of
 * what a reference leads to now.
 */
export function replaceSecret(
  vault: Vault,
  input: ReplaceInput,
  now: number,
  behind: string | null,
): StoredProfile {
  const before = stored(vault, input.id);
  const { provider, baseUrl, config } = before;
  const material = readMaterial({ ...input, provider, baseUrl, config });
  if (material.provider.id !== before.provider) {
    throw new KeywatchError(
      'invalid_input',
      telling('This is a credential of {name}; {kept} kept its own; add it as a profile of its own.', {
        name: material.provider.name,
        kept: before.name,
      }),
    );
  }
  const agreedBefore = before.policyAgreedAt !== null;
  checkPolicy(material, input.agreePolicy === true || agreedBefore);
  const fingerprint = material.secret === null ? behind : vault.fingerprint(material.secret);
  checkDuplicate(vault, fingerprint, material, before.id);
  return vault.replaceSecret(before.id, material.secret, {
    kind: material.kind,
    owner: material.owner,
    mask: material.mask,
    fingerprint,
    reference: material.reference,
    ...endOf(input.expiresAt, material.lifetimeMs, now),
    policyAgreedAt: input.agreePolicy === true ? now : before.policyAgreedAt,
    secretAt: now,
  });
}
