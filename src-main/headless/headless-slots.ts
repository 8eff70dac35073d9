import { join } from 'node:path';
import type { Env } from '../ports.ts';
import type { KeySlot } from '../vault/slot.ts';
import { givenKeyFileSlot, ownKeyFileSlot } from '../vault/key-file-slot.ts';
import { keyringSlot } from './keyring-slot.ts';
import { givenPassphraseSlot } from '../vault/passphrase-slot.ts';

/** The slots a headless Keywatch offers, in order of preference: what a person named, the keyring, a key file of its own. */
export function headlessSlots({ env, directory }: { env: Env; directory: string }): KeySlot[] {
  const passphraseFile = env['KEYWATCH_PASSPHRASE_FILE'] ?? '';
  const keyFile = env['KEYWATCH_KEY_FILE'] ?? '';
  return [
    ...(passphraseFile === '' ? [] : [givenPassphraseSlot({ path: passphraseFile, env })]),
    ...(keyFile === '' ? [] : [givenKeyFileSlot({ path: keyFile, vaultDirectory: directory, env })]),
    ...(env['KEYWATCH_NO_KEYRING'] === '1' ? [] : [keyringSlot()]),
    ownKeyFileSlot({ path: join(directory, 'vault.key'), vaultDirectory: directory, env }),
  ];
}
