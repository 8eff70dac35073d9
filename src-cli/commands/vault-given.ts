import { resolve } from 'node:path';
import { readPrivateFile } from '../../src-main/vault/private-file.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Host, Options } from '../command.ts';
import { failureOf } from '../failure.ts';

/** What opens a slot that a person keeps, as the contract takes it. */
export interface Given {
  passphrase?: string;
  keyFile?: string;
}

export const givenOptions: Options = {
  'passphrase-file': {
    type: 'string',
    value: 'F',
    says: 'A file with the passphrase or recovery code, reachable by nobody else.',
  },
  'key-file': {
    type: 'string',
    value: 'F',
    says: 'A key file of 32 bytes or more, reachable by nobody else.',
  },
};

/** What the options name. Throws `file_too_open`, `not_found` and what else keeps a file from being used (D-A9). */
export function givenBy(asked: Asked, host: Host): Given {
  const [given = {}] = allGivenBy(asked, host);
  return given;
}

/** The same where the options may be given more than once. */
export function allGivenBy(asked: Asked, host: Host): Given[] {
  const passphrases = asked.list('passphrase-file').map((path) => passphraseIn(path, host));
  const keyFiles = asked.list('key-file').map((path) => resolve(path));
  const count = Math.max(passphrases.length, keyFiles.length);
  return Array.from({ length: count }, (_, at) => {
    const passphrase = passphrases[at];
    const keyFile = keyFiles[at];
    return {
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(keyFile === undefined ? {} : { keyFile }),
    };
  });
}

function passphraseIn(path: string, { env }: Host): string {
  const text = readPrivateFile(resolve(path), { env, uid: process.getuid?.() ?? null })
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (text !== '') return text;
  throw new KeywatchError(
    'invalid_input',
    `the passphrase file ${path} is empty; nothing was changed; name another`,
  );
}

/** Asks twice, so that a slip of the finger locks nobody out. Throws `bad_usage` where there is nobody to ask. */
export async function newPassphrase(host: Host): Promise<string> {
  const first = await typedPassphrase(host, 'New passphrase (not shown): ');
  if ((await host.askSecret('The same again: ')) === first) return first;
  throw new KeywatchError('invalid_input', 'the two passphrases differ; nothing was changed; run it again');
}

/** How often a person may mistype a passphrase before the command gives up. */
const tries = 3;

/** Opens a vault by what a person types; a wrong one is said, and asked for again twice. Throws what opening throws. */
export async function tryPassphrases<T>(host: Host, open: (passphrase: string) => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    const passphrase = await typedPassphrase(host, 'Passphrase or recovery code (not shown): ');
    try {
      return await open(passphrase);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.code !== 'wrong_passphrase' || left === 0) throw thrown;
      host.warn(failure.message);
    }
  }
}

/** Throws `bad_usage` where there is no terminal. */
export async function typedPassphrase(host: Host, question: string): Promise<string> {
  if (host.terminal.in) return host.askSecret(question);
  throw new KeywatchError(
    'bad_usage',
    'there is no terminal to ask for the passphrase; nothing was changed; name a file with --passphrase-file',
  );
}
