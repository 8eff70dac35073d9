import { KeywatchError } from '../../src-shared/errors.ts';
import { parseReference } from '../references/reference.ts';
import type { StoredProfile } from '../vault/profile.ts';

/**
 * Why a granted profile is not handed to a gateway; null where it is. A person's word against it counts, and a login is
 * its owner's: that renews it, and ends a copy by doing so (D-A11). A setup token is a token like others: it is handed
 * to whom the person linked, who agreed to its terms when storing it (docs/providers.md). What providers say of a key
 * hinders nothing: the gateway learns it too, and knows what to do.
 */
export function whyNotServed({ id, kind, enabled, reference }: StoredProfile): KeywatchError | null {
  if (!enabled) return outOfUse(id);
  const from = reference === null ? null : parseReference(reference)?.from;
  if (kind === 'oauth' || from === 'login' || from === 'gateway')
    return new KeywatchError(
      'not_permitted',
      `${id} is a login, which its owner renews, and a copy ends when it does; nothing was handed out; link a key or a token instead.`,
    );
  return null;
}

export function outOfUse(id: string): KeywatchError {
  return new KeywatchError(
    'not_permitted',
    `${id} is out of use; nothing was handed out; keywatch auth enable ${id} puts it back.`,
  );
}

export function noSecret(id: string): KeywatchError {
  return new KeywatchError(
    'not_found',
    `${id} keeps no secret that could be handed out; store a key for it.`,
  );
}

export function shut(reason: string | null): KeywatchError {
  return new KeywatchError(
    'vault_locked',
    `The vault is locked${reason === null ? '' : ` (${reason})`}; nothing was handed out; unlock it, then try again.`,
  );
}

export function notHere(): KeywatchError {
  return new KeywatchError(
    'not_permitted',
    'Secrets are served to programs at the local door alone; nothing was handed out; reveal a single one instead.',
  );
}
