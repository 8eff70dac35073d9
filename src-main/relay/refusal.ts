import type { ServerResponse } from 'node:http';
import type { OwnAnswer } from './wire.ts';

/** No answer: the client left before one. Servers of others note it by this number too. */
export const clientLeft = 499;

interface Words {
  anthropic: string;
  google: string;
}

/** What vendors call a failure of a status; their clients make typed errors of these. */
const wordsByStatus: Readonly<Record<number, Words>> = {
  400: { anthropic: 'invalid_request_error', google: 'INVALID_ARGUMENT' },
  401: { anthropic: 'authentication_error', google: 'UNAUTHENTICATED' },
  403: { anthropic: 'permission_error', google: 'PERMISSION_DENIED' },
  404: { anthropic: 'not_found_error', google: 'NOT_FOUND' },
  429: { anthropic: 'rate_limit_error', google: 'RESOURCE_EXHAUSTED' },
  503: { anthropic: 'api_error', google: 'UNAVAILABLE' },
};

/** What the relay answers by itself, in the form that the provider's clients read. */
export function refusalBody(provider: string, status: number, message: string): string {
  const words = wordsByStatus[status];
  const said = `Keywatch: ${message}`;
  if (provider === 'anthropic')
    return JSON.stringify({ type: 'error', error: { type: words?.anthropic ?? 'api_error', message: said } });
  if (provider === 'google')
    return JSON.stringify({ error: { code: status, message: said, status: words?.google ?? 'INTERNAL' } });
  return JSON.stringify({
    error: { message: said, type: 'keywatch_relay', param: null, code: String(status) },
  });
}

/** Seconds, never too few: whoever comes back at that time is not refused again. */
export const inSeconds = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1000)));

/** What of a body is still read when it was answered already, and after how long a silence it is not. Bytes, milliseconds. */
const readAway = { most: 64 * 1024 * 1024, silenceMs: 2_000 } as const;

/** Ends an answer when its request is over: whoever still sends would lose it with a connection that is closed (RFC 9112, 9.6). */
function endBehind({ req: request }: ServerResponse, end: () => void): void {
  let left: number = readAway.most;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  request.once('end', end);
  request.socket.setTimeout(readAway.silenceMs);
}

/** Answers a request here. A body that is still coming is read away, and its connection serves no other. */
export function refuse(
  response: ServerResponse,
  provider: string,
  { status, message, retryAfterMs }: OwnAnswer,
  more: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const whole = response.req.complete;
  const body = refusalBody(provider, status, message);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-keywatch': 'relay',
    ...(retryAfterMs === null ? {} : { 'retry-after': inSeconds(retryAfterMs) }),
    ...(whole ? {} : { connection: 'close' }),
    ...more,
  });
  if (whole) return void response.end(body);
  response.write(body);
  endBehind(response, () => response.end());
}
