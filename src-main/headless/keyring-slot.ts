import { randomBytes, randomUUID } from 'node:crypto';
import { telling } from '../../src-shared/say.ts';
import { unwrapUnder, wrapUnder } from '../vault/key-wrap.ts';
import { SlotError, type KeySlot } from '../vault/slot.ts';
import { wipe } from '../vault/wipe.ts';

const type = 'os-keyring';
const service = 'keywatch';
const keyBytes = 32;

/** Long enough for a person to answer the keyring's own question. Milliseconds. */
const patienceMs = 30_000;

const backends: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Keychain',
  win32: 'Credential Manager',
};
const backend = backends[process.platform] ?? 'Secret Service';

/**
 * The slot kept in the keyring of the system: it holds 32 random bytes for each vault, the file holds the data key
 * wrapped under them. A session without a keyring is `unavailable`.
 */
export function keyringSlot(): KeySlot {
  return {
    type,
    role: 'machine',
    async describe() {
      try {
        await read('answers');
        return { available: true, protected: true, backend, advice: null };
      } catch (error) {
        const advice =
          error instanceof SlotError ? error.message : telling('The keyring of the system does not answer.');
        return { available: false, protected: false, backend, advice };
      }
    },
    async wrap(dataKey, context) {
      const account = randomUUID();
      const secret = randomBytes(keyBytes);
      await ask(async (entry) => entry.setSecret(secret), account);
      const wrapped = wrapUnder(secret, type, dataKey, context);
      wipe(secret);
      return { type, account, wrapped };
    },
    async unwrap({ wrapped, account }, context) {
      const secret = typeof account === 'string' ? await read(account) : null;
      if (secret === null) {
        throw new SlotError(
          'lost',
          telling('the keyring of the system ({backend}) answers and has no key for this vault', { backend }),
        );
      }
      const dataKey = unwrapUnder(secret, type, wrapped, context);
      wipe(secret);
      if (dataKey !== null) return dataKey;
      throw new SlotError(
        'lost',
        telling('the key in the keyring of the system ({backend}) does not open this vault', { backend }),
      );
    },
    async forget({ account }) {
      if (typeof account === 'string') await ask((entry) => entry.deleteCredential(), account);
    },
  };
}

async function read(account: string): Promise<Uint8Array | null> {
  const secret = await ask(async (entry) => entry.getSecret(), account);
  return secret === null ? null : new Uint8Array(secret);
}

type Entry = InstanceType<(typeof import('@napi-rs/keyring'))['AsyncEntry']>;

/** Every failure of the keyring itself means: not now. It says of a loss by answering that there is nothing. */
async function ask<T>(question: (entry: Entry) => Promise<T>, account: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  });
  try {
    // Loaded when asked: most commands need no keyring, and a missing binary must not stop the others (D-C1).
    const { AsyncEntry } = await import('@napi-rs/keyring');
    // Without this the kernel's own keyring would be taken for one, which forgets at the next start.
    const entry = new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
    return await Promise.race([question(entry), late]);
  } catch (error) {
    throw new SlotError(
      'unavailable',
      telling('the keyring of the system ({backend}) is locked or does not answer', { backend }),
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}
