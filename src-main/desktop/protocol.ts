import type { Protocol } from 'electron';
import { securityHeaders } from '../api/content-security-policy.ts';
import { pageWithNonce, type StaticFile } from '../api/static-files.ts';
import type { Random } from '../ports.ts';
import { origin, scheme } from './security.ts';

/**
 * Serves the built window as app://bundle in one session: a request is looked up in the map and nothing is computed
 * from it. Every answer has its own nonce, in the policy of its header and in index.html (D-C10).
 */
export function serveBundle(
  protocol: Pick<Protocol, 'handle'>,
  files: ReadonlyMap<string, StaticFile>,
  random: Random,
): void {
  protocol.handle(scheme, (request) => answer(request, files, random));
}

function answer(request: Request, files: ReadonlyMap<string, StaticFile>, random: Random): Response {
  const nonce = Buffer.from(random(18)).toString('base64');
  const headers = securityHeaders('desktop', nonce);
  const { protocol, host, pathname } = new URL(request.url);
  if (`${protocol}//${host}` !== origin) return new Response(null, { status: 421, headers });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(null, { status: 405, headers });
  const file = files.get(pathname);
  if (file === undefined) return new Response(null, { status: 404, headers });
  const bytes = pathname === '/index.html' ? pageWithNonce(file, nonce) : file.bytes;
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
    headers: { ...headers, 'content-type': file.type, 'content-length': String(bytes.length) },
  });
}
