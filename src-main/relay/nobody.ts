import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Clock } from '../ports.ts';
import type { Declined } from './wire.ts';

/** What is stored of a provider that is no key of its own; null: nothing. */
export type StoredInstead = 'logins' | 'claude' | null;

/** Of whom no key can serve. */
export interface Nobody {
  provider: string;
  /** Its keys, whether they can serve or not. */
  profiles: readonly Profile[];
  model: string | null;
  instead: StoredInstead;
}

const shown = 5;

/** Why a request finds no key: for a while, where one of them only rests; then `retryAfterMs` says for how long. */
export function nobodyServes(nobody: Nobody, clock: Clock): { declined: Declined } {
  const { provider, profiles, instead } = nobody;
  if (instead === 'claude' && profiles.length === 0)
    return refused(
      'login',
      403,
      'Only a Claude login or setup token is stored, and by Anthropic’s terms Keywatch sends neither; nothing was sent; store an API key of platform.claude.com.',
    );
  if (instead === 'logins' && profiles.length === 0)
    return refused(
      'login',
      403,
      `Only logins of ${provider} are stored, which are their owners’ and which Keywatch never sends; nothing was sent; store an API key.`,
    );
  if (profiles.length === 0)
    return refused(
      'no_key',
      404,
      `No key of ${provider} is stored; nothing was sent; keywatch auth add --provider ${provider} stores one.`,
    );
  const named = profiles
    .slice(0, shown)
    .map(({ id, unavailableReason }) => `${id}: ${unavailableReason ?? 'resting'}`);
  const more = profiles.length > shown ? ` and ${profiles.length - shown} more` : '';
  const freeAt = firstFreeAt(nobody);
  const why = `No key of ${provider} can serve now (${named.join(', ')}${more})`;
  if (freeAt === null)
    return refused(
      'no_key',
      503,
      `${why}; nothing was sent; keywatch auth order explain --provider ${provider} says why.`,
    );
  const message = `${why}; nothing was sent; try again after ${new Date(freeAt).toISOString()}.`;
  return {
    declined: { why: 'resting', status: 429, message, retryAfterMs: Math.max(0, freeAt - clock.now()) },
  };
}

/** When the first of them is free again; null where none only rests. Epoch ms. */
function firstFreeAt({ profiles, model }: Nobody): number | null {
  const ends = profiles.flatMap(({ available, unavailableReason, health }) => {
    if (unavailableReason === 'cooling') return health.cooldownUntil ?? [];
    const { restingModel } = health;
    return available && restingModel !== null && restingModel.model === model ? restingModel.until : [];
  });
  return ends.length === 0 ? null : Math.min(...ends);
}

const refused = (why: Declined['why'], status: number, message: string): { declined: Declined } => ({
  declined: { why, status, message, retryAfterMs: null },
});
