import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../ports.ts';
import { createAdmission } from './admission.ts';
import { serveExchange, type Ending } from './exchange.ts';
import type { HoldingDesk } from './held-leases.ts';
import { clientLeft, refuse } from './refusal.ts';
import { createRoom } from './room.ts';
import { openSpool } from './spool.ts';
import { readTarget, type Target } from './target.ts';
import { createUnderWay } from './under-way.ts';
import { createUpstream } from './upstream.ts';
import { refuseSocket, serveWebSocket, type Knocking } from './web-socket.ts';
import type { CountedRule, Declined, Opening, Passed, Patience } from './wire.ts';

export const usualPatience: Patience = { connectMs: 10_000, idleMs: 600_000, bodyMs: 60_000 };

/** Who asks whom, as far as a request told. */
type Asker = Pick<Passed, 'provider' | 'token'>;

export interface RelayServer {
  readonly port: number;
  setRules(rules: readonly CountedRule[]): void;
  close(): Promise<void>;
}

/** Streams leave their buffers lying until the engine tidies up; so often it is asked to. Bytes. */
const collectEvery = 4 * 1024 * 1024;

/** How much of all bodies together is kept to be sent again; what is beyond that is sent once. Bytes. */
const mostForAll = { inMemory: 256 * 1024 * 1024, onDisk: 8 * 1024 * 1024 * 1024 } as const;

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
    /** A request was passed on, or turned away. */
    onEnded(passed: Passed): void;
    /** A request met a mistake of ours, and its connection was closed. */
    onFault(error: unknown): void;
    /** Gives back what young garbage holds: buffers that were passed on are not counted in what the engine watches. */
    collect?: (() => void) | undefined;
  },
): Promise<RelayServer> {
  const { clock, desk, patience = usualPatience } = parts;
  const admission = createAdmission(clock);
  const underWay = createUnderWay();
  admission.setRules(parts.rules);
  const upstream = createUpstream(clock, patience, parts.proxies);
  const onDisk = createRoom(mostForAll.onDisk);
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
    openSpool: () => openSpool(parts.spool, onDisk),
    memory: createRoom(mostForAll.inMemory),
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
      // Another protocol is an offer that may be passed over (RFC 9110, 7.8): Java’s clients make one with each request.
      shouldUpgradeCallback: isWebSocket,
    },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        response.destroy();
        parts.onFault(error);
      });
    },
  );

  const strangers = new Set<Socket>();
  server.on('connection', (socket) => {
    const oldest = strangers.size < mostStrangers ? undefined : strangers.values().next().value;
    oldest?.destroy();
    strangers.add(socket);
    socket.once('close', () => strangers.delete(socket));
    // Node waits for ever for the first byte of the first request.
    socket.setTimeout(patience.bodyMs);
  });
  const knownFromNowOn = (socket: Socket) => {
    if (strangers.delete(socket)) socket.setTimeout(0);
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.write(rawRefusal(error.code));
    socket.destroy();
  });
  // Neither a proxy's tunnel nor another protocol.
  server.on('connect', (_, socket) => void socket.destroy());
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade({ request, socket, head }).catch((error: unknown) => {
      socket.destroy();
      parts.onFault(error);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = clock.now();
    const away = (declined: Declined, of: Partial<Asker>, more: Readonly<Record<string, string>> = {}) => {
      refuse(response, of.provider ?? '', declined, more);
      turnedAway(request, declined, of, at);
    };
    const target = readTarget(request, port, parts.aliases);
    if ('declined' in target) return away(target.declined, {});
    const { provider } = target;
    if (target.origin !== null && !admission.mayAsk(target.origin)) return away(foreignPage, { provider });
    const shared = forPage(target);
    if (target.origin !== null && request.method === 'OPTIONS') return void preflight(response, shared);
    const admitted = admission.admit(target);
    if ('declined' in admitted) return away(admitted.declined, { provider, token: admitted.token }, shared);
    knownFromNowOn(request.socket);
    for (const [name, value] of Object.entries(shared)) response.setHeader(name, value);
    const over = underWay.begin(admitted.rule.hash, request.socket);
    const ending = await serveExchange(request, response, { target, ...admitted }, exchangeParts).finally(
      over,
    );
    const token = admitted.rule.name;
    const status = response.headersSent ? response.statusCode : clientLeft;
    tell(request, { provider, token, ...ending, status }, at);
  }

  async function upgrade({ request, socket, head }: Knocking): Promise<void> {
    const at = clock.now();
    const away = (declined: Declined, of: Partial<Asker>) => {
      refuseSocket(socket, { provider: of.provider ?? '' }, declined);
      turnedAway(request, declined, of, at);
    };
    const target = readTarget(request, port, parts.aliases);
    if ('declined' in target) return away(target.declined, {});
    const { provider } = target;
    if (!isWebSocket(request)) return away(otherProtocol, { provider });
    // Browsers let any page open one: the origin is all that tells them apart.
    const admitted = admission.admit(target);
    if ('declined' in admitted) return away(admitted.declined, { provider, token: admitted.token });
    knownFromNowOn(request.socket);
    socket.once('close', underWay.begin(admitted.rule.hash, socket));
    const ending = await serveWebSocket({ request, socket, head }, { target, ...admitted }, exchangeParts);
    tell(request, { provider, token: admitted.rule.name, ...ending }, at);
  }

  const tell = (
    { method = 'GET' }: IncomingMessage,
    ended: Asker & Ending & { status: number },
    at: number,
  ): void => parts.onEnded({ at, method, tookMs: clock.now() - at, ...ended });

  const turnedAway = (
    request: IncomingMessage,
    { why, status }: Declined,
    { provider = '', token = null }: Partial<Asker>,
    at: number,
  ): void => tell(request, { provider, token, id: null, tries: 0, model: null, status, refused: why }, at);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, '127.0.0.1', resolve);
  });
  ({ port } = addressOf(server.address()));
  return {
    port,
    setRules(rules) {
      admission.setRules(rules);
      underWay.keepOnly(rules.map(({ hash }) => hash));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        upstream.close();
      }),
  };
}

const isWebSocket = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

function addressOf(address: AddressInfo | string | null): { port: number } {
  return typeof address === 'object' && address !== null ? address : { port: 0 };
}

const otherProtocol: Declined = {
  why: 'address',
  status: 400,
  message: 'The relay passes HTTP and WebSockets on; nothing was sent; ask for one of them.',
  retryAfterMs: null,
};

const foreignPage: Declined = {
  why: 'page',
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
