import type { Keywatch } from '../core.ts';
import type { TrueTime } from '../health/true-time.ts';
import type { Premises } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import { examine } from './examine.ts';

/** The examination of a data directory by the core that has it open. */
export function createDoctor(parts: {
  premises: Premises;
  vault: Vault;
  time: Pick<TrueTime, 'wrong'>;
}): Keywatch['doctor'] {
  const { premises, vault, time } = parts;
  return (fix) => {
    // What backups open by is a finding of its own.
    const live = { vault: { ...vault.view(), ...vault.protection() }, damage: vault.damage() };
    const known = { live, owned: true, clock: time.wrong(), lastGeneration: vault.generation() };
    return examine(premises, known, fix);
  };
}
