import type { GatewayEnvironment } from '../../gateways/environment/gateway-environment.ts';
import { authProvider } from '../../gateways/provider-alias.ts';
import { variablesOf } from '../../gateways/environment/provider-variables.ts';
import type { Judged } from '../../gateways/report.ts';
import { nameOfRef } from '../../gateways/references/secret-ref.ts';
import type { Agent, Snapshot } from '../../gateways/stores/snapshot.ts';
import type { Offer } from './tool.ts';
import type { Taker } from './uses.ts';

const kinds = { api_key: 'key', token: 'token', oauth: 'login' } as const;

function stored(
  id: string,
  { effective, files }: Agent,
  variables: GatewayEnvironment['variables'],
): Offer[] {
  const credential = effective.profiles.get(id);
  if (credential === undefined) return [];
  const { type, inline, ref, refresh, expires } = credential;
  const isInline = inline.trim() !== '';
  const referred = ref?.source === 'env' ? (variables.get(ref.id)?.value.trim() ?? '') : '';
  return [
    {
      name: id,
      from: isInline || ref === null ? files.path : nameOfRef(ref),
      kind: kinds[type],
      secret: isInline ? inline.trim() : referred === '' ? null : referred,
      expiresAt: refresh.trim() !== '' || expires === null || !(expires > 0) ? null : expires,
    },
  ];
}

/**
 * What one agent of a gateway would use for each of its providers: who is first in its order, else a variable, else its
 * configuration. `lost`: profiles whose reference leads nowhere, which are tried and passed over.
 */
export function gatewayTakers(
  { named: { system }, config, configFile }: Snapshot,
  agent: Agent,
  { profiles, order, providersInUse }: Pick<Judged, 'profiles' | 'order' | 'providersInUse'>,
  { variables }: GatewayEnvironment,
  lost: ReadonlySet<string>,
): Taker[] {
  const unset = new Set(
    profiles.filter(({ reasonCode }) => reasonCode === 'unresolved_ref').map(({ id }) => id),
  );
  const providers = [...new Set([...providersInUse, ...Object.keys(order)])];
  return providers.map((provider) => {
    const ids = order[provider] ?? [];
    const first = ids.find((id) => !lost.has(id) && !unset.has(id)) ?? ids[0];
    const byVariable = variablesOf(provider).flatMap((name): Offer[] => {
      const found = variables.get(name);
      const secret = found?.value.trim() ?? '';
      return found === undefined || secret === ''
        ? []
        : [{ name, from: found.from, kind: 'key', secret, expiresAt: null }];
    });
    const inConfig = config.keysInConfig.some((each) => authProvider(each) === provider)
      ? [
          {
            name: `models.providers.${provider}.apiKey`,
            from: configFile?.path ?? 'configuration',
            kind: 'key' as const,
            secret: null,
            expiresAt: null,
          },
        ]
      : [];
    const isNamed = config.providersInUse.some((each) => authProvider(each) === provider);
    return {
      id: system.id,
      name: system.name,
      provider,
      agent: agent.id,
      offers: [...(first === undefined ? [] : stored(first, agent, variables)), ...byVariable, ...inConfig],
      ignored: [],
      baseUrl: null,
      without: isNamed ? 'warn' : null,
    };
  });
}
