import type { Env } from '../ports.ts';
import type { Document } from './document.ts';
import { givenKeyFileSlot } from './key-file-slot.ts';
import { typedPassphraseSlot } from './passphrase-slot.ts';
import type { KeySlot } from './slot.ts';
import { listSlots } from './slot-list.ts';

/** What a person gives to open a slot: a passphrase or recovery code, the absolute path of a key file. */
export interface Given {
  readonly passphrase?: string | undefined;
  readonly keyFile?: string | undefined;
}

/** Where the vault lies, and what decides whether a key file is private (D-A9). */
export interface Place {
  readonly env: Env;
  readonly vaultDirectory: string;
}

/** Keepers made of what a person gave just now; none for nothing. */
export function keepersGiven({ passphrase, keyFile }: Given, place: Place): KeySlot[] {
  return [
    ...(passphrase === undefined ? [] : [typedPassphraseSlot(passphrase)]),
    ...(keyFile === undefined ? [] : [givenKeyFileSlot({ path: keyFile, ...place })]),
  ];
}

/** All that can be asked without a person: what the host brings, and the key files the vault remembers by their path. */
export function keepersOf(document: Document, slots: readonly KeySlot[], place: Place): KeySlot[] {
  const remembered = listSlots(document.key.slots).flatMap(({ type, json }) => {
    const { backend } = json;
    return type === 'key-file' && typeof backend === 'string' ? [backend] : [];
  });
  return [...slots, ...[...new Set(remembered)].map((path) => givenKeyFileSlot({ path, ...place }))];
}
