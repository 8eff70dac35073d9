import { isSince, type Generation } from '../generation.ts';

/** What a gateway takes a failure for. The names are the family's own, and stand in its stores. */
export type GatewayReason =
  | 'auth'
  | 'auth_permanent'
  | 'billing'
  | 'context_overflow'
  | 'format'
  | 'model_not_found'
  | 'overloaded'
  | 'rate_limit'
  | 'server_error'
  | 'session_expired'
  | 'timeout'
  | 'tls_certificate';

/** Words that tell a reason, from one release on or up to another; looked for in lower case. */
interface Cue {
  says: RegExp;
  since?: Generation;
  /** Later releases do without. */
  before?: Generation;
  /** Only where this provider answered. */
  provider?: string;
}

const narrow: Generation = '2026.5.28';
const latest: Generation = '2026.9.6';

/** Gateways.md §3.10: what each release reads out of a message. */
const cues: Readonly<Partial<Record<GatewayReason, readonly Cue[]>>> = {
  session_expired: [
    { says: /\b(?:session|conversation) (?:not found|(?:has )?expired|does not exist)|no such session/ },
  ],
  model_not_found: [
    { says: /model_not_found|unknown model/ },
    { says: /\bmodel\b.{0,100}?\b(?:not found|does not exist|do(?:es)? not have access)/s },
  ],
  context_overflow: [
    {
      says: /prompt is too long|context[ _]length[ _]exceeded|maximum context length|context_overflow/,
      since: latest,
    },
  ],
  rate_limit: [
    { says: /rate[ _]limit|too many requests|model_cooldown/ },
    { says: /exceeded your current quota|resource has been exhausted|quota exceeded|resource_exhausted/ },
    { says: /usage limit|\btpm\b|tokens per (?:minute|day)/ },
    { says: /429/, before: latest },
    // A number alone may be anything; as a status it leads, or follows the word for it.
    {
      says: /^\s*429\b|\bhttp(?:\/[\d.]+)?\s*[:=]?\s*429\b|\bstatus(?:[ _]?code)?["']?\s*[:=]?\s*429\b|\bcode["']?\s*[:=]\s*["']?429\b/,
      since: latest,
    },
    {
      says: /throttling|throttled|too many concurrent requests|concurrency limit\b.{0,80}?\breached/s,
      since: narrow,
    },
    { says: /请求过多|请求过于频繁|频率限制/, since: latest },
  ],
  overloaded: [
    { says: /overloaded|high demand/ },
    { says: /service unavailable.{0,200}?(?:overload|capacity|high demand)/s },
    { says: /service (?:temporarily )?unavailable|model (?:is )?at capacity|high load/, since: latest },
  ],
  server_error: [{ says: /connection reset|bad gateway|internal server error/, since: latest }],
  format: [
    { says: /string should match pattern|tool_use\.id|tool_use_id|invalid request format/ },
    { says: /tool call id was .{0,80}? must be/s },
    { says: /prefill (?:is )?not supported|conversation must end with a user message/, since: narrow },
  ],
  billing: [
    { says: /payment required|insufficient credits|insufficient_quota|credit balance|plans & billing/ },
    { says: /insufficient balance|insufficient usd or diem balance|requires more credits/ },
    { says: /^(?:billing|credit balance)\b.{0,200}?(?:upgrade|credits|payment|plan)/s },
    {
      says: /used all available credits|spend(?:ing)? limit|out of extra usage|available balance|out of budget/,
      since: narrow,
    },
    { says: /current subscription plan does not include access|余额不足/, since: narrow },
    { says: /"?code"?\s*[:=]\s*"?1311\b/, since: latest },
    { says: /key limit exceeded/, since: narrow, before: latest, provider: 'openrouter' },
  ],
  timeout: [
    {
      says: /timeout|timed out|service unavailable|deadline exceeded|(?:connection|network) error|network request failed/,
    },
    {
      says: /fetch failed|socket hang up|without sending chunks|stop reason: (?:abort|error|malformed_response|network_error)/,
    },
    {
      says: /\b(?:etimedout|esockettimedout|econnreset|econnaborted|econnrefused|enetunreach|ehostunreach|ehostdown|enetreset|epipe|eai_again)\b/,
    },
    {
      says: /unknown error occurred|stream ended|premature close|terminated|und_err_|request failed/,
      since: narrow,
    },
  ],
  auth_permanent: [
    {
      says: /api[ _]?key[ _](?:has been |is |was )?(?:revoked|deactivated|deleted)|key has been (?:disabled|revoked)/,
    },
    { says: /account has been deactivated|not allowed for this organization/ },
    { says: /deactivated_workspace|refresh_token_reused/, since: narrow },
    {
      says: /invalid_api_key|could not (?:authenticate|validate).{0,60}?(?:api key|credentials)|permission_error/s,
      before: narrow,
    },
  ],
  auth: [
    { says: /invalid[ _]api[ _]?key|incorrect api key|invalid token|authentication|re-authenticate/ },
    {
      says: /oauth token refresh failed|unauthorized|forbidden|access denied|insufficient permissions?|missing scopes?:/,
    },
    { says: /expired|\b40[13]\b|no credentials found|no api key found/ },
    {
      says: /could not (?:authenticate|validate).{0,60}?(?:api key|credentials)|permission_error/s,
      since: narrow,
    },
    {
      says: /failed to (?:extract|parse|validate) token|"?code"?\s*[:=]\s*"?1113\b|身份验证失败/,
      since: latest,
    },
  ],
};

/** Whether a message, in lower case, has words of that reason for a release. */
export function tells(
  reason: GatewayReason,
  message: string,
  generation: Generation,
  provider: string | null,
): boolean {
  return (cues[reason] ?? []).some(
    ({ says, since, before, provider: only }) =>
      (since === undefined || isSince(generation, since)) &&
      (before === undefined || !isSince(generation, before)) &&
      (only === undefined || only === provider) &&
      says.test(message),
  );
}
