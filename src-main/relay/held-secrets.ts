import type { Clock } from '../ports.ts';
import type { StoredProfile } from '../vault/profile.ts';

/** How long what a reference led to is not read again: some start a program for each reading. Milliseconds. */
const heldMs = 30_000;

/** Secrets for requests that follow each other closely: those of the vault are unsealed each time, those elsewhere held a while. */
export function holdSecrets(
  read: (profile: StoredProfile) => Promise<string | null>,
  clock: Clock,
): { secretOf(profile: StoredProfile): Promise<string | null>; forget(id?: string): void } {
  const held = new Map<string, { profile: StoredProfile; secret: Promise<string | null>; until: number }>();
  return {
    secretOf(profile) {
      if (profile.reference === null) return read(profile);
      const known = held.get(profile.id);
      if (known !== undefined && known.profile === profile && known.until > clock.now()) return known.secret;
      const secret = read(profile);
      held.set(profile.id, { profile, secret, until: clock.now() + heldMs });
      secret.catch(() => held.delete(profile.id));
      return secret;
    },
    forget(id) {
      if (id === undefined) held.clear();
      else held.delete(id);
    },
  };
}
