import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';

const version = /^v\d+(?:alpha|beta)?\d*$/;
const loopbackV4 = /^127(?:\.\d{1,3}){3}$/;

/** Whether a host name, as `URL` writes it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || loopbackV4.test(hostname);
}

function refuse(why: string): never {
  throw new KeywatchError(
    'invalid_input',
    telling('{why}; nothing was saved; give https://…, or http:// to this machine.', { why }),
  );
}

/**
 * A base URL as it may be kept: https, or http to this machine, without a trailing slash. Throws `invalid_input`
 * otherwise. A password or a query in it would lie in clear in the vault, so neither is taken.
 */
export function checkBaseUrl(text: string): string {
  const typed = text.trim();
  const url = URL.parse(typed);
  if (url === null || url.hostname === '') refuse(telling('This is not a web address'));
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    refuse(
      telling('The address begins with {protocol} and a key is only sent over https', {
        protocol: url.protocol,
      }),
    );
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    refuse(
      telling('A key sent over http to {hostname} could be read on the way', { hostname: url.hostname }),
    );
  if (url.username !== '' || url.password !== '')
    refuse(telling('The address holds a user name or a password'));
  if (url.search !== '' || url.hash !== '') refuse(telling('The address ends with a query or a fragment'));
  return url.origin + url.pathname.replace(/\/+$/, '');
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

/**
 * Where a documented path lies below a base URL. What the two share is not doubled, and a version the base ends with
 * stands for the path's own: `http://h:1` and `http://h:1/v1` both ask `/v1/models` (D-B5).
 */
export function probeUrl(base: string, documentedPath: string): string {
  const url = new URL(base);
  const mark = documentedPath.indexOf('?');
  const path = segmentsOf(mark < 0 ? documentedPath : documentedPath.slice(0, mark));
  const query = mark < 0 ? '' : documentedPath.slice(mark);
  const own = segmentsOf(url.pathname);
  return `${url.origin}/${[...own, ...path.slice(alreadyThere(own, path))].join('/')}${query}`;
}

/** The same for a path that a program asks for, which beyond that stays as it was written: with its query, and to the letter. */
export function pathBelow(base: string, path: string): string {
  const { pathname } = new URL(base);
  if (pathname === '/') return path.startsWith('/') ? path : `/${path}`;
  const asked = path.split('?', 1)[0] ?? '';
  const segments = asked.split('/').slice(1);
  const kept = segments.slice(alreadyThere(segmentsOf(pathname), segments));
  return [pathname, ...kept].join('/') + path.slice(asked.length);
}

/** How many segments a path begins with that its base URL ends with. */
function alreadyThere(own: readonly string[], path: readonly string[]): number {
  const lead = path.findIndex((segment) => version.test(segment)) + 1;
  const shared = sharedSegments(own, path.slice(0, lead));
  const last = own.at(-1);
  return shared > 0 ? shared : last !== undefined && version.test(last) ? lead : 0;
}

/** How many segments the end of one path and the beginning of another have in common. */
function sharedSegments(end: readonly string[], beginning: readonly string[]): number {
  for (let count = Math.min(end.length, beginning.length); count > 0; count--)
    if (beginning.slice(0, count).join('/') === end.slice(-count).join('/')) return count;
  return 0;
}
