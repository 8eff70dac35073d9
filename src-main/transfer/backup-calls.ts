import type { Keywatch } from '../core.ts';
import type { CallParts } from '../profiles/calls.ts';
import { settle } from './settle.ts';

/** The vaults before this one. */
export function createBackupCalls(parts: CallParts & { onRestored: () => void }): Keywatch['backups'] {
  const { backups } = parts.vault;
  return {
    list: () => backups.list(),
    preview: ({ id, ...given }) => backups.preview(id, given),
    async restore({ id, ...given }) {
      const plan = await backups.restore(id, given);
      settle(plan.difference, parts);
      parts.onRestored();
      return plan;
    },
  };
}
