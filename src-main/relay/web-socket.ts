import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../ports.ts';
import { beginningOf, textOf } from './beginning.ts';
import type { Admitted, Ending } from './exchange.ts';
import { back, flat, onward } from './headers.ts';
import type { HoldingDesk } from './held-leases.ts';
import { clientLeft, refusalBody } from './refusal.ts';
import { protocolPrefix, type Target } from './target.ts';
import { NoAnswer, type Upstream } from './upstream.ts';
import { waitingClient } from './waiting-client.ts';
import type { Heard, Lease, OwnAnswer, Wish } from './wire.ts';

/** A client that asks for a WebSocket: its request, its connection, and what of it came already. */
export interface Knocking {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

/**
 * Opens a WebSocket at the provider with the best key, or the next where that one is refused, and passes both ways on what
 * comes, as fast as it is taken. Settles once it is open or refused.
 */
export async function serveWebSocket(
  { request, socket, head }: Knocking,
  { target, rule, agent }: Admitted,
  { clock, desk, upstream }: { clock: Clock; desk: HoldingDesk; upstream: Upstream },
): Promise<Ending & { status: number }> {
  const wish: Wish = {
    token: rule.name,
    provider: target.provider,
    agent,
    // It is said in there, if at all.
    model: null,
    path: target.path,
    place: target.place,
    failover: rule.failover,
  };
  const headers = [...onward(request, target.token ?? ''), ...handshake(request, target.token ?? '')];
  const tried: string[] = [];
  const ended = (status: number, id: string | null = null) => ({
    status,
    id,
    tries: tried.length,
    model: null,
    refused: null,
  });
  const client = waitingClient(socket, head);
  const given = await desk.lease(wish);
  if ('declined' in given) {
    refuseSocket(socket, target, given.declined);
    return { ...ended(given.declined.status), refused: given.declined.why };
  }
  for (let lease: Lease | null = given.lease; lease !== null && !client.hasLeft();) {
    const { id, origin }: Lease = lease;
    tried.push(id);
    const askedAt = clock.now();
    const attempt = upstream.begin({ lease, method: 'GET', headers, fresh: true });
    client.onLeave(attempt.stop);
    const opened = new Promise<boolean>((resolve) => {
      attempt.request.once('upgrade', (answer: IncomingMessage, far: Duplex, first: Buffer) => {
        // Nobody need speak for ten minutes.
        attempt.request.socket?.setTimeout(0);
        socket.write(headOf(answer, ['connection', 'Upgrade', 'upgrade', 'websocket']));
        join(socket, far, client.said(), first);
        resolve(true);
      });
      attempt.answer.then(
        () => resolve(false),
        () => resolve(false),
      );
      attempt.request.end();
    });
    if (await opened) return ended(101, id);
    const heard = (answer: Heard['answer'], latencyMs: number | null): Heard => ({
      wish,
      tried,
      origin,
      method: 'GET',
      latencyMs,
      answer,
    });
    if (client.hasLeft()) break;
    const answer = await attempt.answer.catch((error: unknown) => error);
    if (!isAnswer(answer)) {
      const reason = answer instanceof NoAnswer ? answer.reason : 'other';
      desk.tell(heard({ failure: reason }, null));
      refuseSocket(socket, target, unreachable);
      return ended(unreachable.status);
    }
    const status = answer.statusCode ?? 502;
    const latencyMs = clock.now() - askedAt;
    const first = await beginningOf(answer, clock).catch(() => ({ chunks: [], isWhole: true }));
    attempt.stop();
    const body = textOf(first, answer.headers['content-encoding']);
    const told = { status, headers: flat(answer.headers), body, truncated: !first.isWhole };
    const verdict = await desk.judge(heard(told, latencyMs));
    lease = verdict.next;
    if (lease !== null) continue;
    refuseSocket(socket, target, {
      status: status >= 400 ? status : 502,
      message: `The provider opened no WebSocket (${status}); nothing was passed on; see keywatch history ${id}.`,
      retryAfterMs: verdict.retryAfterMs,
    });
    return ended(status, id);
  }
  socket.destroy();
  return ended(clientLeft);
}

const isAnswer = (value: unknown): value is IncomingMessage =>
  typeof value === 'object' && value !== null && 'statusCode' in value;

const unreachable: OwnAnswer = {
  status: 502,
  message: 'The provider did not answer; nothing was passed on; try again.',
  retryAfterMs: null,
};

/** What opens a WebSocket there; of the protocols, those that carry no token. */
function handshake({ headers }: IncomingMessage, token: string): string[] {
  const protocols = (headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith(protocolPrefix));
  const dropped = token !== '' && headers['sec-websocket-protocol']?.includes(token) === true;
  return [
    'connection',
    'Upgrade',
    'upgrade',
    'websocket',
    // As it came it holds the token, and so was left out.
    ...(dropped && protocols.length > 0 ? ['sec-websocket-protocol', protocols.join(', ')] : []),
  ];
}

function join(near: Duplex, far: Duplex, fromNear: Buffer, fromFar: Buffer): void {
  if (fromFar.length > 0) near.write(fromFar);
  if (fromNear.length > 0) far.write(fromNear);
  const both = [near, far] as const;
  for (const [one, other] of [both, [far, near] as const]) {
    one.on('error', () => other.destroy());
    one.once('close', () => other.destroy());
    one.pipe(other);
  }
}

function headOf(answer: IncomingMessage, more: readonly string[]): string {
  const { statusCode = 101 } = answer;
  const lines = [...back(answer), ...more];
  const pairs = lines.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${lines[at + 1] ?? ''}`] : []));
  return [`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}`, ...pairs, '', ''].join('\r\n');
}

/** Answers who asked for a WebSocket and gets none. */
export function refuseSocket(
  socket: Duplex,
  { provider }: Pick<Target, 'provider'>,
  { status, message, retryAfterMs }: OwnAnswer,
): void {
  const body = refusalBody(provider, status, message);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json',
    'cache-control: no-store',
    ...(retryAfterMs === null ? [] : [`retry-after: ${Math.max(1, Math.ceil(retryAfterMs / 1000))}`]),
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
