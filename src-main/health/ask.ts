import { telling } from '../../src-shared/say.ts';
import { onOurClock, trueNow } from '../../src-shared/wrong-clock.ts';
import { TransportError, type Clock, type Fetch, type Request, type Spawn } from '../ports.ts';
import { isLoopback } from '../providers/base-url.ts';
import { hintsAhead } from '../providers/certificate-dates.ts';
import { originOf } from '../providers/origin.ts';
import type { ProbeSubject, Provider, RawAnswer, TransportFailure } from '../providers/provider.ts';
import { readAnswer } from '../providers/read-answer.ts';
import { speaks } from './outcome-class.ts';
import type { Answered } from './probing.ts';
import { readBody } from './read-body.ts';
import type { TrueTime } from './true-time.ts';

/** What one question may take from first to last, a second try included. Milliseconds. */
const totalMs = 10_000;

export interface Question {
  provider: Provider;
  subject: ProbeSubject;
  secret: string | null;
  /** When the credential ends, as best known; epoch ms. */
  expiresAt?: number | null;
  fetch: Fetch;
  spawn: Spawn;
  clock: Clock;
  /** Hears what answers say of our clock, and corrects it; without one our clock is taken to be right. */
  time?: TrueTime;
}

interface Heard {
  answer: RawAnswer | TransportFailure;
  askedAt: number;
  latencyMs: number | null;
}

/**
 * Asks about one credential, once: at most 10 s and 64 KiB, one second try where the line was cut or the name server
 * was busy. Whatever goes wrong on the way is an answer of its own; throws only the KeywatchError of a profile that
 * lacks what the question needs.
 */
export async function ask(question: Question): Promise<Answered> {
  const { provider, subject, secret, expiresAt = null, spawn, clock, time } = question;
  const wrong = time?.wrong();
  const now = () => trueNow(clock.now(), wrong);
  if (provider.probe.by === 'here') {
    const reading = provider.probe.read(secret, subject, now());
    return { ...reading, host: null, httpStatus: null, latencyMs: null };
  }
  if (provider.probe.by === 'command') {
    const timed = timedBy(clock, spawn);
    const reading = await provider.probe.ask(secret, subject, timed.spawn, now());
    return { ...reading, host: null, httpStatus: null, latencyMs: timed.tookMs() };
  }
  const baseUrl = subject.baseUrl === null ? null : originOf(provider, subject);
  const request = provider.probe.request(secret, { ...subject, baseUrl });
  const { host, pathname, search } = new URL(request.url);
  const heard = await hear(question, request);
  const { answer, latencyMs } = heard;
  const reading = readAnswer({
    provider,
    request: { method: request.method, path: pathname + search, host },
    answer,
    now: now(),
    secret,
    expiresAt,
  });
  if (time !== undefined) noteClock(time, request, heard, speaks(reading.outcome));
  const ours = (at: number | null) => (at === null ? null : onOurClock(at, wrong));
  return {
    ...reading,
    // Waits are kept and counted by our own clock; the end of a credential is a date in the world.
    retryAt: ours(reading.retryAt),
    resetAt: ours(reading.resetAt),
    host,
    httpStatus: 'status' in answer ? answer.status : null,
    latencyMs,
    failure: 'failure' in answer ? answer.failure : null,
  };
}

/** A program's answer is measured as a server's is; one that never started, or gave none, took no time to be told of. */
function timedBy(clock: Clock, spawn: Spawn): { spawn: Spawn; tookMs(): number | null } {
  let tookMs: number | null = null;
  return {
    tookMs: () => tookMs,
    async spawn(...asked) {
      const startedAt = clock.now();
      const said = await spawn(...asked);
      tookMs = clock.now() - startedAt;
      return said;
    },
  };
}

/** What the answer says of our clock; only one about the key is surely the provider's own. */
function noteClock(time: TrueTime, request: Request, heard: Heard, isProviders: boolean): void {
  const { answer, askedAt, latencyMs } = heard;
  const { host, hostname } = new URL(request.url);
  if ('failure' in answer) {
    const ahead = answer.failure === 'tls' ? hintsAhead(answer.message) : undefined;
    if (ahead !== undefined) time.refusedCertificate(host, ahead);
  } else if (isProviders && latencyMs !== null) {
    time.heard({ host, headers: answer.headers, askedAt, latencyMs, loopback: isLoopback(hostname) });
  }
}

async function hear(question: Question, request: Request): Promise<Heard> {
  const stop = new AbortController();
  const { clock } = question;
  const askedAt = clock.now();
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const disarm = clock.after(totalMs, () => {
    stop.abort();
    reject(new TransportError('timeout', 'no answer within 10 s'));
  });
  try {
    // A port that does not heed its signal must not hold a question open.
    return await Promise.race([withSecondTry(question, request, stop.signal), tooLate]);
  } catch (error) {
    // Whoever has answered is done; calling that off would cost the next question a connection of its own.
    stop.abort();
    return { answer: failureOf(error), askedAt, latencyMs: null };
  } finally {
    disarm();
  }
}

async function withSecondTry(question: Question, request: Request, signal: AbortSignal): Promise<Heard> {
  try {
    return await once(question, request, signal);
  } catch (error) {
    if (!isWorthASecondTry(error) || signal.aborted) throw error;
    return once(question, request, signal);
  }
}

async function once({ fetch, clock }: Question, request: Request, signal: AbortSignal): Promise<Heard> {
  const askedAt = clock.now();
  const response = await fetch(request, signal);
  const latencyMs = clock.now() - askedAt;
  const { status, headers } = response;
  return { answer: { status, headers, ...(await readBody(response)) }, askedAt, latencyMs };
}

function isWorthASecondTry(error: unknown): boolean {
  if (!(error instanceof TransportError)) return false;
  return error.reason === 'reset' || (error.reason === 'dns' && error.message.includes('EAI_AGAIN'));
}

function failureOf(error: unknown): TransportFailure {
  if (error instanceof TransportError) return { failure: error.reason, message: error.message };
  return { failure: 'other', message: error instanceof Error ? error.message : telling('no answer') };
}
