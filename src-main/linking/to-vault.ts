import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { PeerCredential } from '../gateways/stores/credential.ts';
import { authProvider } from '../gateways/provider-alias.ts';
import { setupTokenProblem } from '../gateways/setup-token.ts';
import { firstFree, newProfile } from '../profiles/new-profile.ts';
import { providerById } from '../providers/index.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Put } from '../vault/put-all.ts';
import type { Vault } from '../vault/vault.ts';

/** The vault as it will be, while it is decided what comes into it. */
export interface ToVault {
  /**
   * The profile that keeps a gateway's secret: one that has the same secret, else a new one. Throws a KeywatchError that says why it
   * cannot be kept.
   */
  take(credential: PeerCredential): { profile: StoredProfile; isNew: boolean };
  /** What is to be written for that. */
  puts(): Put[];
}

type Stored = Pick<Vault, 'fingerprint' | 'profiles' | 'damage'>;

/** Decides what secrets of a gateway come into the vault; writes nothing. `now` is in epoch ms. */
export function createToVault(
  vault: Stored,
  { agreePolicy, now }: { agreePolicy: boolean; now: number },
): ToVault {
  const present = new Map(vault.profiles());
  const damaged = new Set(vault.damage().map(({ id }) => id));
  const names = new Set([...present.values()].map(({ name }) => name));
  const puts: Put[] = [];
  const holder = new Map<string, StoredProfile>();
  for (const profile of present.values())
    if (profile.fingerprint !== null && profile.reference === null && !damaged.has(profile.id))
      holder.set(profile.fingerprint, profile);

  return {
    puts: () => [...puts],
    take(credential) {
      const inline = credential.inline.trim();
      const known = holder.get(vault.fingerprint(inline));
      if (known !== undefined) return { profile: known, isNew: false };
      const { profile, secret } = newProfile(
        {
          secret: inline,
          provider: providerOf(credential),
          kind: credential.type,
          name: firstFree(nameOf(credential), ' ', (name) => names.has(name)),
          // A gateway works with it: whoever knows its form may be behind.
          force: true,
          agreePolicy,
          ...(endOf(credential) === null ? {} : { expiresAt: endOf(credential) }),
        },
        { fingerprint: vault.fingerprint, profiles: () => present },
        now,
      );
      if (secret !== inline)
        throw new KeywatchError(
          'invalid_input',
          telling(
            'What stands there is more than a key alone; it was left as it is; put the key there alone.',
          ),
        );
      present.set(profile.id, profile);
      names.add(profile.name);
      if (profile.fingerprint !== null) holder.set(profile.fingerprint, profile);
      puts.push({ profile, secret });
      return { profile, isNew: true };
    },
  };
}

/** Its provider by our name for it; a setup token is Claude Code's whoever it stands under (D-B8). */
function providerOf({ provider, inline }: PeerCredential): string {
  if (setupTokenProblem(inline) !== 'prefix') return 'claude-code';
  return (providerById(provider) ?? providerById(authProvider(provider)))?.id ?? provider;
}

/** What a person calls it: its display name, else its id without the provider. */
function nameOf({ id, displayName }: PeerCredential): string {
  const given = displayName?.trim() ?? '';
  const own = given === '' ? id.slice(id.indexOf(':') + 1).trim() : given;
  return (own === '' ? id : own).slice(0, 200);
}

function endOf({ type, expires }: PeerCredential): number | null {
  return type === 'token' && expires !== null && Number.isFinite(expires) && expires > 0 ? expires : null;
}
