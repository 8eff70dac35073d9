import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
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
      telling(
        '{id} is a login, which its owner renews, and a copy ends when it does; nothing was handed out; link a key or a token instead.',
        { id },
      ),
    );
  return null;
}

export function outOfUse(id: string): KeywatchError {
  return new KeywatchError(
    'not_permitted',
    telling('{id} is out of use; nothing was handed out; keywatch auth enable {id} puts it back.', { id }),
  );
}

export function noSecret(id: string): KeywatchError {
  return new KeywatchError(
    'not_found',
    telling('{id} keeps no secret that could be handed out; store a key for it.', { id }),
  );
}

export function shut(reason: string | null): KeywatchError {
  return new KeywatchError(
    'vault_locked',
    reason === null
      ? telling('The vault is locked; nothing was handed out; unlock it, then try again.')
      : telling('The vault is locked ({reason}); nothing was handed out; unlock it, then try again.', {
          reason,
        }),
  );
}

export function notHere(): KeywatchError {
  return new KeywatchError(
    'not_permitted',
    telling(
      'Secrets are served to programs at the local door alone; nothing was handed out; reveal a single one instead.',
    ),
  );
}
