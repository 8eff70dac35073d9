import type { Profile } from '../../src-shared/contract-schema.ts';
import { isInStore, parseReference } from '../../src-shared/reference.ts';
import { onOurClock, type WrongClock } from '../../src-shared/wrong-clock.ts';
import { providerById } from '../providers/index.ts';
import { originOf } from '../providers/origin.ts';
import type { ProbeTarget } from '../health/probing.ts';
import type { Env } from '../ports.ts';
import { mayPrompt } from '../secret-stores/stores.ts';
import type { Linked } from '../selection/profile-view.ts';
import type { StoredProfile } from '../vault/profile.ts';

/** When the credential ends, where that bears on asking: not for a login that its owner renews (D-A11). Epoch ms. */
export function endOf(view: Profile | null): number | null {
  return view?.expiry.renewedBy === null ? view.expiry.expiresAt : null;
}

/** What the schedule needs of a profile; null where its provider is not known here. */
export function probeTarget(
  profile: StoredProfile,
  view: Profile | null,
  linked: Linked | null,
  wrongClock: WrongClock | null,
  env: Env,
): ProbeTarget | null {
  const provider = providerById(profile.provider);
  if (provider === undefined) return null;
  const end = endOf(view);
  const base = originOf(provider, profile);
  return {
    id: profile.id,
    provider,
    // Written by another hand it may be no address: such a profile is damaged and never asked about (D-A2).
    host: provider.probe.by === 'http' && base !== null ? (URL.parse(base)?.host ?? null) : null,
    // The schedule goes by our own clock, so it is told when that one will show the end.
    expiresAt: end === null ? null : onOurClock(end, wrongClock),
    scheduled:
      profile.enabled &&
      view?.damaged !== true &&
      view?.unavailableReason !== 'vault_locked' &&
      !asksItsPerson(profile.reference, env),
    secretChangedAt: linked?.changedAt ?? null,
    probesPerDay: profile.probesPerDay,
  };
}

/** Some stores ask their person before they give a secret out: only an act of theirs may cause that, never the clock. */
export function asksItsPerson(text: string | null, env: Env): boolean {
  const reference = text === null ? null : parseReference(text);
  return reference !== null && isInStore(reference) && mayPrompt(reference.from, env);
}
