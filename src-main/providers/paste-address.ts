import { KeywatchError } from '../../src-shared/errors.ts';
import { checkBaseUrl } from './base-url.ts';
import { providers } from './index.ts';
import type { Provider } from './provider.ts';
import { variableName } from './variable-names.ts';

/** An address in a paste, and the name it was given there; null where it stands in a command or in a sentence. */
export interface Address {
  url: URL;
  name: string | null;
}

/** Where the keys of a paste are meant to go; the provider is null for a server of one's own. */
export interface Destination {
  provider: Provider | null;
  baseUrl: string;
  /** It is where that provider's keys go anyhow. */
  usual: boolean;
}

const mostAddresses = 32;
const address = /https?:\/\/[\w.~:[\]-]{1,253}(?:\/[\w.~%/-]{0,512})?/g;
const nameBefore = /([A-Za-z_][\w.-]{0,63})["']?\s{0,4}[:=]\s{0,4}["'`]?$/;

/** The addresses in a text, with the names they were given. */
export function addressesIn(text: string): Address[] {
  const found: Address[] = [];
  for (const match of text.matchAll(address)) {
    const url = URL.parse(match[0]);
    if (url === null) continue;
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    found.push({ url, name: nameBefore.exec(before)?.[1] ?? null });
    if (found.length >= mostAddresses) break;
  }
  return found;
}

/** What a key and its address have in common in their names: OPENAI_API_KEY and OPENAI_BASE_URL are of OPENAI. */
const ownerOfKey = (name: string): string =>
  variableName(name)
    .replace(/^OPENCLAW_LIVE_/, '')
    .replace(/_?(?:API_?|AUTH_|ACCESS_)?(?:KEY|TOKEN|SECRET)S?(?:_?\d{1,3})?$/, '');
const addressName = /_?(?:API_?)?(?:BASE_?)?(?:URL|URI|ENDPOINT|BASE|HOST)$/;
const ownerOfAddress = (name: string): string | null => {
  const whole = variableName(name);
  return addressName.test(whole) ? whole.replace(addressName, '') : null;
};

/** The provider that takes keys at this host. */
export function providerByHost(host: string): Provider | null {
  return (
    providers.find(
      ({ baseUrl, keylessBaseUrl, hosts = [] }) =>
        [baseUrl, keylessBaseUrl].some((known) => known != null && URL.parse(known)?.host === host) ||
        hosts.some((known) => (known.startsWith('.') ? host.endsWith(known) : host === known)),
    ) ?? null
  );
}

const version = /^.*?\/v\d+(?:alpha|beta)?\d*(?=\/|$)/;

/** An address up to its version, as people give base URLs; null where Keywatch would send no key. */
function baseOf(url: URL): string | null {
  try {
    return checkBaseUrl(url.origin + (version.exec(url.pathname)?.[0] ?? ''));
  } catch (error) {
    if (error instanceof KeywatchError) return null;
    throw error;
  }
}

/** Outside of settings, an address is where keys go only when a provider or a version of an API stands there. */
const takesKeys = ({ url }: Address): boolean =>
  providerByHost(url.host) !== null || version.test(url.pathname);

/**
 * Where a key of this name goes by the addresses around it: the one that shares its name, else the only one of the
 * paste. Null when none or several could be meant.
 */
export function destinationOf(name: string | null, addresses: readonly Address[]): Destination | null {
  const owner = name === null ? '' : ownerOfKey(name);
  const named = addresses.filter((one) => one.name !== null && ownerOfAddress(one.name) === owner);
  const loose = addresses.filter(
    (one) => takesKeys(one) && (one.name === null || ownerOfAddress(one.name) === ''),
  );
  const meant = named.length > 0 ? named : loose;
  const [first] = meant;
  if (first === undefined || meant.some(({ url }) => url.host !== first.url.host)) return null;
  const baseUrl = baseOf(first.url);
  if (baseUrl === null) return null;
  const provider = providerByHost(first.url.host);
  const usual = provider?.baseUrl != null && URL.parse(provider.baseUrl)?.host === first.url.host;
  return { provider, baseUrl, usual };
}
