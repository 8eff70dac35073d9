import type { IncomingMessage } from 'node:http';
import type { Declined, KeyPlace, Opening } from './wire.ts';
import { isToken } from './access-token.ts';

/** What a request asks for: whose path, what of it, and the token it shows. */
export interface Target {
  /** Its id, or what the path says where there is none of that name. */
  provider: string;
  /** What follows the provider, as it came, without parameters that hold a credential. */
  path: string;
  token: string | null;
  place: KeyPlace;
  /** The page it comes from; null where no page sent it. */
  origin: string | null;
  agent: string | null;
}

const no = (status: number, message: string): { declined: Declined } => ({
  declined: { why: 'address', status, message, retryAfterMs: null },
});

/** `/provider/rest?query`, and no other form: neither a whole address nor an authority. */
const pathForm = /^\/([a-z0-9-]{1,64})((?:[/?].*)?)$/i;
/** What an URL has no room for, and what proxies and servers read in different ways. */
// oxlint-disable-next-line no-control-regex -- these are the characters that have no place in a path
const unsafe = /[\u0000- \\#\u007f-\uffff]/;
/** Segments that climb, written out or escaped, and as servers read them that unescape a slash or cut off what follows a `;`. */
const climbs = /(?:^|\/|%2f|%5c)(?:\.|%2e){1,2}(?=\/|%2f|%5c|;|$)/i;
/** What clients of providers send; TRACE would have a server repeat the key. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Reads what a request asks for, or why it is not served. `Host` is held to the relay's own names, so that no name that is
 * pointed at this machine reaches it (DNS rebinding).
 */
export function readTarget(
  request: IncomingMessage,
  port: number,
  aliases: Opening['aliases'],
): Target | { declined: Declined } {
  const hosts = hostsOf(request);
  if (hosts.length !== 1 || !isOwnHost(hosts[0] ?? '', port))
    return no(
      421,
      'The relay answers to its own address alone; nothing was sent; use the one keywatch relay prints.',
    );
  if (!methods.has(request.method ?? ''))
    return no(501, 'The relay passes no such method on; nothing was sent; ask by GET or POST.');
  const url = request.url ?? '';
  const [, provider = '', rest = ''] = pathForm.exec(url) ?? [];
  const path = rest.split('?', 1)[0] ?? '';
  if (provider === '' || unsafe.test(url) || path.startsWith('//') || climbs.test(path))
    return no(
      400,
      'The path is none of the relay’s; nothing was sent; it begins with a provider, like /openai/v1/models.',
    );
  const named = provider.toLowerCase();
  const shown = shownToken(request, rest);
  return {
    provider: Object.hasOwn(aliases, named) ? (aliases[named] ?? named) : named,
    path: path + withoutCredentials(rest.slice(path.length)),
    ...shown,
    origin: valueOf(request.headers, 'origin'),
    agent: valueOf(request.headers, agentHeader),
  };
}

/** By which a client says for which agent it asks. */
export const agentHeader = 'x-keywatch-agent';

function isOwnHost(host: string, port: number): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host.toLowerCase() === `${name}:${port}`);
}

/** Every host that was named: Node keeps the first of two and says nothing. */
function hostsOf({ rawHeaders }: IncomingMessage): string[] {
  const hosts: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host')
      hosts.push(rawHeaders[at + 1] ?? '');
  return hosts;
}

/** A header’s one value; null where there is none, or several that are no one value. */
function valueOf(headers: IncomingMessage['headers'], name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

/** Parameters in which some clients carry their key. */
const credentialNames: ReadonlySet<string> = new Set(['key', 'api_key', 'api-key', 'apikey', 'access_token']);

function withoutCredentials(query: string): string {
  const kept = parametersOf(query).filter(({ name, value }) => !credentialNames.has(name) && !isToken(value));
  return kept.length === 0 ? '' : `?${kept.map(({ text }) => text).join('&')}`;
}

function parametersOf(query: string): { name: string; value: string; text: string }[] {
  return query === ''
    ? []
    : query
        .slice(1)
        .split('&')
        .map((text) => {
          const [name = '', ...value] = text.split('=');
          return { name: unescaped(name).toLowerCase(), value: unescaped(value.join('=')), text };
        });
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The places a client may show its token at; the first that holds one counts. */
function shownToken(request: IncomingMessage, rest: string): { token: string | null; place: KeyPlace } {
  const { headers } = request;
  const mark = rest.indexOf('?');
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined && isToken(bearer)) return { token: bearer, place: 'bearer' };
  for (const place of ownHeaders) {
    const token = valueOf(headers, place);
    if (token !== null && isToken(token)) return { token, place };
  }
  const inQuery = parametersOf(mark < 0 ? '' : rest.slice(mark)).find(
    ({ name, value }) => credentialNames.has(name) && isToken(value),
  );
  if (inQuery !== undefined) return { token: inQuery.value, place: 'query' };
  const protocol = protocolToken(headers);
  return { token: protocol !== undefined && isToken(protocol) ? protocol : null, place: 'bearer' };
}

const ownHeaders = ['x-api-key', 'x-goog-api-key', 'api-key'] as const;

/** Browsers and OpenAI’s realtime client can set no header for a WebSocket, and name the key as a protocol. */
export const protocolPrefix = 'openai-insecure-api-key.';

function protocolToken(headers: IncomingMessage['headers']): string | undefined {
  return (valueOf(headers, 'sec-websocket-protocol') ?? '')
    .split(',')
    .map((one) => one.trim())
    .find((one) => one.startsWith(protocolPrefix))
    ?.slice(protocolPrefix.length);
}
