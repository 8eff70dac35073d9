import { KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Host, Options } from '../command.ts';

/** The options that say where a secret comes from. */
export const secretOptions: Options = {
  key: {
    type: 'string',
    value: '-|KEY',
    says: 'The secret; - reads standard input, which no other program can see.',
  },
  ref: {
    type: 'string',
    value: 'REF',
    says: 'Where to read it when needed: env:NAME, file:/path#/pointer, exec:/command, login:claude-code, or in a store (docs/secret-stores.md): op://vault/item/field, vault:mount/path#field, bws:ID, aws-sm:NAME, infisical:PROJECT/ENV/NAME, pass:NAME.',
  },
};

/** Bytes beyond which no door takes a secret (D-B36). */
const mostSecret = 64 * 1024;

export interface Material {
  secret?: string;
  reference?: string;
}

/**
 * The secret or reference a command was given: `--ref`, `--key K`, `--key -` or the terminal's prompt, one trailing
 * newline dropped (D-B19). Throws `bad_usage` where there is none and nobody to ask, `too_large` over 64 KiB.
 */
export async function materialOf(asked: Asked, host: Host, question: string): Promise<Material> {
  const key = asked.text('key');
  const reference = asked.text('ref');
  if (key !== undefined && reference !== undefined)
    throw new KeywatchError(
      'bad_usage',
      '--key and --ref exclude each other; nothing was changed; give the secret or where it is read from',
    );
  if (reference !== undefined) return { reference };
  if (key !== undefined && key !== '-') {
    host.warn(
      '--key shows the secret to other programs of this machine and to the shell history; use --key - instead',
    );
    return { secret: present(fitting(key)) };
  }
  return { secret: present(await secretFrom(host, key === '-', question)) };
}

/** What is piped in or typed on the terminal, one trailing newline dropped. Throws `too_large` over 64 KiB. */
export async function secretFrom(host: Host, piped: boolean, question: string): Promise<string> {
  if (!piped && !host.terminal.in)
    throw new KeywatchError(
      'bad_usage',
      'there is no terminal to ask for the secret; nothing was changed; use --key - and pipe it in, or --ref',
    );
  const text = host.terminal.in ? await host.askSecret(question) : await host.read();
  return fitting(text.replace(/\r?\n$/, ''));
}

function fitting(secret: string): string {
  if (Buffer.byteLength(secret) > mostSecret)
    throw new KeywatchError(
      'too_large',
      'this is longer than 64 KiB, which no credential is; nothing was stored; pass the credential alone',
    );
  return secret;
}

function present(secret: string): string {
  if (secret.trim() === '')
    throw new KeywatchError(
      'invalid_input',
      'the secret is empty; nothing was changed; paste it or pipe it in with --key -',
    );
  return secret;
}
