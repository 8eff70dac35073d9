import { TransportError, type Clock, type Fetch, type Request, type Spawn } from '../ports.ts';
import type { ProbeSubject, Provider, RawAnswer, TransportFailure } from '../providers/provider.ts';
import { readAnswer } from '../providers/read-answer.ts';
import type { Answered } from './probing.ts';
import { readBody } from './read-body.ts';

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
}

interface Heard {
  answer: RawAnswer | TransportFailure;
  latencyMs: number | null;
}

/**
 * Asks about one credential, once: at most 10 s and 64 KiB, one second try where the line was cut or the name server
 * was busy. Whatever goes wrong on the way is an answer of its own; throws only the KeywatchError of a profile that
 * lacks what the question needs.
 */
export async function ask(question: Question): Promise<Answered> {
  const { provider, subject, secret, expiresAt = null, spawn, clock } = question;
  if (provider.probe.by === 'here') {
    const reading = provider.probe.read(secret, subject, clock.now());
    return { ...reading, host: null, httpStatus: null, latencyMs: null };
  }
  if (provider.probe.by === 'command') {
    const startedAt = clock.now();
    const reading = await provider.probe.ask(secret, subject, spawn, startedAt);
    return { ...reading, host: null, httpStatus: null, latencyMs: clock.now() - startedAt };
  }
  const request = provider.probe.request(secret, subject);
  const { host, pathname, search } = new URL(request.url);
  const { answer, latencyMs } = await hear(question, request);
  const reading = readAnswer({
    provider,
    request: { method: request.method, path: pathname + search },
    answer,
    now: clock.now(),
    secret,
    expiresAt,
  });
  return { ...reading, host, httpStatus: 'status' in answer ? answer.status : null, latencyMs };
}

async function hear(question: Question, request: Request): Promise<Heard> {
  const stop = new AbortController();
  const { clock } = question;
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const disarm = clock.after(totalMs, () => {
    stop.abort();
    reject(new TransportError('timeout', 'no answer within 10 s'));
  });
  try {
    // A port that does not heed its signal must not hold a question open.
    return await Promise.race([withSecondTry(question, request, stop.signal), tooLate]);
  } catch (error) {
    return { answer: failureOf(error), latencyMs: null };
  } finally {
    disarm();
    stop.abort();
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
  const startedAt = clock.now();
  const response = await fetch(request, signal);
  const latencyMs = clock.now() - startedAt;
  const { status, headers } = response;
  return { answer: { status, headers, ...(await readBody(response)) }, latencyMs };
}

function isWorthASecondTry(error: unknown): boolean {
  if (!(error instanceof TransportError)) return false;
  return error.reason === 'reset' || (error.reason === 'dns' && error.message.includes('EAI_AGAIN'));
}

function failureOf(error: unknown): TransportFailure {
  if (error instanceof TransportError) return { failure: error.reason, message: error.message };
  return { failure: 'other', message: error instanceof Error ? error.message : 'no answer' };
}
