import { isAbsolute, join } from 'node:path';
import { formatReference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import type { PeerCredential } from '../gateways/stores/credential.ts';
import { environmentOf } from '../gateways/environment/gateway-environment.ts';
import { isSince } from '../gateways/generation.ts';
import { readProvider } from '../gateways/references/provider-options.ts';
import { resolveRefs } from '../gateways/references/resolve-refs.ts';
import type { SecretRef } from '../gateways/references/secret-ref.ts';
import type { Snapshot } from '../gateways/stores/snapshot.ts';
import type { Surroundings } from '../gateways/surroundings.ts';

/** What a credential of a gateway comes to here: a secret to keep, where to read it when needed, or why neither. */
export type FoundSecret = { secret: string } | { reference: string } | { why: string };

/** What stands behind credentials of a gateway, by their ids. */
export type SecretsOf = (credentials: readonly PeerCredential[]) => Promise<ReadonlyMap<string, FoundSecret>>;

type Referring = PeerCredential & { ref: SecretRef };

/** Of a secret in clear beside a reference, the reference serves since 2026.5 (gateways.md §6.5). */
const refers = (credential: PeerCredential, { generation }: Snapshot): credential is Referring =>
  credential.ref !== null && (credential.inline.trim() === '' || isSince(generation, '2026.5.28'));

/** The name under which gateways ask Keywatch itself. */
const ourselves = 'keywatch';

/**
 * Reads what a gateway would get for its keys and tokens. Variables that we have too and files become references of ours; a program
 * is run only where `runPrograms` says so.
 */
export function gatewaySecrets(
  snapshot: Snapshot,
  around: Surroundings,
  { runPrograms }: { runPrograms: boolean },
): SecretsOf {
  return async (credentials) => {
    const found = new Map<string, FoundSecret>();
    const asked: Referring[] = [];
    for (const credential of credentials) {
      const { id, inline } = credential;
      if (!refers(credential, snapshot))
        found.set(id, inline.trim() === '' ? { why: telling('it holds no secret') } : { secret: inline });
      else {
        const why = whyNotAsked(credential.ref, runPrograms);
        if (why === null) asked.push(credential);
        else found.set(id, { why });
      }
    }
    if (asked.length === 0) return found;
    const { variables } = await environmentOf(snapshot, around);
    const env = Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));
    const { config, generation } = snapshot;
    const refs = asked.map(({ ref }) => ref);
    const answers = await resolveRefs(refs, { secrets: config.secrets, env, generation, around });
    asked.forEach(({ id, ref }, index) => {
      const answer = answers[index];
      if (answer?.ok !== true)
        return found.set(id, { why: answer?.message ?? telling('its reference leads nowhere') });
      const isOurs = variables.get(ref.id)?.from === 'environment' && around.env[ref.id] !== undefined;
      const reference = ourReference(ref, answer.value, isOurs, snapshot, around);
      return found.set(id, reference === null ? { secret: answer.value } : { reference });
    });
    return found;
  };
}

function whyNotAsked({ source, provider }: SecretRef, runPrograms: boolean): string | null {
  if (source !== 'exec') return null;
  if (provider === ourselves) return telling('Keywatch serves it already');
  return runPrograms ? null : telling('a program gives it, which was not run; --allow-exec runs it');
}

/** Our reference to the same secret; null where there is none that says the same. */
function ourReference(
  ref: SecretRef,
  value: string,
  isOurs: boolean,
  { config, generation }: Snapshot,
  { home }: Surroundings,
): string | null {
  if (ref.source === 'env') return isOurs ? formatReference({ from: 'env', name: ref.id }) : null;
  if (ref.source !== 'file' || /[\r\n]/.test(value.trim())) return null;
  const options = readProvider(ref.provider, config.secrets.providers[ref.provider], generation);
  if (typeof options === 'string' || options.source !== 'file') return null;
  const path = options.path.startsWith('~/') ? join(home, options.path.slice(2)) : options.path;
  if (!isAbsolute(path) || path.includes('#')) return null;
  return formatReference({ from: 'file', path, pointer: options.mode === 'json' ? ref.id : null });
}
