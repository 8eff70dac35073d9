import type { StoredProfile } from '../vault/profile.ts';
import type { Put } from '../vault/put-all.ts';
import type { Vault } from '../vault/vault.ts';

/** The vault as it is becoming, entry by entry, with what is looked up for each: ten thousand are not searched through. */
export interface Present {
  readonly profiles: ReadonlyMap<string, StoredProfile>;
  readonly puts: readonly Put[];
  /** The profile that holds a secret or reference already. */
  holderOf(fingerprint: string | null, reference: string | null, provider: string): StoredProfile | null;
  hasName(name: string): boolean;
  /** Whether the record of that id is not to be trusted. */
  isDamaged(id: string): boolean;
  /** Where in the file the profile of that id was met already. */
  metAt(id: string): string | null;
  meet(id: string, where: string): void;
  put(profile: StoredProfile, secret: string | null | undefined): void;
}

export function presentOf(vault: Pick<Vault, 'profiles' | 'damage'>): Present {
  const profiles = new Map(vault.profiles());
  const damaged = new Set(vault.damage().map(({ id }) => id));
  const names = new Set([...profiles.values()].map(({ name }) => name));
  const byMaterial = new Map<string, string>();
  const met = new Map<string, string>();
  const puts: Put[] = [];
  const note = ({ id, fingerprint, reference, provider }: StoredProfile) => {
    if (fingerprint !== null) byMaterial.set(fingerprint, id);
    if (reference !== null) byMaterial.set(`${provider} ${reference}`, id);
  };
  for (const profile of profiles.values()) note(profile);
  return {
    profiles,
    puts,
    holderOf(fingerprint, reference, provider) {
      const id = byMaterial.get(fingerprint ?? `${provider} ${reference}`);
      return (id === undefined ? undefined : profiles.get(id)) ?? null;
    },
    hasName: (name) => names.has(name),
    isDamaged: (id) => damaged.has(id),
    metAt: (id) => met.get(id) ?? null,
    meet: (id, where) => void met.set(id, where),
    put(profile, secret) {
      profiles.set(profile.id, profile);
      names.add(profile.name);
      note(profile);
      puts.push({ profile, secret });
    },
  };
}
