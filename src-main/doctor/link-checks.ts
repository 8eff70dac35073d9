import type { Profile } from '../../src-shared/contract-schema.ts';
import { parseReference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import type { Found } from './circumstances.ts';

/** Where a reference leads to a file; null where that is no file. */
function fileBehind(text: string | null): string | null {
  const reference = text === null ? null : parseReference(text);
  if (reference?.from === 'file') return reference.path;
  return reference?.from === 'gateway' ? reference.store : null;
}

/**
 * Links whose file is gone. Told where nobody has the vault open and watches them: no file is read for it, for a vault that is not
 * open proves no reference (D-A2).
 */
export function linkFindings(profiles: readonly Profile[], exists: (path: string) => boolean): Found[] {
  return profiles.flatMap(({ id, enabled, damaged, reference, unavailableReason }): Found[] => {
    const path = enabled && !damaged && unavailableReason === null ? fileBehind(reference) : null;
    if (path === null || exists(path)) return [];
    return [
      {
        id: 'profile_missing',
        severity: 'warn',
        what: telling('{id} refers to {path}, and nothing lies there.', { id, path }),
        where: id,
        remedy: telling('Put that file back, or another in its place: keywatch auth replace {id}', { id }),
      },
    ];
  });
}
