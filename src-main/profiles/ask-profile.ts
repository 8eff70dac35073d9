import { tmpdir } from 'node:os';
import type { TryInput } from '../../src-shared/contract-input.ts';
import type { Trial } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import { readGatewayLogin } from '../gateways/stores/gateway-login.ts';
import { ask } from '../health/ask.ts';
import type { Answered } from '../health/probing.ts';
import { providerById } from '../providers/index.ts';
import { parseReference, resolveReference } from '../references/reference.ts';
import { troubleOf } from '../secret-stores/trouble.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Linked } from '../selection/profile-view.ts';
import { stored } from './acts.ts';
import { readMaterial } from './material.ts';
import type { Parts } from './parts.ts';
import { asksItsPerson } from './probe-target.ts';

/** A secret at the moment it is needed, and what its source said beside it. */
export interface Resolved {
  secret: string | null;
  linked: Linked | null;
}

/**
 * The secret of a stored profile: unsealed, or read where its reference points. A locked vault proves no reference, and
 * one that is not proven is not followed (D-A2). `fresh`: what a store gave a while ago will not do. Throws a KeywatchError.
 */
export async function resolveSecret(
  profile: StoredProfile,
  parts: Parts,
  how: { fresh?: boolean } = {},
): Promise<Resolved> {
  const secret = parts.vault.reveal(profile.id);
  if (profile.reference === null) return { secret, linked: null };
  const found = await resolveText(profile.reference, parts, { fresh: how.fresh === true });
  const isLogin = profile.kind === 'oauth' || (found.linked?.renewedBy ?? null) !== null;
  if (found.linked === null || found.secret === null || isLogin || parts.vault.state() === 'locked')
    return found;
  return { ...found, linked: { ...found.linked, fingerprint: parts.vault.fingerprint(found.secret) } };
}

/** The same for a reference that no profile has yet. */
export async function resolveText(
  text: string,
  parts: Parts,
  { fresh = true }: { fresh?: boolean } = {},
): Promise<Resolved> {
  const reference = parseReference(text);
  if (reference === null) {
    throw new KeywatchError(
      'invalid_input',
      telling('The reference {which} cannot be read; it was kept; replace it.', {
        which: repeatable(text) ?? telling('of this profile'),
      }),
    );
  }
  const { secret, renewedBy, expiresAt, changedAt } = await resolveReference(reference, {
    ...parts,
    readStore: (wanted) => parts.stores.read(wanted, fresh),
    gatewayLogin: (login) => readGatewayLogin(login, parts.env['TMPDIR'] || tmpdir()),
  });
  return { secret, linked: { renewedBy, expiresAt, changedAt, unresolved: false } };
}

/** Asks the provider about a stored profile, which ends at `expiresAt`. `onLinked` hears what its secret's source said. */
export async function askProfile(
  id: string,
  expiresAt: number | null,
  parts: Parts,
  onLinked: (linked: Linked) => void,
): Promise<Answered> {
  const profile = stored(parts.vault, id);
  const provider = providerById(profile.provider);
  if (provider === undefined) {
    throw new KeywatchError(
      'unknown_provider',
      telling(
        '{name} is of {provider}, which this Keywatch does not know; it was kept; a newer one may ask about it.',
        { name: profile.name, provider: profile.provider },
      ),
    );
  }
  // What an old reference led to says nothing about what was put in its place meanwhile.
  const isAsItWas = () => {
    const now = parts.vault.profiles().get(id);
    return now?.reference === profile.reference && now.secretAt === profile.secretAt;
  };
  const secret = await resolveSecret(profile, parts, { fresh: true }).then(
    (resolved) => {
      if (resolved.linked !== null && isAsItWas()) onLinked(resolved.linked);
      return resolved.secret;
    },
    (error: unknown) => {
      if (profile.reference !== null && parts.vault.state() === 'open' && isAsItWas()) {
        onLinked(ledNowhere(error));
      }
      throw error;
    },
  );
  return ask({
    ...parts,
    provider,
    subject: { ...profile, createdAt: profile.secretAt ?? profile.createdAt },
    secret,
    expiresAt,
  });
}

/** The secret for whoever works with it. That its store does not give it is noted: no probe would find it out soon. */
export async function secretForWork(
  profile: StoredProfile,
  parts: Parts & { linked: ReadonlyMap<string, Linked>; noteLinked(id: string, linked: Linked): void },
): Promise<Resolved> {
  try {
    const found = await resolveSecret(profile, parts);
    const before = parts.linked.get(profile.id);
    // Nobody looks by the clock whether a store that asks its person gives it again.
    if (
      before !== undefined &&
      (before.unread ?? null) !== null &&
      asksItsPerson(profile.reference, parts.env)
    )
      parts.noteLinked(profile.id, { ...before, unread: null });
    return found;
  } catch (error) {
    if (troubleOf(error) !== null) parts.noteLinked(profile.id, ledNowhere(error));
    throw error;
  }
}

/** What is known of a secret elsewhere that could not be read: a store that does not give it says nothing of it. */
export function ledNowhere(error: unknown): Linked {
  const trouble = troubleOf(error);
  return {
    renewedBy: null,
    expiresAt: null,
    unresolved: trouble === null,
    unread: trouble === null ? null : { what: trouble.what, remedy: trouble.remedy },
  };
}

/** A store that is silent takes nothing back of what was read of it before. */
export function withFormer(now: Linked, before: Linked | undefined): Linked {
  const { unread = null } = now;
  return unread === null || before === undefined ? now : { ...before, unresolved: false, unread };
}

/** Asks about a secret that is not stored; the vault and the history do not learn of it. */
export async function askTrial(input: TryInput, parts: Parts): Promise<Trial> {
  const material = readMaterial(input);
  const secret =
    material.reference === null ? material.secret : (await resolveText(material.reference, parts)).secret;
  const subject = {
    kind: material.kind,
    api: input.api ?? null,
    baseUrl: material.baseUrl,
    config: input.config ?? {},
    createdAt: parts.time.now(),
  };
  const { outcome, httpStatus, message, latencyMs, host, retryAt, expiresAt, facts } = await ask({
    ...parts,
    provider: material.provider,
    subject,
    secret,
  });
  return { outcome, httpStatus, message, latencyMs, host, retryAt, expiresAt, facts };
}
