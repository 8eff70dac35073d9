import { telling } from '../../src-shared/say.ts';
import type { SafeStorage } from 'electron';
import { SlotError, type KeySlot, type SlotDescription } from '../vault/slot.ts';
import { base64Of } from '../vault/wipe.ts';

/** What Linux makes where no keyring answers: a key that is the same in every copy of Chromium. */
const unprotectedPrefix = 'v10';

const keepers: Record<string, string> = { darwin: 'Keychain', win32: 'DPAPI' };

/**
 * The data key in Electron's safeStorage. Only the asynchronous calls (the others are gone in Electron 46), and only
 * after the app is ready. On Linux "available" says nothing about protection: the first bytes of a ciphertext do.
 * https://github.com/electron/electron/issues/39789
 */
export function createSafeStorageSlot(
  safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >,
  platform: NodeJS.Platform,
): KeySlot {
  const backend = () =>
    platform === 'linux' ? safeStorage.getSelectedStorageBackend() : (keepers[platform] ?? null);

  async function describe(): Promise<SlotDescription> {
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) {
        return {
          available: false,
          protected: false,
          backend: null,
          advice: telling('The keyring of the system does not answer.'),
        };
      }
      const sample = await safeStorage.encryptStringAsync('keywatch');
      if (isProtected(sample)) return { available: true, protected: true, backend: backend(), advice: null };
      return {
        available: true,
        protected: false,
        backend: backend(),
        advice: telling(
          'No keyring answers on this desktop, so whoever can read the vault file can open it; start GNOME Keyring or KWallet, then protect the vault with it.',
        ),
      };
    } catch {
      return {
        available: false,
        protected: false,
        backend: null,
        advice: telling('The keyring of the system does not answer.'),
      };
    }
  }

  const isProtected = (ciphertext: Buffer) =>
    platform !== 'linux' || ciphertext.subarray(0, 3).toString('latin1') !== unprotectedPrefix;

  let stale = false;
  return {
    type: 'safe-storage',
    role: 'machine',
    describe,
    isStale: () => stale,
    async wrap(dataKey) {
      let wrapped: Buffer;
      try {
        wrapped = await safeStorage.encryptStringAsync(base64Of(dataKey));
      } catch {
        throw new SlotError(
          'unavailable',
          telling('the keyring of the system did not take the key, so unlock it and try again'),
        );
      }
      return { type: 'safe-storage', wrapped: wrapped.toString('base64'), backend: backend() ?? platform };
    },
    async unwrap({ wrapped, backend: madeBy }) {
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
          Buffer.from(wrapped, 'base64'),
        );
        stale = shouldReEncrypt;
        return Buffer.from(result, 'base64');
      } catch (error) {
        throw slotErrorFor(error, typeof madeBy === 'string' ? madeBy : null, backend());
      }
    },
  };
}

/**
 * What cannot be opened yet and what cannot be opened any more come as two texts and nothing else:
 * https://github.com/electron/electron/blob/main/shell/browser/api/electron_api_safe_storage.cc
 */
function slotErrorFor(error: unknown, madeBy: string | null, now: string | null): SlotError {
  const text = error instanceof Error ? error.message : '';
  if (/temporarily unavailable|before app is ready/i.test(text)) {
    return new SlotError('unavailable', telling('the keyring of the system is locked or not up yet'));
  }
  const moved =
    madeBy !== null && now !== null && madeBy !== now
      ? telling('; it was made with {madeBy}, and {now} answers now', { madeBy, now })
      : '';
  return new SlotError(
    'lost',
    telling('the keyring of the system no longer holds the key of this vault{how}', { how: moved }),
  );
}
