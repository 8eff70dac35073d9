import type { ExplainInput } from '../../src-shared/contract-input.ts';
import type { Explanation } from '../../src-shared/contract-schema.ts';
import { effectOf } from '../../src-shared/effect.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { meaningOf } from '../../src-shared/meaning.ts';
import { telling } from '../../src-shared/say.ts';
import type { Outcome } from '../../src-shared/words.ts';
import { custom } from './custom.ts';
import { providerById } from './index.ts';
import { nameByError } from './name-by-error.ts';
import { readPastedError, type PastedError } from './pasted-error.ts';
import type { Provider, RawAnswer, TransportFailure } from './provider.ts';
import { readAnswer } from './read-answer.ts';

type Page = keyof Provider['links'];

/** The provider's page on which something can be done or seen about it. */
const pages: Partial<Record<Outcome, Page>> = {
  invalid: 'keys',
  revoked: 'keys',
  expired: 'keys',
  forbidden: 'keys',
  no_credit: 'billing',
  rate_limited: 'billing',
  overloaded: 'status',
  server_error: 'status',
};

/** Stands for "no status was told": it means nothing to anybody, so words alone decide, and without words nothing is known. */
const statusUntold = 418;

/**
 * What an error means, read by the same rules as a probe's answer. With a status the text is the body; without one
 * the text is searched for status, headers and body. Nothing of it is kept. Throws `unknown_provider`.
 */
export function explain(input: ExplainInput, now: number): Explanation {
  const { provider: named = null, text: given = '', code = null } = input;
  // A program that got no answer has nothing but its code.
  const text = given.trim() === '' && code !== null ? code : given;
  const told = named === null ? undefined : providerById(named);
  if (named !== null && told === undefined)
    throw new KeywatchError(
      'unknown_provider',
      telling(
        'There is no provider of that name; nothing was read; leave it out, or choose one that Keywatch knows.',
      ),
    );
  const headers = lowerCased(input.headers ?? {});
  const found = told === undefined ? nameByError(`${JSON.stringify(headers)}\n${text}`) : null;
  const provider = told ?? found ?? custom;
  const pasted = asPasted(text, input.status ?? null, headers);
  const reading = readAnswer({
    provider,
    request: { method: input.method ?? pasted.method ?? 'GET', path: input.path ?? pasted.path ?? '/' },
    answer: answerOf(pasted),
    now,
    secret: null,
  });
  const { outcome, retryAt, resetAt, message, facts } = reading;
  const { meaning, advice, blamesKey } = meaningOf(outcome);
  const page = pages[outcome];
  const comesBackAt = retryAt ?? resetAt;
  return {
    outcome,
    httpStatus: pasted.status,
    provider: provider.id,
    providerName: provider.name,
    providerFrom: told !== undefined ? 'told' : found === null ? 'nobody' : 'text',
    retryAt: comesBackAt,
    retryAfterMs: comesBackAt === null ? null : Math.max(0, comesBackAt - now),
    message,
    meaning,
    advice,
    blamesKey,
    effect: effectOf({ outcome, retryAt: comesBackAt }),
    link: page === undefined ? null : provider.links[page],
    page: page === undefined || provider.links[page] === null ? null : page,
    facts,
    gatewayReason: null,
    gatewayRotates: null,
  };
}

const lowerCased = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** With a status that was told, the text is what it says it is: the body; but a whole answer is one all the same. */
function asPasted(text: string, status: number | null, headers: RawAnswer['headers']): PastedError {
  const pasted = readPastedError(text);
  if (status === null) return { ...pasted, headers: { ...pasted.headers, ...headers } };
  const isWhole = /^\s*(?:< )?HTTP\/\d/.test(text);
  return {
    ...pasted,
    status,
    failure: null,
    headers: isWhole ? { ...pasted.headers, ...headers } : headers,
    body: isWhole ? pasted.body : text,
  };
}

function answerOf({ status, headers, body, failure }: PastedError): RawAnswer | TransportFailure {
  if (failure !== null) return { failure, message: '' };
  return { status: status ?? statusUntold, headers, body, truncated: false };
}
