import type { ClientRequest, IncomingMessage, Net, session as sessions } from 'electron';
import { TransportError, type Fetch, type Response, type TransportReason } from '../ports.ts';

/** The probes' own session (D-A7): in memory, without a cache, and without the window's rule that cancels everything. */
export const probePartition = 'probes';

/** Chromium's names for what went wrong: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const reasons: readonly [RegExp, TransportReason][] = [
  [/^ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_)/, 'dns'],
  [/^ERR_CONNECTION_REFUSED$/, 'refused'],
  [
    /^ERR_(CONNECTION_(RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|CONTENT_LENGTH_MISMATCH)$/,
    'reset',
  ],
  [/^ERR_(CONNECTION_)?TIMED_OUT$/, 'timeout'],
  [/^ERR_(CERT_|SSL_|BAD_SSL_)/, 'tls'],
  [/^ERR_(INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|NETWORK_CHANGED|NETWORK_ACCESS_DENIED)$/, 'offline'],
];

/**
 * The fetch port over Chromium's network, which knows the system's proxies and certificates. `net.fetch` cannot hand
 * back a redirect (https://github.com/electron/electron/issues/43715); `net.request` tells of it and is then called off
 * (D-A8). After the app is ready.
 */
export function createProbeFetch(electron: { net: Pick<Net, 'request'>; session: typeof sessions }): Fetch {
  const session = electron.session.fromPartition(probePartition, { cache: false });
  return (request, signal) => {
    // Chromium takes no certificates for one request alone.
    if (request.ca !== undefined)
      return import('../headless/node-fetch.ts').then(({ nodeFetch }) => nodeFetch(request, signal));
    return new Promise<Response>((resolve, reject) => {
      if (signal.aborted) return reject(tooLate());
      let asked: ClientRequest;
      try {
        asked = electron.net.request({
          method: request.method,
          url: request.url,
          headers: { ...request.headers },
          session,
          credentials: 'omit',
          redirect: 'manual',
          cache: 'no-store',
          referrerPolicy: 'no-referrer',
          bypassCustomProtocolHandlers: true,
        });
      } catch {
        // Its text quotes the header it refuses, and that may be the secret: neither kept nor passed on.
        return reject(new TransportError('other', 'the request could not be made'));
      }
      const stop = () => asked.abort();
      signal.addEventListener('abort', stop, { once: true });
      asked.on('close', () => signal.removeEventListener('abort', stop));
      asked.on('abort', () => reject(tooLate()));
      asked.on('error', (error) => reject(asTransportError(error, signal)));
      asked.on('redirect', (status, _method, location, headers) => {
        resolve({ status, headers: { location, ...flat(headers) }, body: nothing() });
        asked.abort();
      });
      asked.on('response', (response) => {
        resolve({
          status: response.statusCode,
          headers: flat(response.headers),
          body: bodyOf(response, asked, signal),
        });
      });
      asked.end(request.body);
    });
  };
}

/** The body as it comes; whoever stops reading calls the rest off. */
function bodyOf(
  response: IncomingMessage,
  asked: ClientRequest,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let over: 'no' | 'whole' | TransportError = 'no';
  let wake: (() => void) | null = null;
  const end = (how: 'whole' | TransportError) => {
    if (over === 'no') over = how;
    wake?.();
  };
  response.on('data', (chunk) => {
    chunks.push(chunk);
    wake?.();
  });
  response.on('end', () => end('whole'));
  response.on('error', (error) => end(asTransportError(error, signal)));
  response.on('aborted', () =>
    end(signal.aborted ? tooLate() : new TransportError('reset', 'the answer broke off')),
  );
  asked.on('abort', () => end(tooLate()));
  asked.on('error', (error) => end(asTransportError(error, signal)));

  return {
    async *[Symbol.asyncIterator]() {
      try {
        while (true) {
          const chunk = chunks.shift();
          if (chunk !== undefined) {
            yield chunk;
            continue;
          }
          if (over === 'whole') return;
          if (over !== 'no') throw over;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        if (over === 'no') asked.abort();
      }
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function flat(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function tooLate(): TransportError {
  return new TransportError('timeout', 'no answer in time');
}

/** What kept Chromium from an answer, as the core names it. */
export function asTransportError(error: Error, signal?: AbortSignal): TransportError {
  if (signal?.aborted === true) return tooLate();
  const name = /ERR_[A-Z0-9_]+/.exec(error.message)?.[0] ?? '';
  const reason = reasons.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
  return new TransportError(reason, name === '' ? 'no answer' : name);
}
