import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../ports.ts';
import { beginningOf, textOf, type Beginning } from './beginning.ts';
import { BodyLost, createBody, type Body } from './body.ts';
import { back, flat, onward, replacing } from './headers.ts';
import type { HoldingDesk } from './held-leases.ts';
import { modelIn } from './model.ts';
import { inSeconds, refuse } from './refusal.ts';
import type { Room } from './room.ts';
import type { Spool } from './spool.ts';
import type { Target } from './target.ts';
import { NoAnswer, type Try, type Upstream } from './upstream.ts';
import type { Heard, Lease, Passed, Patience, TokenRule, Wish } from './wire.ts';

export interface ExchangeParts {
  clock: Clock;
  desk: HoldingDesk;
  upstream: Upstream;
  patience: Patience;
  openSpool(): Promise<Spool>;
  /** What the bodies of all requests take of the memory. */
  memory: Room;
  /** So many bytes of an answer are on their way to a client. */
  onStreamed(bytes: number): void;
}

/** Whose request it is. */
export interface Admitted {
  target: Target;
  rule: TokenRule;
  agent: string | null;
}

/** How it ended. */
export interface Ending {
  /** Whose answer was passed on; null where none was. */
  id: string | null;
  tries: number;
  model: string | null;
  refused: Passed['refused'];
}

/** What is said of a success whose body is on its way: the first sign of what it may well be. */
const unread = { body: '{', truncated: true } as const;

/**
 * Serves one request: by the best key, and by the next where an answer says that it may do better and nothing of it was
 * passed on (D-B31). Settles when the answer was handed over, or the client left.
 */
export async function serveExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { target, rule, agent }: Admitted,
  parts: ExchangeParts,
): Promise<Ending> {
  const { clock, desk, patience } = parts;
  const body = createBody(request, { ...parts, idleMs: patience.bodyMs });
  const { method = 'GET' } = request;
  const length = request.headers['content-length'];
  const ending: Ending = { id: null, tries: 0, model: null, refused: null };
  const tried: string[] = [];
  let current: Try | null = null;
  let left = false;
  const stop = () => current?.stop();
  /** Whatever was not sent to its end has none that could be told: no other request may go over its connection. */
  const stopUnsent = () => {
    if (current?.request.writableFinished !== true) stop();
  };
  const leave = () => {
    left = !response.writableFinished;
    if (left) stop();
  };
  response.once('close', leave);

  try {
    ending.model = modelIn(await body.beginning(), target.path);
    const wish: Wish = {
      token: rule.name,
      provider: target.provider,
      agent,
      model: ending.model,
      path: target.path,
      place: target.place,
      failover: rule.failover,
    };
    const headers = [...onward(request, target.token ?? ''), ...framing(request.headers)];
    const given = await desk.lease(wish);
    if ('declined' in given) {
      ending.refused = given.declined.why;
      refuse(response, target.provider, given.declined);
      return ending;
    }
    for (let lease: Lease | null = given.lease; lease !== null;) {
      tried.push(lease.id);
      ending.tries = tried.length;
      lease = await tryOne(lease, wish, headers);
    }
  } catch (error) {
    if (error instanceof BodyLost) refuse(response, target.provider, tooSlow);
    else if (error instanceof NoAnswer) refuse(response, target.provider, unreachable(error));
    else {
      stop();
      throw error;
    }
  } finally {
    response.off('close', leave);
    stopUnsent();
    body.close();
  }
  return ending;

  /** Gives the key to try in its place; null once the answer was passed on, or nobody waits for one. */
  async function tryOne(lease: Lease, wish: Wish, headers: readonly string[]): Promise<Lease | null> {
    const askedAt = clock.now();
    const heard = (answer: Heard['answer'], latencyMs: number | null): Heard => ({
      wish,
      tried,
      origin: lease.origin,
      method,
      latencyMs,
      answer,
    });
    let answer: IncomingMessage;
    try {
      answer = await begin(lease, headers);
    } catch (error) {
      if (left) return null;
      if (error instanceof NoAnswer) desk.tell(heard({ failure: error.reason }, null));
      throw error;
    }
    const latencyMs = clock.now() - askedAt;
    const status = answer.statusCode ?? 502;
    if (status >= 300 && status < 400 && answer.headers.location !== undefined) {
      desk.tell(heard({ status, headers: flat(answer.headers), body: '', truncated: false }, latencyMs));
      stop();
      refuse(response, target.provider, sentElsewhere);
      return null;
    }
    if (status < 400 && !(lease.reads && isJson(answer.headers))) {
      desk.note(lease.id, () => heard({ status, headers: flat(answer.headers), ...unread }, latencyMs));
      await passOn(answer, lease, null, null);
      return null;
    }
    const first = await beginningOf(answer, clock).catch(() => {
      throw new NoAnswer('reset');
    });
    const text = textOf(first, answer.headers['content-encoding']);
    const told = heard(
      { status, headers: flat(answer.headers), body: text, truncated: !first.isWhole },
      latencyMs,
    );
    const verdict = await desk.judge(told);
    if (left) return null;
    if (verdict.next !== null && body.isKept()) {
      // A connection on which nothing is under way any more serves again.
      if (first.isWhole) stopUnsent();
      else stop();
      return verdict.next;
    }
    await passOn(answer, lease, first, verdict.retryAfterMs);
    return null;
  }

  /** Sends the request until its answer begins; once more where a kept connection turned out to be closed. */
  async function begin(lease: Lease, headers: readonly string[]): Promise<IncomingMessage> {
    for (let fresh = false; ; fresh = true) {
      const attempt = parts.upstream.begin({ lease, method, headers, fresh });
      current = attempt;
      if (left) attempt.stop();
      try {
        const whole = length === undefined ? null : body.whole(Number(length));
        if (whole !== null) {
          attempt.request.end(whole);
          return await attempt.answer;
        }
        return await Promise.race([attempt.answer, send(attempt, body, lease.hasNext)]);
      } catch (error) {
        attempt.stop();
        if (!(error instanceof NoAnswer) || !error.stale || fresh || left || !body.isKept()) throw error;
      }
    }
  }

  async function passOn(
    answer: IncomingMessage,
    lease: Lease,
    first: Beginning | null,
    retryAfterMs: number | null,
  ): Promise<void> {
    body.letGo();
    ending.id = lease.id;
    const headers = back(answer);
    response.writeHead(
      answer.statusCode ?? 502,
      retryAfterMs === null ? headers : replacing(headers, retryHeaders(retryAfterMs)),
    );
    for (const chunk of first?.chunks ?? []) response.write(chunk);
    if (first?.isWhole === true) {
      response.end();
    } else {
      // A stream’s client waits for its headers, however long its first word takes.
      if (answer.headers['content-length'] === undefined) response.flushHeaders();
      pour(answer, response, parts.onStreamed);
    }
    if (!response.writableFinished && !response.destroyed)
      await new Promise<void>((resolve) => response.once('close', resolve));
  }
}

/** Passes an answer on as fast as the client takes it; one that breaks off breaks off there too. */
function pour(answer: IncomingMessage, response: ServerResponse, onStreamed: (bytes: number) => void): void {
  const goOn = () => void answer.resume();
  const broken = () => void response.destroy();
  // It may have broken off while its beginning was judged.
  if (answer.destroyed) return broken();
  answer
    .on('data', (chunk: Buffer) => {
      onStreamed(chunk.length);
      if (response.write(chunk)) return;
      answer.pause();
      response.once('drain', goOn);
    })
    .on('end', () => void response.end())
    .on('error', broken)
    .on('aborted', broken)
    .resume();
}

/** Sends the body as the far side takes it; never settles where all went out, rejects where the client sends no more. */
function send({ request }: Try, body: Body, hasNext: boolean): Promise<never> {
  return new Promise((_, reject) => {
    void (async () => {
      for await (const chunk of body.chunks()) {
        if (request.destroyed) return;
        // The only key there is, over a connection of its own: nothing will be sent again.
        if (!hasNext && !request.reusedSocket) body.letGo();
        if (!request.write(chunk)) await drained(request);
      }
      request.end();
    })().catch((error: unknown) => {
      request.destroy();
      reject(error);
    });
  });
}

/** It takes more, or nothing any more. */
const drained = (request: Try['request']) =>
  new Promise<void>((resolve) => {
    const done = () => {
      request.off('drain', done).off('close', done);
      resolve();
    };
    request.on('drain', done).on('close', done);
  });

/** How long a body is, or that nobody knows; a request without one has neither. */
function framing(headers: IncomingHttpHeaders): string[] {
  if (headers['transfer-encoding'] !== undefined) return ['transfer-encoding', 'chunked'];
  const length = headers['content-length'];
  return length === undefined ? [] : ['content-length', length];
}

const retryHeaders = (ms: number) => ({
  'retry-after': inSeconds(ms),
  'retry-after-ms': String(Math.max(1, Math.ceil(ms))),
});

const isJson = (headers: IncomingHttpHeaders) => headers['content-type']?.includes('json') === true;

const tooSlow = {
  status: 408,
  message: 'The rest of the request did not come; nothing was answered; send it again.',
  retryAfterMs: null,
};

const sentElsewhere = {
  status: 502,
  message:
    'The provider sent the request elsewhere, and a key is not taken there; nothing was passed on; look at the address of the profile.',
  retryAfterMs: null,
};

const unreachable = ({ reason }: NoAnswer) => ({
  status: reason === 'timeout' ? 504 : 502,
  message: `The provider did not answer (${reason}); the request may have reached it; try again.`,
  retryAfterMs: null,
});
