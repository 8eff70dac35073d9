import type { Door } from '../../src-shared/words.ts';

/** The doors that hand out pages. */
type PageDoor = Exclude<Door, 'local'>;

/**
 * One table for both windows: they differ in `connect-src` alone. The desktop's page talks through its message port and
 * may connect nowhere; a browser's page opens one WebSocket to where it came from, which Chromium counts as 'self'.
 * https://w3c.github.io/webappsec-csp/#directives
 */
const directives: readonly (readonly [name: string, value: (door: PageDoor, nonce: string) => string])[] = [
  ['default-src', () => "'none'"],
  ['script-src', () => "'self'"],
  ['style-src', (_, nonce) => `'self' 'nonce-${nonce}'`],
  ['img-src', () => "'self'"],
  ['font-src', () => "'self'"],
  ['connect-src', (door) => ({ desktop: "'none'", browser: "'self'" })[door]],
  ['base-uri', () => "'none'"],
  ['form-action', () => "'none'"],
  ['frame-ancestors', () => "'none'"],
  ['object-src', () => "'none'"],
  ['require-trusted-types-for', () => "'script'"],
  ['trusted-types', () => "'none'"],
];

/** The policy of one response. `nonce` belongs to this response alone and lets one library's style element in (D-C10). */
export function contentSecurityPolicy(door: PageDoor, nonce: string): string {
  return directives.map(([name, value]) => `${name} ${value(door, nonce)}`).join('; ');
}

/** What every answer of a page door carries, file or refusal; names in lower case. */
export function securityHeaders(door: PageDoor, nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(door, nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), geolocation=(), microphone=(), display-capture=(), usb=(), serial=(), hid=()',
    'cache-control': 'no-store',
  };
}
