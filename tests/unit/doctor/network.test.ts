import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctorHome, type DoctorHome } from '../../fixtures/doctor-home.ts';

let place: DoctorHome;
beforeEach(() => {
  place = doctorHome();
});
afterEach(() => place.end());
const look = async (env: Record<string, string>) => (await place.look(env)).findings;

describe('the way out', () => {
  it('says nothing where nothing is set', async () => {
    expect(await look({ HTTPS_PROXY: '', NO_PROXY: 'localhost' })).toEqual([]);
  });

  it('names the proxy, and not its password', async () => {
    const findings = await look({
      https_proxy: 'http://me:invented-word@proxy.example:3128',
      NO_PROXY: 'a.test',
    });
    expect(findings).toMatchObject([
      { id: 'proxy_secret', severity: 'warn' },
      { id: 'proxy_set', severity: 'info', what: expect.stringContaining('proxy.example:3128') },
    ]);
    expect(JSON.stringify(findings)).not.toContain('invented-word');
  });

  it.each([
    [{ HTTPS_PROXY: 'http://a.test:1', https_proxy: 'http://b.test:1' }, 'different proxies'],
    [{ ALL_PROXY: 'socks5://a.test:1080' }, 'kind socks5'],
    [{ HTTP_PROXY: 'http://' }, 'no address'],
  ])('tells of a proxy that will not do: %#', async (env, words) => {
    expect((await look(env)).find(({ id }) => id === 'proxy_odd')?.what).toContain(words);
  });

  it('tells of certificates that are not there, are none, are damaged', async () => {
    expect(await look({ NODE_EXTRA_CA_CERTS: place.at('nowhere.pem') })).toMatchObject([
      { id: 'ca_missing', where: place.at('nowhere.pem') },
    ]);
    const text = place.put('ca.pem', 'no certificate');
    expect(await look({ SSL_CERT_FILE: text })).toMatchObject([{ id: 'ca_unusable' }]);
    place.put('ca.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect((await look({ REQUESTS_CA_BUNDLE: text }))[0]?.what).toContain('damaged');
    expect((await look({ CURL_CA_BUNDLE: place.home }))[0]?.what).toContain('it is no file');
  });

  it('calls it bad when every server is believed', async () => {
    expect(await look({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatchObject([
      { id: 'tls_unverified', severity: 'bad' },
    ]);
    expect(await look({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
  });
});
