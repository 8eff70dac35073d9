import { X509Certificate } from 'node:crypto';
import { telling } from '../../src-shared/say.ts';
import { readPeerFile } from '../gateways/stores/peer-file.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import type { Found } from './circumstances.ts';

type Env = Surroundings['env'];

const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'] as const;
const valueOf = (env: Env, name: string) => env[name]?.trim() ?? '';

const isNone = (env: Env, name: string) =>
  valueOf(env, name) === '' && valueOf(env, name.toLowerCase()) === '';

const odd = (what: string, remedy: string): Found => ({
  id: 'proxy_odd',
  severity: 'warn',
  what,
  where: null,
  remedy,
});

/** What is to be said of one variable that names a proxy. */
function proxyNamed(name: string, value: string, env: Env): Found[] {
  const url = URL.parse(/^[a-z][\w+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  if (url === null || url.hostname === '')
    return [
      odd(
        telling('{name} is no address, so requests fail or go past the proxy.', { name }),
        telling('Write it like {name}=http://host:3128.', { name }),
      ),
    ];
  const kind = url.protocol.slice(0, -1);
  return [
    ...(/^https?$/.test(kind)
      ? []
      : [
          odd(
            telling(
              '{name} names a proxy of the kind {kind}; Keywatch and many tools speak only to HTTP proxies.',
              { name, kind },
            ),
            telling('Name an HTTP proxy.'),
          ),
        ]),
    ...(url.password === ''
      ? []
      : [
          {
            id: 'proxy_secret',
            severity: 'warn',
            what: telling('{name} has a password in it; every program that you start can read it.', { name }),
            where: null,
            remedy: telling('Let the proxy know you in another way, or run one here that signs in there.'),
          } as const,
        ]),
    {
      id: 'proxy_set',
      severity: 'info',
      what: isNone(env, 'NO_PROXY')
        ? telling('Requests go out through {host}, by {name}.', { host: url.host, name })
        : telling('Requests go out through {host}, by {name}, but for what NO_PROXY names.', {
            host: url.host,
            name,
          }),
      where: null,
      remedy: telling('Nothing, if that is meant.'),
    },
  ];
}

function ofProxy(env: Env, upper: (typeof proxies)[number]): Found[] {
  const lower = upper.toLowerCase();
  const [big, small] = [valueOf(env, upper), valueOf(env, lower)];
  if (big === '' || small === '' || big === small)
    return big + small === ''
      ? []
      : proxyNamed(small === '' ? upper : lower, small === '' ? big : small, env);
  return [
    odd(
      telling('{upper} and {lower} name different proxies; tools differ in which they take.', {
        upper,
        lower,
      }),
      telling('Set both alike.'),
    ),
    ...proxyNamed(lower, small, env),
    ...proxyNamed(upper, big, env),
  ];
}

/** Where programs take certificates from beside the system's. */
const bundles = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'AWS_CA_BUNDLE',
] as const;

/** What is wrong with a file of certificates; null where nothing is. */
function problemOfBundle(
  path: string,
  now: number,
): { id: 'ca_missing' | 'ca_unusable'; problem: string } | null {
  const file = readPeerFile(path);
  if (file === null) return { id: 'ca_missing', problem: telling('there is no such file') };
  if (file.text === null) return { id: 'ca_unusable', problem: file.problem ?? telling('it cannot be read') };
  const blocks = file.text.match(
    /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g,
  );
  if (blocks === null) return { id: 'ca_unusable', problem: telling('there is no certificate in it (PEM)') };
  try {
    const ended = blocks.filter((block) => new X509Certificate(block).validToDate.getTime() < now);
    return ended.length === blocks.length
      ? { id: 'ca_unusable', problem: telling('every certificate in it has ended') }
      : null;
  } catch {
    return { id: 'ca_unusable', problem: telling('a certificate in it is damaged') };
  }
}

function ofBundles({ env, now }: Pick<Surroundings, 'env' | 'now'>): Found[] {
  return bundles.flatMap((name): Found[] => {
    const path = valueOf(env, name);
    const wrong = path === '' ? null : problemOfBundle(path, now);
    if (wrong === null) return [];
    return [
      {
        id: wrong.id,
        severity: 'warn',
        what: telling('{name} names a file of certificates that is of no use: {problem}.', {
          name,
          problem: wrong.problem,
        }),
        where: path,
        remedy: telling('Put the certificates there, or unset {name}.', { name }),
      },
    ];
  });
}

/** Proxy and certificates as programs that are started here get them; no proxy's password is shown. */
export function networkFindings(around: Pick<Surroundings, 'env' | 'now'>): Found[] {
  const { env } = around;
  const unverified: Found[] =
    valueOf(env, 'NODE_TLS_REJECT_UNAUTHORIZED') === '0'
      ? [
          {
            id: 'tls_unverified',
            severity: 'bad',
            what: telling(
              'NODE_TLS_REJECT_UNAUTHORIZED=0: programs on Node believe every server, so anyone on the way can take keys.',
            ),
            where: null,
            remedy: telling('Unset it, and name the certificate that is missing in NODE_EXTRA_CA_CERTS.'),
          },
        ]
      : [];
  return [...proxies.flatMap((name) => ofProxy(env, name)), ...ofBundles(around), ...unverified];
}
