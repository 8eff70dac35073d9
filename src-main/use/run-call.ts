import type { Equipped } from '../../src-shared/contract-secrets.ts';
import type { OrderExplained } from '../../src-shared/contract-order.ts';
import { KeywatchError, type ErrorCode } from '../../src-shared/errors.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller, Keywatch } from '../core.ts';
import { shapeOf } from '../providers/known-shapes.ts';
import { parseReference } from '../references/reference.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Vault } from '../vault/vault.ts';
import { toolVariables } from './tool-variables.ts';
import { noSecret, notHere, outOfUse, shut } from './why-not-served.ts';

/** What programs are equipped from. */
export interface RunParts {
  vault: Pick<Vault, 'state' | 'reason' | 'profiles'>;
  /** Gives a secret out, written down before. */
  reveal: Keywatch['profiles']['reveal'];
  explain: Keywatch['order']['explain'];
  get: Keywatch['profiles']['get'];
}

/** What a program of this person's is started with: a profile that is named, or whoever of a provider serves next. */
export function createRunCall(parts: RunParts): Pick<Keywatch['secrets'], 'run'> {
  const { vault, explain } = parts;
  return {
    async run({ profile, provider, agent, program }, caller) {
      if (caller.door !== 'local') throw notHere();
      if (vault.state() === 'locked') throw shut(vault.reason());
      const by = { ...caller, program };
      if (profile !== null) return equipped(profile, by, parts);
      if (provider === null) throw nobodyNamed();
      const explained = explain({ provider, agent });
      const passedOver: Equipped['passedOver'] = [];
      let first: KeywatchError | null = null;
      for (const { id } of explained.order.filter(({ available }) => available)) {
        try {
          return { ...(await equipped(id, by, parts)), passedOver };
        } catch (error) {
          if (!(error instanceof KeywatchError) || !ofOneAlone.has(error.code)) throw error;
          passedOver.push({ id, message: error.message });
          first ??= error;
        }
      }
      throw first ?? nobodyServes(explained);
    },
  };
}

/** What speaks against one profile and leaves the next one be; that something cannot be written down is none of it. */
const ofOneAlone: ReadonlySet<ErrorCode> = new Set([
  'not_found',
  'invalid_input',
  'unreachable',
  'file_too_open',
  'not_permitted',
  'profile_damaged',
]);

async function equipped(id: string, caller: Caller, { vault, reveal, get }: RunParts): Promise<Equipped> {
  const view = get(id);
  const stored = vault.profiles().get(id);
  if (stored === undefined) throw noSecret(id);
  if (!stored.enabled) throw outOfUse(id);
  const leaves = leavesHere(stored);
  // Asked before the secret is: what no tool could take is not written down as if it had left.
  toolVariables(stored, leaves ? '' : null);
  const secret = leaves ? await reveal(id, { ...caller, action: 'run' }) : null;
  if (secret === '') throw noSecret(id);
  return {
    id,
    provider: stored.provider,
    ...toolVariables(stored, secret),
    secret,
    mask: stored.mask ?? maskOf(secret ?? ''),
    unavailable: view.unavailableReason,
    passedOver: [],
  };
}

/** The tools whose logins can be linked, by the provider they are profiles of. */
const ownLogins: Readonly<Record<string, string>> = { 'claude-code': 'claude-code', codex: 'openai-codex' };

/**
 * Whether a program needs the secret from here. A tool finds its own login by itself, once nothing goes before it; any
 * other login is its owner's, which renews it and ends a copy by doing so (D-A11): throws `not_permitted`.
 */
function leavesHere({ id, kind, provider, reference }: StoredProfile): boolean {
  if (kind === 'none') return false;
  const place = reference === null ? null : parseReference(reference);
  if (place?.from === 'login' && ownLogins[place.owner] === provider) return false;
  if (kind === 'oauth' || place?.from === 'login' || place?.from === 'gateway')
    throw new KeywatchError(
      'not_permitted',
      telling(
        '{id} is a login, which its owner renews, and a copy ends when it does; nothing was handed out; use a key or a token instead.',
        { id },
      ),
      { id },
    );
  return true;
}

const maskOf = (secret: string) => maskSecret(secret, shapeOf(secret)?.known.shape.prefix ?? '');

function nobodyNamed(): KeywatchError {
  return new KeywatchError(
    'bad_usage',
    telling('Neither a profile nor a provider was named; nothing was handed out; name one of them.'),
  );
}

const shown = 5;

/** That nobody of a provider can serve: for a while, where one of them only rests. */
function nobodyServes({ provider, order }: OrderExplained): KeywatchError {
  if (order.length === 0)
    return new KeywatchError(
      'not_found',
      telling(
        'No profile of {provider} is stored; nothing was handed out; keywatch auth add --provider {provider} stores one.',
        { provider },
      ),
    );
  const rests = order.flatMap(({ cooldownUntil, why }) => (why === 'cooling' ? [cooldownUntil ?? 0] : []));
  const named = order.slice(0, shown).map(({ id, why }) => `${id}: ${why ?? telling('passed over')}`);
  const left = order.length - shown;
  const end = rests.length === 0 ? null : new Date(Math.min(...rests)).toISOString();
  return new KeywatchError(
    end === null ? 'not_found' : 'busy',
    telling('No profile of {provider} can serve now ({which}); nothing was handed out; {what}.', {
      provider,
      which:
        left > 0 ? telling('{shown} and {left} more', { shown: named.join(', '), left }) : named.join(', '),
      what:
        end === null
          ? telling('keywatch auth order explain --provider {provider} says why', { provider })
          : telling('try again after {end}, or name one with --profile', { end }),
    }),
  );
}
