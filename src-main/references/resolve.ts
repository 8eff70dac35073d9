import { KeywatchError } from '../../src-shared/errors.ts';
import { jwtExpiry } from '../../src-shared/jwt.ts';
import type { Reference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { TransportError, type Env, type Spawn } from '../ports.ts';
import { readLogin } from './login.ts';
import { readReferencedFile } from './referenced-file.ts';
import type { Resolved, Sources } from './resolved.ts';

const answerWithinMs = 10_000;

/**
 * The secret behind a reference, read now and kept nowhere. Throws a KeywatchError: `not_found` when there is nothing,
 * `file_too_open` when others can read it, `unreachable` when a program does not answer, what a store does not give (secret-stores/trouble.ts), `invalid_input` when what is
 * there cannot be a secret.
 */
export async function resolveReference(reference: Reference, sources: Sources): Promise<Resolved> {
  switch (reference.from) {
    case 'env':
      return kept(fromEnv(reference.name, sources.env));
    case 'file': {
      const { secret, changedAt } = await readReferencedFile(reference, sources.files, sources.env);
      return { ...kept(secret), changedAt };
    }
    case 'exec':
      return kept(await printed(reference.command, reference.args, answerWithinMs, sources.spawn));
    case 'op':
    case 'vault':
    case 'bws':
    case 'aws-sm':
    case 'infisical':
    case 'pass':
      if (sources.readStore !== undefined) return kept(await sources.readStore(reference));
      throw new KeywatchError(
        'invalid_input',
        telling(
          'A secret in a store is for a profile alone; nothing was read; refer to something else here.',
        ),
      );
    case 'login':
      return readLogin(reference.owner, sources);
    case 'gateway':
      if (sources.gatewayLogin !== undefined) return sources.gatewayLogin(reference);
      throw new KeywatchError(
        'invalid_input',
        telling(
          'A login of a gateway is for a profile alone; nothing was read; refer to something else here.',
        ),
      );
  }
}

function kept(secret: string): Resolved {
  const expiresAt = jwtExpiry(secret);
  return {
    secret,
    expiresAt,
    expiryFrom: expiresAt === null ? null : 'jwt',
    owner: null,
    renewedBy: null,
    changedAt: null,
  };
}

function fromEnv(name: string, env: Env): string {
  const value = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
  if (value === undefined || value === '')
    throw new KeywatchError(
      'not_found',
      telling(
        'The variable {name} is not set where Keywatch runs; the profile was kept; set it there and start Keywatch again.',
        { name },
      ),
      { variable: name },
    );
  return value;
}

const byHand = telling('run the command by hand to see why');

/** What a program prints, without the last line break. Nothing it prints enters an error: it may be the secret. */
async function printed(
  command: string,
  args: readonly string[],
  timeoutMs: number,
  spawn: Spawn,
): Promise<string> {
  const { code, stdout } = await spawn(command, args, { timeoutMs }).catch((error: unknown) => {
    if (!(error instanceof TransportError)) throw error;
    const how =
      error.reason === 'timeout'
        ? telling('did not answer within {seconds} s', { seconds: timeoutMs / 1000 })
        : telling('could not be started');
    throw new KeywatchError(
      'unreachable',
      telling('{command} {how}; the profile was kept; {remedy}.', {
        command,
        how,
        remedy: byHand,
      }),
      {},
      { cause: error },
    );
  });
  if (code !== 0)
    throw new KeywatchError(
      'unreachable',
      telling('{command} ended with {code} and gave no secret; the profile was kept; {remedy}.', {
        command,
        code,
        remedy: byHand,
      }),
    );
  const secret = stdout.trim();
  if (secret === '')
    throw new KeywatchError(
      'not_found',
      telling('{command} printed nothing; the profile was kept; {remedy}.', {
        command,
        remedy: byHand,
      }),
    );
  if (/[\r\n\0]/.test(secret))
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{command} printed several lines and a secret is one; the profile was kept; make it print the secret alone.',
        { command },
      ),
    );
  return secret;
}
