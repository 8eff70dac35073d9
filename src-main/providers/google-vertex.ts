import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import { readGoogleCredential } from './google-credential.ts';
import { googleError, readGoogleError } from './google-answers.ts';
import type { Provider, Reading } from './provider.ts';

const hour = 3_600_000;

export const googleVertex: Provider = {
  id: 'google-vertex',
  name: 'Google Vertex AI',
  mark: 'Gv',
  aliases: ['vertex', 'vertex-ai', 'google-vertex-ai'],
  kinds: ['token', 'oauth'],
  variables: ['GOOGLE_APPLICATION_CREDENTIALS'],
  tools: {
    takesFile: true,
    settings: { project: ['GOOGLE_CLOUD_PROJECT'], region: ['GOOGLE_CLOUD_LOCATION'] },
  },
  shapes: [
    // The longest a token lives that nobody asked a longer life for.
    { kind: 'token', label: telling('Google access token'), prefix: 'ya29.', lifetimeMs: hour },
  ],
  baseUrl: null,
  probe: { by: 'here', read: (secret) => readGoogleCredential(secret) },
  read(answer) {
    const refused = readTokenError(answer.json);
    if (refused !== null && answer.status < 500) return refused;
    const error = googleError(answer);
    if (error === null) return null;
    if (error.status === 404 && /\bmodels?\b/.test(error.message)) return { outcome: 'model_not_found' };
    return readGoogleError(error);
  },
  links: {
    keys: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
    billing: 'https://console.cloud.google.com/billing',
    status: 'https://status.cloud.google.com',
  },
  proves: telling('The credential is whole and says whose it is.'),
  cannotProve: telling('That Google still accepts it: Keywatch reads it here and trades it for no token.'),
  cost: telling('Free: nothing is sent.'),
};

/** What Google says when a credential is traded for a token. https://developers.google.com/identity/protocols/oauth2 */
function readTokenError(json: unknown): Partial<Reading> | null {
  const error = textOf(json, 'error');
  if (!isObject(json) || error === null) return null;
  const said =
    `${textOf(json, 'error_description') ?? ''} ${textOf(json, 'error_subtype') ?? ''}`.toLowerCase();
  if (error === 'deleted_client' || error === 'disabled_client') return { outcome: 'revoked' };
  if (error !== 'invalid_grant') return null;
  if (/reasonable timeframe|short-lived token/.test(said))
    return {
      outcome: 'unverifiable',
      message: telling('Google refuses the time of this machine’s clock; set it right'),
    };
  if (/rapt/.test(said))
    return {
      outcome: 'expired',
      message: telling('Google asks to log in again: run gcloud auth application-default login'),
    };
  return null;
}
