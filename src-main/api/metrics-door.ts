import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Keywatch } from '../core.ts';
import { contentType } from '../metrics/exposition.ts';
import type { Log } from '../ports.ts';
import { listenHere } from './listen-here.ts';
import { createPlaces } from './places.ts';

/** How often unfinished requests are looked for. */
const checkEveryMs = 2_000;
/** Half a request is waited for no longer. */
const patienceMs = 10_000;
/** A Prometheus asks every minute or more often, by one connection. */
const keepAliveMs = 75_000;

export interface MetricsDoor {
  /** `http://127.0.0.1:PORT/metrics` */
  url: string;
  close(): Promise<void>;
}

/**
 * The door for a Prometheus on this machine: one page of text, for whoever is here and is no web page. Names and states
 * of profiles are on it, so it opens on request alone. Throws `busy` and `not_permitted` where the port cannot be had.
 */
export async function openMetricsDoor(options: {
  /** 0 lets the system choose. */
  port: number;
  text(): string;
}): Promise<MetricsDoor> {
  let port = 0;
  // Nobody shows who it is here: whoever waited longest makes room.
  const places = createPlaces<Socket>((oldest) => oldest.destroy());
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: patienceMs,
      requestTimeout: patienceMs,
      connectionsCheckingInterval: checkEveryMs,
      keepAliveTimeout: keepAliveMs,
    },
    (request, response) => answer(request, response, port, options.text),
  );
  server.on('connection', (socket) => {
    places.enter(socket);
    socket.on('close', () => places.leave(socket));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  // Neither a proxy's tunnel nor another protocol.
  server.on('connect', (_request, socket) => void socket.destroy());
  server.on('upgrade', (_request, socket) => void socket.destroy());
  port = await listenHere(server, options.port, '--metrics-port');
  return {
    url: `http://127.0.0.1:${port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

function answer(request: IncomingMessage, response: ServerResponse, port: number, text: () => string): void {
  const status = whyNot(request, port);
  if (status !== null) {
    response.writeHead(status, {
      ...headers,
      ...(status === 405 ? { allow: 'GET' } : {}),
      connection: 'close',
    });
    return void response.end();
  }
  const body = Buffer.from(text());
  response.writeHead(200, { ...headers, 'content-type': contentType, 'content-length': body.length });
  response.end(body);
}

/** `Host` must be ours, which stops names that are pointed at this machine; what has an `Origin` is a web page. */
function whyNot({ headers: { host, origin }, method, url }: IncomingMessage, port: number): number | null {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return 421;
  if (origin !== undefined) return 403;
  if (method !== 'GET') return 405;
  return url?.split('?', 1)[0] === '/metrics' ? null : 404;
}

/**
 * Opens that door where the settings say, as long as they say so; what keeps it from opening stands in the log. `close`
 * ends it.
 */
export function followMetricsPort(keywatch: Keywatch, log: Log): { close(): Promise<void> } {
  let open: Promise<MetricsDoor | null> = Promise.resolve(null);
  let wanted: number | null = null;

  function follow(port: number | null): void {
    if (port === wanted) return;
    wanted = port;
    const before = open;
    open = before.then(async (door) => {
      await door?.close();
      return port === null ? null : opened(port);
    });
  }

  const opened = (port: number) =>
    openMetricsDoor({ port, text: keywatch.metrics }).catch((error: unknown) => {
      log.error('the metrics are not offered', {
        why: error instanceof Error ? error.message : typeof error,
      });
      return null;
    });

  const stop = keywatch.observe(
    ({ what }) => what === 'settings' && follow(keywatch.settings.get().metricsPort),
  );
  follow(keywatch.settings.get().metricsPort);
  return {
    async close() {
      stop();
      follow(null);
      await open;
    },
  };
}
