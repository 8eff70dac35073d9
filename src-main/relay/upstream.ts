import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Clock, Env, TransportReason } from '../ports.ts';
import { createWaysOut } from './ways-out.ts';
import type { Lease, Patience } from './wire.ts';

/** What is sent to a provider. */
export interface Outgoing {
  lease: Lease;
  method: string;
  /** Names and values in turn, without what the lease puts in. */
  headers: readonly string[];
  /** Over a connection of its own, not a kept one. */
  fresh: boolean;
}

/** Nobody answered, and why, by the words of a probe. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: TransportReason;
  /** A kept connection that the far side had closed meanwhile: nothing of the request was read there. */
  readonly stale: boolean;
  constructor(reason: TransportReason, stale = false) {
    super(reason);
    this.reason = reason;
    this.stale = stale;
  }
}

/** One request to a provider's server. */
export interface Try {
  readonly request: ClientRequest;
  /** Its headers are there; rejects with a {@link NoAnswer}. */
  readonly answer: Promise<IncomingMessage>;
  /** Breaks it off, wherever it is. */
  stop(): void;
}

interface Place {
  isSecure: boolean;
  host: string;
  hostname: string;
  port: string | number;
}

/** The pooled connections to providers. Certificates are checked as everywhere in Keywatch, and no request can say otherwise. */
export interface Upstream {
  begin(outgoing: Outgoing): Try;
  close(): void;
}

export function createUpstream(clock: Clock, patience: Patience, variables: Env): Upstream {
  const waysOut = createWaysOut(variables, patience.idleMs);
  /** Where each origin is; there are as many as profiles have addresses. */
  const places = new Map<string, Place>();

  function placeOf(origin: string): Place {
    const known = places.get(origin);
    if (known !== undefined) return known;
    const { protocol, hostname, port, host } = new URL(origin);
    const isSecure = protocol === 'https:';
    const place = {
      isSecure,
      host,
      // What URLs put in brackets, the network takes without.
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isSecure ? 443 : 80) : port,
    };
    places.set(origin, place);
    return place;
  }

  function begin({ lease, method, headers, fresh }: Outgoing): Try {
    const { isSecure, host, hostname, port } = placeOf(lease.origin);
    const way = { isSecure, fresh, proxy: lease.proxy };
    const begunAt = clock.now();
    const request = (isSecure ? https : http).request({
      hostname,
      port,
      method,
      path: lease.path,
      headers: ['host', host, ...headers, ...Object.entries(lease.headers).flat()],
      agent: waysOut.agentFor(way),
      timeout: patience.idleMs,
    });
    let tooLate = () => void request.destroy();
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      let isAnswered = false;
      tooLate = () => {
        request.destroy();
        // One that waits for its proxy tells of no end.
        reject(new NoAnswer('timeout'));
      };
      request.on('response', (response: IncomingMessage) => {
        isAnswered = true;
        resolve(response);
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (isAnswered) return;
        const isStale = clock.now() - begunAt < staleWithinMs && wasStale(request, error.code);
        reject(new NoAnswer(reasonOf(error.code), isStale));
      });
      request.on('close', () => isAnswered || reject(new NoAnswer('reset')));
    });
    request.on('socket', (socket: Socket) => watchConnecting(socket, isSecure, tooLate));
    // A connection through a proxy is seen only once that has opened it.
    if (waysOut.isProxied(way)) {
      const stop = clock.after(patience.connectMs, tooLate);
      request.once('socket', stop);
      request.once('close', stop);
    }
    request.on('timeout', tooLate);
    // Whoever gives a try up asks no more for its answer.
    answer.catch(() => undefined);
    return { request, answer, stop: () => request.destroy() };
  }

  function watchConnecting(socket: Socket, isSecure: boolean, tooLate: () => void): void {
    if (!socket.connecting) return;
    const stop = clock.after(patience.connectMs, tooLate);
    socket.once(isSecure ? 'secureConnect' : 'connect', stop);
    socket.once('close', stop);
  }

  return {
    begin,
    close: waysOut.close,
  };
}

/** What breaks off later was worked on, and is not sent again. Milliseconds. */
const staleWithinMs = 1_000;

/** A server may close a kept connection at the moment it is used again: nothing else looks like this at its very beginning. */
function wasStale({ reusedSocket }: ClientRequest, code: string | undefined): boolean {
  return reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
}

const reasons: readonly [RegExp, TransportReason][] = [
  [/^(ENOTFOUND|EAI_)/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ECONNRESET|EPIPE|HPE_)/, 'reset'],
  [/^ETIMEDOUT$/, 'timeout'],
  [/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/, 'tls'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'offline'],
];

function reasonOf(code = ''): TransportReason {
  return reasons.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}
