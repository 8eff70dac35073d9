import { expiryGraceMs } from '../../src-shared/expiry.ts';
import type { Learned } from '../../src-shared/fact-words.ts';
import { meaningOf } from '../../src-shared/meaning.ts';
import { telling } from '../../src-shared/say.ts';
import type { Outcome } from '../../src-shared/words.ts';
import type { TransportReason } from '../ports.ts';
import { isObject, numberOf, openBody, type OpenedBody } from './answer-body.ts';
import { hintsAhead } from './certificate-dates.ts';
import { failureBy, outcomeByStatus } from './answer-rules.ts';
import type { Provider, RawAnswer, Reading, TransportFailure } from './provider.ts';
import { shownMessage, withoutSecrets } from './redact.ts';
import { longestRetryMs, retryTime } from './retry-time.ts';

export interface AnswerToRead {
  provider: Provider;
  /** What was asked; the path with its query, without the host. */
  request: { method: string; path: string; host?: string };
  answer: RawAnswer | TransportFailure;
  /** Epoch ms. */
  now: number;
  /** What was sent, so that it never comes back in a message. */
  secret: string | null;
  /** When the credential ends, as best known; some providers call an expired key merely wrong. Epoch ms. */
  expiresAt?: number | null;
}

const transportSentences: Readonly<Record<TransportReason, string>> = {
  dns: telling('The address could not be looked up; this machine may be offline'),
  refused: telling('Nobody listens at the address'),
  reset: telling('The connection was cut'),
  timeout: telling('No answer came in time'),
  tls: telling(
    'The certificate is not trusted; a proxy may look into the traffic: add its certificate to the system’s',
  ),
  offline: telling('This machine is offline'),
  other: telling('The provider could not be reached'),
};

const certificateDates = telling(
  'The certificate does not hold at the date and time of this machine; look whether its clock is right',
);

const waits = new Set<Outcome>(['rate_limited', 'overloaded', 'server_error', 'no_credit']);

/**
 * How an answer is read. Who answered comes first, then what the provider's own file says, then codes and words, and
 * the status last: the same words arrive with many statuses, and a status alone convicts no key that words acquit.
 */
export function readAnswer(asked: AnswerToRead): Reading {
  const { answer, provider, request, now, secret } = asked;
  if ('failure' in answer) {
    const own = answer.failure === 'refused' ? provider.refused : undefined;
    const dated = answer.failure === 'tls' && hintsAhead(answer.message) !== undefined;
    return reading('network', own ?? (dated ? certificateDates : transportSentences[answer.failure]));
  }
  const body = openBody(answer);
  const opened = { ...answer, json: body.json };
  const foreign = provider.readForeign?.(opened, request, now, secret) ?? null;
  const stranger = foreign === null ? notTheProvider(answer, body) : null;
  if (stranger) return finish(asked, answer, body, stranger);
  const own = foreign ?? provider.read?.(opened, request, now, secret) ?? null;
  const said = own?.outcome ?? readCommonly(answer, body);
  // Whatever is said: a provider in trouble convicts no key, named exceptions aside (D-B13).
  const outcome =
    answer.status >= 500 && foreign === null && meaningOf(said).blamesKey
      ? outcomeByStatus(answer.status)
      : said;
  return finish(asked, answer, body, { ...own, outcome });
}

function reading(outcome: Outcome, message: string | null): Reading {
  return { outcome, message, retryAt: null, resetAt: null, expiresAt: null, facts: {} };
}

type Decided = Partial<Reading> & { outcome: Outcome };

function finish(asked: AnswerToRead, answer: RawAnswer, body: OpenedBody, decided: Decided): Reading {
  const { provider, now, secret } = asked;
  const failed = decided.outcome !== 'ok';
  const hints = {
    headers: answer.headers,
    json: body.json,
    text: body.words,
    zoneOffsetMs: provider.zoneOffsetMs,
  };
  const ended = asked.expiresAt != null && asked.expiresAt + expiryGraceMs < now;
  return {
    ...reading(decided.outcome, null),
    ...decided,
    outcome: decided.outcome === 'invalid' && ended ? 'expired' : decided.outcome,
    retryAt: within(decided.retryAt ?? (waits.has(decided.outcome) ? retryTime(hints, now) : null), now),
    facts: withoutKey(decided.facts ?? {}, secret),
    message: failed ? shownMessage(decided.message ?? body.sentence ?? body.codes[0] ?? null, secret) : null,
  };
}

/** A time to come back that lies ahead, at most 31 days; null for one that is over or none. */
function within(at: number | null, now: number): number | null {
  return at === null || !(at >= now) ? null : Math.min(at, now + longestRetryMs);
}

/** A provider may name a key by the key itself. */
function withoutKey(facts: Learned, secret: string | null): Learned {
  const told = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === 'string' ? withoutSecrets(value, [secret]) : value,
  ]);
  return Object.fromEntries(told);
}

/** Answers of whoever stands between here and the provider, and answers that are none. */
function notTheProvider(answer: RawAnswer, body: OpenedBody): Decided | null {
  const { status, headers } = answer;
  if (status === 407) return intercepted(telling('A proxy on the way asks for a login'));
  if (status === 511) return intercepted(telling('This network asks for a login first'));
  if (status >= 300 && status < 400) return intercepted(redirected(headers['location']));
  if (/^\s*(?:ntlm|negotiate|kerberos)\b/i.test(headers['www-authenticate'] ?? ''))
    return intercepted(telling('A proxy on the way asks for a login'));
  // Providers take keys, none of them a name and a password.
  if (
    status === 401 &&
    body.form !== 'json' &&
    /^\s*(?:basic|digest)\b/i.test(headers['www-authenticate'] ?? '')
  )
    return intercepted(telling('A server on the way asks for a name and a password'));
  if (headers['cf-mitigated'] === 'challenge')
    return intercepted(telling('A bot check stands before the provider'));
  if (status === 451) return { outcome: 'region_blocked' };
  if (body.form === 'html') {
    if (status === 503)
      return { outcome: 'overloaded', message: telling('The provider’s service is unavailable') };
    if (status >= 500)
      return {
        outcome: 'server_error',
        message: telling('The provider’s front server answered with an error page'),
      };
    return intercepted(
      telling('A web page answered instead of the provider: a login page, a proxy or a filter'),
    );
  }
  if (body.form === 'text' && status < 500 && filterWords.test(body.words))
    return intercepted(telling('A filter or a login page of this network answered instead of the provider'));
  const refusal = /^\s*error code: (1\d{3})\s*$/i.exec(
    body.form === 'text' && status < 500 ? answer.body : '',
  )?.[1];
  // Cloudflare's own refusals; 1009 is the one about the country.
  // https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/
  if (refusal === '1009')
    return { outcome: 'region_blocked', message: telling('The provider refuses this country') };
  if (refusal !== undefined)
    return intercepted(telling('The network before the provider refused the connection'));
  return null;
}

/** How filters and portals that write no HTML name themselves. */
const filterWords =
  /\bcaptive portal\b|\b(?:web|content|url) ?filter|\bblocked by (?:your|the) (?:organi[sz]ation|administrator|network|company|firewall)\b|\b(?:squid|zscaler|fortiguard|netskope)\b/;

const intercepted = (message: string): Decided => ({ outcome: 'intercepted', message });

function redirected(location: string | undefined): string {
  const host = location === undefined ? undefined : URL.parse(location)?.host;
  return host === undefined
    ? telling('The question was sent elsewhere and not followed')
    : telling('The question was sent elsewhere ({host}) and not followed', { host });
}

/** The rules that hold for every provider. */
function readCommonly(answer: RawAnswer, body: OpenedBody): Outcome {
  const { status } = answer;
  if (status < 200) return 'malformed';
  if (status < 300) return readSuccess(body);
  return readFailure(status, body);
}

function readSuccess(body: OpenedBody): Outcome {
  if (body.form === 'cut_json') return 'ok';
  if (body.form !== 'json' || typeof body.json !== 'object' || body.json === null) return 'malformed';
  const status = hiddenFailure(body.json);
  return status === null ? 'ok' : readFailure(status, body);
}

/** What some servers put where a success would have its data: an object, a sentence, or a list of either. */
function errorIn(json: object): unknown {
  const errors = 'error' in json ? json.error : 'errors' in json && !('data' in json) ? json.errors : null;
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  return (isObject(first) && Object.keys(first).length > 0) || (typeof first === 'string' && first !== '')
    ? first
    : null;
}

const isFailure = (code: number | null): boolean => code !== null && code >= 400 && code < 600;

/** The status a body claims under a 2xx: several providers report their failures that way. Null when it is a success. */
function hiddenFailure(body: unknown): number | null {
  // Google answers streams with a list, and so with a list of one error.
  const json: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(json)) return null;
  const error = errorIn(json);
  const own = [numberOf(json, 'code'), numberOf(json, 'status'), numberOf(json, 'statusCode')];
  const failed =
    error !== null ||
    own.some(isFailure) ||
    json['success'] === false ||
    json['ok'] === false ||
    json['type'] === 'error' ||
    json['object'] === 'error' ||
    json['status'] === 'error' ||
    json['valid'] === false;
  if (!failed) return null;
  if (json['valid'] === false) return 401;
  const claimed = [numberOf(error, 'code'), numberOf(error, 'status'), ...own];
  return claimed.find(isFailure) ?? 400;
}

function readFailure(status: number, body: OpenedBody): Outcome {
  const said = failureBy(body);
  const plain = outcomeByStatus(status);
  // A provider in trouble says nothing about a key, whatever its words.
  if (status >= 500 || status === 408 || status === 498) return said === 'overloaded' ? 'overloaded' : plain;
  return said ?? plain;
}
