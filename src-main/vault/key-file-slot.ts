import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Env } from '../ports.ts';
import { unwrapUnder, wrapUnder } from './key-wrap.ts';
import { readPrivateFile } from './private-file.ts';
import { writeFileSync } from './replace-file.ts';
import { SlotError, type KeySlot, type SlotFault } from './slot.ts';
import { whyNotWritten } from './vault-errors.ts';
import { wipe } from './wipe.ts';

const type = 'key-file';
const keyBytes = 32;

export interface KeyFile {
  path: string;
  /** Where the vault lies: a key file in there protects nothing. */
  vaultDirectory: string;
  env: Env;
  /** Who reads; the process's own user unless told. */
  uid?: number | null;
}

/** The slot of a key file a person named (KEYWATCH_KEY_FILE); at least 32 bytes, reachable by no other user (D-A9). */
export function givenKeyFileSlot(file: KeyFile): KeySlot {
  return keyFileSlot(file, 'given', () => readKey(file));
}

/** The slot of a key file of our own beside the vault, made when first needed: reported as not protected (D-B40). */
export function ownKeyFileSlot(file: KeyFile): KeySlot {
  const { path } = file;
  const slot = keyFileSlot(file, 'fallback', () => {
    if (isMissing(path)) make(path);
    return readKey(file);
  });
  return {
    ...slot,
    async forget({ backend }, stay) {
      if (backend === path && !stay.some((other) => other.backend === path)) remove(path);
    },
  };
}

function keyFileSlot(file: KeyFile, role: 'given' | 'fallback', keyForWrapping: () => Uint8Array): KeySlot {
  const { path } = file;
  return {
    type,
    role,
    async describe() {
      const why = role === 'fallback' && !existsSync(path) ? null : whyUnusable(file);
      const isProtected = why === null && !liesBeside(file);
      const open = telling(
        'The key of this vault lies beside it, in {path}: whoever copies the directory can open it.',
        { path },
      );
      return {
        available: why === null,
        protected: isProtected,
        backend: path,
        advice: why ?? (isProtected ? null : open),
      };
    },
    async wrap(dataKey, context) {
      const key = keyForWrapping();
      const wrapped = wrapUnder(key, type, dataKey, context);
      wipe(key);
      return { type, wrapped };
    },
    async unwrap({ wrapped }, context) {
      const key = readKey(file);
      const dataKey = unwrapUnder(key, type, wrapped, context);
      wipe(key);
      if (dataKey !== null) return dataKey;
      throw new SlotError(
        'lost',
        telling('the key file {path} is not the one this vault was made with', { path }),
      );
    },
  };
}

/** A file that is missing may be on a disk that comes later, but what asks cannot know: it is said, and nothing is undone. */
const faults: Partial<Record<KeywatchError['code'], SlotFault>> = { not_found: 'lost', busy: 'unavailable' };

function readKey({ path, env, uid }: KeyFile): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readPrivateFile(path, { env, uid: uid === undefined ? (process.getuid?.() ?? null) : uid });
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    const fault = faults[error.code] ?? 'refused';
    throw new SlotError(fault, telling('the key file {why}', { why: error.message }), {
      ...(fault === 'refused' ? { code: error.code } : {}),
      cause: error,
    });
  }
  if (bytes.length >= keyBytes) return bytes;
  throw new SlotError(
    'refused',
    telling('the key file {path} holds fewer than {keyBytes} bytes; it was not used', { path, keyBytes }),
  );
}

function whyUnusable(file: KeyFile): string | null {
  try {
    wipe(readKey(file));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Missing for certain: one that merely cannot be looked at now must not be made anew over itself. */
function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

function make(path: string): void {
  try {
    writeFileSync(path, randomBytes(keyBytes), { mode: 0o600 });
  } catch (error) {
    const why = whyNotWritten(error);
    throw new SlotError('refused', telling('the key file {path} could not be made: {why}', { path, why }), {
      code: 'write_failed',
      cause: error,
    });
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    const why = whyNotWritten(error);
    throw new SlotError(
      'refused',
      telling('the key file {path} could not be removed: {why}', { path, why }),
      { cause: error },
    );
  }
}

function liesBeside({ path, vaultDirectory }: KeyFile): boolean {
  return (realDirectory(dirname(path)) + sep).startsWith(realDirectory(vaultDirectory) + sep);
}

/** One that cannot be looked at is judged by its name. */
function realDirectory(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
