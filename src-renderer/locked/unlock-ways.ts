import type { VaultReport } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';

/** How a person opens a locked vault: by what they type, by a file, or by what the machine keeps. */
export type UnlockWay = 'passphrase' | 'machine' | 'recovery' | 'key-file';

export const wayNames: Readonly<Record<UnlockWay, string>> = {
  passphrase: say('Passphrase'),
  machine: say('Keyring'),
  recovery: say('Recovery code'),
  'key-file': say('Key file'),
};

/** Those that this vault has; what costs a person least stands first, the printed code last. */
export function unlockWays({ slots }: Pick<VaultReport, 'slots'>): UnlockWay[] {
  const has: Readonly<Record<UnlockWay, boolean>> = {
    machine: slots.some(({ type }) => type === 'safe-storage' || type === 'os-keyring'),
    passphrase: slots.some(({ type, recovery }) => type === 'passphrase' && !recovery),
    'key-file': slots.some(({ type }) => type === 'key-file'),
    recovery: slots.some(({ recovery }) => recovery),
  };
  const ways: readonly UnlockWay[] = ['passphrase', 'machine', 'key-file', 'recovery'];
  return ways.filter((way) => has[way]);
}
