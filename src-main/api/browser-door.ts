import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { StandardRPCHandler } from '@orpc/server/standard';
import { WebSocketServer, type WebSocket } from 'ws';
import { KeywatchError, type ErrorCode } from '../../src-shared/errors.ts';
import type { Log } from '../ports.ts';
import { securityHeaders } from './content-security-policy.ts';
import type { Caller } from '../core.ts';
import { closeCodes, frameCeiling, serveConnection, type Connection } from './serve-connection.ts';
import { pageWithNonce, type StaticFile } from './static-files.ts';

const maxClients = 64;
const introductionMs = 5_000;
/** Reconnection tickets kept in memory; the oldest go first. */
const maxSessions = 256;
/** What a wrong token costs the one who sent it. Milliseconds. */
const wrongTokenDelayMs = 1_000;

export interface BrowserDoor {
  /** The address with the token in its fragment, where no request, log or referrer carries it. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/**
 * The door for a browser on this machine: static files over loopback HTTP, and one authenticated WebSocket for
 * everything else. No cookies, no CORS; Host and Origin must be exactly ours, which stops rebinding and foreign pages.
 */
export async function openBrowserDoor(options: {
  port: number;
  files: ReadonlyMap<string, StaticFile>;
  handler: StandardRPCHandler<Caller>;
  log: Log;
}): Promise<BrowserDoor> {
  const { files, handler, log } = options;
  const token = randomBytes(32).toString('base64url');
  const guests = createGuestList(token);
  const strangers = new Set<WebSocket>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameCeiling, perMessageDeflate: false });
  let own = '';

  const server = createServer((request, response) => answerFile(request, response, own, files));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Anybody on this machine may knock: who has shown no token yet makes room for who comes next.
    const oldest = sockets.clients.size < maxClients ? undefined : strangers.values().next().value;
    if (oldest !== undefined) strangers.delete(oldest);
    oldest?.terminate();
    const refusal = whyNoUpgrade(request, own, sockets.clients.size - strangers.size);
    if (refusal !== null) {
      // Node takes its own listeners off before this event: without one, a client that resets would end the process.
      socket.on('error', (error) => log.debug('A refused client broke off', { error: error.name }));
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      strangers.add(client);
      client.on('close', () => strangers.delete(client));
      welcome(
        client,
        guests,
        () => {
          strangers.delete(client);
          serveConnection(
            socketConnection(client),
            handler,
            { door: 'browser', program: null, pid: null },
            log,
          );
        },
        log,
      );
    });
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;

  await new Promise<void>((resolve, reject) => {
    const refused = (error: Error) => reject(portRefused(options.port, error));
    server.once('error', refused);
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', refused);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  own = `127.0.0.1:${port}`;
  return {
    url: `http://${own}/#t=${token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const noPort: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  EADDRINUSE: ['busy', 'is used by another program'],
  EACCES: ['not_permitted', 'may not be opened by this user'],
};

function portRefused(port: number, cause: Error): Error {
  const [code, why] = ('code' in cause && noPort[String(cause.code)]) || [];
  if (code === undefined) return cause;
  return new KeywatchError(
    code,
    `Port ${port} of this machine ${why}; nothing was started; give another with --port, or leave it out.`,
    { port },
    { cause },
  );
}

function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  own: string,
  files: ReadonlyMap<string, StaticFile>,
): void {
  const nonce = randomBytes(18).toString('base64');
  const headers = securityHeaders('browser', nonce);
  const refuse = (status: number) => response.writeHead(status, { ...headers, connection: 'close' }).end();
  if (request.headers.host !== own) return void refuse(421);
  if (request.method !== 'GET' && request.method !== 'HEAD') return void refuse(405);
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const name = path === '/' ? '/index.html' : path;
  const file = files.get(name);
  if (file === undefined) return void refuse(404);
  const bytes = name === '/index.html' ? pageWithNonce(file, nonce) : file.bytes;
  response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** WebSockets are exempt from CORS: the Origin must be there and be ours. */
function whyNoUpgrade(request: IncomingMessage, own: string, clients: number): string | null {
  if (request.headers.host !== own) return '421 Misdirected Request';
  if (request.url !== '/door') return '404 Not Found';
  if (request.headers.origin !== `http://${own}`) return '403 Forbidden';
  if (clients >= maxClients) return '503 Service Unavailable';
  return null;
}

interface GuestList {
  /** A session of its own for one that knows the token or an earlier session; null for a stranger. */
  admit(message: string): string | null;
}

function createGuestList(token: string): GuestList {
  const known = new Map<string, true>();
  const tokenDigest = digest(token);
  return {
    admit(message) {
      const said = credentialsIn(message);
      const admitted =
        (said.token !== null && timingSafeEqual(digest(said.token), tokenDigest)) ||
        (said.session !== null && known.has(digest(said.session).toString('hex')));
      if (!admitted) return null;
      const session = randomBytes(32).toString('base64url');
      known.set(digest(session).toString('hex'), true);
      const oldest = known.keys().next().value;
      if (known.size > maxSessions && oldest !== undefined) known.delete(oldest);
      return session;
    },
  };
}

function welcome(client: WebSocket, guests: GuestList, letIn: () => void, log: Log): void {
  const tooLate = setTimeout(() => client.close(closeCodes.tooLate, 'no token came'), introductionMs);
  tooLate.unref();
  client.on('close', () => clearTimeout(tooLate));
  // ws reports an oversized or broken frame here and closes by itself; nothing is left to do but say so.
  client.on('error', (error) => log.debug('A browser client broke off', { error: error.name }));
  client.once('message', (data, binary) => {
    clearTimeout(tooLate);
    const session = binary ? null : guests.admit(String(data));
    if (session === null) {
      log.warn('A browser client showed a wrong token', {});
      const turnAway = setTimeout(
        () => client.close(closeCodes.unauthorised, 'not let in'),
        wrongTokenDelayMs,
      );
      client.on('close', () => clearTimeout(turnAway));
      return;
    }
    letIn();
    client.send(JSON.stringify({ ok: true, session }));
  });
}

function socketConnection(client: WebSocket): Connection {
  return {
    send: (frame) =>
      new Promise((resolve, reject) => {
        client.send(frame, (error) => (error ? reject(error) : resolve()));
      }),
    onFrame: (listener) => client.on('message', (data, binary) => listener(binary ? '' : String(data))),
    onClose: (listener) => client.on('close', listener),
    close: (code, reason) => client.close(code, reason),
  };
}

function credentialsIn(message: string): { token: string | null; session: string | null } {
  const nobody = { token: null, session: null };
  if (message.length > 1024) return nobody;
  let said: unknown;
  try {
    said = JSON.parse(message);
  } catch {
    return nobody;
  }
  if (typeof said !== 'object' || said === null) return nobody;
  const { token, session } = said as Record<string, unknown>;
  return {
    token: typeof token === 'string' ? token : null,
    session: typeof session === 'string' ? session : null,
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
