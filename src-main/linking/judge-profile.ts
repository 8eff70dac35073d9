import type { LinkPlan } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import { telling } from '../../src-shared/say.ts';
import { nameOfRef } from '../gateways/references/secret-ref.ts';
import { shapeOf } from '../providers/known-shapes.ts';
import { profileIdOf } from '../use/profile-id.ts';
import { whyNotServed } from '../use/why-not-served.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { isOurs, type Chosen } from './chosen.ts';
import type { ToVault } from './to-vault.ts';

type Row = LinkPlan['profiles'][number];

/** A profile of a gateway with what linking makes of it. It holds the secret; its row does not. */
export interface Judged extends Chosen {
  row: Row;
}

/** What becomes of one profile, and why nothing where nothing does. */
export function judge(
  chosen: Chosen,
  toVault: ToVault,
  profiles: ReadonlyMap<string, StoredProfile>,
  whyNotWritten: (chosen: Chosen) => string | null,
): Judged {
  const { agent, credential } = chosen;
  const { id, provider, type, inline, ref } = credential;
  const secret = inline.trim();
  const row: Row = {
    agent: agent.id,
    id,
    provider,
    type,
    state: 'left',
    as: null,
    isNew: false,
    mask: secret === '' ? null : maskSecret(secret, shapeOf(secret)?.known.shape.prefix ?? ''),
    why: null,
    code: null,
  };
  const left = (why: string, code: string | null = null): Judged => ({
    ...chosen,
    row: { ...row, mask: type === 'oauth' ? null : row.mask, why, code },
  });
  if (type === 'oauth') return left(telling('a login is renewed by its gateway, which a copy would break'));
  if (secret === '') {
    if (!isOurs(ref))
      return left(
        ref === null
          ? telling('no secret stands there')
          : telling('it refers to {ref} already', { ref: nameOfRef(ref) }),
      );
    const known = profiles.get(profileIdOf(ref.id)) ?? null;
    return known === null
      ? left(
          telling('it refers to {id}, which is not in the vault any more', { id: profileIdOf(ref.id) }),
          'not_found',
        )
      : { ...chosen, row: { ...row, state: 'linked', as: known.id, mask: known.mask } };
  }
  if (ref !== null && !isOurs(ref))
    return left(
      telling('it has a reference of its own beside the key, {ref}; take one of the two out', {
        ref: nameOfRef(ref),
      }),
    );
  const unwritten = whyNotWritten(chosen);
  if (unwritten !== null) return left(unwritten);
  try {
    const { profile, isNew } = toVault.take(credential);
    const refusal = whyNotServed(profile);
    if (refusal !== null) return left(whyLeft(refusal), refusal.code);
    return { ...chosen, row: { ...row, state: 'link', as: profile.id, isNew, mask: profile.mask } };
  } catch (error) {
    if (error instanceof KeywatchError && error.code !== 'vault_locked')
      return left(whyLeft(error), error.code);
    throw error;
  }
}

/** What happened, without what was kept; what somebody is to agree to is told whole. */
function whyLeft({ code, message }: KeywatchError): string {
  return code === 'policy_not_agreed' ? message : message.replace(/;.*$/s, '');
}
