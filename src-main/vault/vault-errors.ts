import { KeywatchError, type ErrorCode } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';

/** Every refusal of the vault in words: what happened; what was kept; what to do. */
export const vaultErrors = {
  notFound: (id: string) =>
    new KeywatchError(
      'not_found',
      telling('There is no profile {which}; nothing was changed; see the list for its id', {
        which: repeatable(id) ?? telling('of that id'),
      }),
      { id: repeatable(id) },
    ),
  duplicate: (id: string) =>
    new KeywatchError(
      'duplicate',
      telling('A profile {id} exists already; it was kept as it is; choose another id', { id }),
      {
        id,
      },
    ),
  tooLate: (id: string) =>
    new KeywatchError(
      'too_late',
      telling(
        '{id} was removed more than 30 seconds ago and cannot be restored; nothing was changed; a backup may still hold it',
        { id },
      ),
      { id },
    ),
  damaged: (id: string, why: string) =>
    new KeywatchError(
      'profile_damaged',
      telling(
        '{id} is not used: {why}; it was kept as it is, its secret neither used nor shown; remove it and add it again, or restore a backup',
        { id, why },
      ),
      { id },
    ),
  notCarriedOver: (id: string, why: string) =>
    new KeywatchError(
      'profile_damaged',
      telling(
        'The key was not changed, for {id} cannot be carried over: {why}; everything was kept as it is; remove that profile or restore a backup, then rotate the key again',
        { id, why },
      ),
      { id },
    ),
  newer: (path: string, version: number) =>
    new KeywatchError(
      'vault_newer',
      telling(
        'The vault {path} was written by a newer Keywatch (version {version}); it was left as it is and can be listed; update Keywatch to use or change it',
        { path, version },
      ),
      { version },
    ),
  onlyListed: (path: string) =>
    new KeywatchError(
      'vault_newer',
      telling(
        'The vault {path} was written by a newer Keywatch; it was left as it is; update Keywatch to take everything out of it',
        { path },
      ),
    ),
  locked: (code: ErrorCode, reason: string) =>
    new KeywatchError(
      code,
      telling('The vault is locked: {reason}; everything in it was kept; unlock it and try again', {
        reason,
      }),
    ),
  wrongPassphrase: (mistyped: boolean) =>
    new KeywatchError(
      'wrong_passphrase',
      mistyped
        ? telling(
            'This opens no slot: it has the length of a recovery code and a typing mistake in it; the vault stays locked; compare it with the printed one.',
          )
        : telling(
            'This passphrase opens no slot of the vault; it stays locked and everything in it was kept; try again.',
          ),
    ),
  unreadable: (path: string, why: string, backups: string | null, cause?: unknown) =>
    new KeywatchError(
      'vault_unreadable',
      telling('The vault {path} cannot be read: {why}; the file was kept as it is; {advice}', {
        path,
        why,
        advice:
          backups === null
            ? telling('put a sound copy in its place')
            : telling(
                'earlier copies are in {backups}: keywatch backup list shows them, keywatch backup restore puts one in its place',
                { backups },
              ),
      }),
      {},
      { cause },
    ),
  /** Made anew it would take the place of what can still be restored, and in time its backups would roll off (D-B28). */
  missing: (path: string, backups: string) =>
    new KeywatchError(
      'vault_unreadable',
      telling(
        'The vault {path} is not there, and earlier copies of it are; no other was made, and they were kept in {backups}; put it back, or choose one with keywatch backup list for keywatch backup restore; keywatch reset begins anew',
        { path, backups },
      ),
    ),
  writeFailed: (path: string, cause: unknown) =>
    new KeywatchError(
      'write_failed',
      telling(
        'The vault {path} could not be written: {why}; what was there before was kept; make room or give access, then try again',
        { path, why: whyNotWritten(cause) },
      ),
      {},
      { cause },
    ),
};

const words: Record<string, string> = {
  ENOSPC: telling('the disk is full'),
  EDQUOT: telling('the disk quota is used up'),
  EROFS: telling('the disk is read-only'),
  EACCES: telling('access was refused'),
  EPERM: telling('access was refused'),
  EIO: telling('the disk reported an error'),
  EMFILE: telling('too many files are open'),
  ENFILE: telling('too many files are open'),
  EFTYPE: telling('something else lies in its place'),
  EISDIR: telling('something else lies in its place'),
  ELOOP: telling('something else lies in its place'),
};

/** SQLite's own numbers for what the system says by name: https://www.sqlite.org/rescode.html */
const sqliteCodes: Record<number, string> = {
  8: 'EROFS',
  10: 'EIO',
  13: 'ENOSPC',
  14: 'EACCES',
  26: 'EFTYPE',
};

/** A system error in words, without the paths its own message carries. */
export function whyNotWritten(error: unknown): string {
  const code = codeOf(error);
  if (code === null) return telling('an unexpected fault');
  return words[code] ?? telling('system error {code}', { code });
}

const passing: ReadonlySet<string | null> = new Set([
  'ENOSPC',
  'EMFILE',
  'ENFILE',
  'EIO',
  'EAGAIN',
  'ENOMEM',
  'ESTALE',
  'ETIMEDOUT',
]);

/** A system error that says nothing of the file: the next attempt may read it. */
export function isPassing(error: unknown): boolean {
  return passing.has(codeOf(error));
}

/** A system error that says that this user may not. */
export function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'EACCES' || code === 'EPERM';
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  // The low byte is the error itself, the rest says where it came up.
  const number = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
  return sqliteCodes[number] ?? error.code;
}
