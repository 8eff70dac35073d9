import { describe, expect, it } from 'vitest';
import {
  formerWaysOf,
  formerWaysSaid,
  protectionWith,
  type WaysIn,
} from '../../../src-main/vault/former-ways.ts';

const slot = (id: string, isProtected: boolean, present: boolean): WaysIn['slots'][number] => ({
  id,
  type: id === 'key-file' ? 'key-file' : 'passphrase',
  recovery: false,
  protected: isProtected,
  present,
});
const kept = slot('passphrase', true, true);
const plainFile = slot('key-file', false, false);
const oldPassphrase = slot('passphrase', true, false);
const backup = (presentKey: boolean | null, ...slots: WaysIn['slots']): WaysIn => ({ presentKey, slots });

describe('what was removed from a vault', () => {
  it.each<[string, WaysIn[], object | null]>([
    ['no backup', [], null],
    ['a backup of the ways of now', [backup(true, kept)], null],
    [
      'one under the key of now that a plain key file opens',
      [backup(true, kept, plainFile), backup(true, kept)],
      { backups: 1, slots: ['key-file'], presentKey: true, protected: false },
    ],
    [
      'one under the key of now that a former passphrase opens',
      [backup(true, oldPassphrase)],
      { backups: 1, slots: ['passphrase'], presentKey: true, protected: true },
    ],
    ['one under an earlier key that a former passphrase opens', [backup(false, oldPassphrase)], null],
    [
      'one under an earlier key that a plain key file opens',
      [backup(false, plainFile, oldPassphrase)],
      { backups: 1, slots: ['key-file'], presentKey: false, protected: false },
    ],
    ['a plain key file beside a vault that cannot be read', [backup(null, plainFile)], null],
  ])('still opens: %s', (_, backups, expected) => {
    expect(formerWaysOf(backups)).toEqual(expected);
  });

  const protection = { protected: true, slot: 'passphrase', backend: null, advice: null } as const;

  it('leaves the vault unprotected where anyone could use it, and says what ends that', () => {
    const former = formerWaysOf([backup(true, plainFile), backup(true, plainFile)]);
    const { protected: isProtected, advice } = protectionWith(protection, former);
    expect(isProtected).toBe(false);
    expect(advice).toBe(
      'What was removed (slot key-file) still opens the vault through 2 older backups, and protects nothing: ' +
        'whoever can read the data directory can do so. ' +
        'Give the vault another key and delete them: keywatch vault rotate-key --purge-backups.',
    );
  });

  it('takes no protection away where it protects itself, and is told all the same', () => {
    const former = formerWaysOf([backup(true, oldPassphrase)]);
    expect(protectionWith(protection, former)).toBe(protection);
    expect(former === null ? null : formerWaysSaid(former)).toBe(
      'What was removed (slot passphrase) still opens the vault through 1 older backup.',
    );
  });
});
