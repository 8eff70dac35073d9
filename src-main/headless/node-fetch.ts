import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { TransportError, type Fetch, type Request, type TransportReason } from '../ports.ts';

/** Node's error codes, by what they mean for a probe. The first pattern that fits decides. */
const reasons: readonly [RegExp, TransportReason][] = [
  [/^(ENOTFOUND|EAI_)/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ECONNRESET|EPIPE)$/, 'reset'],
  [/^ETIMEDOUT$/, 'timeout'],
  [/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/, 'tls'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'offline'],
];

/**
 * The fetch port over Node's HTTP client, which follows no redirect, keeps no cookie and caches nothing; its global
 * `fetch` takes half as long again for each question (docs/figures.md).
 */
export const nodeFetch: Fetch = async (request, signal) => {
  network ??= useSystemNetwork();
  const begin = await network;
  if (signal.aborted) throw asTransportError(null, signal);
  let response: IncomingMessage;
  try {
    response = await new Promise<IncomingMessage>((resolve, reject) => {
      begin(request, signal, resolve).on('error', reject).end(request.body);
    });
  } catch (error) {
    throw asTransportError(error, signal);
  }
  return {
    status: response.statusCode ?? 0,
    headers: flat(response.headers),
    body: readBody(response, signal),
  };
};

async function* readBody(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* response;
  } catch (error) {
    throw asTransportError(error, signal);
  }
}

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  const one: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) one[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return one;
}

function asTransportError(error: unknown, signal: AbortSignal): TransportError {
  // What is thrown is not passed on: refusing a header, it may quote it, and that may be the secret.
  if (signal.aborted) return new TransportError('timeout', 'no answer in time');
  const code = codeOf(error);
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
  return new TransportError(reason, code === '' ? 'no answer' : code);
}

/** The code of an error or of what caused it; '' when there is none. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

type Begin = (
  request: Request,
  signal: AbortSignal,
  onResponse: (response: IncomingMessage) => void,
) => ReturnType<typeof import('node:http').request>;

let network: Promise<Begin> | null = null;

/**
 * Node's HTTP client knows neither proxy variables nor the system's certificates unless it is told (D-C11). Told with
 * the first request: reading the certificates takes longer than a whole edit that asks nobody (docs/figures.md).
 */
async function useSystemNetwork(): Promise<Begin> {
  const [http, https, tls] = await Promise.all([
    import('node:http'),
    import('node:https'),
    import('node:tls'),
  ]);
  http.setGlobalProxyFromEnv();
  const known = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  tls.setDefaultCACertificates(known);
  return ({ method, url, headers, ca }, signal, onResponse) =>
    (url.startsWith('https:') ? https : http).request(
      url,
      {
        method,
        signal,
        headers: { 'accept-encoding': 'identity', ...headers },
        ...(ca === undefined ? {} : { ca: [...known, ca] }),
      },
      onResponse,
    );
}
