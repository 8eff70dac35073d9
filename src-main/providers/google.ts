import { telling } from '../../src-shared/say.ts';
import { ask } from './ask.ts';
import { googleError, readGoogleError } from './google-answers.ts';
import type { Provider } from './provider.ts';

const baseUrl = 'https://generativelanguage.googleapis.com';

export const google: Provider = {
  id: 'google',
  name: 'Google Gemini',
  mark: 'Go',
  aliases: ['gemini', 'google-ai', 'google-gemini', 'google-generative-ai'],
  kinds: ['api_key'],
  variables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'],
  tools: {
    shadows: ['GOOGLE_GENAI_USE_VERTEXAI'],
    baseUrl: { GOOGLE_GEMINI_BASE_URL: '' },
  },
  shapes: [
    {
      kind: 'api_key',
      label: telling('Google API key'),
      prefix: 'AIza',
      pattern: /^AIza[\w-]{35}$/,
      length: 39,
      warn: telling(
        'Google retired keys that begin with AIza in September 2026; some may still work. Make a new one in AI Studio.',
      ),
    },
    { kind: 'api_key', label: telling('Google API key'), prefix: 'AQ.' },
  ],
  baseUrl,
  probe: {
    by: 'http',
    // In a header: a key in the query lies in every log on the way.
    request: (secret, subject) =>
      ask(
        { baseUrl, path: '/v1beta/models?pageSize=1', key: 'googApiKey', mounts: ['/openai'] },
        secret,
        subject,
      ),
  },
  read(answer, _request, _now, secret) {
    const error = googleError(answer);
    if (error === null) return null;
    if (error.reason === 'API_KEY_INVALID' && !/expired/.test(error.message) && secret?.startsWith('AIza'))
      return {
        outcome: 'invalid',
        message: telling(
          'Google does not know this key; keys beginning with AIza were retired in September 2026, so a new one may be needed',
        ),
      };
    return readGoogleError(error);
  },
  links: {
    keys: 'https://aistudio.google.com/apikey',
    billing: 'https://aistudio.google.com/usage',
    status: 'https://aistudio.google.com/status',
  },
  proves: telling('Google accepts the key for the Gemini API.'),
  cannotProve: telling('That generating is allowed: listing models may work while it is blocked.'),
  cost: telling('Free: it lists one model and uses no tokens.'),
};
