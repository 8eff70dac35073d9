import type { Profile } from '../../src-shared/contract-schema.ts';
import { providerById } from '../providers/index.ts';
import { originOf } from '../providers/origin.ts';
import type { ProbeTarget } from '../health/probing.ts';
import type { Linked } from '../selection/profile-view.ts';
import type { StoredProfile } from '../vault/profile.ts';

/** What the schedule needs of a profile; null where its provider is not known here. */
export function probeTarget(
  profile: StoredProfile,
  view: Profile | null,
  linked: Linked | null,
): ProbeTarget | null {
  const provider = providerById(profile.provider);
  if (provider === undefined) return null;
  const base = originOf(provider, profile);
  return {
    id: profile.id,
    provider,
    // Written by another hand it may be no address: such a profile is damaged and never asked about (D-A2).
    host: provider.probe.by === 'http' && base !== null ? (URL.parse(base)?.host ?? null) : null,
    expiresAt: view?.expiry.renewedBy === null ? view.expiry.expiresAt : null,
    scheduled:
      profile.enabled &&
      view?.damaged !== true &&
      view?.unavailableReason !== 'vault_locked' &&
      !mayPrompt(profile.reference),
    secretChangedAt: linked?.changedAt ?? null,
  };
}

/** 1Password asks its person before it gives a secret out: only an act of theirs may cause that, never the clock. */
function mayPrompt(reference: string | null): boolean {
  return reference?.startsWith('op://') === true;
}
