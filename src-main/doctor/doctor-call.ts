import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Keywatch } from '../core.ts';
import type { Grounds } from '../discovery/grounds.ts';
import type { TrueTime } from '../health/true-time.ts';
import type { Clock, Premises } from '../ports.ts';
import type { SecretStores } from '../secret-stores/secret-stores.ts';
import { storeFindings } from './store-checks.ts';
import type { Vault } from '../vault/vault.ts';
import type { Found } from './circumstances.ts';
import { diagnosisOf, together } from './diagnose.ts';
import { examine } from './examine.ts';
import { profileFindings } from './profile-checks.ts';

/** Gateways, tools and services are looked at by code that nobody waits for who asks of the vault alone. */
const looking = () => import('./look-around.ts');

/**
 * The examination of a data directory by the core that has it open, and where that is asked for of what surrounds this process.
 * A command line asks for the first alone: what counts for it is the environment it was typed in.
 */
export function createDoctor(parts: {
  premises: Premises;
  vault: Vault;
  time: Pick<TrueTime, 'wrong'>;
  clock: Pick<Clock, 'now'>;
  /** What this process sees. */
  surroundings(): Grounds;
  profiles(): Profile[];
  /** What is wrong with tools that go by the relay. */
  connections(): Promise<Found[]>;
  stores: Pick<SecretStores, 'look'>;
}): Keywatch['doctor'] {
  const { premises, vault, time, clock, surroundings } = parts;
  return async (fix, around) => {
    // What backups open by is a finding of its own.
    const live = { vault: { ...vault.view(), ...vault.protection() }, damage: vault.damage() };
    const known = { live, owned: true, clock: time.wrong(), lastGeneration: vault.generation() };
    const profiles = parts.profiles();
    const beside = around ? await (await looking()).lookAround(surroundings(), premises, profiles) : null;
    const { findings } = await examine(premises, known, fix);
    const found = [
      ...profileFindings(profiles, clock.now(), time.wrong()),
      // A locked vault proves no reference, and one that is not proven is not followed (D-A2).
      ...(vault.state() === 'locked' ? [] : await storeFindings(profiles, parts.stores.look)),
      ...(await parts.connections()),
      ...(beside?.found ?? []),
    ];
    return {
      ...together([...findings, ...diagnosisOf(found, fix).findings]),
      tools: beside?.tools ?? [],
      services: beside?.services ?? [],
    };
  };
}
