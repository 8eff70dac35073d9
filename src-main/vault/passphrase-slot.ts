import { randomBytes } from 'node:crypto';
import { telling } from '../../src-shared/say.ts';
import type { Env } from '../ports.ts';
import { unwrapUnder, wrapUnder } from './key-wrap.ts';
import { readPrivateFile } from './private-file.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { SlotError, type KeySlot, type SlotDescription, type WrappedSlot } from './slot.ts';
import { readCost, stretch, stretchCalibrated } from './stretch.ts';
import { wipe } from './wipe.ts';

const type = 'passphrase';
/** What every byte becomes that is no text in UTF-8: many a file would be one and the same passphrase. */
const noText = '\uFFFD';

/** The slot of a passphrase kept in a file a person named (KEYWATCH_PASSPHRASE_FILE), reachable by no other user (D-A9). */
export function givenPassphraseSlot(file: { path: string; env: Env }): KeySlot {
  const passphrase = () => passphraseIn(file);
  return passphraseSlot(passphrase, telling('the passphrase in {path}', { path: file.path }), async () => {
    try {
      passphrase();
      return { available: true, protected: true, backend: file.path, advice: null };
    } catch (error) {
      const advice = error instanceof Error ? error.message : String(error);
      return { available: false, protected: false, backend: file.path, advice };
    }
  });
}

/** The slot of a passphrase or recovery code that a person typed just now. */
export function typedPassphraseSlot(typed: string): KeySlot {
  return passphraseSlot(
    () => typed.normalize('NFKC'),
    telling('this passphrase'),
    async () => ({ available: true, protected: true, backend: null, advice: null }),
  );
}

function passphraseSlot(
  passphrase: () => string,
  name: string,
  describe: () => Promise<SlotDescription>,
): KeySlot {
  return {
    type,
    role: 'given',
    describe,
    async wrap(dataKey, context) {
      const salt = randomBytes(16);
      const text = passphrase();
      if (text.includes(noText)) throw notText(name);
      const code = codeIn(text);
      const { key, cost } = await stretchCalibrated(code ?? text, salt);
      const wrapped = wrapUnder(key, type, dataKey, context);
      wipe(key);
      const made = { type, kdf: 'scrypt', salt: salt.toString('base64'), ...cost, wrapped } as const;
      return code === null ? made : { ...made, recovery: true };
    },
    async unwrap(slot, context) {
      const cost = readCost(slot);
      if (typeof slot['salt'] !== 'string' || cost === null) {
        throw new SlotError('lost', telling('the passphrase slot of this vault is not one Keywatch made'));
      }
      const text = textFor(slot, passphrase(), name);
      const key = await stretch(text, Buffer.from(slot['salt'], 'base64'), cost);
      const dataKey = unwrapUnder(key, type, slot.wrapped, context);
      wipe(key);
      if (dataKey !== null) return dataKey;
      throw new SlotError('lost', telling('{which} does not open this vault', { which: name }));
    },
  };
}

function notText(name: string): SlotError {
  return new SlotError(
    'refused',
    telling('{which} holds bytes that are no text in UTF-8; such bytes make a key file', { which: name }),
    {
      code: 'invalid_input',
    },
  );
}

/** A recovery code opens the recovery slot and no other, so that no slot is tried in vain: each try takes its time. */
function textFor(slot: WrappedSlot, text: string, name: string): string {
  const code = codeIn(text);
  if ((slot['recovery'] === true) === (code !== null)) return code ?? text;
  throw new SlotError('refused', telling('{which} does not open this vault', { which: name }));
}

function codeIn(text: string): string | null {
  const recovery = readRecoveryCode(text);
  return recovery === null || recovery === 'mistyped' ? null : recovery.code;
}

function passphraseIn({ path, env }: { path: string; env: Env }): string {
  const bytes = privateBytes(path, env);
  const text = bytes
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .normalize('NFKC');
  wipe(bytes);
  if (text === '')
    throw new SlotError('refused', telling('the passphrase file {path} is empty; it was not used', { path }));
  return text;
}

function privateBytes(path: string, env: Env): Buffer {
  try {
    return readPrivateFile(path, { env, uid: process.getuid?.() ?? null });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SlotError('refused', telling('the passphrase file {why}', { why }), { cause: error });
  }
}
