import type { ProviderInfo } from '../../src-shared/contract-schema.ts';
import { originOf } from './origin.ts';
import type { Provider } from './provider.ts';

/** What the doors tell of a provider: its facts, none of its code. */
export function providerInfo(provider: Provider): ProviderInfo {
  const { id, name, mark, kinds, variables, links, proves, cannotProve, cost, policy, probe } = provider;
  return {
    id,
    name,
    mark,
    kinds: [...kinds],
    variables: [...variables],
    links,
    proves,
    cannotProve,
    cost,
    policy: policy ?? null,
    needsBaseUrl: probe.by === 'http' && originOf(provider, { baseUrl: null, config: {} }) === null,
    keylessBaseUrl: kinds.includes('none') ? (provider.keylessBaseUrl ?? provider.baseUrl) : null,
    apis: [...(provider.apis ?? [])],
  };
}
