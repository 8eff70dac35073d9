import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { StandardRPCHandler } from '@orpc/server/standard';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '../ports.ts';
import { securityHeaders } from './content-security-policy.ts';
import type { Caller } from '../core.ts';
import { createGuestList, type GuestList } from './guest-list.ts';
import { listenHere } from './listen-here.ts';
import { createPlaces } from './places.ts';
import { seldom } from './seldom.ts';
import { closeCodes, frameCeiling, serveConnection } from './serve-connection.ts';
import { pageWithNonce, type StaticFile } from './static-files.ts';
import { closeSoon, endWhenGone, hearLittle, socketConnection } from './web-socket.ts';

const introductionMs = 5_000;
/** How often unfinished requests are looked for. */
const checkEveryMs = 2_000;
/** Half a request is waited for no longer. */
const patienceMs = 10_000;
/** What a wrong token costs the one who sent it. Milliseconds. */
const wrongTokenDelayMs = 1_000;

export interface BrowserDoor {
  /** The address with the token in its fragment, where no request, log or referrer carries it. */
  url: string;
  port: number;
  /** Whoever comes from now on is answered by another handler; whoever is here is sent away to come again. */
  answerBy(handler: StandardRPCHandler<Caller>): void;
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
  const { files, log } = options;
  let { handler } = options;
  const token = randomBytes(32).toString('base64url');
  const guests = createGuestList(token);
  const onStranger = seldom(() => log.warn('A browser client showed a wrong token', {}));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameCeiling, perMessageDeflate: false });
  let own = '';

  // By their sockets: a request that never ends takes a place as an upgrade does that shows no token.
  const places = createPlaces<Socket>((stranger) => stranger.destroy());

  const server = createServer(
    {
      headersTimeout: patienceMs,
      requestTimeout: patienceMs,
      connectionsCheckingInterval: checkEveryMs,
    },
    (request, response) => answerFile(request, response, own, files),
  );
  server.on('connection', (socket) => {
    places.enter(socket);
    socket.on('close', () => places.leave(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = whyNoUpgrade(request, own, places.full());
    if (refusal !== null) {
      // Node takes its own listeners off before this event: without one, a client that resets would end the process.
      socket.on('error', (error) => log.debug('A refused client broke off', { error: error.name }));
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const known = hearLittle(request.socket, client);
      const letIn = () => {
        known();
        if (!places.admit(request.socket)) {
          closeSoon(client, closeCodes.tooMany, 'too many clients');
          return false;
        }
        endWhenGone(client);
        serveConnection(
          socketConnection(client),
          handler,
          { door: 'browser', program: null, pid: null },
          log,
        );
        return true;
      };
      // ws reports an oversized or broken frame here and closes by itself; nothing is left to do but say so.
      client.on('error', (error) => log.debug('A browser client broke off', { error: error.name }));
      welcome(client, guests, letIn, onStranger);
    });
  });
  server.on('clientError', (_error, socket) => socket.destroy());

  const port = await listenHere(server, options.port, '--port');
  own = `127.0.0.1:${port}`;
  return {
    url: `http://${own}/#t=${token}`,
    port,
    answerBy(next) {
      handler = next;
      for (const client of sockets.clients) closeSoon(client, closeCodes.again, 'come again');
    },
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
function whyNoUpgrade(request: IncomingMessage, own: string, full: boolean): string | null {
  if (request.headers.host !== own) return '421 Misdirected Request';
  if (request.url !== '/door') return '404 Not Found';
  if (request.headers.origin !== `http://${own}`) return '403 Forbidden';
  if (full) return '503 Service Unavailable';
  return null;
}

function welcome(client: WebSocket, guests: GuestList, letIn: () => boolean, onStranger: () => void): void {
  const tooLate = setTimeout(() => closeSoon(client, closeCodes.tooLate, 'no token came'), introductionMs);
  tooLate.unref();
  client.on('close', () => clearTimeout(tooLate));
  client.once('message', (data, binary) => {
    clearTimeout(tooLate);
    const session = binary ? null : guests.admit(String(data));
    if (session === null) {
      onStranger();
      const turnAway = setTimeout(
        () => closeSoon(client, closeCodes.unauthorised, 'not let in'),
        wrongTokenDelayMs,
      );
      client.on('close', () => clearTimeout(turnAway));
      return;
    }
    if (letIn()) client.send(JSON.stringify({ ok: true, session }));
  });
}
