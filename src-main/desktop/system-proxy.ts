import type { session as sessions } from 'electron';
import type { ProxyFor } from '../ports.ts';
import { probePartition } from './probe-fetch.ts';

/**
 * What Chromium calls the proxies that Node speaks to, and how their addresses begin
 * (https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file).
 */
const schemes: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };

/** The proxy that the probes' own session would take, so that what was asked about is reached the same way. After the app is ready. */
export function createProxyFor(session: typeof sessions): ProxyFor {
  const probes = session.fromPartition(probePartition, { cache: false });
  return async (url) => {
    const told = await probes.resolveProxy(url);
    for (const each of told.split(';')) {
      const [kind = '', place = ''] = each.trim().split(/\s+/);
      if (kind === 'DIRECT') return { proxy: null };
      const scheme = schemes[kind.toUpperCase()];
      if (scheme !== undefined && place !== '') return { proxy: `${scheme}://${place}` };
    }
    return { speaks: 'otherwise' };
  };
}
