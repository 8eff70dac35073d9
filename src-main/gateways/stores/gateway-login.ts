import { statSync } from 'node:fs';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { providerName } from '../../../src-shared/provider-names.ts';
import type { Reference } from '../../../src-shared/reference.ts';
import { telling } from '../../../src-shared/say.ts';
import type { Resolved } from '../../references/resolved.ts';
import { readStoreDatabase } from './agent-files.ts';
import { fieldsOf, readCredential } from './credential.ts';
import { parseJson, readPeerFile } from './peer-file.ts';

type GatewayLogin = Extract<Reference, { from: 'gateway' }>;

/** What later releases put in a login's place while they renew it, and leave there for good where that failed (gateways.md §9.3). */
const fence = 'openclaw-oauth-refresh-fence:';

/** Whether an access token is none any more: its gateway lost it while it renewed it. */
export const isFenced = (access: string): boolean => access.startsWith(fence);

/**
 * A login that an agent gateway owns, as its store has it now: the access token alone leaves the store, and nothing is renewed or
 * written (D-A11). `temporary` is where a database is copied to. Throws `not_found` where there is no login, `invalid_input` where the
 * store cannot be read, `too_large`.
 */
export function readGatewayLogin(
  { gateway, store, profile }: GatewayLogin,
  temporary: string,
): Resolved & { secret: string } {
  const name = providerName(gateway);
  const remedy = telling('sign in again with {name}', { name });
  const changedAt = statSync(store, { throwIfNoEntry: false })?.mtimeMs ?? null;
  if (changedAt === null)
    throw new KeywatchError(
      'not_found',
      telling(
        '{name} has no store at {store}; the profile was kept; {remedy}, or link it where it lies now.',
        { name, store, remedy },
      ),
      { path: store },
    );
  const { value, problem } = documentOf(store, temporary);
  if (problem !== null)
    throw new KeywatchError(
      'invalid_input',
      telling('{name}’s store {store} cannot be read: {problem}; nothing was changed; {remedy}.', {
        name,
        store,
        problem,
        remedy,
      }),
      { path: store },
    );
  const entry = fieldsOf(fieldsOf(value)?.['profiles'])?.[profile];
  const credential = entry === undefined ? null : readCredential(profile, entry, '2026.9.6');
  if (credential === null || typeof credential === 'string' || credential.type !== 'oauth')
    throw noLogin(
      telling('{name} has no login {profile} at {store}', { name, profile, store }),
      remedy,
      store,
    );
  const secret = credential.inline.trim();
  if (secret === '' || isFenced(secret))
    throw noLogin(
      telling('{name} lost its login {profile} while it renewed it', { name, profile }),
      remedy,
      store,
    );
  const { expires, refresh } = credential;
  const expiresAt = expires !== null && Number.isFinite(expires) && expires > 0 ? expires : null;
  return {
    secret,
    expiresAt,
    expiryFrom: expiresAt === null ? null : 'file',
    owner: gateway,
    renewedBy: refresh.trim() === '' ? null : gateway,
    changedAt,
  };
}

function noLogin(what: string, remedy: string, path: string): KeywatchError {
  return new KeywatchError(
    'not_found',
    telling('{what}; the profile was kept; {remedy}.', { what, remedy }),
    { path },
  );
}

function documentOf(store: string, temporary: string): { value: unknown; problem: string | null } {
  if (store.endsWith('.sqlite')) {
    const { store: value, problem } = readStoreDatabase(store, temporary);
    return { value, problem };
  }
  const file = readPeerFile(store);
  if (file?.text === undefined || file.text === null)
    return { value: null, problem: file?.problem ?? telling('it is gone') };
  return parseJson(file.text);
}
