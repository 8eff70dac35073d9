import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { isJsonObject, type JsonObject } from '../vault/canonical-json.ts';
import { readCost, stretch, stretchCalibrated } from '../vault/stretch.ts';
import { wipe } from '../vault/wipe.ts';

/** What every exported file says it is: docs/export-format.md. */
export const exportSchema = 'keywatch.export/1';

const kdf = 'scrypt';
const cipher = 'aes-256-gcm';
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;

/** A text sealed under a passphrase, as the file holds it: a header that anyone can read, and what it authenticates. */
export async function sealFile(text: string, passphrase: string, createdAt: string): Promise<JsonObject> {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const { key, cost } = await stretchCalibrated(passphrase.normalize('NFKC'), salt);
  const header: JsonObject = {
    schema: exportSchema,
    createdAt,
    kdf,
    ...cost,
    salt: salt.toString('base64'),
    cipher,
    nonce: nonce.toString('base64'),
  };
  const clear = Buffer.from(text);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(bound(header));
  const sealed = Buffer.concat([sealing.update(clear), sealing.final(), sealing.getAuthTag()]);
  wipe(key, clear);
  return { ...header, sealed: sealed.toString('base64') };
}

export function isSealed(file: JsonObject): boolean {
  return 'sealed' in file;
}

/** The text of a sealed file. Throws `wrong_passphrase`, or `invalid_input` where its header is none of ours. */
export async function openFile({ sealed, ...header }: JsonObject, passphrase: string): Promise<string> {
  const { salt, nonce } = header;
  const cost = readCost(header);
  const isOurs = header['kdf'] === kdf && header['cipher'] === cipher && cost !== null;
  if (!isOurs || typeof salt !== 'string' || typeof nonce !== 'string' || typeof sealed !== 'string')
    throw new KeywatchError(
      'invalid_input',
      telling(
        'This file is sealed in a way that this Keywatch does not know; nothing was imported; update Keywatch, or export it again.',
      ),
    );
  const bytes = Buffer.from(sealed, 'base64');
  const nonceRead = Buffer.from(nonce, 'base64');
  const end = bytes.length - tagBytes;
  if (end < 0 || nonceRead.length !== nonceBytes) throw wrongPassphrase();
  const key = await stretch(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), cost);
  const opening = createDecipheriv(cipher, key, nonceRead, { authTagLength: tagBytes })
    .setAAD(bound(header))
    .setAuthTag(bytes.subarray(end));
  wipe(key);
  try {
    return Buffer.concat([opening.update(bytes.subarray(0, end)), opening.final()]).toString('utf8');
  } catch (cause) {
    throw wrongPassphrase(cause);
  }
}

/** The header's members in the order of their names, as JSON: what the seal binds. */
function bound(header: JsonObject): Buffer {
  return Buffer.from(JSON.stringify(header, Object.keys(header).toSorted()));
}

function wrongPassphrase(cause?: unknown): KeywatchError {
  return new KeywatchError(
    'wrong_passphrase',
    telling(
      'This passphrase does not open the file, or the file was changed; nothing was imported; try again.',
    ),
    {},
    { cause },
  );
}

export function isExport(json: unknown): json is JsonObject {
  return (
    isJsonObject(json) && typeof json['schema'] === 'string' && json['schema'].startsWith('keywatch.export/')
  );
}
