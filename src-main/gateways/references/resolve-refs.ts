import type { GatewayConfig } from '../stores/config.ts';
import { execSecrets } from './exec-secret.ts';
import { fileSecret } from './file-secret.ts';
import { isSince, type Generation } from '../generation.ts';
import { readProvider, type ProviderOptions } from './provider-options.ts';
import { refused, type Resolution } from './ref-failure.ts';
import { nameOfRef, refProblem, type SecretRef } from './secret-ref.ts';
import type { Surroundings } from '../surroundings.ts';

export interface Resolver {
  secrets: GatewayConfig['secrets'];
  /** The environment the gateway would see. */
  env: Surroundings['env'];
  generation: Generation;
  around: Surroundings;
}

function providerOf(
  { source, provider }: SecretRef,
  ref: SecretRef,
  { secrets, generation }: Resolver,
): ProviderOptions | Resolution {
  const raw = Object.hasOwn(secrets.providers, provider) ? secrets.providers[provider] : undefined;
  if (raw === undefined) {
    if (source === 'env' && provider === (secrets.defaults['env'] ?? 'default'))
      return { source: 'env', allowlist: null };
    return refused(
      'SECRET_PROVIDER_NOT_CONFIGURED',
      `Secret provider "${provider}" is not configured (ref: ${nameOfRef(ref)}).`,
      'not_found',
    );
  }
  const options = readProvider(provider, raw, generation);
  if (typeof options === 'string') return refused('SECRET_PROVIDER_INVALID', options, 'invalid_input');
  if (options.source === source) return options;
  return refused(
    'SECRET_PROVIDER_INVALID',
    `Secret provider "${provider}" has source "${options.source}" but ref requests "${source}".`,
    'invalid_input',
  );
}

function envSecret(
  { id, provider }: SecretRef,
  allowlist: readonly string[] | null,
  env: Surroundings['env'],
): Resolution {
  if (allowlist !== null && !allowlist.includes(id))
    return refused(
      'SECRET_REF_POLICY_DENIED',
      `Environment variable "${id}" is not allowlisted in secrets.providers.${provider}.allowlist.`,
      'not_permitted',
    );
  const value = env[id];
  return value === undefined || value.trim() === ''
    ? refused('SECRET_REF_NOT_FOUND', `Environment variable "${id}" is missing or empty.`, 'not_found')
    : { ok: true, value };
}

async function fromProvider(refs: readonly SecretRef[], by: Resolver): Promise<Resolution[]> {
  const [first] = refs;
  if (first === undefined) return [];
  const options = providerOf(first, first, by);
  if ('ok' in options) return refs.map(() => options);
  switch (options.source) {
    case 'env':
      return refs.map((ref) => envSecret(ref, options.allowlist, by.env));
    case 'file':
      return Promise.all(refs.map((ref) => fileSecret(ref, options, by.generation, by.around)));
    case 'exec':
      return execSecrets(refs, options, by.generation, by);
  }
}

/**
 * What a gateway would get for its references, in their order, and where it would get nothing why not (gateways.md §6). Each secret
 * provider is asked once for all of them; this runs the programs that the gateway's own configuration names.
 */
export async function resolveRefs(refs: readonly SecretRef[], by: Resolver): Promise<Resolution[]> {
  const results = new Map<SecretRef, Resolution>();
  const askable = refs.filter((ref) => {
    const failure = whyNotAsked(ref, by.generation);
    if (failure !== null) results.set(ref, failure);
    return failure === null;
  });
  for (const asked of Map.groupBy(askable, ({ source, provider }) => `${source}:${provider}`).values()) {
    const answers = await fromProvider(asked, by);
    asked.forEach((ref, index) => {
      const answer = answers[index];
      if (answer !== undefined) results.set(ref, answer);
    });
  }
  return refs.map(
    (ref) =>
      results.get(ref) ??
      refused('SECRET_REF_NOT_FOUND', `Nothing answered for ${nameOfRef(ref)}.`, 'not_found'),
  );
}

function whyNotAsked(ref: SecretRef, generation: Generation): Resolution | null {
  if (!isSince(generation, '2026.3.13'))
    return refused(
      null,
      'This gateway knows no SecretRefs: it reads keys from its stores and its environment only.',
      'invalid_input',
    );
  const problem = refProblem(ref, generation);
  if (problem !== null) return refused(null, problem, 'invalid_input');
  return ref.source === 'store'
    ? refused(null, "The gateway's own secret store is opened by the gateway alone.", 'not_permitted')
    : null;
}
