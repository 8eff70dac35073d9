import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import type { RawAnswer, Reading } from './provider.ts';
import { statedReset } from './retry-time.ts';

/** Where Anthropic's answers mean something else than their status and type say; null where they do not. */
export function readAnthropicError(
  answer: RawAnswer & { json: unknown },
  request: { method: string; path: string },
  now: number,
): Partial<Reading> | null {
  const { status, json } = answer;
  if (status < 400 || status >= 500 || !isObject(json)) return null;
  const error = json['error'];
  const type = textOf(error, 'type');
  const message = (textOf(error, 'message') ?? '').toLowerCase();
  if (/oauth authentication is (?:currently )?not supported/.test(message))
    return {
      outcome: 'unverifiable',
      message: telling(
        'An OAuth token was sent where only API keys are taken; this says nothing about the token',
      ),
    };
  if (/only authorized for use with claude code/.test(message))
    return {
      outcome: 'unverifiable',
      message: telling('This token works in Claude Code only; nothing else may use it'),
    };
  if (/scope requirement|any[_ ]of\(.*user:/.test(message)) return { outcome: 'forbidden' };
  // A feature that costs extra is missing, not the key's right to be used.
  if (/\bfast mode\b|extra usage is required/.test(message))
    return {
      outcome: /rate limit/.test(message) ? 'rate_limited' : status === 400 ? 'malformed' : 'forbidden',
    };
  // The network in front of Anthropic, not its API: the body lacks the outer `"type": "error"`.
  if (status === 403 && json['type'] !== 'error' && /request not allowed/.test(message))
    return { outcome: 'region_blocked' };
  // A key that was disabled or never existed is "not found" where the path surely exists.
  if (
    status === 404 &&
    type === 'not_found_error' &&
    isModelList(request.path) &&
    !message.startsWith('model:')
  )
    return {
      outcome: /disabled|deactivated|revoked/.test(message) ? 'revoked' : 'invalid',
      message: telling('Anthropic does not know this key, or it was disabled'),
    };
  const code = isObject(error) ? textOf(error['details'], 'error_code') : null;
  if (code === 'enforced_spend_limit_reached') return { outcome: 'no_credit', resetAt: nextMonth(now) };
  if (/regain access on/.test(message)) return { outcome: 'no_credit', resetAt: statedReset(message, now) };
  return null;
}

const isModelList = (path: string): boolean => /^\/v1\/models\/?(?:\?|$)/.test(path);

function nextMonth(now: number): number {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1);
}
