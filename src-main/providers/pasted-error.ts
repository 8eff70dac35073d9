import { stripVTControlCharacters } from 'node:util';
import type { TransportReason } from '../ports.ts';
import { isObject, numberOf } from './json.ts';
import { looseJson } from './loose-json.ts';

/** What can be told of an answer from a text that somebody copied. */
export interface PastedError {
  /** Null when the text tells none. */
  status: number | null;
  /** Names in lower case; only those that say something of a failure. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Why nobody answered, where the text says that. */
  failure: TransportReason | null;
  method: string | null;
  /** With its query, without the host. */
  path: string | null;
}

/** As much of a paste as is searched; what an answer says stands near its beginning. */
const longestSearched = 32 * 1024;

/** Reads an error as people find it: `curl -i`, a log line, what an SDK throws, a program's own sentence. */
export function readPastedError(text: string): PastedError {
  const paste = withoutMarks(
    stripVTControlCharacters(text.slice(0, longestSearched)).replaceAll(/\r\n?/g, '\n'),
  ).trim();
  const { status: stated, headers, body } = readWire(paste) ?? readProse(paste);
  const status = stated ?? statusIn(body);
  return {
    status,
    headers,
    body,
    failure: status === null ? failureIn(paste) : null,
    ...requestIn(paste),
  };
}

/** `curl -v` puts a mark before each line of an answer. */
const withoutMarks = (text: string) => (/^< HTTP\//m.test(text) ? text.replaceAll(/^<(?: |$)/gm, '') : text);

type Read = Pick<PastedError, 'status' | 'headers' | 'body'>;

const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})\b[^\n]*$/gm;

/** An answer as it came over the wire; a proxy's and an interim one may stand before it. Null for any other text. */
function readWire(paste: string): Read | null {
  const last = [...paste.matchAll(statusLine)].at(-1);
  if (last === undefined) return null;
  const lines = paste.slice(last.index + last[0].length + 1).split('\n');
  const headers: Record<string, string> = {};
  let line = 0;
  for (; line < lines.length; line++) {
    const [, name, value] = /^([\w-]{1,64}):[ \t]?(.*)$/.exec(lines[line] ?? '') ?? [];
    if (name === undefined || value === undefined) break;
    headers[name.toLowerCase()] = value.trim();
  }
  return { status: Number(last[1]), headers, body: lines.slice(line).join('\n').trim() };
}

/** Headers that say something of a failure, wherever an SDK prints them. */
const tellingHeader =
  /["']?\b(retry-after(?:-ms)?|x-ratelimit-[a-z-]{1,40}|ratelimit(?:-[a-z]{1,20})?|anthropic-ratelimit-[a-z-]{1,40}|x-amzn-errortype|www-authenticate|cf-mitigated)["']?[ \t]?[:=][ \t]?(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|([^\s"',}\]][^\n,}\]]{0,199}))/gi;

function readProse(paste: string): Read {
  const headers: Record<string, string> = {};
  for (const [, name = '', double, single, bare] of paste.matchAll(tellingHeader))
    headers[name.toLowerCase()] ??= (double ?? single ?? bare ?? '').trim();
  return { status: statusSaid(paste), headers, body: bodyIn(paste) };
}

/** What the server said, out of what a program wrote around it. */
function bodyIn(paste: string): string {
  const page = /<(?:!doctype|html|\?xml)\b/i.exec(paste)?.index;
  if (page !== undefined) return paste.slice(page);
  // Loggers write JSON into JSON.
  const json =
    looseJson(paste) ?? (paste.includes('\\"') ? looseJson(paste.replaceAll('\\"', '"')) : undefined);
  const prose = paste
    .split('\n')
    .filter((line) => !/^\s*(?:at |File "|Traceback \()/.test(line))
    .join('\n');
  if (json === undefined) return prose;
  // Some SDKs print an object of facts and say what happened before it.
  const isMute =
    isObject(json) && !['error', 'errors', 'message', 'detail', 'msg'].some((name) => name in json);
  return JSON.stringify(isMute ? { ...json, message: prose.split(/[{\n]/, 1)[0]?.trim() } : json);
}

const reasonPhrases =
  'unauthorized|forbidden|bad request|not found|payment required|too many requests|client error|server error|internal server error|bad gateway|service unavailable|gateway time-?out|request timeout|unprocessable|conflict|overloaded|temporary redirect|moved|found|proxy authentication';

/** The ways in which programs tell a status, the plainest first. */
const statusWords: readonly RegExp[] = [
  /\b(?:http[ _-]?)?status(?:[ _-]?code)?["']?(?: of)?[ \t]?[:=]?[ \t]?["'(]?([1-5]\d\d)(?![\d.])/i,
  /\b(?:http(?:\/[\d.]+)?(?: error)?|(?:error|response|exit)[ _-]?code|api error|[a-z]{0,40}error|[a-z]{0,40}exception|code)["'\]]?[ \t]?[:=]?[ \t]?["'([]?([1-5]\d\d)(?![\d.])/i,
  new RegExp(String.raw`\b([3-5]\d\d)\b["']?[ \t]?[-:(]?[ \t]?(?:${reasonPhrases})\b`, 'i'),
  /(?:^|[\s:([])([345]\d\d)[ \t:.-]{0,4}[{<]/,
  /(?:^|\n)[ \t>*-]{0,8}([345]\d\d)\b[ \t:.-]{0,4}(?:[A-Za-z{[<"]|$)/,
];

function statusSaid(paste: string): number | null {
  for (const pattern of statusWords) {
    const said = pattern.exec(paste)?.[1];
    if (said !== undefined) return Number(said);
  }
  return null;
}

/** The status that a body claims for itself. */
function statusIn(body: string): number | null {
  const json = looseJson(body);
  const told: unknown = Array.isArray(json) ? json[0] : json;
  const error = isObject(told) ? told['error'] : null;
  const claims = [error, told].flatMap((place) =>
    ['code', 'status', 'statusCode', 'status_code', 'http_status'].map((name) => numberOf(place, name)),
  );
  return (
    claims.find((claim) => claim !== null && claim >= 300 && claim < 600 && Number.isInteger(claim)) ?? null
  );
}

const failureWords: readonly (readonly [TransportReason, RegExp])[] = [
  [
    'dns',
    /\b(?:ENOTFOUND|EAI_AGAIN|getaddrinfo|name or service not known|could not resolve host|name resolution|nodename nor servname)\b|\bERR_NAME_NOT_RESOLVED\b/i,
  ],
  ['refused', /\b(?:ECONNREFUSED|connection refused|failed to connect|ERR_CONNECTION_REFUSED)\b/i],
  ['tls', /\bcertificate\b|\b(?:CERT_[A-Z_]{1,40}|SSL(?:Error)?|TLS handshake|ERR_CERT_[A-Z_]{1,40})\b/i],
  [
    'timeout',
    /\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_\w{0,20}TIMEOUT|timed out|timeout|deadline exceeded)\b/i,
  ],
  [
    'reset',
    /\b(?:ECONNRESET|EPIPE|connection (?:was )?reset|socket hang up|connection aborted|premature close)\b/i,
  ],
  ['offline', /\b(?:ENETUNREACH|ENETDOWN|network is unreachable|ERR_INTERNET_DISCONNECTED)\b/i],
  ['other', /\b(?:fetch failed|connection error|APIConnectionError|network error|EHOSTUNREACH)\b/i],
];

function failureIn(paste: string): TransportReason | null {
  return failureWords.find(([, words]) => words.test(paste))?.[0] ?? null;
}

/** What was asked, where the text shows it. */
function requestIn(paste: string): Pick<PastedError, 'method' | 'path'> {
  const method = /\b(GET|POST|PUT|DELETE|PATCH|HEAD)\b/.exec(paste)?.[1] ?? null;
  const address = /\bhttps?:\/\/[^\s"'<>)\]]{4,500}/.exec(paste)?.[0];
  const url = address === undefined ? null : URL.parse(address);
  const isApi = url !== null && /^\/(?:api|v\d|openai|inference|anthropic|client|coding)/.test(url.pathname);
  return { method, path: isApi ? url.pathname + url.search : null };
}
