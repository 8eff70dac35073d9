import { isSince, type Generation } from '../generation.ts';
import type { GatewayReason } from './failure-cues.ts';

type ByGeneration = readonly [
  until513: GatewayReason | null,
  from528: GatewayReason | null,
  from906: GatewayReason | null,
];

const timeout: ByGeneration = ['timeout', 'timeout', 'timeout'];
const gone: ByGeneration = ['timeout', 'timeout', 'server_error'];
const down: ByGeneration = [null, null, 'server_error'];
const slow: ByGeneration = [null, null, 'timeout'];

/** Gateways.md §3.9, as far as the number alone decides. */
const reasons: Readonly<Record<number, ByGeneration>> = {
  401: ['auth', 'auth', 'auth'],
  402: ['billing', 'billing', 'billing'],
  403: ['auth', 'auth', 'auth'],
  404: [null, 'model_not_found', 'model_not_found'],
  408: timeout,
  410: [null, 'timeout', 'timeout'],
  429: ['rate_limit', 'rate_limit', 'rate_limit'],
  499: timeout,
  500: [null, 'timeout', 'server_error'],
  502: gone,
  503: gone,
  504: timeout,
  520: down,
  521: down,
  522: slow,
  524: slow,
  529: ['overloaded', 'overloaded', 'overloaded'],
};

/** What a status means to a release before its message is read; null where it means nothing. */
export function reasonOfStatus(status: number, generation: Generation): GatewayReason | null {
  const [first, second, third] = reasons[status] ?? [null, null, null];
  if (isSince(generation, '2026.9.6')) return third;
  return isSince(generation, '2026.5.28') ? second : first;
}

const noWayOut = new Set([
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETRESET',
  'EPIPE',
  'EAI_AGAIN',
]);

const certificate =
  /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER))/;

/** Codes of providers, read from 2026.9 on. */
const symbolic: Readonly<Record<string, GatewayReason>> = {
  UNKNOWN_PARAMETER: 'format',
  INVALID_REQUEST_ERROR: 'format',
  RESOURCE_EXHAUSTED: 'rate_limit',
  RATE_LIMIT: 'rate_limit',
  RATE_LIMITED: 'rate_limit',
  RATE_LIMIT_EXCEEDED: 'rate_limit',
  TOO_MANY_REQUESTS: 'rate_limit',
  THROTTLED: 'rate_limit',
  THROTTLING: 'rate_limit',
  THROTTLINGEXCEPTION: 'rate_limit',
  DEACTIVATED_WORKSPACE: 'auth_permanent',
  OVERLOADED: 'overloaded',
  OVERLOADED_ERROR: 'overloaded',
  SERVER_ERROR: 'server_error',
  UPSTREAM_ERROR: 'server_error',
};

/** What a code means that the system or the provider gave; null where a release does not know it. */
export function reasonOfCode(code: string, generation: Generation): GatewayReason | null {
  const name = code.trim().toUpperCase();
  if (noWayOut.has(name)) return 'timeout';
  if (!isSince(generation, '2026.9.6')) return null;
  if (name === 'ENOTFOUND') return 'timeout';
  return certificate.test(name) ? 'tls_certificate' : (symbolic[name] ?? null);
}
