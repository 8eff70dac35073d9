import type { Profile } from '../../src-shared/contract-schema.ts';
import { effectiveOf } from './models-tree.ts';

/** What a person switched off or left out is not in use. */
function counts({ unavailableReason }: Profile): boolean {
  return unavailableReason !== 'disabled_by_user' && unavailableReason !== 'excluded_by_order';
}

function exitOfProvider(profiles: readonly Profile[]): 0 | 1 | 2 {
  const effective = effectiveOf(profiles).filter(({ health }) => health.state !== 'disabled');
  if (effective.length === 0) return 1;
  return effective.some(({ expiry }) => expiry.status === 'expiring') ? 2 : 0;
}

/**
 * The exit code of `models status --check` by the family's rule of 2026.5.28 (D-B2): each provider by what its order would
 * use, resting or not, 1 beats 2, and nothing at all is 1. A key that was refused is none that would be used.
 */
export function checkExit(profiles: readonly Profile[]): 0 | 1 | 2 {
  const groups = Map.groupBy(profiles.filter(counts), ({ provider }) => provider).values();
  const exits = Array.from(groups, exitOfProvider);
  if (exits.length === 0 || exits.includes(1)) return 1;
  return exits.includes(2) ? 2 : 0;
}
