import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../ports.ts';
import { createAdmission } from './admission.ts';
import { serveExchange, type Ending } from './exchange.ts';
import type { HoldingDesk } from './held-leases.ts';
import { refuse } from './refusal.ts';
import { openSpool } from './spool.ts';
import { readTarget, type Target } from './target.ts';
import { createUpstream } from './upstream.ts';
import { refuseSocket, serveWebSocket, type Knocking } from './web-socket.ts';
import type { CountedRule, Opening, Passed, Patience } from './wire.ts';

export const usualPatience: Patience = { connectMs: 10_000, idleMs: 600_000, bodyMs: 60_000 };

export interface RelayServer {
  readonly port: number;
  setRules(rules: readonly CountedRule[]): void;
  close(): Promise<void>;
}

/** Streams leave their buffers lying until the engine tidies up; so often it is asked to. Bytes. */
const collectEvery = 4 * 1024 * 1024;

/** How many connections may be here that have shown no token yet; the oldest of them makes room for the next. */
const mostStrangers = 4_096;

/**
 * The relay: a loopback server to which tools send what they would send to a provider, with an access token for a key.
 * Rejects where the port is taken.
 */
export async function openRelayServer(
  parts: Opening & {
    clock: Clock;
    desk: HoldingDesk;
    onPassed(passed: Passed): void;
    /** Gives back what young garbage holds: buffers that were passed on are not counted in what the engine watches. */
    collect?: (() => void) | undefined;
  },
): Promise<RelayServer> {
  const { clock, desk, patience = usualPatience } = parts;
  const admission = createAdmission(clock);
  admission.setRules(parts.rules);
  const upstream = createUpstream(clock, patience);
  let streamed = 0;
  const onStreamed = (bytes: number) => {
    streamed += bytes;
    if (streamed < collectEvery) return;
    streamed = 0;
    parts.collect?.();
  };
  const exchangeParts = {
    clock,
    desk,
    upstream,
    patience,
    openSpool: () => openSpool(parts.spool),
    onStreamed,
  };
  let port = 0;

  const server = createServer(
    {
      maxHeaderSize: 32 * 1024,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
      // Each byte that is late is: see the patience with bodies.
      requestTimeout: 0,
      keepAliveTimeout: 60_000,
    },
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  );

  const strangers = new Set<Socket>();
  server.on('connection', (socket) => {
    const oldest = strangers.size < mostStrangers ? undefined : strangers.values().next().value;
    oldest?.destroy();
    strangers.add(socket);
    socket.once('close', () => strangers.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.write(rawRefusal(error.code));
    socket.destroy();
  });
  // Neither a proxy's tunnel nor another protocol.
  server.on('connect', (_, socket) => void socket.destroy());
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade({ request, socket, head }).catch(() => socket.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = clock.now();
    const target = readTarget(request, port, parts.aliases);
    if ('declined' in target) return refuse(response, '', target.declined);
    if (target.origin !== null && !admission.mayAsk(target.origin))
      return refuse(response, target.provider, foreignPage);
    const shared = forPage(target);
    if (target.origin !== null && request.method === 'OPTIONS') return void preflight(response, shared);
    const admitted = admission.admit(target);
    if ('declined' in admitted) return refuse(response, target.provider, admitted.declined, shared);
    strangers.delete(request.socket);
    for (const [name, value] of Object.entries(shared)) response.setHeader(name, value);
    const ending = await serveExchange(request, response, { target, ...admitted }, exchangeParts);
    parts.onPassed(passedOf(request, response, target, admitted.rule.name, ending, at));
  }

  async function upgrade({ request, socket, head }: Knocking): Promise<void> {
    const at = clock.now();
    const target = readTarget(request, port, parts.aliases);
    if ('declined' in target) return refuseSocket(socket, { provider: '' }, target.declined);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || request.method !== 'GET')
      return refuseSocket(socket, target, otherProtocol);
    // Browsers let any page open one: the origin is all that tells them apart.
    const admitted = admission.admit(target);
    if ('declined' in admitted) return refuseSocket(socket, target, admitted.declined);
    strangers.delete(request.socket);
    const { status, ...ending } = await serveWebSocket(
      { request, socket, head },
      { target, ...admitted },
      exchangeParts,
    );
    parts.onPassed(passedOf(request, { statusCode: status }, target, admitted.rule.name, ending, at));
  }

  const passedOf = (
    { method = 'GET' }: IncomingMessage,
    { statusCode }: Pick<ServerResponse, 'statusCode'>,
    { provider }: Target,
    token: string,
    { id, tries, model }: Ending,
    at: number,
  ): Passed => ({
    at,
    token,
    provider,
    id,
    method,
    model,
    status: statusCode,
    tries,
    tookMs: clock.now() - at,
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, '127.0.0.1', resolve);
  });
  ({ port } = addressOf(server.address()));
  return {
    port,
    setRules: admission.setRules,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        upstream.close();
      }),
  };
}

function addressOf(address: AddressInfo | string | null): { port: number } {
  return typeof address === 'object' && address !== null ? address : { port: 0 };
}

const otherProtocol = {
  status: 400,
  message: 'The relay passes HTTP and WebSockets on; nothing was sent; ask for one of them.',
  retryAfterMs: null,
};

const foreignPage = {
  status: 403,
  message: 'Web pages may not use the relay; nothing was sent; keywatch relay token add --origin allows one.',
  retryAfterMs: null,
};

/** What a browser asks for before it lets a page read an answer; nothing for whoever is no page. */
function forPage({ origin }: Target): Record<string, string> {
  return origin === null ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' };
}

function preflight(response: ServerResponse, shared: Readonly<Record<string, string>>): void {
  const asked = response.req.headers['access-control-request-headers'];
  response.writeHead(204, {
    ...shared,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
  });
  response.end();
}

/** What could not be read as a request: nothing of it is repeated. */
function rawRefusal(code: string | undefined): string {
  const status =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  return `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
}
