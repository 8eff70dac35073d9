import type { StoredProfile } from '../vault/profile.ts';
import type { Put } from '../vault/put-all.ts';
import type { Vault } from '../vault/vault.ts';

/** The vault as it is becoming, entry by entry, with what is looked up for each: ten thousand are not searched through. */
export interface Present {
  readonly profiles: ReadonlyMap<string, StoredProfile>;
  readonly puts: readonly Put[];
  /** The profile that holds a secret or reference already, by {@link keyOf}. */
  holderOf(key: string): StoredProfile | null;
  hasName(name: string): boolean;
  /** Whether the record of that id is not to be trusted. */
  isDamaged(id: string): boolean;
  /** Where in the file an id, or a secret or reference, was met already. */
  metAt(what: string): string | null;
  meet(what: string, where: string): void;
  put(profile: StoredProfile, secret: string | null | undefined): void;
}

/** What a reference is known by, which is a provider's, or a secret; of neither there is no second one. */
export function keyOf(fingerprint: string | null, reference: string | null, provider: string): string {
  return reference === null ? (fingerprint ?? '') : `${provider} ${reference}`;
}

export function presentOf(vault: Pick<Vault, 'profiles' | 'damage'>): Present {
  const profiles = new Map(vault.profiles());
  const damaged = new Set(vault.damage().map(({ id }) => id));
  const names = new Set([...profiles.values()].map(({ name }) => name));
  const byKey = new Map<string, string>();
  const met = new Map<string, string>();
  const puts: Put[] = [];
  const note = ({ id, fingerprint, reference, provider }: StoredProfile) => {
    const key = keyOf(fingerprint, reference, provider);
    if (key !== '') byKey.set(key, id);
  };
  const stored = [...profiles.values()];
  // The secret behind a link is stored already too; a profile that keeps it itself goes before.
  for (const { id, reference, fingerprint } of stored)
    if (reference !== null && fingerprint !== null) byKey.set(fingerprint, id);
  for (const profile of stored) note(profile);
  return {
    profiles,
    puts,
    holderOf(key) {
      const id = byKey.get(key);
      return (id === undefined ? undefined : profiles.get(id)) ?? null;
    },
    hasName: (name) => names.has(name),
    isDamaged: (id) => damaged.has(id),
    metAt: (what) => met.get(what) ?? null,
    meet(what, where) {
      if (what !== '') met.set(what, where);
    },
    put(profile, secret) {
      profiles.set(profile.id, profile);
      names.add(profile.name);
      note(profile);
      puts.push({ profile, secret });
    },
  };
}
