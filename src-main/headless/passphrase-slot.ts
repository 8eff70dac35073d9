import { randomBytes, scrypt } from 'node:crypto';
import type { Env } from '../ports.ts';
import { unwrapUnder, wrapUnder } from '../vault/key-wrap.ts';
import { readPrivateFile } from '../vault/private-file.ts';
import { SlotError, type KeySlot } from '../vault/slot.ts';

const type = 'passphrase';

/** scrypt's cost for new slots: 128 MB and about a third of a second; a slot keeps the cost it was made with. */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;
/** A slot that asks for more than this was not made by us. */
const highestCost = { n: 2 ** 20, r: 16, p: 4 } as const;

/** The slot of a passphrase kept in a file a person named (KEYWATCH_PASSPHRASE_FILE), reachable by no other user (D-A9). */
export function givenPassphraseSlot(file: { path: string; env: Env }): KeySlot {
  const passphrase = () => {
    const bytes = readPrivateFile(file.path, { env: file.env, uid: process.getuid?.() ?? null });
    const text = Buffer.from(bytes)
      .toString('utf8')
      .replace(/\r?\n$/, '')
      .normalize('NFKC');
    if (text === '')
      throw new SlotError('refused', `the passphrase file ${file.path} is empty; it was not used`);
    return text;
  };
  return {
    type,
    role: 'given',
    async describe() {
      try {
        passphrase();
        return { available: true, protected: true, backend: file.path, advice: null };
      } catch (error) {
        const advice = error instanceof Error ? error.message : String(error);
        return { available: false, protected: false, backend: file.path, advice };
      }
    },
    async wrap(dataKey, context) {
      const salt = randomBytes(16);
      const key = await stretch(opened(passphrase), salt, cost);
      return {
        type,
        kdf: 'scrypt',
        salt: salt.toString('base64'),
        ...cost,
        wrapped: wrapUnder(key, type, dataKey, context),
      };
    },
    async unwrap({ wrapped, salt, n, r, p }, context) {
      if (
        typeof salt !== 'string' ||
        !isCost(n, highestCost.n) ||
        !isCost(r, highestCost.r) ||
        !isCost(p, highestCost.p)
      ) {
        throw new SlotError('lost', 'the passphrase slot of this vault is not one Keywatch made');
      }
      const key = await stretch(opened(passphrase), Buffer.from(salt, 'base64'), { n, r, p });
      const dataKey = unwrapUnder(key, type, wrapped, context);
      if (dataKey !== null) return dataKey;
      throw new SlotError('lost', `the passphrase in ${file.path} does not open this vault`);
    },
  };
}

function opened(passphrase: () => string): string {
  try {
    return passphrase();
  } catch (error) {
    if (error instanceof SlotError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new SlotError('refused', `the passphrase file ${why}`, { cause: error });
  }
}

function isCost(value: unknown, highest: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= highest;
}

function stretch(
  passphrase: string,
  salt: Uint8Array,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: n, r, p, maxmem: 256 * n * r };
    scrypt(passphrase, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
