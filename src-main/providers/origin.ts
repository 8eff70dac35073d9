import type { ProbeSubject, Provider } from './provider.ts';

type Settings = ProbeSubject['config'];

/** Where a profile's key is asked about: at its own base URL or where that host's keys are known, else where its settings say, else to its provider's one address. */
export function originOf(
  provider: Provider,
  { baseUrl, config, kind }: Pick<ProbeSubject, 'baseUrl' | 'config'> & Partial<Pick<ProbeSubject, 'kind'>>,
): string | null {
  if (baseUrl !== null) return provider.asksAt?.(URL.parse(baseUrl)?.host ?? '') ?? baseUrl;
  if (kind === 'none' && provider.keylessBaseUrl !== undefined) return provider.keylessBaseUrl;
  return provider.origin === undefined ? provider.baseUrl : provider.origin(config);
}

/**
 * The origin of each region that a vendor keeps apart, by the profile's setting `region`. Only addresses of the table
 * come out: a region that is none of them names no place, so that no setting can send a key elsewhere.
 */
export function byRegion<R extends string>(
  origins: Readonly<Record<R, string>>,
  usual: NoInfer<R>,
): (config: Settings) => string | null {
  const known: ReadonlyMap<string, string> = new Map(Object.entries<string>(origins));
  return ({ region = usual }) => known.get(region.trim().toLowerCase()) ?? null;
}
