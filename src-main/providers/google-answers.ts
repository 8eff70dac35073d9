import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import type { RawAnswer, Reading } from './provider.ts';

/** What an error of any of Google's APIs says, out of an object or of a stream's list. */
export interface GoogleError {
  status: number;
  reason: string | null;
  message: string;
  details: readonly object[];
}

/** The error in an answer; null when there is none, or when Google itself is in trouble. */
export function googleError({ status, json }: RawAnswer & { json: unknown }): GoogleError | null {
  const first: unknown = Array.isArray(json) ? json[0] : json;
  const error = isObject(first) ? first['error'] : null;
  if (!isObject(error) || status >= 500) return null;
  const details = (Array.isArray(error['details']) ? error['details'] : []).filter(isObject);
  const reason = details.map((detail) => textOf(detail, 'reason')).find((found) => found !== null) ?? null;
  return { status, reason, message: (textOf(error, 'message') ?? '').toLowerCase(), details };
}

/** Where Google's codes and words mean something else than elsewhere. https://ai.google.dev/gemini-api/docs/troubleshooting */
export function readGoogleError({ status, reason, message, details }: GoogleError): Partial<Reading> | null {
  if (reason === 'ACCESS_TOKEN_TYPE_UNSUPPORTED')
    return {
      outcome: 'revoked',
      message: telling('Google no longer takes this kind of key; make a new one in AI Studio'),
    };
  if (reason === 'CREDENTIALS_MISSING')
    return {
      outcome: 'unverifiable',
      message: telling('This service of Google takes no API keys; this says nothing about the key'),
    };
  // "Exceeded your current quota" is a window here, and only elsewhere an empty account.
  const window = details.some((detail) => /QuotaFailure|RetryInfo/.test(textOf(detail, '@type') ?? ''));
  const isWindow = window || /quota exceeded for (?:metric|quota)/.test(message);
  return status === 429 && isWindow && !/credits? (?:are|is) (?:depleted|exhausted)/.test(message)
    ? { outcome: 'rate_limited' }
    : null;
}
