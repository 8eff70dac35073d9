import { KeywatchError } from '../../src-shared/errors.ts';
import type { Reference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import type { Env, Files } from '../ports.ts';
import { textPlaces } from './text-places.ts';

type FileReference = Extract<Reference, { from: 'file' }>;

/**
 * The secret in a file: what its JSON pointer (RFC 6901) names, or without one all of it, trimmed. In a file of settings that
 * is no JSON, `/NAME` names a variable and `/section/NAME` one below a heading. Throws `not_found`, `file_too_open` or
 * `invalid_input`.
 */
export async function readReferencedFile(
  { path, pointer }: FileReference,
  files: Files,
  env: Env,
): Promise<{ secret: string; changedAt: number }> {
  const stat = await files.stat(path);
  if (stat === null)
    throw new KeywatchError(
      'not_found',
      telling('There is no file {path}; the profile was kept; put it back or change the reference.', {
        path,
      }),
      { path },
    );
  if (othersReach(path, stat.mode, env))
    throw new KeywatchError(
      'file_too_open',
      telling("Other users of this machine can reach {path}; nothing was read; type: chmod 600 ''{path}''", {
        path,
      }),
      { path },
    );
  const text = await files.read(path).catch((error: unknown) => {
    throw new KeywatchError(
      'not_permitted',
      telling('{path} could not be read; the profile was kept; check who may read it.', { path }),
      { path },
      { cause: error },
    );
  });
  const secret = pointer === null ? text.trim() : named(text, pointer, path);
  if (secret === '')
    throw new KeywatchError(
      'not_found',
      telling('{path} is empty there; the profile was kept; put the secret back.', { path }),
      { path },
    );
  if (/[\r\n\0]/.test(secret))
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{path} holds more than one line and a secret is one; the profile was kept; name the place in it, as in file:{path}#/key.',
        { path },
      ),
      { path },
    );
  return { secret, changedAt: stat.modifiedAt };
}

/** Where container and service managers mount secrets, readable for the one user inside (D-A9). */
const managed = ['/run/secrets/', '/var/run/secrets/', '/run/credentials/'];

function othersReach(path: string, mode: number, env: Env): boolean {
  // Windows has no such bits: every file there reads as 0666.
  if (process.platform === 'win32' || (mode & 0o077) === 0) return false;
  const given = env['CREDENTIALS_DIRECTORY'];
  const places =
    given === undefined || given === '' ? managed : [...managed, `${given.replace(/\/+$/, '')}/`];
  return path.includes('/../') || !places.some((place) => path.startsWith(place));
}

/** What the pointer names in JSON, or in the places of a file that is none. */
function named(text: string, pointer: string, path: string): string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    const place = textPlaces(text, path).find((each) => each.pointer === pointer);
    if (place !== undefined) return place.value;
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{path} is not JSON and sets nothing of that name; the profile was kept; name what is set there, as in file:{path}#/NAME, or leave out what follows #.',
        { path },
      ),
      { path },
    );
  }
  return at(document, pointer, path);
}

function at(document: unknown, pointer: string, path: string): string {
  let value: unknown = document;
  for (const step of pointer.slice(1).split('/')) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    value = inside ? Reflect.get(Object(value), name) : undefined;
  }
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string')
    throw new KeywatchError(
      'not_found',
      telling('{path} has no text at {pointer}; the profile was kept; change the reference.', {
        path,
        pointer,
      }),
      { path, pointer },
    );
  return value.trim();
}
