import { TransportError, type Fetch, type TransportReason } from '../ports.ts';

/** Node's error codes, by what they mean for a probe. The first pattern that fits decides. */
const reasons: readonly [RegExp, TransportReason][] = [
  [/^(ENOTFOUND|EAI_)/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/, 'tls'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'offline'],
];

/**
 * The fetch port over Node's own fetch: redirects are handed back as they came, nothing is cached, no cookie is kept.
 */
export const nodeFetch: Fetch = async (request, signal) => {
  systemNetwork ??= useSystemNetwork();
  await systemNetwork;
  let response: Awaited<ReturnType<typeof fetch>>;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
  } catch (error) {
    throw asTransportError(error, signal);
  }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: readBody(response.body, signal),
  };
};

async function* readBody(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body;
  } catch (error) {
    throw asTransportError(error, signal);
  }
}

function asTransportError(error: unknown, signal: AbortSignal): TransportError {
  // What fetch throws is not passed on: refusing a header, it quotes it, and that may be the secret.
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

let systemNetwork: Promise<void> | null = null;

/**
 * Node's own fetch knows neither proxy variables nor the system's certificates unless it is told (D-C11). Told with the
 * first request: reading the certificates takes longer than a whole edit that asks nobody (docs/figures.md).
 */
async function useSystemNetwork(): Promise<void> {
  const [http, tls] = await Promise.all([import('node:http'), import('node:tls')]);
  http.setGlobalProxyFromEnv();
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
}
