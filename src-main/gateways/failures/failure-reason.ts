import { isSince, type Generation } from '../generation.ts';
import { tells, type GatewayReason } from './failure-cues.ts';
import { reasonOfCode, reasonOfStatus } from './failure-status.ts';

export type { GatewayReason } from './failure-cues.ts';

/** A failure as a gateway meets it. */
export interface Failure {
  status?: number | null;
  /** A code of the system (`ECONNRESET`) or of the provider. */
  code?: string | null;
  message?: string | null;
  provider?: string | null;
}

/** More of a message is not read: what it says stands at its beginning. */
const longest = 16 * 1024;

/** A text longer than this is taken for prose, and its words about money for talk. */
const longestBilling = 512;

const periodic = /\b(?:daily|weekly|monthly)(?:\/(?:daily|weekly|monthly))?\s+(?:usage\s+)?limit/;
/** Somebody has to pay, whatever else the message says of limits. */
const wantsMoney = /credit|balance|upgrade|\bplans?\b|top up|billing|payment|spend/;
const paymentStatus =
  /^\s*402\b|\b(?:http|status(?:[ _]?code)?|code|error)["']?\s*[:=]?\s*["']?402\b|payment required/;

/** 402 is money, unless it is a limit that passes by itself. */
function reasonOf402(message: string): GatewayReason {
  const passes = periodic.test(message) || /usage limit/.test(message);
  return passes && !wantsMoney.test(message) ? 'rate_limit' : 'billing';
}

function tellsBilling(message: string, generation: Generation, provider: string | null): boolean {
  const isProse = message.length > longestBilling || (message.match(/^#{1,6} /gm)?.length ?? 0) >= 2;
  return isProse ? paymentStatus.test(message) : tells('billing', message, generation, provider);
}

/** An answer in HTML behind its status, as a log shows it. */
function transientPage(message: string, generation: Generation): GatewayReason | null {
  const status = /^\s*(5\d\d)\b.{0,40}?<(?:!doctype|html)/s.exec(message)?.[1];
  if (status === undefined) return null;
  return reasonOfStatus(Number(status), generation) ?? 'timeout';
}

const apiError = /"type"\s*:\s*"api_error"/;

/** The order in which a message is held against its cues: the first that fits decides. */
function reasonOfMessage(
  message: string,
  generation: Generation,
  provider: string | null,
): GatewayReason | null {
  const says = (reason: GatewayReason) => tells(reason, message, generation, provider);
  if (/image\b.{0,60}?\b(?:too large|exceeds|dimensions)/s.test(message)) return null;
  for (const reason of ['session_expired', 'model_not_found', 'context_overflow'] as const)
    if (says(reason)) return reason;
  if (paymentStatus.test(message)) return reasonOf402(message);
  if (periodic.test(message) || says('rate_limit')) return 'rate_limit';
  if (says('overloaded')) return 'overloaded';
  const page = transientPage(message, generation);
  if (page !== null) return page;
  if (apiError.test(message)) return 'timeout';
  if (says('format')) return 'format';
  if (tellsBilling(message, generation, provider)) return 'billing';
  for (const reason of ['server_error', 'timeout', 'auth_permanent', 'auth'] as const)
    if (says(reason)) return reason;
  return null;
}

const overloadable = new Set([499, 502, 503]);

function reasonOfAnswer(
  status: number,
  message: string,
  generation: Generation,
  provider: string | null,
): GatewayReason | null {
  const says = (reason: GatewayReason) => tells(reason, message, generation, provider);
  const isNarrow = isSince(generation, '2026.5.28');
  const byNumber = reasonOfStatus(status, generation);
  switch (status) {
    case 400:
    case 422:
      if (message === '') return isNarrow ? null : 'format';
      if (isNarrow) return reasonOfMessage(message, generation, provider) ?? 'format';
      return tellsBilling(message, generation, provider) ? 'billing' : 'format';
    case 401:
    case 403:
      if (says('auth_permanent')) return 'auth_permanent';
      return isNarrow && tellsBilling(message, generation, provider) ? 'billing' : byNumber;
    case 402:
      return reasonOf402(message);
    case 410:
      return isNarrow ? (reasonOfMessage(message, generation, provider) ?? byNumber) : byNumber;
    case 429:
      return isNarrow && /insufficient_quota/.test(message) ? 'billing' : byNumber;
    default:
      return overloadable.has(status) && says('overloaded') ? 'overloaded' : byNumber;
  }
}

/** What the releases before SecretRefs called the same; they knew six reasons. */
const before: Readonly<Partial<Record<GatewayReason, GatewayReason | null>>> = {
  auth_permanent: 'auth',
  overloaded: 'rate_limit',
  model_not_found: null,
  session_expired: null,
};

/**
 * What a gateway of a generation takes a failure for, null where it makes nothing of it (gateways.md §3.9, §3.10): its status
 * first, then its code, then its words.
 */
export function gatewayReason(failure: Failure, generation: Generation): GatewayReason | null {
  const message = (failure.message ?? '').slice(0, longest).trim().toLowerCase();
  const provider = failure.provider ?? null;
  const rules = isSince(generation, '2026.3.13') ? generation : '2026.3.13';
  const { status = null, code = null } = failure;
  const reason =
    (status === null ? null : reasonOfAnswer(status, message, rules, provider)) ??
    (code === null ? null : reasonOfCode(code, rules)) ??
    (message === '' ? null : reasonOfMessage(message, rules, provider));
  if (reason === null || isSince(generation, '2026.3.13')) return reason;
  return before[reason] === undefined ? reason : before[reason];
}
