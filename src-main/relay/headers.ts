import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { agentHeader } from './target.ts';

/** Of one connection, never passed on (RFC 9110, 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What the relay puts in itself, and what tells of this machine. */
const ours: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'expect',
  'cookie',
  'cookie2',
  'origin',
  'referer',
  'forwarded',
  'via',
  agentHeader,
]);
const oursByBeginning = /^(?:sec-fetch-|x-forwarded-|access-control-)/;
/** Credentials, whoever's gateway they are for: clients may still hold those of the server they asked before. */
const credential =
  /(?:^|-)(?:authorization|api-key|auth-token|access-token|security-token|subscription-key)$/;

/** What a provider's answer says to a browser, which this is not, and of its connection. */
const notBack: ReadonlySet<string> = new Set(['set-cookie', 'alt-svc', 'strict-transport-security']);
const notBackByBeginning = /^access-control-/;

/** The headers of a request as they go on, names and values in turn; what holds the token in any form stays here. */
export function onward({ rawHeaders, headers }: IncomingMessage, token: string): string[] {
  const named = namedIn(headers.connection);
  return kept(
    rawHeaders,
    (name, value) =>
      !hopByHop.has(name) &&
      !ours.has(name) &&
      !oursByBeginning.test(name) &&
      !credential.test(name) &&
      !named.has(name) &&
      !value.includes(token),
  );
}

/** The headers of an answer as they go back. */
export function back({ rawHeaders, headers }: IncomingMessage): string[] {
  const named = namedIn(headers.connection);
  return kept(
    rawHeaders,
    (name) => !hopByHop.has(name) && !notBack.has(name) && !notBackByBeginning.test(name) && !named.has(name),
  );
}

const none: ReadonlySet<string> = new Set();

/** The headers that belong to the connection because it says so. */
function namedIn(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined || connection === 'keep-alive') return none;
  return new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
}

function kept(raw: readonly string[], stays: (name: string, value: string) => boolean): string[] {
  const headers: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const value = raw[at + 1] ?? '';
    if (stays(name.toLowerCase(), value)) headers.push(name, value);
  }
  return headers;
}

/** The same with others in the place of those of that name. */
export function replacing(headers: readonly string[], put: Readonly<Record<string, string>>): string[] {
  const others = kept(headers, (name) => !Object.hasOwn(put, name));
  return [...others, ...Object.entries(put).flat()];
}

/** An answer’s headers as whoever reads it has them, without cookies. */
export function flat(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === 'set-cookie' ? [] : [[name, String(value)]],
    ),
  );
}
