import { isObject, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import type { Provider, Reading } from './provider.ts';

const baseUrl = 'https://generativelanguage.googleapis.com';

export const google: Provider = {
  id: 'google',
  name: 'Google Gemini',
  mark: 'Go',
  aliases: ['gemini', 'google-ai', 'google-gemini', 'google-generative-ai'],
  kinds: ['api_key'],
  variables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'],
  shapes: [
    { kind: 'api_key', label: 'Google API key', prefix: 'AIza', pattern: /^AIza[\w-]{35}$/, length: 39 },
    { kind: 'api_key', label: 'Google API key', prefix: 'AQ.' },
  ],
  baseUrl,
  probe: {
    by: 'http',
    // In a header: a key in the query lies in every log on the way.
    request: (secret, subject) =>
      ask({ baseUrl, path: '/v1beta/models?pageSize=1', key: 'googApiKey' }, secret, subject),
  },
  read({ status, json }, _request, _now, secret) {
    const error = isObject(json)
      ? json['error']
      : Array.isArray(json) && isObject(json[0])
        ? json[0]['error']
        : null;
    if (!isObject(error) || status >= 500) return null;
    const details = (Array.isArray(error['details']) ? error['details'] : []).filter(isObject);
    const reason = details.map((detail) => textOf(detail, 'reason')).find((found) => found !== null);
    return readError(
      { status, reason, message: (textOf(error, 'message') ?? '').toLowerCase(), details },
      secret,
    );
  },
  links: {
    keys: 'https://aistudio.google.com/apikey',
    billing: 'https://aistudio.google.com/usage',
    status: 'https://aistudio.google.com/status',
  },
  proves: 'Google accepts the key for the Gemini API.',
  cannotProve: 'That generating is allowed: listing models may work while it is blocked.',
  cost: 'Free: it lists one model and uses no tokens.',
};

interface GoogleError {
  status: number;
  reason: string | undefined;
  message: string;
  details: readonly object[];
}

/** Where Google's codes and words mean something else than elsewhere. https://ai.google.dev/gemini-api/docs/troubleshooting */
function readError(
  { status, reason, message, details }: GoogleError,
  secret: string | null,
): Partial<Reading> | null {
  if (reason === 'ACCESS_TOKEN_TYPE_UNSUPPORTED')
    return {
      outcome: 'revoked',
      message: 'Google no longer takes this kind of key; make a new one in AI Studio',
    };
  if (reason === 'CREDENTIALS_MISSING')
    return {
      outcome: 'unverifiable',
      message: 'This service of Google takes no API keys; this says nothing about the key',
    };
  // "Exceeded your current quota" is a window here, and only elsewhere an empty account.
  const window = details.some((detail) => /QuotaFailure|RetryInfo/.test(textOf(detail, '@type') ?? ''));
  if (
    status === 429 &&
    (window || /quota exceeded for (?:metric|quota)/.test(message)) &&
    !/credits? (?:are|is) (?:depleted|exhausted)/.test(message)
  )
    return { outcome: 'rate_limited' };
  if (reason === 'API_KEY_INVALID' && !/expired/.test(message) && secret?.startsWith('AIza'))
    return {
      outcome: 'invalid',
      message:
        'Google does not know this key; keys beginning with AIza were retired in September 2026, so a new one may be needed',
    };
  return null;
}
